"""A PMTiles archive of layers. The same layers give the same bytes, on every machine."""

import gzip
import io
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer

from hex311_cli.maptiles.cut import Cutter, Tile, bounds_of
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
    packed: dict[int, bytes] = {}
    zooms: dict[int, tuple[int, int]] = {}
    largest = 0
    for zoom in range(min_zoom, max_zoom + 1):
        tiles: dict[Tile, list[tuple[str, Kind, Sequence[TileFeature]]]] = defaultdict(list)
        for layer, cutter in zip(layers, cutters, strict=True):
            for tile, features in cutter.cut(zoom).items():
                tiles[tile].append((layer.name, layer.kind, features))
        size = 0
        for (column, row), shown in tiles.items():
            if 0 <= column < 2**zoom and 0 <= row < 2**zoom:
                body = gzip.compress(encode_tile(shown), 9, mtime=0)
                packed[zxy_to_tileid(zoom, column, row)] = body
                size += len(body)
                largest = max(largest, len(body))
        zooms[zoom] = (len(tiles), size)
    if not packed:
        raise NothingToDraw("none of its features would be seen")
    return Archive(_archive(layers, packed, min_zoom, max_zoom, attribution), min_zoom, max_zoom, zooms, largest)


def _archive(
    layers: Sequence[MapLayer], packed: dict[int, bytes], min_zoom: int, max_zoom: int, attribution: str
) -> bytes:
    out = io.BytesIO()
    writer = Writer(out)
    for number in sorted(packed):
        writer.write_tile(number, packed[number])
    west, south, east, north = (round(side * 1e7) for side in bounds_of(layers))
    header = {
        "version": 3,
        "tile_type": TileType.MVT,
        "tile_compression": Compression.GZIP,
        "min_lon_e7": west,
        "min_lat_e7": south,
        "max_lon_e7": east,
        "max_lat_e7": north,
        "center_zoom": min_zoom,
    }
    writer.finalize(header, {"attribution": attribution, "vector_layers": [_described(layer, min_zoom, max_zoom)
                                                                          for layer in layers]})  # fmt: skip
    return out.getvalue()


def _described(layer: MapLayer, min_zoom: int, max_zoom: int) -> dict[str, object]:
    names = {name for feature in layer.features for name in feature.properties}
    return {
        "id": layer.name,
        "fields": dict.fromkeys(sorted(names), "String"),
        "minzoom": min_zoom,
        "maxzoom": max_zoom,
    }
