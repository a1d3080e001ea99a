"""Nobody finds the way back from the map to a blurred place.

The attacks of docs/map-tiles.md: whoever may read everything that is public, at every moment, learns the same whatever
the true place in the coarse cell was. So averages over time, joins by number, day or type with the API, the lists and
the feed, and differences between tiles before and after a report have nothing to work with.
"""

from collections.abc import Iterator
from itertools import count
from typing import Any

import h3
import pytest

from hex311.domain.geography import Point
from hex311.domain.tracking import ALPHABET, check_character
from hex311.spatial.cover import BLUR_RESOLUTION, blurred
from hex311.spatial.point_tiles import number_of
from hex311.spatial.request_list import STATES, ListIndex, Stream, Window
from hex311.spatial.tiles import POINT_ZOOMS, position_of, tile_at
from hex311.usecases import submit_request as submitting
from hex311.usecases.archive_history import archive_history
from hex311.usecases.count_insights import count_insights
from hex311.usecases.publish_changes import publish_changes
from hex311.usecases.render_hexes import hex_tiles_of, render_hexes
from hex311.usecases.render_tiles import render_tiles
from hex311.usecases.submit_request import submit_request
from hex311.usecases.views import public_view
from tests.support.city import HOME, a_report, memory_city
from tests.unit.usecases.test_count_insights import happen

CODE = "missed_collection"
#: A cell that lies across the corner of four z14 tiles (3772 and 3773, 6123 and 6124).
CELL = h3.latlng_to_cell(41.310824, -97.097168, BLUR_RESOLUTION)


def places() -> list[Point]:
    """Points all over the coarse cell, up to its corners; they lie in several map tiles and finer cells."""
    finer = [h3.cell_to_latlng(cell) for cell in h3.cell_to_children(CELL, BLUR_RESOLUTION + 2)]
    inside = [Point(*one) for one in finer if h3.latlng_to_cell(*one, BLUR_RESOLUTION) == CELL]
    return inside[::12]


@pytest.fixture
def numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same numbers in each world, so that worlds can be compared."""

    def given() -> Iterator[str]:
        for number in count(1):
            payload = "".join(ALPHABET[number // 20**place % 20] for place in range(8))
            whole = payload + check_character(payload)
            yield "-".join((whole[:3], whole[3:6], whole[6:]))

    state: dict[str, Iterator[str]] = {}
    monkeypatch.setattr(submitting, "new_tracking_number", lambda: next(state["numbers"]))
    monkeypatch.setattr(submitting, "new_salt", lambda: "salt")
    state["numbers"] = given()
    monkeypatch.setattr(f"{__name__}._begin", lambda: state.update(numbers=given()))


def _begin() -> None:
    raise AssertionError("replaced by the fixture")


def told(city: Any, case_id: str) -> tuple[Any, ...]:
    """Everything public at this moment: all objects of the map, the case, the lists, the feed."""
    case = city.cases.case_file(case_id)
    lists = [
        tuple(city.request_lists.newest(Stream(index, state), Window(0, city.now()), 100))
        for index in (ListIndex.BY_TIME, ListIndex.BY_UPDATE)
        for state in STATES
    ]
    view = public_view(city, case, "en", is_reporter=False)
    return dict(city.tiles.objects), list(city.tiles.puts), view, lists, list(city.changes.changes)


def a_life(point: Point) -> list[tuple[Any, ...]]:
    """What an observer sees step by step when the same report is filed, closed and opened again at a place."""
    _begin()
    city, seen = memory_city(), []
    neighbour = submit_request(city, a_report(point=Point(HOME.latitude + 0.004, HOME.longitude + 0.011))).request.id
    reports = [submit_request(city, a_report(CODE, point=point)).request.id for _ in range(2)]
    for step in ("file", "close", "reopen", "close"):
        city.clock += 3_600
        for case_id in reports:
            happen(city, case_id, step)
            version = city.cases.case_file(case_id).request.version
            publish_changes(city, case_id, version)
            render_tiles(city, [neighbour, case_id])
            render_hexes(city, hex_tiles_of([count_insights(city, case_id).contribution]))
            archive_history(city)
            seen.append(told(city, case_id))
    return seen


def test_an_observer_of_everything_sees_the_same_wherever_in_the_cell_it_was(numbers: None) -> None:
    first, *others = places()
    assert len(others) >= 3
    assert len({tile_at(place, 14) for place in places()} | {tile_at(blurred(first), 14)}) > 1
    seen = a_life(first)
    for place in others:
        assert a_life(place) == seen


def test_an_observer_does_see_another_cell(numbers: None) -> None:
    """The comparison above is not blind."""
    elsewhere = Point(*h3.cell_to_latlng(next(cell for cell in h3.grid_ring(CELL, 1))))
    assert a_life(elsewhere) != a_life(places()[0])


def test_the_average_over_many_reports_is_the_centre_of_the_cell() -> None:
    city = memory_city()
    shown = {submit_request(city, a_report(CODE, point=place)).request.public_point for place in places()}
    assert shown == {blurred(places()[0])}


def test_the_map_is_no_finer_than_the_api(numbers: None) -> None:
    """The pixel is that of the point which the API tells; nothing of the true place is in the stored bytes."""
    _begin()
    city = memory_city()
    request = submit_request(city, a_report(CODE, point=places()[1])).request
    parent = tile_at(request.public_point, 12)
    (feature,) = city.cases.map_features(f"{parent.x}/{parent.y}")
    x, y = position_of(request.public_point)
    pixels = feature.blob[8:]
    for place, zoom in enumerate(POINT_ZOOMS):
        shift = 26 - 12 - zoom
        low_x, high_x, low_y, high_y = pixels[4 * place : 4 * place + 4]
        assert (low_x & 0x7F | high_x << 7) >> 1 == x >> shift & 0xFFF
        assert (low_y & 0x7F | high_y << 7) >> 1 == y >> shift & 0xFFF
    assert number_of(request.id) is not None
    assert len(feature.blob) == 20
