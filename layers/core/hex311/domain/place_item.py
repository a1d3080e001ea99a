"""How places and directories are packed into the bodies of items: JSON in columns, compressed.

Coordinates are whole numbers, each vertex as the difference to the one before. The same places always give the same
bytes, and the version of a leaf is the hash of its bytes: what has not changed keeps its key and is not written again.
"""

import json
import zlib
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any

from hex311.domain.place import Leaf, Place
from hex311.domain.place_shape import Box, Kind, Shape, around

_KINDS: tuple[Kind, ...] = ("point", "line", "area")
VERSION_LENGTH = 12


class BrokenItem(ValueError):
    """The body is not one that this module wrote."""


def pack_places(places: Iterable[Place]) -> bytes:
    """The body of a leaf, in order of id."""
    ordered = sorted(places, key=lambda place: (place.id, place.shape.parts))
    keys = sorted({key for place in ordered for key in place.details})
    columns = {
        "id": [place.id for place in ordered],
        "name": [place.name for place in ordered],
        "shape": _packed_shapes([place.shape for place in ordered]),
        "details": {key: [place.details.get(key) for place in ordered] for key in keys},
    }
    return _squeeze(columns)


def unpack_places(body: bytes) -> tuple[Place, ...]:
    """The places of a leaf; `BrokenItem` when the body is not one."""
    try:
        columns = json.loads(zlib.decompress(body))
        details = columns["details"]
        return tuple(
            Place(
                place_id,
                name,
                shape,
                {key: values[row] for key, values in details.items() if values[row] is not None},
            )
            for row, (place_id, name, shape) in enumerate(
                zip(columns["id"], columns["name"], _unpacked_shapes(columns["shape"]), strict=True)
            )
        )
    except (ValueError, KeyError, TypeError, IndexError, zlib.error) as fault:
        raise BrokenItem(f"the body of a leaf cannot be read: {fault}") from fault


def leaf_of(key: str, home: Sequence[Place], others: Sequence[Place], cover: Box) -> tuple[Leaf, bytes]:
    """A leaf's line in the directory, and its body. At least one place must be at home."""
    body = pack_places([*home, *others])
    version = sha256(body).hexdigest()[:VERSION_LENGTH]
    size = len(home) + len(others)
    return Leaf(key, version, size, around(place.shape.box for place in home), cover), body


def pack_leaves(leaves: Sequence[Leaf]) -> bytes:
    """The body of a category's directory."""
    rows = [[leaf.key, leaf.version, leaf.size, *leaf.box, *leaf.cover] for leaf in sorted(leaves)]
    return _squeeze([list(column) for column in zip(*rows, strict=True)])


def unpack_leaves(body: bytes) -> tuple[Leaf, ...]:
    """The leaves of a category; `BrokenItem` when the body is not a directory."""
    try:
        rows = zip(*json.loads(zlib.decompress(body)), strict=True)
        return tuple(Leaf(key, version, size, Box(*box[:4]), Box(*box[4:])) for key, version, size, *box in rows)
    except (ValueError, TypeError, zlib.error) as fault:
        raise BrokenItem(f"the body of a directory cannot be read: {fault}") from fault


def _squeeze(content: Any) -> bytes:
    return zlib.compress(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode(), 9)


def _packed_shapes(shapes: Sequence[Shape]) -> list[Any]:
    """[kind, [x, y, dx, dy, ...], ...]: every first vertex counts from the first vertex of the shape before."""
    packed: list[Any] = []
    last = (0, 0)
    for shape in shapes:
        row: list[Any] = [_KINDS.index(shape.kind)]
        start = shape.parts[0][0]
        for part in shape.parts:
            numbers: list[int] = []
            for vertex in part:
                numbers += (vertex[0] - last[0], vertex[1] - last[1])
                last = vertex
            row.append(numbers)
        last = start
        packed.append(row)
    return packed


def _unpacked_shapes(packed: Sequence[Any]) -> Iterable[Shape]:
    x = y = 0
    for kind, *rows in packed:
        parts = []
        start = (x + rows[0][0], y + rows[0][1])
        for numbers in rows:
            part = []
            for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
                x, y = x + dx, y + dy
                part.append((x, y))
            parts.append(tuple(part))
        x, y = start
        yield Shape(_KINDS[kind], tuple(parts))
