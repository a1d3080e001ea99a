"""Many rings in flat arrays, and their reduction to what matters inside a convex area.

Reduction drops vertices but never makes or moves one: a vertex goes when it, its predecessor and its successor
lie on the outer side of one and the same half-plane of the area. The triangle of the three then lies wholly
outside, so for every position inside the area the even-odd answer of the ring is what it was, and every edge
that meets the area is still there as it was drawn.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely

from hex311_cli.overlay.grid import Floats, Integers, Planes

Masks = npt.NDArray[np.uint16]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class RingTable:
    """Rings without their repeated last vertex. `starts` has one entry more than there are rings;
    `owners` says whose ring it is. Rings of one owner stand together, owners in ascending order."""

    x: Floats
    y: Floats
    starts: Integers
    owners: Integers

    def __len__(self) -> int:
        return len(self.owners)

    @property
    def lengths(self) -> Integers:
        return np.diff(self.starts)


def ring_table(geometries: npt.NDArray[np.object_]) -> RingTable:
    """All rings of (multi)polygons; a ring's owner is the index of its geometry."""
    polygons, geometry_of = shapely.get_parts(geometries, return_index=True)
    rings, polygon_of = shapely.get_rings(polygons, return_index=True)
    coordinates, ring_of = shapely.get_coordinates(rings, return_index=True)
    closing = np.append(ring_of[1:] != ring_of[:-1], True)
    coordinates, ring_of = coordinates[~closing], ring_of[~closing]
    starts = np.append(0, np.cumsum(np.bincount(ring_of, minlength=len(rings))))
    return RingTable(coordinates[:, 0].copy(), coordinates[:, 1].copy(), starts, geometry_of[polygon_of])


def spans(firsts: Integers, counts: Integers) -> Integers:
    """The whole numbers first, first + 1, ... (count of them) of each span, one after the other."""
    ends = np.cumsum(counts)
    return np.repeat(firsts - (ends - counts), counts) + np.arange(ends[-1] if len(ends) else 0)


def gather(table: RingTable, owners: Integers) -> RingTable:
    """The rings of the given owners, in that order; the new owner is the position in `owners`."""
    first = np.searchsorted(table.owners, owners, "left")
    count = np.searchsorted(table.owners, owners, "right") - first
    rings = spans(first, count)
    lengths = table.lengths[rings]
    vertices = spans(table.starts[rings], lengths)
    starts = np.append(0, np.cumsum(lengths))
    return RingTable(table.x[vertices], table.y[vertices], starts, np.repeat(np.arange(len(owners)), count))


def reduce_rings(table: RingTable, planes: Planes, areas: Integers) -> tuple[RingTable, Masks]:
    """Reduce each ring to one area; `areas` names, for each owner, the column of `planes`.

    Returns the rings that are left, and for each vertex the bit mask of half-planes it lies outside of. A ring
    that says nothing about its area disappears.
    """
    masks = _masks(table, planes, areas)
    table, masks = _shorten(table, masks, _inside_runs(table, masks))
    while True:
        drop = _removable(table, masks)
        if not drop.any():
            return table, masks
        table, masks = _shorten(table, masks, drop)


def following(table: RingTable) -> Integers:
    """For each vertex the index of the next one on its ring."""
    after = np.arange(1, len(table.x) + 1)
    after[table.starts[1:] - 1] = table.starts[:-1]
    return after


def _preceding(table: RingTable) -> Integers:
    before = np.arange(-1, len(table.x) - 1)
    before[table.starts[:-1]] = table.starts[1:] - 1
    return before


def _masks(table: RingTable, planes: Planes, areas: Integers) -> Masks:
    area = np.repeat(areas[table.owners], table.lengths)
    masks = np.zeros(len(table.x), dtype=np.uint16)
    for plane in range(len(planes.limit)):
        distance = table.x * planes.nx[plane][area] + table.y * planes.ny[plane][area]
        masks |= (distance > planes.limit[plane][area]).astype(np.uint16) << np.uint16(plane)
    return masks


def _inside_runs(table: RingTable, masks: Masks) -> Flags:
    """Vertices in the middle of a run that is outside by the same (lowest) half-plane: whole runs at once."""
    lowest = masks & (~masks + np.uint16(1))
    same: Flags = (lowest == lowest[_preceding(table)]) & (lowest == lowest[following(table)])
    return same & (lowest > 0)


def _removable(table: RingTable, masks: Masks) -> Flags:
    """Removable vertices of which no two are neighbours, so that all can go in one step."""
    before, after = _preceding(table), following(table)
    candidate = (masks & masks[before] & masks[after]) > 0
    first = table.starts[:-1]
    odd = (np.arange(len(masks)) - np.repeat(first, table.lengths)) % 2 == 1
    drop: Flags = candidate & (odd | ~(candidate[before] | candidate[after]))
    drop[first] = candidate[first] & ~drop[before[first]] & ~drop[after[first]]
    return drop


def _shorten(table: RingTable, masks: Masks, drop: Flags) -> tuple[RingTable, Masks]:
    """Without the dropped vertices, and without the rings that have become an edge or less."""
    if not len(table):
        return table, masks
    lengths = np.add.reduceat(~drop, table.starts[:-1], dtype=np.int64)
    alive = lengths >= 3
    keep = ~drop & np.repeat(alive, table.lengths)
    starts = np.append(0, np.cumsum(lengths[alive]))
    return RingTable(table.x[keep], table.y[keep], starts, table.owners[alive]), masks[keep]
