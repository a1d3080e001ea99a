"""Covers of areas: nothing of an area is missed, nothing is read twice, and no more calls than allowed."""

import random
from math import cos, radians

import pytest

from hex311.domain.geography import Point, distance_m
from hex311.spatial.area_cover import PLACE_ZOOM, SPOT_ZOOM, TYPE_PLACE_ZOOM, Area, cover_of, tiles_of
from hex311.spatial.request_list import ListIndex, Part, place_of, streams


def some_area(dice: random.Random) -> Area:
    latitude, longitude = dice.uniform(-70, 70), dice.uniform(-179, 179)
    centre = Point(latitude=latitude, longitude=longitude)
    radius = dice.choice([30, 300, 900, 2_500])
    north, east = radius / 111_000, radius / 111_000 / cos(radians(latitude)) * 1.01
    box = (latitude - north, longitude - east, latitude + north, longitude + east)
    return Area(*box, centre, radius) if dice.random() < 0.5 else Area(*box)


@pytest.mark.parametrize("seed", range(60))
def test_every_point_of_an_area_lies_in_exactly_one_tile(seed: int) -> None:
    dice = random.Random(seed)
    area = some_area(dice)
    places = tiles_of(area, PLACE_ZOOM, 1_000)
    assert places
    most = dice.choice([1, 16, 80, 1_000])
    cover = cover_of(area, places, most)
    assert len(cover.places) + len(cover.spots) <= max(most, len(places))
    types = {f"{x}/{y}" for x, y in tiles_of(area, TYPE_PLACE_ZOOM, 1_000) or []}
    for _ in range(200):
        point = Point(latitude=dice.uniform(area.south, area.north), longitude=dice.uniform(area.west, area.east))
        if area.holds(point):
            assert (place_of(point, PLACE_ZOOM) in cover.places) + (place_of(point, SPOT_ZOOM) in cover.spots) == 1
            assert place_of(point, TYPE_PLACE_ZOOM) in types


def test_small_tiles_are_those_along_the_edge() -> None:
    area = Area(41.29, -97.12, 41.32, -97.08)
    cover = cover_of(area, tiles_of(area, PLACE_ZOOM, 144) or [], 1_000)
    inside = Point(latitude=41.305, longitude=-97.1)
    corner = Point(latitude=41.29, longitude=-97.12)
    assert place_of(inside, PLACE_ZOOM) in cover.places
    assert place_of(corner, SPOT_ZOOM) in cover.spots


def test_a_circle_leaves_its_corners_out() -> None:
    centre = Point(latitude=41.3, longitude=-97.1)
    box = (41.255, -97.16, 41.345, -97.04)
    circle, square = Area(*box, centre, 5_000), Area(*box)
    assert len(tiles_of(circle, PLACE_ZOOM, 500) or []) < len(tiles_of(square, PLACE_ZOOM, 500) or [])
    assert distance_m(centre, Point(latitude=41.345, longitude=-97.04)) > 5_000


@pytest.mark.parametrize("index", list(ListIndex))
def test_every_index_splits_and_sorts_as_its_name_says(index: ListIndex) -> None:
    by_name = {"time": Part.STATE, "update": Part.STATE, "type": Part.TYPE, "place": Part.PLACE, "spot": Part.SPOT}
    told = str(index).removeprefix("listed_by_").removesuffix("_update")
    assert index.part == (Part.TYPE_PLACE if told == "type_place" else by_name[told.removeprefix("listed_by_")])
    assert index.is_by_update == str(index).endswith("update")


def test_the_index_follows_the_filters() -> None:
    area = Area(41.29, -97.12, 41.32, -97.08)

    def chosen(*codes: str, area: Area | None = None, by_update: bool = False) -> set[str]:
        return {str(one.index) for one in streams(("open",), codes, area, by_update=by_update, most=1_000)}

    assert chosen() == {"listed_by_time"}
    assert chosen("a") == {"listed_by_type"}
    assert chosen("a", by_update=True) == {"listed_by_type_update"}
    assert chosen(area=area) == {"listed_by_place", "listed_by_spot"}
    assert chosen("a", area=area, by_update=True) == {"listed_by_type_place_update"}
    assert chosen(area=area, by_update=True) == {"listed_by_place_update"}
    many = [f"code_{number}" for number in range(100)]
    assert chosen(*many, area=area) == {"listed_by_place", "listed_by_spot"}
