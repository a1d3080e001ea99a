"""A language that the city speaks in part: nobody meets an empty text, and nobody is told English is Arabic."""

from typing import Any

import pytest

from functions.explore_api.app import app as explore
from functions.intake_api.app import app as intake
from hex311 import schemas
from tests.support.gateway import a_body, call

PARTIAL = ("en-x-easy", "ar")


def get(path: str, language: str, secret: str = "") -> dict[str, Any]:
    headers = {"X-Follow-Secret": secret} if secret else None
    answer: dict[str, Any] = call(explore, "GET", f"/api/v1{path}", headers=headers, query={"lang": language}).json
    return answer


def at(document: Any, pointer: str) -> Any:
    for part in pointer.split("/")[1:]:
        document = document[int(part)] if isinstance(document, list) else document[part]
    return document


@pytest.mark.parametrize("language", PARTIAL)
@pytest.mark.parametrize(
    ("path", "schema"),
    [
        ("/city", "catalogue/city"),
        ("/services", "catalogue/services"),
        ("/services/pothole", "answers/service"),
        ("/services/cave_in", "answers/service"),
        ("/knowledge", "catalogue/knowledge"),
    ],
)
def test_answers_name_what_is_in_another_language(city: Any, language: str, path: str, schema: str) -> None:
    told, english = get(path, language), get(path, "en")
    schemas.check(schema, told)
    assert "other_languages" not in english
    for pointer in told.get("other_languages", {}).get("en", []):
        assert at(told, pointer) == at(english, pointer)


def test_what_is_translated_is_not_named_and_the_rest_is(city: Any) -> None:
    pothole = get("/services/pothole", "ar")
    assert pothole["service_name"] == "حفرة في الطريق"
    assert "other_languages" not in pothole
    assert "/description" in get("/services/cave_in", "ar")["other_languages"]["en"]


def test_the_city_tells_how_much_it_speaks(city: Any) -> None:
    told = get("/city", "ar")
    assert told["languages"] == ["en", "en-x-easy", "es", "ar"]
    assert told["translated"]["en"] == told["translated"]["es"] == 100
    assert 10 < told["translated"]["ar"] < 100


@pytest.mark.parametrize("language", PARTIAL)
def test_who_has_no_search_words_searches_in_the_first_language(city: Any, language: str) -> None:
    told = {one["service_code"]: one["keywords"] for one in get("/services", language)["services"]}
    english = {one["service_code"]: one["keywords"] for one in get("/services", "en")["services"]}
    assert told["cave_in"] == english["cave_in"] != []
    assert told["pothole"] != english["pothole"]


def test_a_report_is_filed_read_and_followed_in_arabic(city: Any) -> None:
    filed = call(intake, "POST", "/api/v1/requests", a_body(), query={"lang": "ar"}).json
    schemas.check("requests/submitted", filed)
    assert filed["status_text"] == "تم الاستلام"
    number, secret = filed["follow_url"].rsplit("#", 1)[1].split(".", 1)
    read = get(f"/requests/{number}", "ar", secret)
    schemas.check("requests/request", read)
    assert read["timeline"][0]["text"] == "وصلنا بلاغك."
    assert "other_languages" not in read or "/timeline/0/text" not in read["other_languages"]["en"]


def test_easy_english_may_be_asked_for_in_a_body(city: Any) -> None:
    number = call(intake, "POST", "/api/v1/requests", a_body()).json["service_request_id"]
    body = {"email": "ada@example.org", "language": "en-x-easy"}
    assert call(intake, "POST", f"/api/v1/requests/{number}/followers", body).status == 202
