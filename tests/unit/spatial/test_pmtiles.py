"""Archives, read back by the reader of the package `pmtiles`."""

import random

import pytest
from pmtiles.reader import MemorySource, Reader, all_tiles
from pmtiles.tile import Compression, TileType

from hex311.spatial.pmtiles import archive, packed
from hex311.spatial.tiles import Tile


@pytest.mark.parametrize("many", [1, 300, 30_000])
def test_every_tile_is_found_again(many: int) -> None:
    """With 30,000 tiles the first directory is too small for all."""
    chance = random.Random(many)
    wanted = {
        Tile(14, chance.randrange(2**14), chance.randrange(2**14)): packed(f"{n % 1000}".encode()) for n in range(many)
    }
    body = archive(wanted, (-97.25, 41.2, -96.95, 41.4), {"month": "2026-10"})
    source = MemorySource(body)
    reader = Reader(source)
    header = reader.header()
    assert (header["tile_type"], header["tile_compression"]) == (TileType.MVT, Compression.GZIP)
    assert (header["min_zoom"], header["max_zoom"], header["addressed_tiles_count"]) == (14, 14, len(wanted))
    assert (header["min_lon_e7"], header["max_lat_e7"]) == (-972_500_000, 414_000_000)
    assert reader.metadata() == {"month": "2026-10"}
    found = {Tile(*place): one for place, one in all_tiles(source)}
    assert found == wanted
    some = chance.choice(sorted(wanted))
    assert reader.get(*some) == wanted[some]
    assert archive(dict(reversed(wanted.items())), (-97.25, 41.2, -96.95, 41.4), {"month": "2026-10"}) == body
