"""The public window: places, types, likely duplicates and cases, for right and for wrong questions."""

from typing import Any

import pytest

from functions.explore_api.app import app as explore
from functions.intake_api.app import app as intake
from hex311 import schemas
from hex311.usecases.publish_changes import publish_changes
from tests.support.city import HOME, overlay_at
from tests.support.gateway import Answer, a_body, call

HERE = {"lat": HOME.latitude, "long": HOME.longitude}


def get(path: str, headers: dict[str, str] | None = None, **query: Any) -> Answer:
    return call(explore, "GET", f"/api/v1{path}", headers=headers, query=query)


def filed(**changes: Any) -> tuple[str, str]:
    answer = call(intake, "POST", "/api/v1/requests", a_body(**changes))
    number, secret = answer.json["follow_url"].rsplit("#", 1)[1].split(".", 1)
    return number, secret


@pytest.mark.parametrize("path", ["/city", "/services", "/services/pothole", "/knowledge", "/openapi.json"])
def test_what_everybody_may_know_is_answered_and_kept_briefly(city: Any, path: str) -> None:
    answer = get(path)
    assert answer.status == 200
    assert answer.headers["cache-control"] == "public, max-age=30"
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("path", "schema"),
    [("/city", "catalogue/city"), ("/services", "catalogue/services"), ("/knowledge", "catalogue/knowledge")],
)
def test_the_city_and_its_types_have_the_form_that_is_described(city: Any, path: str, schema: str) -> None:
    for language in city.catalogue.current().languages:
        schemas.check(schema, get(path, lang=language).json)


def test_the_types_offered_first_are_those_of_the_city(city: Any) -> None:
    answer = get("/services").json
    assert answer["featured"] == city.catalogue.current().city["featured"]
    assert len(answer["featured"]) == 8
    assert set(answer["featured"]) <= {service["service_code"] for service in answer["services"]}


def test_articles_come_in_the_language_asked_for_and_in_the_first_where_there_is_no_translation(city: Any) -> None:
    documents = city.catalogue.current().documents
    removed = documents["knowledge"]["es"].pop("towed-car")
    try:
        told = {article["slug"]: article for article in get("/knowledge", lang="es").json["articles"]}
    finally:
        documents["knowledge"]["es"]["towed-car"] = removed
    assert set(told) == set(documents["knowledge"]["en"])
    assert told["towed-car"]["language"] == "en"
    assert told["rats-and-mice"]["language"] == "es"
    assert told["rats-and-mice"]["title"] == documents["knowledge"]["es"]["rats-and-mice"]["title"]
    assert told["abandoned-cars"]["service_codes"] == ["abandoned_vehicle"]
    tag = get("/knowledge", lang="es").headers["etag"]
    assert get("/knowledge", headers={"If-None-Match": tag}, lang="es").status == 304


@pytest.mark.parametrize(
    ("lang", "accept", "expected"),
    [
        (None, None, "en"),
        ("es", None, "es"),
        ("ES-mx", None, "es"),
        ("xx", "es", "es"),
        (None, "fr, es;q=0.5, en;q=0.4", "es"),
        (None, "es;q=a lot, en;q=0.1", "en"),
        (None, "*;q=0.1", "en"),
        (None, ";;;,,,=", "en"),
        ("", "es" * 3000, "en"),
        ("../", "\x00", "en"),
    ],
)
def test_the_language_is_the_first_that_the_city_speaks(city: Any, lang: Any, accept: Any, expected: str) -> None:
    query = {} if lang is None else {"lang": lang}
    headers = None if accept is None else {"Accept-Language": accept}
    names = city.catalogue.current().service("pothole").name
    assert get("/services/pothole", headers=headers, **query).json["service_name"] == names[expected]


@pytest.mark.parametrize("code", ["nothing", "POTHOLE", "%00", "..", "pothole%20", "__class__", "%F0%9F%92%A7"])
def test_an_unknown_type_is_404(city: Any, code: str) -> None:
    assert get(f"/services/{code}").code == "not_found"
    assert get("/duplicates", service_code=code, **HERE).code == "not_found"


