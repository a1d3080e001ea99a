"""The map's history: a file a month, drawn only when a case of it changed, never written twice."""

import gzip
import json
from typing import Any

import mapbox_vector_tile
from pmtiles.reader import MemorySource, Reader

from hex311 import schemas
from hex311.spatial.point_tiles import number_of
from hex311.spatial.tiles import tile_at
from hex311.usecases.archive_history import POINTER, archive_history
from hex311.usecases.submit_request import submit_request
from tests.support.city import HOME, a_report
from tests.unit.usecases.test_count_insights import happen

DAY_S = 86_400


def pointer(city: Any) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(city.tiles.read(POINTER))
    schemas.check("tiles/history", document)
    return document


def closed_case(city: Any, code: str = "pothole") -> str:
    case_id: str = submit_request(city, a_report(code)).request.id
    city.clock += 60
    happen(city, case_id, "close")
    return case_id


def shown_in(city: Any, month: dict[str, Any]) -> set[int]:
    reader = Reader(MemorySource(city.tiles.read(month["url"].lstrip("/"))))
    body = gzip.decompress(reader.get(*tile_at(HOME, 14)) or b"")
    return {feature["id"] for feature in mapbox_vector_tile.decode(body)["requests"]["features"]} if body else set()


def test_closed_cases_are_in_the_file_of_the_month_they_were_filed_in(city: Any) -> None:
    first = closed_case(city)
    city.clock += 40 * DAY_S
    second = closed_case(city)
    submit_request(city, a_report())
    city.clock += DAY_S
    assert archive_history(city).stored == 2
    newest, oldest = pointer(city)["months"]
    assert newest["month"] > oldest["month"]
    assert (newest["cases"], oldest["cases"]) == (1, 1)
    assert (shown_in(city, newest), shown_in(city, oldest)) == ({number_of(second)}, {number_of(first)})


def test_hexagons_count_them_below_zoom_twelve(city: Any) -> None:
    closed_case(city)
    closed_case(city)
    archive_history(city)
    (month,) = pointer(city)["months"]
    reader = Reader(MemorySource(city.tiles.read(month["url"].lstrip("/"))))
    for zoom in (8, 9, 10, 11):
        body = gzip.decompress(reader.get(*tile_at(HOME, zoom)) or b"")
        (hexagon,) = mapbox_vector_tile.decode(body)["hexes"]["features"]
        assert hexagon["properties"]["closed"] == 2


def test_a_night_without_a_change_writes_no_file(city: Any) -> None:
    closed_case(city)
    city.clock += DAY_S
    archive_history(city)
    before = list(city.tiles.paths("tiles/history/"))
    city.clock += 2 * DAY_S
    done = archive_history(city)
    assert (done.months, done.stored) == ((), 0)
    assert archive_history(city, everything=True).stored == 0
    assert list(city.tiles.paths("tiles/history/")) == before


def test_a_case_that_is_opened_again_leaves_its_month(city: Any) -> None:
    stays, goes = closed_case(city), closed_case(city)
    archive_history(city)
    (before,) = pointer(city)["months"]
    city.clock += DAY_S
    happen(city, goes, "reopen")
    assert archive_history(city).stored == 1
    (month,) = pointer(city)["months"]
    assert month["url"] != before["url"]
    assert shown_in(city, month) == {number_of(stays)}
    assert shown_in(city, before) == {number_of(stays), number_of(goes)}, "what a reader holds is still there"
    city.clock += DAY_S
    happen(city, stays, "reopen")
    archive_history(city)
    assert pointer(city)["months"] == []


def test_private_cases_have_no_history_and_blurred_ones_lie_where_they_were_shown(city: Any) -> None:
    closed_case(city, "homeless_outreach")
    archive_history(city)
    assert pointer(city)["months"] == []
    blurred = closed_case(city, "missed_collection")
    archive_history(city)
    (month,) = pointer(city)["months"]
    reader = Reader(MemorySource(city.tiles.read(month["url"].lstrip("/"))))
    place = city.cases.case_file(blurred).request.public_point
    body = gzip.decompress(reader.get(*tile_at(place, 14)) or b"")
    assert [feature["id"] for feature in mapbox_vector_tile.decode(body)["requests"]["features"]] == [
        number_of(blurred)
    ]


def test_two_rounds_at_once_lose_no_month(city: Any) -> None:
    closed_case(city)
    city.clock += 40 * DAY_S
    real, inside = city.tiles.store, []

    def store(path: str, *rest: Any) -> Any:
        if path == POINTER and not inside:
            inside.append(True)
            closed_case(city)
            archive_history(city)
        return real(path, *rest)

    city.tiles.store = store
    archive_history(city)
    assert len(pointer(city)["months"]) == 2
