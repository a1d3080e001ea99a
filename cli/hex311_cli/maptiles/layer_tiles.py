"""An overlay layer as a map layer: its areas with id, name and kept attributes."""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass

import shapely

from hex311_cli.maptiles.archive import Archive, NothingToDraw, draw
from hex311_cli.maptiles.features import MapFeature, MapLayer
from hex311_cli.overlay.sources import LayerSource
from hex311_cli.overlay.store import LayerEntry

FORMAT = 1
"""Raised when the same layer would give another archive; then all are drawn anew."""

MIN_ZOOM, MAX_ZOOM = 8, 13
"""At zoom 13 a unit of the grid is 1.2 metres; nearer, these tiles are drawn larger."""


class CannotDraw(Exception):
    """A layer that answers, and cannot be shown; the others can."""


@dataclass(frozen=True, slots=True)
class DrawnLayer:
    """What the map says of an archive beside where it lies."""

    kind: str
    attributes: list[str]
    min_zoom: int
    max_zoom: int
    bytes: int

    def view(self) -> dict[str, object]:
        return asdict(self)


def layer_key(entry: LayerEntry) -> str:
    """Where the archive of a published layer lies in the tiles bucket; the same source gives the same key."""
    digest = hashlib.sha256(f"layer {FORMAT} {entry.sha256}".encode()).hexdigest()[:16]
    return f"tiles/layers/{entry.id}/{digest}.pmtiles"


def draw_layer(layer: LayerSource) -> tuple[Archive, DrawnLayer]:
    """The archive of a layer and what is to be known of it; raises `CannotDraw`."""
    features = [
        MapFeature(one.geometry, {"id": one.id, "name": one.name, **_others(one.attributes)}) for one in layer.features
    ]
    try:
        archive = draw([MapLayer(layer.id, "polygon", features, smallest_px=0.5)], MIN_ZOOM, MAX_ZOOM)
    except (NothingToDraw, shapely.GEOSException) as fault:
        raise CannotDraw(f"the layer {layer.id} cannot be drawn: {fault}") from fault
    attributes = list(dict.fromkeys(name for one in layer.features for name in _others(one.attributes)))
    return archive, DrawnLayer("polygon", attributes, MIN_ZOOM, MAX_ZOOM, len(archive.body))


def _others(attributes: Mapping[str, str]) -> dict[str, str]:
    """Attributes that are called as what every feature has give way to it."""
    return {name: value for name, value in attributes.items() if name not in ("id", "name")}