@pytest.mark.parametrize("path", ["/overlay", "/duplicates"])
@pytest.mark.parametrize(
    ("point", "field"),
    [
        ({}, "lat"),
        ({"lat": 41.3}, "long"),
        ({"long": -97.1}, "lat"),
        ({"lat": "", "long": ""}, "lat"),
        ({"lat": "nan", "long": -97.1}, "lat"),
        ({"lat": 41.3, "long": "inf"}, "long"),
        ({"lat": 41.3, "long": "-Infinity"}, "long"),
        ({"lat": "1e999", "long": 0}, "lat"),
        ({"lat": "9" * 5000, "long": 0}, "lat"),
        ({"lat": "4_1.3", "long": 0}, "lat"),
        ({"lat": " 41.3", "long": 0}, "lat"),
        ({"lat": "٤١.٣", "long": 0}, "lat"),
        ({"lat": "41,3", "long": 0}, "lat"),
        ({"lat": "41.3N", "long": 0}, "lat"),
        ({"lat": "0x29", "long": 0}, "lat"),
        ({"lat": 41.3, "long": "-97.1\n"}, "long"),
        ({"lat": 91, "long": 0}, "lat"),
        ({"lat": 0, "long": -180.5}, "long"),
        ({"lat": ["41.3", "north"], "long": 0}, "lat"),
    ],
)
def test_what_is_no_place_is_named(city: Any, path: str, point: dict[str, Any], field: str) -> None:
    answer = get(path, service_code="pothole", **point)
    assert (answer.status, answer.code, answer.fields) == (400, "invalid_location", [field])


@pytest.mark.parametrize("text", ["+41.3", "41.300000", "4.13e1", "413e-1"])
def test_a_number_may_be_written_in_any_usual_way(city: Any, text: str) -> None:
    assert get("/overlay", lat=text, long=HOME.longitude).status == 200


def test_outside_the_city_the_overlay_says_who_to_call(city: Any) -> None:
    answer = get("/overlay", lat=10, long=10)
    assert (answer.status, answer.code) == (422, "outside_city")


def test_duplicates_want_a_type(city: Any) -> None:
    assert get("/duplicates", **HERE).fields == ["service_code"]


def test_likely_duplicates_are_cards_without_anything_private(city: Any) -> None:
    number, _ = filed(description="my neighbour's name", reporter={"email": "ana@example.org", "first_name": "Ana"})
    answer = get("/duplicates", service_code="pothole", **HERE).json
    schemas.check("requests/duplicates", answer)
    (card,) = answer["duplicates"]
    assert (card["service_request_id"], card["distance_m"], card["description"]) == (number, 0.0, None)
    assert (card["address"], card["photo"], card["joined"]) == ("", None, 0)


def test_a_case_is_shown_by_its_number_however_it_is_typed(city: Any) -> None:
    number, secret = filed(description="words")
    for typed in (number, number.lower(), number.replace("-", ""), number.replace("-", "%20")):
        answer = get(f"/requests/{typed}")
        schemas.check("requests/request", answer.json)
        assert answer.json["service_request_id"] == number
        assert "description" not in answer.json
        assert (answer.json["location_within_m"], "street" in answer.json) == (0, True)
    mine = get(f"/requests/{number}", headers={"X-Follow-Secret": secret}).json
    schemas.check("requests/request", mine)
    assert mine["description"] == "words"
    assert "description" not in get(f"/requests/{number}", headers={"X-Follow-Secret": secret + "x"}).json


def test_a_place_that_is_shown_coarsely_has_no_street(city: Any) -> None:
    number, secret = filed(**a_body("missed_collection"))
    shown = get(f"/requests/{number}").json
    assert (shown["location_is_exact"], shown["street"], shown["address"]) == (False, None, "")
    assert shown["location_within_m"] > 0
    assert get(f"/requests/{number}", headers={"X-Follow-Secret": secret}).json["location_within_m"] == 0


