"""An overlay layer as a map layer: its areas with id, name and kept attributes."""

import hashlib
from dataclasses import asdict, dataclass

from hex311_cli.maptiles.archive import Archive, draw
from hex311_cli.maptiles.features import MapFeature, MapLayer
from hex311_cli.overlay.sources import LayerSource
from hex311_cli.overlay.store import LayerEntry

FORMAT = 1
"""Raised when the same layer would give another archive; then all are drawn anew."""

MIN_ZOOM, MAX_ZOOM = 8, 13
"""At zoom 13 a unit of the grid is 1.2 metres; nearer, these tiles are drawn larger."""


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
    """The archive of a layer and what is to be known of it."""
    features = [MapFeature(one.geometry, {"id": one.id, "name": one.name, **one.attributes}) for one in layer.features]
    archive = draw([MapLayer(layer.id, "polygon", features, smallest_px=0.5)], MIN_ZOOM, MAX_ZOOM)
    attributes = list(dict.fromkeys(name for one in layer.features for name in one.attributes))
    return archive, DrawnLayer("polygon", attributes, MIN_ZOOM, MAX_ZOOM, len(archive.body))
