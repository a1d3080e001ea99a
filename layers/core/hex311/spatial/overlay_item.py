"""What one overlay item holds: every layer's answers for one H3 cell, self-contained.

The first byte of a body says what follows:

    0  nothing here any more   (the cell lost all its content in this generation)
    2  split                   one byte: the H3 resolution whose cells hold the content instead
    3  content                 zlib of the parts below
    4  volatile attributes     zlib of JSON {feature id: {attribute: value}}; the item of a layer, not of a cell

(1 was an early layout of content; it is no longer read.)

The parts of content: x, y of the base point (2 x int32, 1e-7 degree); the hit grid: west, south, width and height
of a rectangle (4 x int32, relative to the base point), rectangles in each direction (uint8, 0 = no grid); the number
of crossings (uint16) and the length of the text (uint32); for each crossing its row in the columns (uint16), then for
each where its rings begin (uint32), then for each its code where no grid is (uint8); the grid's codes, crossing after
crossing, each row by row (uint8); the text; the rings. `hex311.spatial.cell_content` says what the codes mean and how
they are used.

The text is JSON: `[layer ids, feature ids, names, attributes, first only, volatile]`: four columns of one entry
for each feature, then the layers of which on a border only the first answers, then those that have volatile
attributes. The rings of a crossing: a uint16 count, and for each ring its vertex count (uint32), its width in bytes
(2 or 4), all x, then all y, as little-endian integers relative to the base point.
"""

import json
import struct
import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from hex311.spatial.cell_content import ASK, COUNT, REMAINDER, RING, CellContent, HitGrid, layout
from hex311.spatial.rings import Ring

NOTHING, SPLIT, CONTENT, VOLATILE = 0, 2, 3, 4
SHORT = 1 << 15
"""Relative coordinates smaller than this take two bytes, others four."""

ROOMY = 3_000
"""Bytes below which an item may take a little more room to be read faster."""

NO_GRID = HitGrid(0, 0, 0, 1, 1)

_MOST_RINGS = 0xFFFE
_HEAD = struct.Struct("<6iBHI")
_read_json = json.JSONDecoder().raw_decode


class BrokenItem(ValueError):
    """A stored overlay item that cannot be read: it was not written by the index builder."""


class FeatureInCell(NamedTuple):
    """A feature that meets the cell.

    `shape` is the encoded rings as `encode_rings` gives them, None when the feature covers the whole cell,
    or `remainder=True` when it covers exactly what the previous feature with rings does not. `hits` are the
    feature's codes in the cell's hit grid, if it has one.
    """

    feature_id: str
    name: str
    attributes: Mapping[str, str] = {}
    shape: bytes | None = None
    remainder: bool = False
    hits: bytes = b""


class LayerInCell(NamedTuple):
    """One layer's features in a cell, the preferred ones first.

    `first_only`: on a border only the first of them answers; so their order is the layer's boundary rule.
    `volatile`: some attributes are in the layer's own item.
    """

    layer: str
    features: Sequence[FeatureInCell]
    first_only: bool = False
    volatile: bool = False


class Nothing(NamedTuple):
    """The cell has no content since this generation."""


class Split(NamedTuple):
    """The content is in the cells of this finer H3 resolution."""

    resolution: int


class VolatileAttributes(NamedTuple):
    """Attributes of a layer that change more often than its geometry, by feature id."""

    of_feature: Mapping[str, Mapping[str, str]]


Body = Nothing | Split | CellContent | VolatileAttributes


def layer_key(layer: str) -> str:
    """The key, in place of a cell, of the item with a layer's volatile attributes."""
    return f"LAYER#{layer}"


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
    return RING.pack(vertices, width) + xs + ys


def encode_shape(encoded_rings: Sequence[bytes]) -> bytes:
    """Rings that are already encoded, headed by their count."""
    if not 0 < len(encoded_rings) <= _MOST_RINGS:
        raise ValueError(f"a feature cannot have {len(encoded_rings)} rings in one cell")
    return COUNT.pack(len(encoded_rings)) + b"".join(encoded_rings)


