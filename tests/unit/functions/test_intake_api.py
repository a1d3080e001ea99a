"""The public counter: what is right is taken, what is wrong is named, and a repeated call does nothing new."""

from typing import Any

import pytest

from functions.explore_api.app import app as explore
from functions.intake_api.app import app as intake
from hex311 import schemas
from hex311.usecases.notify_followers import notify_followers
from tests.support.city import FAR_AWAY
from tests.support.gateway import MARK, Answer, a_body, call


def submit(body: Any = None, **headers: str) -> Answer:
    return call(intake, "POST", "/api/v1/requests", a_body() if body is None else body, headers=headers)


def test_a_report_is_answered_with_its_number_secret_and_estimate(city: Any) -> None:
    answer = submit()
    assert answer.status == 201
    schemas.check("requests/submitted", answer.json)
    assert answer.headers["location"] == f"/api/v1/requests/{answer.json['service_request_id']}"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.json["follow_url"].startswith(f"https://city.example/request/#{answer.json['service_request_id']}.")


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({"service_code": "no_such_type"}, ["service_code"]),
        ({"service_code": ""}, ["service_code"]),
        ({"service_code": 5}, ["service_code"]),
        ({"service_code": None}, ["service_code"]),
        ({"lat": None}, ["lat"]),
        ({"lat": "41.3"}, ["lat"]),
        ({"lat": True}, ["lat"]),
        ({"lat": [41.3]}, ["lat"]),
        ({"lat": 90.000001}, ["lat"]),
        ({"lat": -1e300}, ["lat"]),
        ({"long": 180.1, "lat": -91}, ["lat", "long"]),
        ({"lat": 10**399}, ["lat"]),
        ({"description": 5}, ["description"]),
        ({"description": "x" * 4001}, ["description"]),
        ({"address": "x" * 301}, ["address"]),
        ({"answers": []}, ["answers"]),
        ({"answers": {}}, ["answers.size"]),
        ({"answers": {"size": "enormous"}}, ["answers.size"]),
        ({"answers": {"size": {"a": 1}}}, ["answers.size"]),
        ({"answers": {"size": ["larger"]}}, ["answers.size"]),
        ({"answers": {"size": "larger", "nobody_asked": 1}}, ["answers.nobody_asked"]),
        ({"answers": {"size": "larger", **{f"q{n}": 1 for n in range(60)}}}, ["answers"]),
        ({"reporter": {"email": "not an address"}}, ["reporter.email"]),
        ({"reporter": {"email": "a@b"}}, ["reporter.email"]),
        ({"reporter": {"email": "a@b.co\nBcc: c@d.co"}}, ["reporter.email"]),
        ({"reporter": {"email": "a\x00@b.co"}}, ["reporter.email"]),
        ({"reporter": {"email": "a@b.co, c@d.co"}}, ["reporter.email"]),
        ({"reporter": {"phone": "call me"}}, ["reporter.phone"]),
        ({"reporter": {"phone": "555-0100\n"}}, ["reporter.phone"]),
        ({"reporter": {"language": "en\n"}}, ["reporter.language"]),
        ({"reporter": {"shoe_size": 44}}, ["reporter.shoe_size"]),
        ({"photo_ids": ["../../etc/passwd"]}, ["photo_ids.0"]),
        ({"photo_ids": ["a" * 32 + "\n"]}, ["photo_ids.0"]),
        ({"photo_ids": [f"{n:032x}" for n in range(6)]}, ["photo_ids"]),
        ({"photo_ids": ["a" * 32] * 2}, ["photo_ids"]),
        ({"not_duplicate_of": "7QX-4CM-2WF"}, ["not_duplicate_of"]),
        ({"status": "done"}, ["status"]),
        ({"case_id": "mine"}, ["case_id"]),
    ],
)
def test_every_wrong_field_is_named(city: Any, change: dict[str, Any], fields: list[str]) -> None:
    answer = submit({**a_body(), **change})
    assert (answer.status, answer.code, sorted(answer.fields)) == (400, "bad_input", fields)
    assert not city.store.cases


