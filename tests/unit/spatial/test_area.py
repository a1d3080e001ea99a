"""Tiles of areas: nothing of an area is missed, and the index follows the filters."""

import random
from math import cos, radians

import pytest

from hex311.domain.geography import Point, distance_m
from hex311.spatial.area import Area, tiles_of
from hex311.spatial.request_list import TILE_ZOOM, ListIndex, Part, streams, tile_streams
from hex311.spatial.tiles import tile_of


def some_area(dice: random.Random) -> Area:
    latitude, longitude = dice.uniform(-70, 70), dice.uniform(-179, 179)
    centre = Point(latitude=latitude, longitude=longitude)
    radius = dice.choice([30, 300, 900, 2_500])
    north, east = radius / 111_000, radius / 111_000 / cos(radians(latitude)) * 1.01
    box = (latitude - north, longitude - east, latitude + north, longitude + east)
    return Area(*box, centre, radius) if dice.random() < 0.5 else Area(*box)


@pytest.mark.parametrize("seed", range(60))
def test_every_point_of_an_area_lies_in_one_of_its_tiles(seed: int) -> None:
    dice = random.Random(seed)
    area = some_area(dice)
    zoom = dice.choice([TILE_ZOOM, TILE_ZOOM + 3])
    tiles = tiles_of(area, zoom, 100_000)
    assert tiles
    assert len(tiles) == len(set(tiles))
    for _ in range(200):
        point = Point(latitude=dice.uniform(area.south, area.north), longitude=dice.uniform(area.west, area.east))
        if area.holds(point):
            assert tile_of(point, zoom) in tiles
    assert tiles_of(area, zoom, len(tiles)) == tiles
    assert tiles_of(area, zoom, len(tiles) - 1) is None
    assert area.in_tiles(zoom) <= len(tiles) * 1.1


def test_a_circle_leaves_its_corners_out() -> None:
    centre = Point(latitude=41.3, longitude=-97.1)
    box = (41.255, -97.16, 41.345, -97.04)
    circle, square = Area(*box, centre, 5_000), Area(*box)
    assert len(tiles_of(circle, 15, 500) or []) < len(tiles_of(square, 15, 500) or [])
    assert distance_m(centre, Point(latitude=41.345, longitude=-97.04)) > 5_000
    assert circle.in_tiles(15) < square.in_tiles(15)


def test_a_tile_is_as_large_as_itself() -> None:
    west, east = 4_000 / 2**14 * 360 - 180, 4_001 / 2**14 * 360 - 180
    north, south = 40.0, 40.0 - (east - west) * cos(radians(40))
    assert Area(south, west, north, east).in_tiles(14) == pytest.approx(1, rel=0.01)


@pytest.mark.parametrize("index", list(ListIndex))
def test_every_index_splits_and_sorts_as_its_name_says(index: ListIndex) -> None:
    by_name = {"time": Part.STATE, "update": Part.STATE, "type": Part.TYPE, "tile": Part.TILE}
    assert index.part == by_name[str(index).removeprefix("listed_by_").removesuffix("_update")]
    assert index.is_by_update == str(index).endswith("update")


def test_the_index_follows_the_filters() -> None:
    def chosen(*codes: str, by_update: bool = False) -> set[str]:
        return {str(one.index) for one in streams(("open",), codes, by_update=by_update)}

    assert chosen() == {"listed_by_time"}
    assert chosen("a") == {"listed_by_type"}
    assert chosen(by_update=True) == {"listed_by_update"}
    assert chosen("a", by_update=True) == {"listed_by_type_update"}
    tiles = [(1, 2), (1, 3)]
    assert {(str(one.index), one.partition) for one in tile_streams(tiles)} == {
        ("listed_by_tile", "1/2"),
        ("listed_by_tile", "1/3"),
    }
    private = tile_streams(tiles[:1], by_update=True, private=True)
    assert [(str(one.index), one.partition) for one in private] == [
        ("listed_by_tile_update", "1/2"),
        ("listed_by_tile_update", "private#1/2"),
    ]
