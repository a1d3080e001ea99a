"""One layer against a set of cells: which features cover a cell whole, and which cross it, with what rings."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import shapely

from hex311.spatial.overlay_item import SHORT, FeatureInCell, LayerInCell, encode_ring, encode_shape
from hex311_cli.overlay.build_hits import SIDE, Grids, hit_codes
from hex311_cli.overlay.grid import Cells, Floats, Integers, Planes, rectangles
from hex311_cli.overlay.remainders import find_remainders
from hex311_cli.overlay.ringtable import Flags, Masks, RingTable, following, gather, reduce_rings, ring_table, spans
from hex311_cli.overlay.shapes import IntegerLayer

_VERTICES_AT_ONCE = 1_000_000
_EDGES_IN_A_LINE = 32
_BLOCK_CELLS = 8


@dataclass(frozen=True, slots=True)
class LayerTable:
    """A layer with what is worth computing once: its bounds, its rings, and its answers for whole cells."""

    layer: IntegerLayer
    geometries: npt.NDArray[np.object_]
    bounds: Floats
    rings: RingTable
    whole: tuple[FeatureInCell, ...]


@dataclass(frozen=True, slots=True)
class Crossings:
    """(cell, feature) pairs whose border crosses the cell; the owner of a ring is the index of its pair."""

    cell: Integers
    feature: Integers
    rings: RingTable
    masks: Masks


def layer_table(layer: IntegerLayer) -> LayerTable:
    geometries = np.array(layer.geometries, dtype=object)
    whole = tuple(
        FeatureInCell(f.id, f.name, {name: f.attributes[name] for name in f.attributes if name not in layer.volatile})
        for f in layer.features
    )
    return LayerTable(layer, geometries, shapely.bounds(geometries), ring_table(geometries), whole)


def layer_in_cells(
    table: LayerTable, cells: Cells, tree: shapely.STRtree, grids: Grids
) -> Iterator[tuple[int, LayerInCell]]:
    """(index of the cell, the layer's part of its item) for all cells the layer meets, in ascending order.

    `tree` holds the outlines of the cells, `grids` are their hit grids.
    """
    box = cells.bounds()
    near = _features_near(table.bounds, box)
    if not len(near):
        return
    rings, _ = reduce_rings(gather(table.rings, near), _one_area(box), np.zeros(len(near), dtype=np.int64))
    cell, position = _border_pairs(rings, tree)
    inside = _centres_inside(table, near, cells)
    crossings = _crossings(rings, cell, position, cells)
    of_pair = near[crossings.feature]
    centred: Flags = np.isin(of_pair * len(cells) + crossings.cell, inside)
    remainder = find_remainders(crossings.cell, centred, crossings.rings, crossings.masks)
    shapes = _encoded_shapes(crossings, cells, remainder)
    origin = (cells.centres + grids.corner)[crossings.cell].astype(np.float64)
    hits = hit_codes(crossings.rings, origin, grids.step[crossings.cell].astype(np.float64), remainder)
    crossed = near[position] * len(cells) + cell
    whole = np.setdiff1d(inside, crossed, assume_unique=True)
    yield from _by_cell(table, len(cells), whole, crossings.cell, of_pair, shapes, hits.tobytes())


def _features_near(bounds: Floats, box: Floats) -> Integers:
    west, south, east, north = bounds.T
    meets = (west <= box[2]) & (east >= box[0]) & (south <= box[3]) & (north >= box[1])
    return np.flatnonzero(meets)


def _one_area(box: Floats) -> Planes:
    return rectangles(*(np.array([side]) for side in box))


def _border_pairs(rings: RingTable, tree: shapely.STRtree) -> tuple[Integers, Integers]:
    """(cell, owner) of all cells that some edge of an owner's rings meets; sorted by owner, then cell."""
    if not len(rings):
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    lengths = rings.lengths
    counts = -(-lengths // _EDGES_IN_A_LINE)
    ring_of = np.repeat(np.arange(len(rings)), counts)
    within = spans(np.zeros(len(rings), dtype=np.int64), counts)
    first = rings.starts[ring_of] + within * _EDGES_IN_A_LINE
    edges = np.minimum(_EDGES_IN_A_LINE, rings.starts[ring_of + 1] - first)
    # Each line takes the vertices its edges start from, and then the end of its last edge.
    vertices = spans(first, edges + 1)
    ends = np.cumsum(edges + 1) - 1
    vertices[ends] = following(rings)[first + edges - 1]
    coordinates = np.stack([rings.x[vertices], rings.y[vertices]], axis=-1)
    lines = shapely.linestrings(coordinates, indices=np.repeat(np.arange(len(first)), edges + 1))
    line, cell = tree.query(lines, predicate="intersects")
    cells = len(tree.geometries)
    key = np.unique(rings.owners[ring_of[line]] * cells + cell)
    return key % cells, key // cells


def _centres_inside(table: LayerTable, near: Integers, cells: Cells) -> Integers:
    """Sorted keys (feature * cells + cell) of the features that hold a cell's centre in their interior."""
    x, y = cells.centres[:, 0].astype(np.float64), cells.centres[:, 1].astype(np.float64)
    keys: list[Integers] = []
    for feature in near:
        west, south, east, north = table.bounds[feature]
        boxed = np.flatnonzero((x >= west) & (x <= east) & (y >= south) & (y <= north))
        if len(boxed):
            geometry = table.geometries[feature]
            shapely.prepare(geometry)
            keys.append(feature * len(cells) + boxed[shapely.contains_xy(geometry, x[boxed], y[boxed])])
    return np.concatenate(keys) if keys else np.zeros(0, dtype=np.int64)


def _crossings(rings: RingTable, cell: Integers, owner: Integers, cells: Cells) -> Crossings:
    """The rings of each pair, reduced to blocks of some cells first and then to each cell."""
    block, blocks = _blocks(cells)
    part, part_of_pair = np.unique(owner * len(blocks.limit[0]) + block[cell], return_inverse=True)
    part_owner, part_block = part // len(blocks.limit[0]), part % len(blocks.limit[0])
    coarse, _ = _reduced(rings, part_owner, blocks, part_block)
    fine, masks = _reduced(coarse, part_of_pair, cells.planes, cell)
    # A pair without rings only came near: its feature covers nothing of the cell.
    kept, renumbered = np.unique(fine.owners, return_inverse=True)
    return Crossings(cell[kept], owner[kept], RingTable(fine.x, fine.y, fine.starts, renumbered), masks)


def _blocks(cells: Cells) -> tuple[Integers, Planes]:
    """The block of each cell, and the blocks as rectangles around their cells."""
    bounds = shapely.bounds(cells.outlines)
    size = _BLOCK_CELLS * (bounds[:, 2:] - bounds[:, :2]).max()
    square = np.floor((bounds[:, :2] - bounds[:, :2].min(axis=0)) / size).astype(np.int64)
    names, block = np.unique(square[:, 0] * (square[:, 1].max() + 1) + square[:, 1], return_inverse=True)
    low, high = np.full((len(names), 2), np.inf), np.full((len(names), 2), -np.inf)
    np.minimum.at(low, block, bounds[:, :2])
    np.maximum.at(high, block, bounds[:, 2:])
    return block, rectangles(low[:, 0], low[:, 1], high[:, 0], high[:, 1])


def _reduced(table: RingTable, owners: Integers, planes: Planes, areas: Integers) -> tuple[RingTable, Masks]:
    """`reduce_rings(gather(table, owners), ...)` in batches, so that memory stays small."""
    weight_of_owner = np.bincount(table.owners, weights=table.lengths, minlength=int(owners.max(initial=0)) + 1)
    batch = (np.cumsum(weight_of_owner[owners]) // _VERTICES_AT_ONCE).astype(np.int64)
    tables: list[RingTable] = []
    masks: list[Masks] = []
    for first in np.flatnonzero(np.diff(batch, prepend=-1)):
        chosen = slice(first, np.searchsorted(batch, batch[first], "right"))
        rings, mask = reduce_rings(gather(table, owners[chosen]), planes, areas[chosen])
        tables.append(RingTable(rings.x, rings.y, rings.starts, rings.owners + first))
        masks.append(mask)
    return _joined(tables), np.concatenate([*masks, np.zeros(0, dtype=np.uint16)])


def _joined(tables: list[RingTable]) -> RingTable:
    none = np.zeros(0, dtype=np.int64)
    lengths = np.concatenate([none, *(table.lengths for table in tables)])
    return RingTable(
        np.concatenate([np.zeros(0), *(table.x for table in tables)]),
        np.concatenate([np.zeros(0), *(table.y for table in tables)]),
        np.append(0, np.cumsum(lengths)),
        np.concatenate([none, *(table.owners for table in tables)]),
    )


def _encoded_shapes(crossings: Crossings, cells: Cells, remainder: Flags) -> list[bytes | None]:
    """The shape of each pair as the item stores it; None for a remainder."""
    rings = crossings.rings
    if not len(rings):
        return []
    centre = cells.centres[crossings.cell[np.repeat(rings.owners, rings.lengths)]]
    x, y = rings.x.astype(np.int64) - centre[:, 0], rings.y.astype(np.int64) - centre[:, 1]
    farthest = np.maximum.reduceat(np.maximum(np.abs(x), np.abs(y)), rings.starts[:-1])
    stored = {
        2: (x.astype("<i2", casting="unsafe").tobytes(), y.astype("<i2", casting="unsafe").tobytes()),
        4: (x.astype("<i4").tobytes(), y.astype("<i4").tobytes()),
    }
    starts, widths = rings.starts.tolist(), np.where(farthest < SHORT, 2, 4).tolist()
    first = np.searchsorted(rings.owners, np.arange(len(crossings.cell) + 1)).tolist()
    shapes: list[bytes | None] = []
    for pair, is_remainder in enumerate(remainder.tolist()):
        if is_remainder:
            shapes.append(None)
            continue
        encoded: list[bytes] = []
        for ring in range(first[pair], first[pair + 1]):
            width = widths[ring]
            cut = slice(starts[ring] * width, starts[ring + 1] * width)
            xs, ys = stored[width]
            encoded.append(encode_ring(starts[ring + 1] - starts[ring], width, xs[cut], ys[cut]))
        shapes.append(encode_shape(encoded))
    return shapes


def _by_cell(
    table: LayerTable,
    cells: int,
    whole: Integers,
    cell: Integers,
    feature: Integers,
    shapes: list[bytes | None],
    hits: bytes,
) -> Iterator[tuple[int, LayerInCell]]:
    """Whole and crossing features of each cell together, in the layer's order."""
    all_cells = np.concatenate([whole % cells, cell])
    all_features = np.concatenate([whole // cells, feature])
    order = np.lexsort((all_features, all_cells))
    cell_of, feature_of = all_cells[order].tolist(), all_features[order].tolist()
    source = (order - len(whole)).tolist()
    starts = np.flatnonzero(np.diff(all_cells[order], prepend=-1)).tolist()
    for start, end in pairwise([*starts, len(source)]):
        features: list[FeatureInCell] = []
        for position in range(start, end):
            answer, pair = table.whole[feature_of[position]], source[position]
            if pair >= 0:
                shape = shapes[pair]
                codes = hits[pair * SIDE * SIDE : (pair + 1) * SIDE * SIDE]
                answer = FeatureInCell(answer.feature_id, answer.name, answer.attributes, shape, shape is None, codes)
            features.append(answer)
        yield (
            cell_of[start],
            LayerInCell(table.layer.id, features, table.layer.first_only, bool(table.layer.volatile)),
        )
