"""What one overlay item holds: every layer's answers for one H3 cell, self-contained.

The first byte of a body says what follows:

    0  nothing here any more   (the cell lost all its content in this generation)
    1  content                 zlib of: x, y of the cell's base point (2 x int32, 1e-7 degree),
                               length of the text (uint32), the text, the shapes
    2  split                   one byte: the H3 resolution whose cells hold the content instead

The text is JSON: `[[layer id, flags, [[feature id, name, {attribute: value}], ...]], ...]`, features lowest
id first. Flags: 1 = on a border only the lowest id answers; 2 = the layer has shapes. The shapes of a layer
are, for each feature in the same order, a uint16: 0 = covers the whole cell; 65535 = exactly what the last
feature with rings leaves over; otherwise the number of rings. A ring is its vertex count (uint32), its
width in bytes (2 or 4), all x, then all y, as signed little-endian integers relative to the base point.
"""

import json
import struct
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from hex311.domain.geography import OverlayAnswer
from hex311.spatial.cells import WORLD_UNITS
from hex311.spatial.rings import Ring, Side, side_of_rings

NOTHING, CONTENT, SPLIT = 0, 1, 2
LOWEST_ID_ONLY, HAS_SHAPES = 1, 2
WHOLE_CELL, REMAINDER = 0, 0xFFFF
SHORT = 1 << 15
"""Relative coordinates smaller than this take two bytes, others four."""

_HEAD = struct.Struct("<iiI")
_COUNT = struct.Struct("<H")
_RING = struct.Struct("<IB")


class BrokenItem(ValueError):
    """A stored overlay item that cannot be read: it was not written by the index builder."""


@dataclass(frozen=True, slots=True)
class FeatureInCell:
    """A feature that meets the cell.

    `shape` is the encoded rings as `encode_rings` gives them, None when the feature covers the whole cell,
    or `remainder=True` when it covers exactly what the previous feature with rings does not.
    """

    feature_id: str
    name: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    shape: bytes | None = None
    remainder: bool = False


@dataclass(frozen=True, slots=True)
class LayerInCell:
    """One layer's features in a cell, lowest id first."""

    layer: str
    features: Sequence[FeatureInCell]
    lowest_id_only: bool = False


@dataclass(frozen=True, slots=True)
class Nothing:
    """The cell has no content since this generation."""


@dataclass(frozen=True, slots=True)
class Split:
    """The content is in the cells of this finer H3 resolution."""

    resolution: int


class _Area(NamedTuple):
    """A feature as the reader keeps it; without rings it covers the whole cell, or is the remainder."""

    feature_id: str
    name: str
    attributes: dict[str, str]
    rings: tuple[Ring, ...] | None
    is_remainder: bool


