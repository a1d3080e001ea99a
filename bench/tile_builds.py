"""All tiles of z12 to z14 of a set of cases: ours, PostGIS's ST_AsMVT and mapbox-vector-tile, in processor time.

Each begins with what it would find in its store and ends with the bytes of each tile before compression: ours with the
bytes kept with each case, ST_AsMVT with rows under a GiST index (asked once a tile, prepared, processor time of the
server's backend alone), mapbox-vector-tile with features that are sorted into their tiles already.
"""

import gzip
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import floor
from typing import Any

import mapbox_vector_tile
import psycopg

from bench.postgis import backend_seconds
from hex311.domain.map_entry import MapFeature, TileEntry
from hex311.spatial.mvt import EXTENT
from hex311.spatial.point_tiles import LAYER, PointTiles, number_of
from hex311.spatial.tiles import POINT_ZOOMS, Tile, mercator, subtree, tile_at

ROUNDS = 3
WORLD_M = 40_075_016.685_578_488
Tiles = dict[Tile, bytes]

_SQL = """
select st_asmvt(q, 'requests', 4096, 'geom', 'id') from (
  select id, type, status, day, st_asmvtgeom(geom, st_tileenvelope(%s, %s, %s), 4096, 0, true) as geom
  from cases where geom && st_tileenvelope(%s, %s, %s)
) q where geom is not null"""


@dataclass(frozen=True, slots=True)
class Build:
    """The tiles and what they took: processor seconds of the best round, and seconds on the clock of that round."""

    tiles: Tiles
    cpu_s: float
    wall_s: float


def _best(build: Callable[[], Tiles], cpu: Callable[[], float], rounds: int = ROUNDS) -> Build:
    found: Build | None = None
    for _ in range(rounds):
        began, clock = cpu(), time.perf_counter()
        tiles = build()
        done = Build(tiles, cpu() - began, time.perf_counter() - clock)
        found = done if found is None or done.cpu_s < found.cpu_s else found
    assert found
    return found


def _own_cpu() -> float:
    """User and system time of this process."""
    return time.process_time()


def ours(stored: Mapping[Tile, Sequence[MapFeature]], *, compressed: bool = False) -> Build:
    """Drawn from what the cases keep; with `compressed` as they are stored, by gzip 1."""

    def build() -> Tiles:
        tiles: Tiles = {}
        for parent, features in stored.items():
            picture = PointTiles(parent, features, len(features))
            for tile in subtree(parent):
                drawn = picture.draw(tile)
                if drawn.points:
                    tiles[tile] = gzip.compress(drawn.body, 1, mtime=0) if compressed else drawn.body
        return tiles

    return _best(build, _own_cpu)


def library(entries: Sequence[TileEntry], rounds: int = 1) -> Build:
    """Encoded by mapbox-vector-tile. Sorting into tiles is not counted."""
    features: dict[Tile, list[dict[str, Any]]] = defaultdict(list)
    for entry in entries:
        known = {"type": entry.service_code, "status": entry.status, "day": entry.created_at // 86_400}
        x, y = mercator(entry.point)
        for zoom in POINT_ZOOMS:
            tile = tile_at(entry.point, zoom)
            pixel = [floor((x * 2**zoom - tile.x) * EXTENT), floor((y * 2**zoom - tile.y) * EXTENT)]
            point = {"type": "Point", "coordinates": pixel}
            features[tile].append({"geometry": point, "id": number_of(entry.case_id), "properties": known})

    def build() -> Tiles:
        options = {"y_coord_down": True, "extents": EXTENT}
        return {
            tile: mapbox_vector_tile.encode([{"name": LAYER, "features": found}], default_options=options)
            for tile, found in features.items()
        }

    return _best(build, _own_cpu, rounds)


def postgis_tiles(
    connection: psycopg.Connection[tuple[object, ...]], entries: Sequence[TileEntry], wanted: Sequence[Tile]
) -> Build:
    """Asked of ST_AsMVT, a query for each tile that shows anything."""
    connection.execute("drop table if exists cases")
    connection.execute("create table cases (id bigint, type text, status text, day int, geom geometry(point, 3857))")
    with connection.cursor().copy("copy cases from stdin") as copy:
        for entry in entries:
            x, y = mercator(entry.point)
            place = f"SRID=3857;POINT({(x - 0.5) * WORLD_M} {(0.5 - y) * WORLD_M})"
            day = entry.created_at // 86_400
            copy.write_row((number_of(entry.case_id), entry.service_code, entry.status, day, place))
    connection.execute("create index cases_geom on cases using gist (geom)")
    connection.execute("cluster cases using cases_geom")  # as ours are read in the order of their tiles
    connection.execute("vacuum analyze cases")

    def build() -> Tiles:
        tiles: Tiles = {}
        for tile in wanted:
            row = connection.execute(_SQL, (*tile, *tile), prepare=True).fetchone()
            assert row
            tiles[tile] = bytes(row[0])  # type: ignore[call-overload]
        return tiles

    return _best(build, lambda: backend_seconds(connection))


Known = tuple[str, str, int, int, int]


def decoded(body: bytes) -> dict[int, Known]:
    """By number: type, status, day and pixel."""
    features = mapbox_vector_tile.decode(body, default_options={"y_coord_down": True})[LAYER]["features"]
    return {
        one["id"]: (one["properties"]["type"], one["properties"]["status"], one["properties"]["day"],
                    *one["geometry"]["coordinates"])
        for one in features
    }  # fmt: skip


def assert_same(one: Tiles, other: Tiles, tiles: Sequence[Tile]) -> None:
    """Decoded by a library that is neither's, they say the same to the pixel."""
    for tile in tiles:
        assert decoded(one[tile]) == decoded(other[tile]), tile


def assert_alike(one: Tiles, other: Tiles, tiles: Sequence[Tile]) -> None:
    """The same cases with the same words, within a pixel. PostGIS rounds to the nearest pixel, so that a case on the
    edge of a tile may be drawn on both sides of it."""
    for tile in tiles:
        ours_, theirs = decoded(one[tile]), decoded(other[tile])
        assert set(ours_) <= set(theirs), tile
        for number, known in theirs.items():
            x, y = known[3:]
            if number not in ours_:
                assert x in (0, EXTENT) or y in (0, EXTENT), tile
                continue
            assert known[:3] == ours_[number][:3]
            assert abs(x - ours_[number][3]) <= 1
            assert abs(y - ours_[number][4]) <= 1
