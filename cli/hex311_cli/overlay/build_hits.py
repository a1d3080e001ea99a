"""The hit grid: for rectangles of a cell that no border runs through, on which side of each border they lie.

A rectangle is settled when no edge comes within a unit of it. Then all of it is on one side, and any position in
it tells which; so floating point is good enough here, and the reader never asks a rectangle that is not settled.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely

from hex311.spatial.cell_content import ASK, REMAINDER, HitGrid
from hex311_cli.overlay.grid import Cells, Floats, Integers
from hex311_cli.overlay.ringtable import Flags, RingTable, following, spans

SIDE = 16
"""Rectangles in each direction, some 9 m each. Of places beside streets, where most reports lie, eight rectangles leave
half as many more to the rings, and save 3 bytes in a hundred."""

Codes = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Grids:
    """The grids of cells: south-west corner relative to the cell's centre, and width and height of a rectangle;
    arrays of shape (cells, 2)."""

    corner: Integers
    step: Integers

    def of(self, cell: int) -> HitGrid:
        west, south = self.corner[cell].tolist()
        return HitGrid(SIDE, west, south, *self.step[cell].tolist())


@dataclass(frozen=True, slots=True)
class _Bands:
    """Where edges meet rows of their grid: the piece of each edge in each row it comes near.

    `line` numbers the row of the pair's grid; `low` and `high` are the columns the piece comes near, `crossed`
    the column where it crosses the row's middle, -1 where it does not.
    """

    line: Integers
    low: Integers
    high: Integers
    crosses: Flags
    crossed: Integers


def grids_of(cells: Cells) -> Grids:
    """A grid over each cell's outline."""
    bounds = shapely.bounds(cells.outlines)
    low = np.floor(bounds[:, :2]).astype(np.int64) - cells.centres
    high = np.ceil(bounds[:, 2:]).astype(np.int64) - cells.centres
    return Grids(low, (high - low) // SIDE + 1)


def hit_codes(rings: RingTable, origin: Floats, step: Floats, remainder: Flags) -> Codes:
    """The codes of each owner of rings, shape (owners, rectangles).

    `origin` and `step` are corner (in the coordinates of the rings) and rectangle of each owner's grid.
    """
    bands = _bands(rings, origin, step)
    lines = len(remainder) * SIDE
    near = _tally(bands.line, bands.low, lines) - _tally(bands.line, bands.high + 1, lines)
    mixed = np.cumsum(near, axis=1)[:, :SIDE] > 0
    turned = _tally(bands.line[bands.crosses], bands.crossed[bands.crosses] + 1, lines)
    inside = np.cumsum(turned, axis=1)[:, :SIDE] % 2
    unsettled = np.repeat(np.where(remainder, REMAINDER, ASK), SIDE)[:, None]
    codes: Codes = np.where(mixed, unsettled, inside).astype(np.uint8).reshape(len(remainder), SIDE * SIDE)
    return codes


def _bands(rings: RingTable, origin: Floats, step: Floats) -> _Bands:
    owner = np.repeat(rings.owners, rings.lengths)
    after = following(rings)
    x, y = rings.x - origin[owner, 0], rings.y - origin[owner, 1]
    width, height = step[owner, 0], step[owner, 1]
    lowest, highest = np.minimum(y, y[after]) - 1, np.maximum(y, y[after]) + 1
    first = np.clip(np.floor(lowest / height), 0, SIDE).astype(np.int64)
    last = np.clip(np.floor(highest / height), -1, SIDE - 1).astype(np.int64)
    counts = np.maximum(last - first + 1, 0)
    edge, row = np.repeat(np.arange(len(x)), counts), spans(first, counts)
    x1, y1, x2, y2 = x[edge], y[edge], x[after][edge], y[after][edge]
    width, height = width[edge], height[edge]
    rise = np.where(y2 == y1, 1.0, y2 - y1)
    level = y2 == y1
    enters = np.where(level, x1, x1 + np.clip((row * height - 1 - y1) / rise, 0, 1) * (x2 - x1))
    leaves = np.where(level, x2, x1 + np.clip(((row + 1) * height + 1 - y1) / rise, 0, 1) * (x2 - x1))
    middle = (row + 0.5) * height
    crosses: Flags = (y1 > middle) != (y2 > middle)
    crossed = x1 + (middle - y1) / rise * (x2 - x1)
    return _Bands(
        owner[edge] * SIDE + row,
        _column((np.minimum(enters, leaves) - 1) / width),
        _column((np.maximum(enters, leaves) + 1) / width),
        crosses,
        _column(crossed / width),
    )


def _column(position: Floats) -> Integers:
    """The column of a position, -1 for all that is west of the grid, `SIDE` for all that is east of it."""
    return np.clip(np.floor(position), -1, SIDE).astype(np.int64)


def _tally(line: Integers, column: Integers, lines: int) -> Integers:
    """How often each column of each line is named; what begins west of the grid counts in its first column."""
    width = SIDE + 2
    flat = line * width + np.clip(column, 0, SIDE + 1)
    return np.bincount(flat, minlength=lines * width).reshape(lines, width)