def encode_nothing() -> bytes:
    return bytes([NOTHING])


def encode_split(resolution: int) -> bytes:
    return bytes([SPLIT, resolution])


def encode_volatile(of_feature: Mapping[str, Mapping[str, str]]) -> bytes:
    """The body of a layer's own item; the same input always gives the same bytes."""
    text = json.dumps(of_feature, separators=(",", ":"), ensure_ascii=False, sort_keys=True)
    return bytes([VOLATILE]) + zlib.compress(text.encode(), 9)


def encode_content(base_x: int, base_y: int, layers: Sequence[LayerInCell], grid: HitGrid = NO_GRID) -> bytes:
    """The body of a cell with content; the same input always gives the same bytes.

    With a grid every feature that does not cover the cell whole must bring its `hits`.
    """
    features = [(layer, feature) for layer in layers for feature in layer.features]
    crossings = [(row, one) for row, (_, one) in enumerate(features) if one.shape is not None or one.remainder]
    shapes: list[int] = []
    rings = bytearray()
    for _, one in crossings:
        shapes.append(len(rings))
        rings += one.shape or b""
    columns = (
        [layer.layer for layer, _ in features],
        [one.feature_id for _, one in features],
        [one.name for _, one in features],
        [dict(one.attributes) for _, one in features],
        [layer.layer for layer in layers if layer.first_only],
        [layer.layer for layer in layers if layer.volatile],
    )
    text = json.dumps(columns, separators=(",", ":"), ensure_ascii=False).encode()
    count = len(crossings)
    parts: list[bytes] = [
        _HEAD.pack(base_x, base_y, grid.west, grid.south, grid.step_x, grid.step_y, grid.side, count, len(text)),
        struct.pack(f"<{count}H{count}I", *(row for row, _ in crossings), *shapes),
        bytes(REMAINDER if one.remainder else ASK for _, one in crossings),
        *(one.hits for _, one in crossings if grid.side),
        text,
        bytes(rings),
    ]
    return bytes([CONTENT]) + _packed(b"".join(parts))


def _packed(parts: bytes) -> bytes:
    """zlib with fixed codes, which inflates in 6 tenths of the time for a tenth more bytes, where there is room."""
    quick = zlib.compressobj(9, strategy=zlib.Z_FIXED)
    packed = quick.compress(parts) + quick.flush()
    return packed if len(packed) <= ROOMY else zlib.compress(parts, 9)


def decode(body: bytes) -> Body:
    """Read a stored body; raises `BrokenItem` when it is not one."""
    if not body:
        raise BrokenItem("the body is empty")
    kind = body[0]
    try:
        if kind == CONTENT:
            return _decode_content(zlib.decompress(body[1:]))
        if kind == NOTHING:
            return Nothing()
        if kind == SPLIT:
            return Split(body[1])
        if kind == VOLATILE:
            return VolatileAttributes(json.loads(zlib.decompress(body[1:])))
    except (IndexError, KeyError, TypeError, ValueError, struct.error, zlib.error) as fault:
        raise BrokenItem(f"the body cannot be read: {fault}") from fault
    raise BrokenItem(f"unknown kind of body: {kind}")


def _decode_content(parts: bytes) -> CellContent:
    base_x, base_y, west, south, step_x, step_y, side, count, length = _HEAD.unpack_from(parts)
    numbers = layout(f"<{count}H{count}I").unpack_from(parts, _HEAD.size)
    unsettled = _HEAD.size + 6 * count
    hits = unsettled + count
    text = hits + count * side * side
    rings = text + length
    (layers, ids, names, attributes, first_only, volatile), _ = _read_json(parts[text:rings].decode())
    return CellContent(
        (base_x, base_y),
        HitGrid(side, west, south, step_x, step_y),
        layers,
        ids,
        names,
        attributes,
        first_only,
        volatile,
        numbers[:count],
        numbers[count:],
        parts[unsettled:hits],
        parts[hits:text],
        parts[rings:],
    )
