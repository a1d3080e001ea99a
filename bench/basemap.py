"""Size and processor time of the map: `make bench-basemap`.

The base map and the layers of the demo city; Chicago's own layers where this machine has them (there are no streets
among them); and our encoder of tiles against the library mapbox-vector-tile, on the same features. Time of the
process, not of the clock, so that a busy machine changes little.
"""

import time
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import mapbox_vector_tile
from shapely.geometry import Polygon

from bench.overlay_layers import RIVERMARK, chicago, rivermark, vertices
from bench.report import report
from hex311_cli.maptiles.archive import Archive
from hex311_cli.maptiles.basemap import draw_basemap
from hex311_cli.maptiles.cut import Cutter
from hex311_cli.maptiles.features import MapFeature, MapLayer
from hex311_cli.maptiles.layer_tiles import MAX_ZOOM, draw_layer
from hex311_cli.maptiles.mvt import TileFeature, encode_tile
from hex311_cli.overlay.sources import LayerSource
from hex311_cli.pack import load_pack

COMPARED = "zoning"

NOTES = {
    "basemap_kb": "the demo city's base map, zooms 8 to 14",
    "basemap_cpu_s": "drawing it",
    "basemap_tiles": "tiles in it",
    "basemap_largest_tile_kb": "its largest tile, packed",
    "layers_kb": "all layers of the demo city together",
    "layers_cpu_s": "drawing them",
    "layer_largest_tile_kb": "their largest tile, packed",
    "chicago_layers": "Chicago's own layers that were drawn (0: they are not on this machine)",
    "chicago_vertices": "positions in their rings",
    "chicago_layers_kb": "they together",
    "chicago_layers_cpu_s": "drawing them",
    "chicago_largest_tile_kb": "their largest tile, packed",
    "encode_cpu_vs_mapbox_vector_tile": "how many times less processor time our encoder takes for the same tiles",
}


def main() -> None:
    report("basemap", figures(), NOTES)


def figures() -> dict[str, float]:
    """All figures of `NOTES`."""
    layers, pack = {layer.id: layer for layer in rivermark()}, load_pack(RIVERMARK, geodata=False)
    seconds, basemap = timed(lambda: draw_basemap(pack, layers, "City of Rivermark"))
    return {
        "basemap_kb": kb(basemap),
        "basemap_cpu_s": seconds,
        "basemap_tiles": sum(tiles for tiles, _ in basemap.zooms.values()),
        "basemap_largest_tile_kb": round(basemap.largest_tile / 1000, 1),
        **drawn("layer", list(layers.values())),
        **of_chicago(),
        "encode_cpu_vs_mapbox_vector_tile": encoders(layers[COMPARED]),
    }


def drawn(prefix: str, layers: Sequence[LayerSource]) -> dict[str, float]:
    seconds, archives = timed(lambda: [draw_layer(layer)[0] for layer in layers])
    return {
        f"{prefix}s_kb": kb(*archives),
        f"{prefix}s_cpu_s": seconds,
        f"{prefix}_largest_tile_kb": round(max((one.largest_tile for one in archives), default=0) / 1000, 1),
    }


def of_chicago() -> dict[str, float]:
    layers = chicago()
    found = drawn("chicago_layer", layers)
    found["chicago_largest_tile_kb"] = found.pop("chicago_layer_largest_tile_kb")
    return {"chicago_layers": len(layers), "chicago_vertices": vertices(layers), **found}


def encoders(layer: LayerSource) -> float:
    """Both encoders on all tiles of a layer at its last zoom, each feature's first ring."""
    cutter = Cutter(MapLayer(layer.id, "polygon", [MapFeature(one.geometry, {"name": one.name})
                                                  for one in layer.features]), MAX_ZOOM)  # fmt: skip
    tiles = [[TileFeature(one.parts[:1], one.properties) for one in tile] for tile in cutter.cut(MAX_ZOOM).values()]
    theirs = [[shaped(feature) for feature in tile] for tile in tiles]
    ours_s, _ = timed(lambda: [encode_tile([(layer.id, "polygon", tile)]) for tile in tiles], 10)
    options = {"y_coord_down": True}
    theirs_s, _ = timed(
        lambda: [mapbox_vector_tile.encode({"name": layer.id, "features": tile}, default_options=options)
                 for tile in theirs], 10)  # fmt: skip
    return round(theirs_s / ours_s, 1)


def shaped(feature: TileFeature) -> dict[str, Any]:
    """A feature of a tile as the library takes it."""
    return {"geometry": Polygon(feature.parts[0]), "properties": dict(feature.properties)}


Result = TypeVar("Result")


def timed(work: Callable[[], Result], times: int = 1) -> tuple[float, Result]:
    began = time.process_time()
    for _ in range(times):
        result = work()
    return round((time.process_time() - began) / times, 3), result


def kb(*archives: Archive) -> float:
    return round(sum(len(one.body) for one in archives) / 1000, 1)


if __name__ == "__main__":
    main()
