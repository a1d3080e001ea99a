"""Neighbours that divide a cell between them: the second is stored as what the first leaves over.

Where exactly two features of a layer cross a cell and have the very same edges in it, crossing an edge changes
the answer of both. So they are the same area or opposite areas everywhere in the cell, and one position off
their border, the centre, tells which. More than half of all crossings are such pairs; their rings are stored once.
"""

import numpy as np

from hex311_cli.overlay.grid import Integers
from hex311_cli.overlay.ringtable import Flags, Masks, RingTable, following


def find_remainders(cell: Integers, centred: Flags, rings: RingTable, masks: Masks) -> Flags:
    """For each (cell, feature) pair, whether it is exactly what the other pair of its cell leaves over.

    `cell` is the cell of each pair; `centred` whether the feature holds the cell's centre in its interior;
    rings are owned by pairs, pairs of the lower id come first.
    """
    remainder: Flags = np.zeros(len(cell), dtype=bool)
    if not len(cell):
        return remainder
    order = np.argsort(cell, kind="stable")
    starts = np.flatnonzero(np.diff(cell[order], prepend=-1))
    pairs = np.diff(np.append(starts, len(order)))
    first, second = order[starts[pairs == 2]], order[starts[pairs == 2] + 1]
    divided = (centred[first] != centred[second]) & ~np.isin(cell[first], _cells_with_odd_edges(cell, rings, masks))
    remainder[second[divided]] = True
    return remainder


def _cells_with_odd_edges(cell: Integers, rings: RingTable, masks: Masks) -> Integers:
    """Cells where some edge does not belong to exactly two pairs."""
    after = following(rings)
    met = (masks & masks[after]) == 0
    pair = np.repeat(rings.owners, rings.lengths)[met]
    ends = np.stack([rings.x[met], rings.y[met], rings.x[after][met], rings.y[after][met]])
    backwards = (ends[0] > ends[2]) | ((ends[0] == ends[2]) & (ends[1] > ends[3]))
    ends[:, backwards] = ends[:, backwards][[2, 3, 0, 1]]
    rows = np.vstack([cell[pair], ends])
    order = np.lexsort((pair, *rows[::-1]))
    rows, pair = rows[:, order], pair[order]
    changes = (rows[:, 1:] != rows[:, :-1]).any(axis=0)
    starts = np.flatnonzero(np.append(True, changes)) if len(pair) else np.zeros(0, dtype=np.int64)
    counts = np.diff(np.append(starts, len(pair)))
    shared = counts == 2
    shared[shared] = pair[starts[shared]] != pair[starts[shared] + 1]
    return np.unique(cell[pair[starts[~shared]]])
