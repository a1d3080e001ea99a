"""The hourly round: closed cases leave tiles that nobody touches, lost tiles come back, nothing else is written."""

import json
from typing import Any

import pytest

from hex311 import schemas
from hex311.domain.geography import Point
from hex311.ports import Stamp
from hex311.spatial.point_tiles import number_of
from hex311.spatial.tiles import POINT_ZOOMS, tile_at
from hex311.usecases.count_insights import count_insights
from hex311.usecases.refresh_map import DESCRIPTION, parents_of_city, refresh_map
from hex311.usecases.render_tiles import LAYER, render_tiles
from hex311.usecases.submit_request import submit_request
from hex311_cli.tiles.rebuild import LOOKS, compare, rebuild
from tests.support.city import HOME, a_report, memory_city
from tests.unit.usecases.test_render_tiles import DAY_S, put_calls, shown
from tests.unit.usecases.test_run_workflow import drive

AT_HOME = [tile_at(HOME, zoom).path(LAYER) for zoom in POINT_ZOOMS]


@pytest.fixture
def city() -> Any:
    """In memory alone: a city has hundreds of tiles."""
    return memory_city()


def no_wait(seconds: float) -> None:
    return None


def test_closed_cases_leave_a_tile_that_nobody_touches(city: Any) -> None:
    case_id = submit_request(city, a_report("graffiti_removal")).request.id
    still_open = submit_request(city, a_report()).request.id
    drive(city, case_id)
    render_tiles(city, [case_id, still_open])
    refresh_map(city)
    city.clock += city.catalogue.current().city["closed_visible_days"] * DAY_S + 1
    stored = put_calls(city)
    assert refresh_map(city).stored == len(stored) == 3
    assert stored == AT_HOME
    assert set(shown(city)) == {number_of(still_open)}


def test_a_round_that_finds_all_in_order_writes_nothing(city: Any) -> None:
    submit_request(city, a_report())
    first = refresh_map(city)
    assert first.stored > len(parents_of_city(city)) * 21
    assert (refresh_map(city).stored, refresh_map(city).unfinished) == (0, 0)


def test_every_place_of_the_city_has_its_tiles_and_lost_ones_come_back(city: Any) -> None:
    case_id = submit_request(city, a_report()).request.id
    refresh_map(city)
    box = city.catalogue.current().city["bbox"]
    for corner in (Point(box["south"], box["west"]), Point(box["north"], box["east"])):
        assert all(city.tiles.read(tile_at(corner, zoom).path(LAYER)) for zoom in POINT_ZOOMS)
    del city.tiles.objects[AT_HOME[1]]
    assert refresh_map(city).stored == 1
    assert set(shown(city, zoom=13)) == {number_of(case_id)}


def test_what_time_is_too_short_for_is_begun_with_next_time(city: Any) -> None:
    many = len(parents_of_city(city))
    seen = set()
    for _ in range(many):
        left = iter([True])
        done = refresh_map(city, lambda left=left: next(left, False))
        assert (done.parents, done.unfinished) == (1, many - 1)
        city.clock += 3_600
        seen = {path for path in city.tiles.objects if path.startswith(f"tiles/{LAYER}/12/")}
    assert len(seen) == many


def test_the_description_is_what_its_schema_says(city: Any) -> None:
    refresh_map(city)
    schemas.check("tiles/requests", json.loads(city.tiles.read(DESCRIPTION)))


def test_rebuilt_from_nothing_the_map_is_the_live_one(city: Any) -> None:
    cases = [
        submit_request(city, a_report(point=Point(HOME.latitude + n / 300, HOME.longitude))).request.id
        for n in range(9)
    ]
    cases.append(submit_request(city, a_report("graffiti_removal")).request.id)
    for case_id in cases:
        render_tiles(city, [case_id])
        count_insights(city, case_id)
    refresh_map(city)
    live = {path: body for path, body in city.tiles.objects.items() if path.endswith(".mvt")}
    city.tiles.objects.clear()
    stored, found = rebuild(city, no_wait)
    assert stored == len(live) + 1  # and the description
    assert {path: body for path, body in city.tiles.objects.items() if path.endswith(".mvt")} == live
    assert (found.different, found.points, found.tiles) == ([], len(cases), len(live))


def test_a_tile_that_says_something_else_is_found_and_mended(city: Any) -> None:
    submit_request(city, a_report())
    refresh_map(city)
    city.tiles.objects[AT_HOME[2]] = b"\x1a\x00"
    waited: list[float] = []
    assert compare(city, waited.append).different == [AT_HOME[2]]
    assert len(waited) == LOOKS - 1
    stored, found = rebuild(city, no_wait)
    assert (stored, found.different) == (1, [])


def test_a_report_that_comes_in_meanwhile_is_no_difference(city: Any) -> None:
    """The table has it before the tile does: the tile is looked at again until its event has arrived."""
    refresh_map(city)
    case_id = submit_request(city, a_report()).request.id
    found = compare(city, lambda seconds: render_tiles(city, [case_id]) and None)
    assert found.different == []


def test_a_rebuild_never_writes_over_a_newer_tile(city: Any) -> None:
    first = submit_request(city, a_report()).request.id
    real, late = city.tiles.store, []

    def store(path: str, body: bytes, before: Stamp) -> bool | None:
        if path == AT_HOME[0] and not late:
            late.append(submit_request(city, a_report()).request.id)
            render_tiles(city, late)
        return real(path, body, before)

    city.tiles.store = store
    refresh_map(city)
    for zoom in POINT_ZOOMS:
        assert set(shown(city, zoom=zoom)) == {number_of(first), number_of(late[0])}
