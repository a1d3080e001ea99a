"""The base map of a city pack: which files it is drawn from, and what is seen at which zoom.

basemap/streets.geojson(.gz)     lines with `name`, and `class` or `rank` (see STREET_CLASSES; others are local streets)
basemap/water.geojson(.gz)       areas and lines of water, with `name` where they have one
basemap/parks.geojson(.gz)       areas of green; or a layer of the pack, `basemap: {parks: LAYER}` in city.yaml
basemap/railways.geojson(.gz)    lines
addresses/*.csv(.gz)             house numbers
`basemap: {places: LAYER}`       a layer whose names are written where its areas are: neighborhoods
the boundary layer of city.yaml  the city's border
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from hex311_cli.addresses.sources import address_files, address_rows
from hex311_cli.maptiles.archive import Archive, draw
from hex311_cli.maptiles.features import MapFeature, MapLayer
from hex311_cli.overlay.files import read_bytes
from hex311_cli.overlay.sources import LayerSource
from hex311_cli.overlay.store import normalised
from hex311_cli.pack import Pack

FORMAT = 3
"""Raised when the same files would give another archive; then it is drawn anew."""

MIN_ZOOM, MAX_ZOOM = 8, 14

FILES = ("streets", "water", "parks", "railways")

STREET_CLASSES = {
    "highway": ("highway", 8),
    "motorway": ("highway", 8),
    "state": ("highway", 8),
    "arterial": ("arterial", 9),
    "primary": ("arterial", 9),
    "road": ("collector", 10),
    "collector": ("collector", 10),
    "secondary": ("collector", 10),
    "path": ("path", 14),
}
"""What files call a street -> its class on the map, and the zoom from which it is shown."""

LOCAL = ("local", 12)

Properties = Mapping[str, Any]


def layers_wanted(city: Mapping[str, Any]) -> dict[str, str]:
    """The layers of the pack that the base map uses: what for -> id."""
    wishes = city.get("basemap", {})
    used = {"boundary": city["boundary_layer"], "parks": wishes.get("parks"), "places": wishes.get("places")}
    return {use: layer for use, layer in used.items() if layer}


def basemap_files(folder: Path) -> list[Path]:
    """The files of a pack's folder that the base map is drawn from, in a fixed order."""
    named = [(folder / "basemap" / f"{name}.geojson.gz", folder / "basemap" / f"{name}.geojson") for name in FILES]
    lines_and_areas = [path for pair in named for path in [one for one in pair if one.exists()][:1]]
    return [*lines_and_areas, *address_files(folder)]


def basemap_hash(pack: Pack, layers: Mapping[str, LayerSource], attribution: str) -> str:
    """A name for the archive that these make: equal files give the same name on every machine."""
    digest = hashlib.sha256(f"base map {FORMAT} {attribution}".encode())
    for path in basemap_files(pack.folder):
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    for use, layer in layers_wanted(pack.documents()["city"]).items():
        digest.update(use.encode() + b"\0" + hashlib.sha256(normalised(layers[layer])).digest())
    return digest.hexdigest()[:16]


def draw_basemap(pack: Pack, layers: Mapping[str, LayerSource], attribution: str) -> Archive:
    """The archive of a checked pack; `layers` are those it uses, by id."""
    files = basemap_files(pack.folder)
    found = {path.name.partition(".")[0]: list(_features(path)) for path in files if path.parent.name == "basemap"}
    used = {use: layers[layer].features for use, layer in layers_wanted(pack.documents()["city"]).items()}
    water = [MapFeature(shape, _named(properties), 8) for properties, shape in found.get("water", ())]
    parks = [MapFeature(shape, _named(properties), 10) for properties, shape in found.get("parks", ())]
    parks += [MapFeature(one.geometry, {"name": one.name}, 10) for one in used.get("parks", ())]
    rails = [MapFeature(shape, {}, 10) for _, shape in found.get("railways", ())]
    border = shapely.union_all([one.geometry for one in used["boundary"]])
    places = [MapFeature(_label_point(one.geometry), {"name": one.name, "kind": "place"}, 10)
              for one in used.get("places", ()) if one.name]  # fmt: skip
    labels = [*places, *_labels(parks, "park", 13), *_labels(water, "water", 12)]
    drawn = [
        MapLayer("park", "polygon", parks),
        MapLayer("water", "polygon", water),
        MapLayer("waterway", "line", water),
        MapLayer("city", "polygon", [MapFeature(border)]),
        MapLayer("rail", "line", rails),
        MapLayer("street", "line", list(_streets(found.get("streets", ())))),
        MapLayer("boundary", "line", [MapFeature(shapely.boundary(border))]),
        MapLayer("address", "point", list(_house_numbers(pack.folder))),
        MapLayer("label", "point", labels),
    ]
    return draw(drawn, MIN_ZOOM, MAX_ZOOM, attribution)


def _features(path: Path) -> Iterator[tuple[Properties, BaseGeometry]]:
    for feature in json.loads(read_bytes(path))["features"]:
        if feature.get("geometry"):
            yield feature.get("properties") or {}, shapely.from_geojson(json.dumps(feature["geometry"]))


def _named(properties: Properties) -> dict[str, str]:
    return {"name": str(properties["name"]).strip()} if properties.get("name") else {}


def _streets(features: Sequence[tuple[Properties, BaseGeometry]]) -> Iterator[MapFeature]:
    """Streets by class and name, the pieces of each joined so that names find room along them; the widest last,
    so that they are drawn above the others."""
    pieces: dict[tuple[int, str, str], list[BaseGeometry]] = {}
    for properties, shape in features:
        told = str(properties.get("class") or properties.get("rank") or "").strip().lower()
        street_class, from_zoom = STREET_CLASSES.get(told, LOCAL)
        name = _named(properties).get("name", "")
        pieces.setdefault((-from_zoom, street_class, name), []).append(shape)
    for (zoom, street_class, name), shapes in sorted(pieces.items(), key=lambda item: item[0]):
        lines = [part for part in shapely.get_parts(shapely.get_parts(shapes)) if part.geom_type == "LineString"]
        if lines:
            joined = shapely.line_merge(shapely.MultiLineString(lines))
            yield MapFeature(joined, {"class": street_class} | ({"name": name} if name else {}), -zoom)


def _house_numbers(folder: Path) -> Iterator[MapFeature]:
    """At the last zoom only: nobody reads them from further away."""
    for path in address_files(folder):
        for row in address_rows(path):
            yield MapFeature(shapely.Point(row.longitude, row.latitude), {"number": str(row.number)}, MAX_ZOOM)


def _labels(features: Sequence[MapFeature], kind: str, from_zoom: int) -> list[MapFeature]:
    """Points for the names of areas, one for each name, in its largest area; large areas are named further out."""
    largest: dict[str, MapFeature] = {}
    for one in features:
        name = one.properties.get("name")
        if name and one.geometry.area and (name not in largest or one.geometry.area > largest[name].geometry.area):
            largest[name] = one
    return [
        MapFeature(_label_point(one.geometry), {"name": name, "kind": kind}, _zoom_of(one.geometry, from_zoom))
        for name, one in largest.items()
    ]


def _zoom_of(shape: BaseGeometry, from_zoom: int) -> int:
    """Some twenty pixels of width have to be there for a name."""
    west, _, east, _ = shape.bounds
    zoom = from_zoom
    while zoom < MAX_ZOOM and (east - west) / 360 * 512 * 2**zoom < 20:
        zoom += 1
    return zoom


def _label_point(shape: BaseGeometry) -> BaseGeometry:
    return shapely.point_on_surface(max(shapely.get_parts(shape), key=lambda part: part.area))
