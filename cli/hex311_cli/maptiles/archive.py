"""A PMTiles archive of layers. The same layers give the same bytes, on every machine."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from hex311.spatial.pmtiles import archive, packed
from hex311.spatial.tiles import Tile
from hex311_cli.maptiles.cut import Cutter, Square, bounds_of
from hex311_cli.maptiles.features import Kind, MapLayer
from hex311_cli.maptiles.mvt import TileFeature, encode_tile


class NothingToDraw(Exception):
    """No feature, or none that would be seen at any zoom."""


@dataclass(frozen=True, slots=True)
class Archive:
    """The bytes of an archive; `zooms` says how many tiles and bytes (packed) each zoom has."""

    body: bytes
    min_zoom: int
    max_zoom: int
    zooms: dict[int, tuple[int, int]] = field(default_factory=dict)
    largest_tile: int = 0


def draw(layers: Sequence[MapLayer], min_zoom: int, max_zoom: int, attribution: str = "") -> Archive:
    """Draw layers, first the lowest. Raises `NothingToDraw`."""
    layers = [layer for layer in layers if layer.features]
    if not layers:
        raise NothingToDraw("it has no features")
    cutters = [Cutter(layer, max_zoom) for layer in layers]
    drawn: dict[Tile, bytes] = {}
    zooms: dict[int, tuple[int, int]] = {}
    largest = 0
    for zoom in range(min_zoom, max_zoom + 1):
        tiles: dict[Square, list[tuple[str, Kind, Sequence[TileFeature]]]] = defaultdict(list)
        for layer, cutter in zip(layers, cutters, strict=True):
            for tile, features in cutter.cut(zoom).items():
                tiles[tile].append((layer.name, layer.kind, features))
        size = 0
        for (column, row), shown in tiles.items():
            if 0 <= column < 2**zoom and 0 <= row < 2**zoom:
                body = packed(encode_tile(shown))
                drawn[Tile(zoom, column, row)] = body
                size += len(body)
                largest = max(largest, len(body))
        zooms[zoom] = (len(tiles), size)
    if not drawn:
        raise NothingToDraw("none of its features would be seen")
    described = [_described(layer, min_zoom, max_zoom) for layer in layers]
    body = archive(drawn, bounds_of(layers), {"attribution": attribution, "vector_layers": described})
    return Archive(body, min_zoom, max_zoom, zooms, largest)


def _described(layer: MapLayer, min_zoom: int, max_zoom: int) -> dict[str, object]:
    names = {name for feature in layer.features for name in feature.properties}
    return {
        "id": layer.name,
        "fields": dict.fromkeys(sorted(names), "String"),
        "minzoom": min_zoom,
        "maxzoom": max_zoom,
    }