@dataclass(frozen=True, slots=True)
class CellContent:
    """A decoded item; `answers` may be asked any number of times."""

    base_x: int
    base_y: int
    layers: tuple[tuple[str, bool, list[_Area]], ...]

    def answers(self, x: int, y: int) -> tuple[OverlayAnswer, ...]:
        """Every layer's answers for the integer position (x, y) in 1e-7 degree, which must lie in the cell.

        Layers come in published order, features lowest id first. A layer with the lowest-id rule gives at
        most one feature of those on whose border the point lies; features it lies inside of are all given.
        """
        dx = (x - self.base_x + WORLD_UNITS // 2) % WORLD_UNITS - WORLD_UNITS // 2
        dy = y - self.base_y
        found: list[OverlayAnswer] = []
        for layer, lowest_id_only, areas in self.layers:
            border_taken = False
            ringed = Side.OUTSIDE
            for feature_id, name, attributes, rings, is_remainder in areas:
                if rings is not None:
                    side = ringed = side_of_rings(dx, dy, rings)
                else:
                    side = _opposite(ringed) if is_remainder else Side.INSIDE
                if side is Side.INSIDE:
                    found.append(OverlayAnswer(layer, feature_id, name, attributes))
                elif side is Side.BOUNDARY and not border_taken:
                    found.append(OverlayAnswer(layer, feature_id, name, attributes, "boundary"))
                    border_taken = lowest_id_only
        return tuple(found)


def _opposite(side: Side) -> Side:
    if side is Side.BOUNDARY:
        return side
    return Side.OUTSIDE if side is Side.INSIDE else Side.INSIDE


Body = Nothing | Split | CellContent


def encode_rings(rings: Iterable[Ring]) -> bytes:
    """Rings relative to the cell's base point, headed by their count, as the item stores them.

    Raises ValueError for no rings (such a feature covers nothing) and for more than 65534.
    """
    parts: list[bytes] = []
    for xs, ys in rings:
        width, code = (2, "h") if max(map(abs, (*xs, *ys))) < SHORT else (4, "i")
        values = f"<{len(xs)}{code}"
        parts.append(encode_ring(len(xs), width, struct.pack(values, *xs), struct.pack(values, *ys)))
    return encode_shape(parts)


def encode_ring(vertices: int, width: int, xs: bytes, ys: bytes) -> bytes:
    """One ring whose coordinates are already little-endian integers of `width` bytes each."""
    return _RING.pack(vertices, width) + xs + ys


def encode_shape(encoded_rings: Sequence[bytes]) -> bytes:
    """Rings that are already encoded, headed by their count."""
    if not WHOLE_CELL < len(encoded_rings) < REMAINDER:
        raise ValueError(f"a feature cannot have {len(encoded_rings)} rings in one cell")
    return _COUNT.pack(len(encoded_rings)) + b"".join(encoded_rings)


def encode_nothing() -> bytes:
    return bytes([NOTHING])


def encode_split(resolution: int) -> bytes:
    return bytes([SPLIT, resolution])


def encode_content(base_x: int, base_y: int, layers: Sequence[LayerInCell]) -> bytes:
    """The body of a cell with content; the same input always gives the same bytes."""
    text: list[object] = []
    shapes: list[bytes] = []
    for layer in layers:
        has_shapes = any(f.shape is not None or f.remainder for f in layer.features)
        flags = (LOWEST_ID_ONLY if layer.lowest_id_only else 0) | (HAS_SHAPES if has_shapes else 0)
        text.append([layer.layer, flags, [[f.feature_id, f.name, dict(f.attributes)] for f in layer.features]])
        if has_shapes:
            shapes.extend(_encode_shape(feature) for feature in layer.features)
    encoded = json.dumps(text, separators=(",", ":"), ensure_ascii=False).encode()
    raw = _HEAD.pack(base_x, base_y, len(encoded)) + encoded + b"".join(shapes)
    return bytes([CONTENT]) + zlib.compress(raw, 9)


def _encode_shape(feature: FeatureInCell) -> bytes:
    if feature.remainder:
        return _COUNT.pack(REMAINDER)
    return _COUNT.pack(WHOLE_CELL) if feature.shape is None else feature.shape


def decode(body: bytes) -> Body:
    """Read a stored body; raises `BrokenItem` when it is not one."""
    if not body:
        raise BrokenItem("the body is empty")
    if body[0] == NOTHING:
        return Nothing()
    try:
        if body[0] == SPLIT:
            return Split(body[1])
        if body[0] == CONTENT:
            return _decode_content(zlib.decompress(body[1:]))
    except (IndexError, KeyError, TypeError, ValueError, struct.error, zlib.error) as fault:
        raise BrokenItem(f"the body cannot be read: {fault}") from fault
    raise BrokenItem(f"unknown kind of body: {body[0]}")


def _decode_content(raw: bytes) -> CellContent:
    base_x, base_y, length = _HEAD.unpack_from(raw, 0)
    at = _HEAD.size + length
    layers: list[tuple[str, bool, list[_Area]]] = []
    for layer, flags, features in json.loads(raw[_HEAD.size : at]):
        areas: list[_Area] = []
        for feature_id, name, attributes in features:
            count = WHOLE_CELL
            if flags & HAS_SHAPES:
                (count,) = _COUNT.unpack_from(raw, at)
                at += _COUNT.size
            rings = None
            if count not in (WHOLE_CELL, REMAINDER):
                rings, at = _decode_rings(raw, at, count)
            areas.append(_Area(feature_id, name, attributes, rings, count == REMAINDER))
        layers.append((layer, bool(flags & LOWEST_ID_ONLY), areas))
    return CellContent(base_x, base_y, tuple(layers))


def _decode_rings(raw: bytes, at: int, count: int) -> tuple[tuple[Ring, ...], int]:
    rings: list[Ring] = []
    for _ in range(count):
        vertices, width = _RING.unpack_from(raw, at)
        at += _RING.size
        values = struct.unpack_from(f"<{2 * vertices}{'h' if width == 2 else 'i'}", raw, at)
        at += 2 * vertices * width
        rings.append((values[:vertices], values[vertices:]))
    return tuple(rings), at
