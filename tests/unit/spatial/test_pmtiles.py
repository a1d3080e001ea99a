"""Archives, read back by the reader of the package `pmtiles`."""

import gzip
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pmtiles.reader import MemorySource, Reader, all_tiles
from pmtiles.tile import Compression, TileType, zxy_to_tileid

from hex311.spatial.pmtiles import archive, tile_id
from hex311.spatial.tiles import Tile

tiles = st.integers(0, 16).flatmap(
    lambda z: st.builds(Tile, st.just(z), st.integers(0, 2**z - 1), st.integers(0, 2**z - 1))
)


@given(tiles)
def test_the_order_is_that_of_the_specification(tile: Tile) -> None:
    assert tile_id(tile) == zxy_to_tileid(*tile)


@pytest.mark.parametrize("many", [1, 300, 30_000])
def test_every_tile_is_found_again(many: int) -> None:
    """With 30,000 tiles the first directory is too small for all."""
    chance = random.Random(many)
    wanted = {Tile(14, chance.randrange(2**14), chance.randrange(2**14)): f"{n % 1000}".encode() for n in range(many)}
    body = archive(wanted, (-97.25, 41.2, -96.95, 41.4), {"month": "2026-10"})
    source = MemorySource(body)
    reader = Reader(source)
    header = reader.header()
    assert (header["tile_type"], header["tile_compression"]) == (TileType.MVT, Compression.GZIP)
    assert (header["min_zoom"], header["max_zoom"], header["addressed_tiles_count"]) == (14, 14, len(wanted))
    assert (header["min_lon_e7"], header["max_lat_e7"]) == (-972_500_000, 414_000_000)
    assert reader.metadata() == {"month": "2026-10"}
    found = {Tile(*place): gzip.decompress(one) for place, one in all_tiles(source)}
    assert found == wanted
    some = chance.choice(sorted(wanted))
    assert gzip.decompress(reader.get(*some) or b"") == wanted[some]
    assert archive(dict(reversed(wanted.items())), (-97.25, 41.2, -96.95, 41.4), {"month": "2026-10"}) == body
