"""Bulk v1: the same rows in three formats, in bounded pages."""

import csv
import io
from typing import Any
from xml.etree import ElementTree

from functions.intake_api.app import app as intake
from functions.open311_api.app import app as open311
from hex311.domain.policy import Role, Staff
from hex311.usecases.release_content import release_content
from tests.support.gateway import Answer, a_body, call

ADMIN = Staff("1", frozenset({Role.ADMIN}), frozenset())


def get(suffix: str, **query: Any) -> Answer:
    return call(open311, "GET", f"/open311/v2/bulk.{suffix}", query=query)


def filed(code: str = "pothole", **changes: Any) -> str:
    return str(call(intake, "POST", "/api/v1/requests", a_body(code, **changes)).json["service_request_id"])


def test_three_formats_hold_the_same_rows(city: Any) -> None:
    numbers = {filed() for _ in range(3)}
    city.clock += 1
    rows = get("json").json
    assert {row["service_request_id"] for row in rows} == numbers
    as_csv = get("csv")
    assert as_csv.headers["content-type"].startswith("text/csv")
    assert "\r\n" in as_csv.text
    assert list(csv.DictReader(io.StringIO(as_csv.text))) == [{k: str(v) for k, v in row.items()} for row in rows]
    shown = ElementTree.fromstring(get("xml").text.encode())
    assert [{child.tag: child.text or "" for child in row} for row in shown] == [
        {name: str(value) for name, value in row.items()} for row in rows
    ]


def test_pages_follow_the_link_and_private_cases_are_in_none(city: Any) -> None:
    private = next(one.code for one in city.catalogue.current().services.values() if one.privacy == "private")
    filed(private)
    numbers = {filed() for _ in range(3)}
    city.clock += 1
    first = get("csv", page_size=2)
    key = first.headers["link"].split("after_key=")[1].split("&")[0].split(">")[0].replace("%23", "#")
    rest = get("csv", page_size=2, after_key=key)
    rows = [*csv.DictReader(io.StringIO(first.text)), *csv.DictReader(io.StringIO(rest.text))]
    assert {row["service_request_id"] for row in rows} == numbers
    assert len(rows) == 3
    assert "link" not in rest.headers


def test_words_of_residents_are_no_formulas_and_wait_for_their_release(city: Any) -> None:
    number = filed("graffiti_removal", description='=HYPERLINK("http://evil.example","x"), "quoted"\nline')
    city.clock += 1
    assert "HYPERLINK" not in get("csv").text
    release_content(city, ADMIN, number, frozenset({"description"}))
    (row,) = csv.DictReader(io.StringIO(get("csv").text, newline=""))
    assert row["description"].startswith("'=HYPERLINK")
    assert row["description"].endswith('"quoted"\nline')


def test_a_window_that_is_too_wide_is_refused(city: Any) -> None:
    assert get("csv", start_date="2020-01-01T00:00:00Z", end_date="2026-01-01T00:00:00Z").status == 400
