"""The content of one overlay item, and how it answers for a point.

Answers stand in columns (layer, id, name, attributes), because columns become tuples without a line of Python
for each. Only features whose border crosses the cell, the crossings, need looking at one by one; and most of
those are settled by the hit grid, which says for squares of the cell that no border runs through on which side
of each border they lie. Rings are decoded for what is left.
"""

import struct
from collections.abc import Mapping, Sequence
from functools import lru_cache, partial
from itertools import compress
from typing import NamedTuple

from hex311.domain.geography import OverlayAnswer
from hex311.spatial.cells import WORLD_UNITS
from hex311.spatial.rings import Ring, Side, side_of_rings

OUTSIDE, INSIDE, ASK, REMAINDER = range(4)
"""Codes of the hit grid: the first two are answers; then: ask the rings; the opposite of the crossing before."""

_OUTSIDE, _INSIDE = int(Side.OUTSIDE), int(Side.INSIDE)

COUNT = struct.Struct("<H")
RING = struct.Struct("<IB")

layout = lru_cache(4_096)(struct.Struct)
"""Compiled layouts of arrays; `struct` itself remembers a hundred, and rings come in more lengths."""

_answer = partial(tuple.__new__, OverlayAnswer)
"""`OverlayAnswer` from a complete row, at the speed of a tuple."""


class HitGrid(NamedTuple):
    """Equal rectangles over a cell, `side` in each direction, in units from the cell's base point."""

    side: int
    west: int
    south: int
    step_x: int
    step_y: int


class CellContent(NamedTuple):
    """A decoded item; `answers` may be asked any number of times.

    Columns have one entry for each feature that meets the cell, layers in published order, features in the order
    in which they are preferred (lowest id first, unless their layer's boundary rule says otherwise). `crossings` are
    the rows of features that do not cover the cell whole; for each of them `unsettled` has the code ASK or REMAINDER,
    and `shapes` says where its rings begin in `rings`. `hits` holds, crossing after crossing, a code for each
    rectangle of the grid, row by row. `first_only` names layers of which on a border only the first feature answers;
    `volatile` those with attributes kept in an item of their own.
    """

    base: tuple[int, int]
    grid: HitGrid
    layers: Sequence[str]
    ids: Sequence[str]
    names: Sequence[str]
    attributes: Sequence[Mapping[str, str]]
    first_only: Sequence[str]
    volatile: Sequence[str]
    crossings: Sequence[int]
    shapes: Sequence[int]
    unsettled: bytes
    hits: bytes
    rings: bytes

    def answers(self, x: int, y: int) -> tuple[OverlayAnswer, ...]:
        """Every layer's answers for the integer position (x, y) in 1e-7 degree, which must lie in the cell.

        A layer that answers with the first only gives at most one feature of those on whose border the point
        lies; features it lies inside of are all given.
        """
        positions = ["inside"] * len(self.layers)
        kept = bytearray(b"\x01") * len(self.layers)
        dx = (x - self.base[0] + WORLD_UNITS // 2) % WORLD_UNITS - WORLD_UNITS // 2
        dy = y - self.base[1]
        side: int = _OUTSIDE
        border_given = ""
        for row, code, shape in zip(self.crossings, self._codes(dx, dy), self.shapes, strict=True):
            if code == INSIDE:
                side = _INSIDE
            elif code == OUTSIDE:
                side = _OUTSIDE
            elif code == REMAINDER:
                side = -side
            else:
                side = side_of_rings(dx, dy, self._rings_at(shape))
            if side == _OUTSIDE:
                kept[row] = 0
            elif side != _INSIDE:
                layer = self.layers[row]
                if layer == border_given:
                    kept[row] = 0
                positions[row] = "boundary"
                if layer in self.first_only:
                    border_given = layer
        rows = zip(self.layers, self.ids, self.names, self.attributes, positions, strict=True)
        return tuple(map(_answer, compress(rows, kept)))

    def _codes(self, dx: int, dy: int) -> bytes:
        """What the hit grid says about each crossing at this place."""
        side, west, south, step_x, step_y = self.grid
        if side:
            column, row = (dx - west) // step_x, (dy - south) // step_y
            if 0 <= column < side and 0 <= row < side:
                return self.hits[row * side + column :: side * side]
        return self.unsettled

    def _rings_at(self, at: int) -> list[Ring]:
        (count,) = COUNT.unpack_from(self.rings, at)
        at += COUNT.size
        rings: list[Ring] = []
        for _ in range(count):
            vertices, width = RING.unpack_from(self.rings, at)
            at += RING.size
            values = layout(f"<{2 * vertices}{'h' if width == 2 else 'i'}").unpack_from(self.rings, at)
            at += 2 * vertices * width
            rings.append((values[:vertices], values[vertices:]))
        return rings
