"""Checks of what a city says of its base map, and of the files it is drawn from."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from hex311_cli.pack.problems import PackProblem
from hex311_cli.pack.raw import RawPack
from hex311_cli.pack.source import closest


def check_basemap(pack: RawPack) -> Iterator[PackProblem]:
    """Layers it names exist and are public; it has styles of its own or tiles of its own, not both."""
    wishes: Mapping[str, Any] = pack.city.data.get("basemap", {})
    for use in ("parks", "places"):
        layer = wishes.get(use)
        if layer is None:
            continue
        if layer not in pack.layers:
            text = f"The layer '{layer}' is not in layers.yaml."
            yield pack.city.problem(("basemap", use), text, closest(layer, set(pack.layers)))
        elif not pack.layers[layer].data["public"]:
            text = f"The layer '{layer}' is not public, and everybody sees the base map."
            yield pack.city.problem(("basemap", use), text, "Name a public layer, or make this one public.")
    if "pmtiles" in wishes and "style_light" in wishes:
        text = "It has both styles and tiles of its own."
        yield pack.city.problem(("basemap", "pmtiles"), text, "Keep one of the two: a style names its own tiles.")
    if "origins" in wishes and not {"pmtiles", "style_light"} & set(wishes):
        text = "There are origins, and no styles or tiles that would load from them."
        yield pack.city.problem(("basemap", "origins"), text, "Remove them, or name style_light and style_dark.")


def read_basemap_files(folder: Path, city: Mapping[str, float]) -> list[PackProblem]:
    """What is wrong with the files in basemap/: not GeoJSON, or not where the city is."""
    from hex311_cli.maptiles.basemap import basemap_files  # late: it brings the geometry libraries

    return [
        problem
        for path in basemap_files(folder)
        if path.parent.name == "basemap"
        for problem in _problems_of(path, city)
    ]


def _problems_of(path: Path, city: Mapping[str, float]) -> Iterator[PackProblem]:
    import shapely

    from hex311_cli.overlay.files import read_bytes
    from hex311_cli.overlay.problems import LayerError

    name = f"basemap/{path.name}"
    try:
        features = json.loads(read_bytes(path))["features"]
        shapes = [shapely.from_geojson(json.dumps(one["geometry"])) for one in features if one["geometry"]]
    except (LayerError, ValueError, KeyError, TypeError, shapely.GEOSException) as error:
        text = f"It cannot be read as GeoJSON ({type(error).__name__}: {str(error)[:80]})."
        yield PackProblem(name, 0, text, "Export it again as a FeatureCollection, or remove it.")
        return
    if not shapes:
        yield PackProblem(name, 0, "It has no features with a geometry.", "Export it again, or remove it.")
        return
    west, south, east, north = (float(side) for side in shapely.total_bounds(shapes))
    apart = east < city["west"] or west > city["east"] or north < city["south"] or south > city["north"]
    if apart or not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        text = f"It lies at {south:.3f} to {north:.3f} north, {west:.3f} to {east:.3f} east, outside the city's bbox."
        yield PackProblem(name, 0, text, "Check that it is WGS84, and the bbox in city.yaml.")
