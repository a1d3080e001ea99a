"""An overlay layer as a map layer: its areas with id, name and kept attributes."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

import shapely

from hex311_cli.maptiles.archive import Archive, NothingToDraw, draw
from hex311_cli.maptiles.features import MapFeature, MapLayer
from hex311_cli.overlay.sources import LayerSource
from hex311_cli.overlay.store import LayerEntry

FORMAT = 2
"""Raised when the same layer would give another archive or list of areas; then all are drawn anew."""

MIN_ZOOM, MAX_ZOOM = 8, 13
"""At zoom 13 a unit of the grid is 1.2 metres; nearer, these tiles are drawn larger."""


OUTLINE = 0.00008
"""By how many degrees an outline in the list of areas may differ: some eight metres."""


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


def areas_key(key: str) -> str:
    """Where the list of areas of the archive `key` lies."""
    return f"{key.removesuffix('.pmtiles')}.json"


def list_areas(layer: LayerSource) -> bytes:
    """The areas of a layer for choosing one of them: id, name, bounds and outline (schema `tiles/areas.json`).

    Outlines are for looking at: simpler by up to `OUTLINE` degrees. What lies in an area, the overlay says.
    """
    areas = []
    for one in layer.features:
        outline = shapely.simplify(one.geometry, OUTLINE)
        outline = one.geometry if outline.is_empty else outline
        parts = [part for part in getattr(outline, "geoms", [outline]) if part.geom_type == "Polygon"]
        rings = [[_positions(ring) for ring in (part.exterior, *part.interiors)] for part in parts]
        bounds = [round(value, 5) for value in one.geometry.bounds]
        areas.append({"id": one.id, "name": one.name, "bounds": bounds, "outline": rings})
    document = {"format": 1, "layer": layer.id, "areas": areas}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def _positions(ring: shapely.LinearRing) -> list[list[float]]:
    """Five decimals are a metre."""
    return [[round(x, 5), round(y, 5)] for x, y in ring.coords]


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
