"""Vector tiles (Mapbox Vector Tile 2.1) from shapes whose coordinates are already those of the tile.

Written here and not taken from the library that the tests read them with, because functions of the stack draw too: a
layer of Lambda would carry protobuf and a clipper for a hundred lines. `make bench-basemap` compares the two.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from hex311.spatial.mvt import EXTENT, bytes_field, number_field, varint
from hex311_cli.maptiles.features import Kind

Integers = npt.NDArray[np.int64]

_KINDS: Mapping[Kind, int] = {"point": 1, "line": 2, "polygon": 3}
_MOVE_ONE, _LINE, _CLOSE = 9, 2, 15
_FEW = 12


class TileFeature(NamedTuple):
    """A feature in a tile. `parts` are arrays of shape (n, 2): points, lines, or rings without their closing point,
    outer rings clockwise as seen on the screen, each followed by its holes."""

    parts: Sequence[Integers]
    properties: Mapping[str, str]


def encode_tile(layers: Iterable[tuple[str, Kind, Sequence[TileFeature]]]) -> bytes:
    """A tile of these layers (name, kind, features); empty bytes when there is nothing to see."""
    return b"".join(bytes_field(3, _layer(name, kind, features)) for name, kind, features in layers if features)


def _layer(name: str, kind: Kind, features: Sequence[TileFeature]) -> bytes:
    keys: dict[str, int] = {}
    values: dict[str, int] = {}
    body = [bytes_field(1, name.encode())]
    for feature in features:
        tags: list[int] = []
        for key, value in feature.properties.items():
            tags += (keys.setdefault(key, len(keys)), values.setdefault(value, len(values)))
        packed = bytes_field(2, varints(np.array(tags, dtype=np.int64))) if tags else b""
        body.append(
            bytes_field(
                2, packed + number_field(3, _KINDS[kind]) + bytes_field(4, varints(_geometry(feature.parts, kind)))
            )
        )
    body += [bytes_field(3, key.encode()) for key in keys]
    body += [bytes_field(4, bytes_field(1, value.encode())) for value in values]
    body += [number_field(5, EXTENT), number_field(15, 2)]
    return b"".join(body)


def _geometry(parts: Sequence[Integers], kind: Kind) -> Integers:
    """Commands and zigzag steps; the pen stays where the part before it ended."""
    if kind == "point" and len(parts) == 1 and len(parts[0]) == 1:  # a city has more house numbers than all else
        x, y = parts[0][0].tolist()
        return np.array([_MOVE_ONE, x << 1 ^ x >> 63, y << 1 ^ y >> 63], dtype=np.int64)
    steps = np.diff(np.concatenate(parts), axis=0, prepend=np.zeros((1, 2), dtype=np.int64))
    zigzag = ((steps << 1) ^ (steps >> 63)).ravel()
    if kind == "point":
        return np.concatenate([[len(zigzag) // 2 << 3 | 1], zigzag])
    pieces: list[Integers | list[int]] = []
    at = 0
    for part in parts:
        end = at + 2 * len(part)
        pieces += [[_MOVE_ONE], zigzag[at : at + 2], [(len(part) - 1) << 3 | _LINE], zigzag[at + 2 : end]]
        if kind == "polygon":
            pieces.append([_CLOSE])
        at = end
    return np.concatenate(pieces).astype(np.int64)


def varints(numbers: Integers) -> bytes:
    """Unsigned numbers as protobuf writes them: seven bits a byte, the lowest first."""
    if len(numbers) < _FEW:  # arrays are slower than a loop
        return b"".join(map(varint, numbers.tolist()))
    if numbers.max() < 0x80:
        return numbers.astype(np.uint8).tobytes()
    lengths = np.ones(len(numbers), dtype=np.int64)
    for bits in range(7, int(numbers.max()).bit_length(), 7):
        lengths += numbers >> bits > 0
    starts = np.cumsum(lengths) - lengths
    out = np.zeros(int(lengths.sum()), dtype=np.uint8)
    for place in range(int(lengths.max())):
        longer = lengths > place
        more = np.where(lengths[longer] > place + 1, 0x80, 0)
        out[starts[longer] + place] = (numbers[longer] >> 7 * place & 0x7F) | more
    return out.tobytes()
