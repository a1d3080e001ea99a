"""Archives of vector tiles in one file (PMTiles, version 3). The same tiles give the same bytes."""

import gzip
import io
from collections.abc import Mapping, Sequence
from typing import Any

from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer

from hex311.spatial.tiles import Tile


def packed(body: bytes) -> bytes:
    """A tile as archives hold it: they are read far more often than written."""
    return gzip.compress(body, 9, mtime=0)


def archive(tiles: Mapping[Tile, bytes], bounds: Sequence[float], metadata: Mapping[str, Any]) -> bytes:
    """The archive of some `packed` tiles, which must not be none. `bounds` are west, south, east, north in degrees."""
    out = io.BytesIO()
    writer = Writer(out)
    for number, tile in sorted((zxy_to_tileid(*tile), tile) for tile in tiles):
        writer.write_tile(number, tiles[tile])
    west, south, east, north = (round(side * 1e7) for side in bounds)
    header = {
        "version": 3,
        "tile_type": TileType.MVT,
        "tile_compression": Compression.GZIP,
        "min_lon_e7": west,
        "min_lat_e7": south,
        "max_lon_e7": east,
        "max_lat_e7": north,
        "center_zoom": min(tile.z for tile in tiles),
    }
    writer.finalize(header, dict(sorted(metadata.items())))
    return out.getvalue()
