"""GeoReport v2: documents in both formats, errors in its own shape, and nothing that is private."""

import json
from typing import Any
from xml.etree import ElementTree

import pytest

from functions.intake_api.app import app as intake
from functions.open311_api.app import app as open311
from tests.support.gateway import Answer, a_body, call


def get(path: str, **query: Any) -> Answer:
    return call(open311, "GET", f"/open311{path}", query=query)


@pytest.mark.parametrize("path", ["/discovery", "/v2/discovery", "/v2/services", "/v2/services/pothole"])
def test_every_document_comes_in_both_formats_with_the_same_content(city: Any, path: str) -> None:
    as_json, as_xml = get(f"{path}.json"), get(f"{path}.xml")
    assert (as_json.status, as_xml.status) == (200, 200)
    assert as_json.headers["content-type"] == "application/json; charset=utf-8"
    assert as_xml.headers["content-type"] == "text/xml; charset=utf-8"
    words = sorted(_leaves(as_json.json))
    shown = sorted(e.text or "" for e in ElementTree.fromstring(as_xml.text.encode()).iter() if len(e) == 0)
    assert words == shown


def _leaves(part: Any) -> list[str]:
    if isinstance(part, dict):
        return [leaf for value in part.values() for leaf in _leaves(value)]
    if isinstance(part, list):
        return [leaf for value in part for leaf in _leaves(value)] or [""]
    return [json.dumps(part) if isinstance(part, bool) else str(part)]


@pytest.mark.parametrize(
    "path",
    [
        "/nothing.json",
        "/nothing",
        "/services.json",
        "/.json",
        "/v2/nothing.xml",
        "/v2/DISCOVERY.JSON",
        "/v2/services.yaml",
        "/v2/bulk.csv.json",
        "/v2/bulk.csv.xml",
        "/v2/services/nothing.json",
        "/v2/services/%3Cscript%3E.xml",
        "/v2/services/%00.xml",
        "/v2/services/a%26b.xml",
        "/v2/requests/7QX-4CM-2WF.json",
        "/v2/requests/7QX-4CM-2WF",
        "/v2/requests/%00.xml",
        "/v2/requests/..json",
        f"/v2/requests/{'x' * 3000}.xml",
    ],
)
def test_what_is_not_there_is_404_in_the_format_that_was_asked_for(city: Any, path: str) -> None:
    answer = get(path)
    assert answer.status == 404
    if path.endswith(".json"):
        (error,) = answer.json
    else:
        (document,) = ElementTree.fromstring(answer.text.encode()).iter("error")
        error = {child.tag: child.text for child in document}
    assert str(error["code"]) == "404"
    assert error["description"]


def file(code: str, **changes: Any) -> str:
    return str(call(intake, "POST", "/api/v1/requests", a_body(code, **changes)).json["service_request_id"])


def test_a_case_has_all_fields_of_the_standard_and_no_person_in_it(city: Any) -> None:
    number = file("pothole", description="at Ana's", reporter={"first_name": "Ana", "email": "ana@example.org"})
    (item,) = get(f"/v2/requests/{number}.json").json
    assert {"service_request_id", "status", "lat", "long", "requested_datetime", "media_url"} <= set(item)
    assert (item["status"], item["description"]) == ("open", "")
    assert "Ana" not in get(f"/v2/requests/{number}.xml").text


def test_a_private_case_cannot_be_told_from_one_that_is_not_there(city: Any) -> None:
    number = file("homeless_outreach")
    for suffix in ("json", "xml"):
        hidden, missing = get(f"/v2/requests/{number}.{suffix}"), get(f"/v2/requests/7QX-4CM-2WF.{suffix}")
        assert (hidden.status, hidden.text) == (missing.status, missing.text)


def test_a_blurred_case_does_not_give_its_place_away(city: Any) -> None:
    number = file("missed_collection", address="12 Elm Street")
    (item,) = get(f"/v2/requests/{number}.json").json
    assert item["address"] == ""
    assert (item["lat"], item["long"]) != (a_body()["lat"], a_body()["long"])


def test_services_of_a_place_are_all_or_a_word_of_whom_to_call(city: Any) -> None:
    whole = get("/v2/services.json").json
    assert get("/v2/services.json", lat="41.3", long="-97.1").json == whole
    for suffix in ("json", "xml"):
        outside = get(f"/v2/services.{suffix}", lat="10", long="10")
        assert (outside.status, "Rivermark" in outside.text) == (400, True)
        assert get(f"/v2/services.{suffix}", lat="41.3").status == 400
        assert get(f"/v2/services.{suffix}", lat="here", long="there").status == 400
    assert get("/v2/services.json", lat="", long="").json == whole