@pytest.mark.parametrize("missing", ["service_code", "lat", "long"])
def test_half_a_coordinate_or_no_type_is_named(city: Any, missing: str) -> None:
    body = a_body()
    del body[missing]
    assert submit(body).fields == [missing]


def test_everything_that_is_wrong_is_said_at_once(city: Any) -> None:
    answer = submit({"lat": "north", "answers": 5, "reporter": {"email": 1}, "extra": 1})
    assert set(answer.fields) == {"service_code", "long", "lat", "answers", "reporter.email", "extra"}


def test_a_point_outside_the_city_names_who_to_call(city: Any) -> None:
    answer = submit(a_body(lat=FAR_AWAY.latitude, long=FAR_AWAY.longitude))
    assert (answer.status, answer.code, answer.fields) == (422, "outside_city", ["lat"])
    neighbour = city.catalogue.current().city["neighbours"][0]
    assert neighbour["phone"] in answer.json["message"]


@pytest.mark.parametrize("corner", [(90, 0), (-90, 0), (0, 180), (0, -180), (90, 180), (-0.0, 0.0)])
def test_the_ends_of_the_world_are_places(city: Any, corner: tuple[float, float]) -> None:
    assert submit(a_body(lat=corner[0], long=corner[1])).code == "outside_city"


def test_a_retry_with_the_same_key_gets_the_first_answer(city: Any) -> None:
    first, again = (submit(**{"Idempotency-Key": "draft-1"}) for _ in range(2))
    assert (first.status, first.json) == (again.status, again.json)
    assert len(city.store.cases) == 1


def test_the_order_of_the_fields_makes_no_other_body(city: Any) -> None:
    body = a_body(description="a hole")
    first = submit(body, **{"Idempotency-Key": "draft-1"})
    again = submit(dict(reversed(body.items())), **{"Idempotency-Key": "draft-1"})
    assert again.json == first.json


def test_the_same_key_with_another_body_is_refused_and_nothing_is_lost(city: Any) -> None:
    first = submit(**{"Idempotency-Key": "draft-1"})
    other = submit(a_body(description="another"), **{"Idempotency-Key": "draft-1"})
    assert (other.status, other.code, other.fields) == (422, "idempotency_key_reused", ["Idempotency-Key"])
    assert submit(**{"Idempotency-Key": "draft-1"}).json == first.json
    assert len(city.store.cases) == 1


def test_without_a_key_every_call_is_a_report(city: Any) -> None:
    first, second = submit(), submit()
    assert first.json["service_request_id"] != second.json["service_request_id"]
    assert second.json["duplicates"] == [first.json["service_request_id"]]


@pytest.mark.parametrize("key", ["x" * 201, "clé", "a\tb", "\x7f"])
def test_an_unusable_key_is_named(city: Any, key: str) -> None:
    answer = submit(**{"Idempotency-Key": key})
    assert (answer.status, answer.fields) == (400, ["Idempotency-Key"])


def test_too_many_from_one_address_says_when_to_come_back(city: Any) -> None:
    city.with_limits(address_per_hour=2)
    assert [submit().status for _ in range(3)] == [201, 201, 429]
    refused = submit()
    assert refused.code == "too_many"
    assert int(refused.headers["retry-after"]) > 0
    assert call(intake, "POST", "/api/v1/photos").status == 429
    elsewhere = {"X-Forwarded-For": "203.0.113.77, 198.51.100.20"}
    assert submit(**elsewhere).status == 201


