"""From a point to every layer's answer, given a way to fetch the newest active item of a cell.

The stores differ only in how they fetch; what an item means is decided here, once.
"""

from collections.abc import Callable
from typing import NamedTuple

from hex311.domain.geography import Overlay, OverlayAnswer, Point
from hex311.spatial.cell_content import CellContent
from hex311.spatial.cells import CELL_RESOLUTION, cell_of_units, to_units
from hex311.spatial.overlay_item import Body, Nothing, Split, VolatileAttributes, layer_key


class StoredItem(NamedTuple):
    """An item: since when it is active (epoch seconds), and what it says."""

    active_from: int
    body: Body


Fetch = Callable[[str], StoredItem | None]
"""Takes a key (an H3 index, or `layer_key`) and gives the newest item that is active, or None."""


def read_overlay(point: Point, fetch: Fetch) -> Overlay:
    """The overlay of a point, in one fetch (one more for each level a crowded cell was split).

    Layers with volatile attributes take one more for each layer, which a store is expected to remember. A cell
    without an item means that no layer covers the point.
    """
    x, y = to_units(point)
    resolution = CELL_RESOLUTION
    while True:
        stored = fetch(cell_of_units(x, y, resolution))
        if stored is None:
            return Overlay(0, ())
        active_from, body = stored
        if isinstance(body, CellContent):
            answers = body.answers(x, y)
            return Overlay(active_from, _with_volatile(answers, body, fetch) if body.volatile else answers)
        if isinstance(body, Nothing):
            return Overlay(active_from, ())
        if not isinstance(body, Split):
            raise ValueError(f"{cell_of_units(x, y, resolution)} holds a layer's attributes, not a cell's content")
        if body.resolution <= resolution:
            raise ValueError(f"a cell of resolution {resolution} is split into {body.resolution}")
        resolution = body.resolution


def _with_volatile(answers: tuple[OverlayAnswer, ...], content: CellContent, fetch: Fetch) -> tuple[OverlayAnswer, ...]:
    """The answers with what their layers' own items add to the attributes."""
    found = list(answers)
    for layer in content.volatile:
        of_feature = _volatile(fetch(layer_key(layer))).of_feature
        for at, answer in enumerate(answers):
            if answer.layer == layer:
                layer_id, feature_id, name, attributes, position = answer
                both = {**attributes, **of_feature.get(feature_id, {})}
                found[at] = OverlayAnswer(layer_id, feature_id, name, both, position)
    return tuple(found)


def _volatile(stored: StoredItem | None) -> VolatileAttributes:
    if stored is not None and isinstance(stored.body, VolatileAttributes):
        return stored.body
    return VolatileAttributes({})