@pytest.mark.parametrize(
    "number", ["7QX-4CM-2WF", "7QX-4CM-2WJ", "x", "%00", "..", "{0}", "%25s", "%0d%0aSet-Cookie:%20a=b", "x" * 5000]
)
def test_a_number_that_is_not_there_is_404_and_not_repeated(city: Any, number: str) -> None:
    answer = get(f"/requests/{number}")
    assert (answer.status, answer.code) == (404, "not_found")
    assert "set-cookie" not in answer.headers
    assert len(answer.text) < 200


def test_a_private_case_cannot_be_told_from_one_that_is_not_there(city: Any) -> None:
    number, secret = filed(service_code="homeless_outreach")
    hidden, missing = get(f"/requests/{number}"), get("/requests/7QX-4CM-2WF")
    assert (hidden.status, hidden.text, hidden.headers) == (missing.status, missing.text, missing.headers)
    path = "/api/v1/requests/{}/followers"
    refused = [call(intake, "POST", path.format(n), {"email": "a@b.co"}) for n in (number, "7QX-4CM-2WF")]
    assert refused[0].text == refused[1].text
    assert refused[0].status == 404
    assert get(f"/requests/{number}", headers={"X-Follow-Secret": secret}).status == 200
    follow = call(intake, "POST", path.format(number), {"email": "a@b.co"}, headers={"X-Follow-Secret": secret})
    assert follow.status == 202


def test_a_case_tells_why_this_crew(city: Any) -> None:
    """Layer, feature, attributes and generation as they stood that day; layers for the staff alone are left out."""
    seen = get(f"/requests/{filed(service_code='pothole')[0]}").json["overlay"]
    district = next(one for one in seen if one["layer"] == "council_districts")
    assert district == {
        "layer": "council_districts",
        "layer_name": "Council districts",
        "generation": overlay_at(HOME).generation,
        "feature_id": "3",
        "name": district["name"],
        "attributes": dict(overlay_at(HOME).first("council_districts").attributes),
        "position": "inside",
    }
    assert district["generation"] > 0
    hidden = {code for code, layer in city.catalogue.current().documents["layers"].items() if not layer["public"]}
    assert hidden
    assert not hidden & {one["layer"] for one in seen}


def test_a_blurred_case_shows_its_neighbourhood_only(city: Any) -> None:
    number, secret = filed(service_code="missed_collection", address="12 Elm Street")
    seen = get(f"/requests/{number}").json
    assert (seen["location_is_exact"], seen["address"], seen["overlay"]) == (False, "", [])
    assert (seen["lat"], seen["long"]) != (HOME.latitude, HOME.longitude)
    mine = get(f"/requests/{number}", headers={"X-Follow-Secret": secret}).json
    assert (mine["location_is_exact"], mine["lat"], mine["address"]) == (True, HOME.latitude, "12 Elm Street")


def test_changes_are_paged_by_cursor_and_kept_by_tag(city: Any) -> None:
    for _ in range(3):
        publish_changes(city, filed()[0], 1)
    first = get("/changes", limit=2)
    schemas.check("requests/changes", first.json)
    assert (len(first.json["changes"]), first.json["more"]) == (2, True)
    assert first.headers["cache-control"] == "public, max-age=5"
    again = get("/changes", headers={"If-None-Match": first.headers["etag"]}, limit=2)
    assert (again.status, again.text) == (304, "")
    rest = get("/changes", after=first.json["next"], lang="es").json
    assert [change["position"] for change in rest["changes"]] == [3]
    assert rest["changes"][0]["text"] == "Recibimos su reporte."
    assert get("/changes", after="latest").json == {"changes": [], "next": rest["next"], "more": False}
    assert get("/changes", after=rest["next"]).json == {"changes": [], "next": rest["next"], "more": False}


@pytest.mark.parametrize("query", [{"after": "x"}, {"after": "1-1"}, {"limit": 0}, {"limit": 1001}, {"limit": "x"}])
def test_wrong_questions_to_the_feed_are_told_what_to_mend(city: Any, query: dict[str, Any]) -> None:
    answer = get("/changes", **query)
    assert answer.status == 400
    schemas.check("error", answer.json)


def test_a_cursor_behind_the_end_of_the_feed_is_gone(city: Any) -> None:
    answer = get("/changes", after=f"{city.clock}-9")
    assert (answer.status, answer.json["code"]) == (410, "gone")
