"""The public map: built from the table, so that repeating or reordering changes nothing."""

from typing import Any

import mapbox_vector_tile

from hex311.domain.errors import TransientFault
from hex311.domain.geography import Point
from hex311.ports import Stamp
from hex311.spatial.point_tiles import number_of
from hex311.spatial.tiles import POINT_ZOOMS, tile_at
from hex311.usecases.render_tiles import LAYER, changes_the_map, render_tiles
from hex311.usecases.submit_request import submit_request
from tests.support.city import HOME, a_report
from tests.unit.usecases.test_run_workflow import drive

DAY_S = 86_400
FAR = Point(latitude=41.33, longitude=-97.06)


def shown(city: Any, point: Point = HOME, zoom: int = 14) -> dict[int, dict[str, Any]]:
    """What the tile around a point shows, by the feature's id."""
    body = city.tiles.read(tile_at(point, zoom).path(LAYER))
    features = mapbox_vector_tile.decode(body)["requests"]["features"] if body else []
    return {feature["id"]: feature["properties"] for feature in features}


def put_calls(city: Any) -> list[str]:
    """Every tile that is stored from now on."""
    stored: list[str] = []
    real = city.tiles.store

    def store(path: str, body: bytes, before: Stamp) -> bool | None:
        answer: bool | None = real(path, body, before)
        if answer:
            stored.append(path)
        return answer

    city.tiles.store = store
    return stored


def test_every_zoom_shows_every_case_once_however_often_it_is_drawn(city: Any) -> None:
    cases = [submit_request(city, a_report()).request.id for _ in range(3)]
    assert render_tiles(city, [*cases, *cases[::-1], cases[0]]).stored == len(POINT_ZOOMS)
    for case_id in cases:
        assert render_tiles(city, [case_id]).stored == 0
    for zoom in POINT_ZOOMS:
        assert set(shown(city, zoom=zoom)) == {number_of(case_id) for case_id in cases}


def test_a_change_is_three_tiles_and_a_repeated_message_none(city: Any) -> None:
    case_id = submit_request(city, a_report("graffiti_removal")).request.id
    stored = put_calls(city)
    render_tiles(city, [case_id])
    assert len(stored) == 3
    drive(city, case_id)
    render_tiles(city, [case_id] * 7)
    assert len(stored) == 6
    render_tiles(city, [case_id])
    assert len(stored) == 6


def test_many_changes_of_one_neighbourhood_are_drawn_once(city: Any) -> None:
    cases = [submit_request(city, a_report(point=Point(HOME.latitude + n / 1e5, HOME.longitude))) for n in range(20)]
    stored, queries = put_calls(city), []
    real = city.cases.map_features
    city.cases.map_features = lambda tile: queries.append(tile) or real(tile)
    render_tiles(city, [case.request.id for case in cases])
    assert (len(stored), len(queries)) == (3, 1)


def test_a_closed_case_is_shown_for_a_while_and_then_no_more(city: Any) -> None:
    case_id = submit_request(city, a_report("graffiti_removal")).request.id
    number = number_of(case_id)
    drive(city, case_id)
    render_tiles(city, [case_id])
    assert shown(city)[number]["status"] == "done"
    days = city.catalogue.current().city["closed_visible_days"]
    city.clock += days * DAY_S - 1
    render_tiles(city, [case_id])
    assert number in shown(city)
    city.clock += 2
    render_tiles(city, [case_id])
    assert shown(city) == {}


def test_private_and_unknown_cases_draw_nothing(city: Any) -> None:
    case_id = submit_request(city, a_report("homeless_outreach")).request.id
    stored = put_calls(city)
    assert render_tiles(city, [case_id, "7QX-4CM-2WF"]).failed == {}
    assert stored == []


def test_a_blurred_case_is_drawn_where_its_neighbourhood_is(city: Any) -> None:
    request = submit_request(city, a_report("missed_collection")).request
    render_tiles(city, [request.id])
    assert request.public_point != request.point
    assert set(shown(city, request.public_point)) == {number_of(request.id)}


def test_of_two_builders_the_one_that_read_later_wins(city: Any) -> None:
    """Somebody files and draws after we have read the table and before we write: we look again."""
    first = submit_request(city, a_report()).request.id
    real, late = city.cases.map_features, []

    def read(tile: str) -> Any:
        found = real(tile)
        if not late:
            late.append(submit_request(city, a_report()).request.id)
            render_tiles(city, late)
        return found

    city.cases.map_features = read
    assert render_tiles(city, [first]).failed == {}
    for zoom in POINT_ZOOMS:
        assert set(shown(city, zoom=zoom)) == {number_of(first), number_of(late[0])}


def test_a_tile_that_is_never_at_rest_is_tried_again_later_and_stops_no_other(city: Any) -> None:
    here = submit_request(city, a_report()).request.id
    there = submit_request(city, a_report(point=FAR)).request.id
    busy, real = tile_at(HOME, 13).path(LAYER), city.tiles.store
    city.tiles.store = lambda path, body, before: False if path == busy else real(path, body, before)
    done = render_tiles(city, [here, there])
    assert set(done.failed) == {here}
    assert isinstance(done.failed[here], TransientFault)
    assert set(shown(city, FAR)) == {number_of(there)}


def test_only_public_events_change_the_map() -> None:
    assert changes_the_map("RequestClosed")
    assert not changes_the_map("FollowRequested")
    assert not changes_the_map("NoSuchEvent")
