"""Bodies that are broken, too big, or not what they say: refused in one shape, never a failure."""

import json
import re
from typing import Any

import pytest

from functions.admin_api.app import MOST_PACK_BYTES
from functions.intake_api.app import app as intake
from hex311.domain.errors import BadInput
from hex311.http.caller import MOST_BODY_BYTES, parse_json
from hex311.http.openapi import document
from tests.support.gateway import Answer, a_body, call, signed_in
from tests.support.hostile import BROKEN, PLACE, json_suite
from tests.support.staff_apps import staff_app

ADMIN = signed_in("admin")

NAMES = {
    "service_request_id": "7QX-4CM-2WF",
    "work_order_id": "a.b",
    "import_id": "0" * 32,
    "bulk_id": "0" * 32,
    "key_id": "0123456789abcdef",
    "user_id": "0" * 32,
}


def routes() -> dict[str, tuple[Any, str, dict[str, Any] | None]]:
    """Every route that takes a body, as the API describes itself."""
    found = {}
    for path, item in document()["paths"].items():
        # what other systems send is signed, and has tests of its own
        if "requestBody" in item.get("post", {}) and not path.startswith("/api/v1/callbacks"):
            is_staff = path.startswith("/api/v1/staff")
            plain = re.sub(r"\{(\w+)\}", lambda name: NAMES[name[1]], path)
            found[item["post"]["operationId"]] = (
                staff_app(plain) if is_staff else intake,
                plain,
                ADMIN if is_staff else None,
            )
    return found


ROUTES = routes()

#: Words that belong to our machinery and not into an answer.
MACHINERY = ("Traceback", 'File "', "codec", "sys.", "dynamodb", "botocore", "lambda", "arn:", "pynamo", "chalice")


def post(route: str, body: Any, **headers: str) -> Answer:
    app, path, claims = ROUTES[route]
    return call(app, "POST", path, body, headers=headers or None, claims=claims)


def test_the_routes_are_those_that_take_a_body() -> None:
    assert {"submit_request", "follow_request", "confirm_follower", "complete_work_order"} <= set(ROUTES)


def test_a_report_that_is_right_is_taken(city: Any) -> None:
    assert post("submit_request", a_body()).status == 201


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_body_of_a_mail_program_is_named_too(city: Any, kind: str) -> None:
    answer = call(intake, "POST", "/api/v1/followers/unsubscribe", BROKEN[kind])
    assert (answer.status, answer.fields) == (400, ["body"])


def may_have_none() -> set[str]:
    """Where no body at all is right too."""
    posts = (item["post"] for item in document()["paths"].values() if "requestBody" in item.get("post", {}))
    return {post["operationId"] for post in posts if not post["requestBody"].get("required")}


@pytest.mark.parametrize(
    ("route", "kind"),
    [(route, kind) for route in ROUTES for kind in BROKEN if kind != "nothing" or route not in may_have_none()],
)
def test_what_is_no_json_is_refused_with_the_reason(city: Any, route: str, kind: str) -> None:
    answer = post(route, BROKEN[kind])
    assert (answer.status, answer.code, answer.fields) == (400, "bad_input", ["body"])
    assert not [word for word in MACHINERY if word.lower() in answer.text.lower()]
    assert not city.store.cases


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("body", ["null", "true", "3", '"text"', "[]", "[{}]"])
def test_json_that_is_no_object_is_refused(city: Any, route: str, body: str) -> None:
    answer = post(route, body)
    assert (answer.status, answer.fields) == (400, ["body"])


@pytest.mark.parametrize("route", ROUTES)
def test_a_body_that_is_too_big_is_413(city: Any, route: str) -> None:
    most = MOST_PACK_BYTES if route in ("check_pack", "publish_pack") else MOST_BODY_BYTES
    for size in (most + 1, 10_000_000):
        answer = post(route, b" " * size)
        assert (answer.status, answer.code, answer.fields) == (413, "too_large", ["body"])
    assert post(route, b" " * most).status == 400


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "text/xml", "", "a/b", "json"])
def test_another_content_type_is_415(city: Any, kind: str) -> None:
    answer = post("submit_request", a_body(), **{"Content-Type": kind})
    assert (answer.status, answer.code, answer.fields) == (415, "unsupported_media_type", ["Content-Type"])
    assert not city.store.cases


@pytest.mark.parametrize("kind", ["application/json", "application/json; charset=utf-8", "Application/JSON"])
def test_json_may_say_so_in_its_own_way(city: Any, kind: str) -> None:
    assert post("submit_request", a_body(), **{"Content-Type": kind}).status == 201


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE", "HEAD"])
def test_another_method_is_405(city: Any, method: str) -> None:
    answer = call(intake, method, "/api/v1/requests", a_body())
    assert (answer.status, answer.code, answer.headers["allow"]) == (405, "method_not_allowed", "POST")


def test_of_a_repeated_field_the_last_counts_and_it_is_checked(city: Any) -> None:
    """JSON leaves it open; what matters is that what was checked is what is stored."""
    twice = json.dumps(a_body())[:-1] + ', "lat": 91}'
    assert post("submit_request", twice).fields == ["lat"]
    twice = '{"lat": 91, ' + json.dumps(a_body())[1:]
    assert post("submit_request", twice).status == 201


def test_names_that_other_languages_find_special_are_only_unknown_names(city: Any) -> None:
    for name in ("__proto__", "constructor", "$ref", "__class__", "", "\x00", "💧"):
        answer = post("submit_request", a_body(**{name: {}}))
        assert answer.status == 400
        assert answer.fields == [name or "body"]


suite = pytest.mark.skipif(not json_suite("yni"), reason=f"JSONTestSuite is not in {PLACE}")


@suite
def test_the_suite_of_broken_and_good_json(city: Any) -> None:
    """n_* are refused as JSON; y_* are understood; whatever it is, it is answered in the one shape."""
    assert len(json_suite("n")) > 150
    for path in json_suite("yniosn"):
        content = path.read_bytes()
        answer = post("submit_request", content)
        assert answer.status == (413 if len(content) > MOST_BODY_BYTES else 400), path.name
        assert answer.code, path.name
        if path.name.startswith("n_") and answer.status == 400:
            assert "valid JSON" in answer.text, path.name
        if path.name.startswith("y_"):
            parse_json(content)
            assert "valid JSON" not in answer.text, path.name
    assert not city.store.cases


@suite
def test_good_json_of_the_suite_is_also_harmless_as_an_answer(city: Any) -> None:
    for path in json_suite("yis"):
        try:
            value = parse_json(path.read_bytes())
        except BadInput:
            continue
        for body in (a_body(answers={"size": value}), a_body(description=value), a_body(reporter=value)):
            answer = post("submit_request", body)
            assert answer.status in (201, 400, 422), (path.name, answer.text)
