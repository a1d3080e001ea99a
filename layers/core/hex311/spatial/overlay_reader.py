"""From a point to every layer's answer, given a way to fetch the newest active item of a cell.

The stores differ only in how they fetch; what an item means is decided here, once.
"""

from collections.abc import Callable
from dataclasses import dataclass

from hex311.domain.geography import Overlay, Point
from hex311.spatial.cells import CELL_RESOLUTION, cell_of_units, to_units
from hex311.spatial.overlay_item import Body, Nothing, Split


@dataclass(frozen=True, slots=True)
class StoredCell:
    """A cell's item: since when it is active (epoch seconds), and what it says."""

    active_from: int
    body: Body


def read_overlay(point: Point, fetch: Callable[[str], StoredCell | None]) -> Overlay:
    """The overlay of a point, in one fetch (one more for each level a crowded cell was split).

    `fetch` takes an H3 index and gives the newest item that is active, or None. A cell without an item
    means that no layer covers the point.
    """
    x, y = to_units(point)
    resolution = CELL_RESOLUTION
    while True:
        stored = fetch(cell_of_units(x, y, resolution))
        if stored is None:
            return Overlay(0, ())
        if isinstance(stored.body, Nothing):
            return Overlay(stored.active_from, ())
        if not isinstance(stored.body, Split):
            return Overlay(stored.active_from, stored.body.answers(x, y))
        if stored.body.resolution <= resolution:
            raise ValueError(f"a cell of resolution {resolution} is split into {stored.body.resolution}")
        resolution = stored.body.resolution