def test_a_forged_address_is_not_believed(city: Any) -> None:
    """Only the entry that the front door itself wrote counts, and only behind the front door."""
    city.with_limits(address_per_hour=2)
    forged = [f"10.0.0.{n}, 203.0.113.9, 198.51.100.20" for n in range(3)]
    assert [submit(**{"X-Forwarded-For": address}).status for address in forged] == [201, 201, 429]
    direct = [{"X-Forwarded-For": f"10.0.0.{n}, 10.0.1.{n}", "X-Front-Door": mark} for n, mark in enumerate("aé ")]
    assert [submit(**headers).status for headers in direct] == [201, 201, 429]
    assert MARK not in submit().text


def test_a_photo_ticket_is_for_one_new_photo(city: Any) -> None:
    tickets = [call(intake, "POST", "/api/v1/photos").json for _ in range(2)]
    assert tickets[0]["photo_id"] != tickets[1]["photo_id"]
    assert submit(a_body(photo_ids=[ticket["photo_id"] for ticket in tickets])).status == 201


def follow(number: str, body: Any = None, **headers: str) -> Answer:
    path = f"/api/v1/requests/{number}/followers"
    return call(intake, "POST", path, {"email": "bo@example.org"} if body is None else body, headers=headers)


@pytest.mark.parametrize("number", ["7QX-4CM-2WF", "nothing", "%00", "..", "%2e%2e%2fetc", "%F0%9F%92%A7", "x" * 3000])
def test_following_what_is_not_there_is_404(city: Any, number: str) -> None:
    answer = follow(number)
    assert (answer.status, answer.code) == (404, "not_found")
    assert len(answer.text) < 300


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "email"),
        ({"email": 1}, "email"),
        ({"email": "x"}, "email"),
        ({"email": "a@b.co", "language": "?"}, "language"),
    ],
)
def test_a_wrong_wish_to_follow_is_named(city: Any, body: Any, field: str) -> None:
    number = submit().json["service_request_id"]
    assert follow(number, body).fields == [field]


def test_following_confirming_and_leaving_can_be_repeated(city: Any) -> None:
    number = submit().json["service_request_id"]
    assert [follow(number.lower()).json for _ in range(2)] == [{"status": "confirmation_sent"}] * 2
    assert notify_followers(city, number, 2) == 1
    link = next(word for word in city.messenger.sent[0].text.split() if "/confirm/#" in word)
    token = link.split("#")[1]
    for _ in range(2):
        answer = call(intake, "POST", "/api/v1/followers/confirm", {"token": token})
        assert answer.json == {"status": "confirmed", "service_request_id": number}
    assert call(explore, "GET", f"/api/v1/requests/{number}").json["followers"] == 1
    leave = city.secrets.link_token("leave", number, city.secrets.follower_id(number, "bo@example.org"))
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    ways: list[dict[str, Any]] = [
        {"body": "List-Unsubscribe=One-Click", "headers": form, "query": {"token": leave}},
        {"body": {"token": leave}},
    ]
    for way in ways:
        assert call(intake, "POST", "/api/v1/followers/unsubscribe", **way).json["status"] == "left"
    assert call(explore, "GET", f"/api/v1/requests/{number}").json["followers"] == 0


@pytest.mark.parametrize("token", ["x" * 10, "a.b.c" * 10, "7QX-4CM-2WF.0123456789abcdef0123.AAAAAAAAAAAAAAAAAAAAAAAA"])
@pytest.mark.parametrize("path", ["/api/v1/followers/confirm", "/api/v1/followers/unsubscribe"])
def test_a_link_that_is_not_ours_is_refused(city: Any, path: str, token: str) -> None:
    answer = call(intake, "POST", path, {"token": token})
    assert (answer.status, answer.fields) == (400, ["token"])


def test_leaving_without_a_token_is_named(city: Any) -> None:
    for headers in ({}, {"Content-Type": "application/x-www-form-urlencoded"}, {"Content-Type": "multipart/form-data"}):
        answer = call(intake, "POST", "/api/v1/followers/unsubscribe", "", headers=headers or None)
        assert answer.status == 400
        assert answer.fields in (["token"], ["body"])
