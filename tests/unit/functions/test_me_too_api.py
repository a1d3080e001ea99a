"""Me too and "mine is different", through the gateway's door."""

from typing import Any

import pytest

from functions.explore_api.app import app as explore
from functions.intake_api.app import app as intake
from tests.support.city import HOME
from tests.support.gateway import Answer, a_body, call
from tests.support.photos import sent_photo
from tests.unit.usecases.test_merge_requests import TRIAGE, WHY, close

DEVICE = "d" * 32
HERE = {"lat": HOME.latitude, "long": HOME.longitude}


def filed(code: str = "pothole", **changes: Any) -> str:
    return str(call(intake, "POST", "/api/v1/requests", a_body(code, **changes)).json["service_request_id"])


def me_too(number: str, body: Any = None, **headers: str) -> Answer:
    return call(intake, "POST", f"/api/v1/requests/{number}/me-too", {} if body is None else body, headers)


def joined(number: str) -> int:
    return int(call(explore, "GET", f"/api/v1/requests/{number}").json["joined"])


def test_a_device_counts_once_and_another_once_more(city: Any) -> None:
    number = filed()
    answers = [me_too(number, {"device": DEVICE}) for _ in range(3)]
    assert [(one.status, one.json) for one in answers] == [(201, {"service_request_id": number, "joined": 1})] * 3
    assert me_too(number, {"device": "e" * 32}).json["joined"] == 2
    assert joined(number) == 2


def test_without_a_device_the_key_decides(city: Any) -> None:
    number, key = filed(), {"Idempotency-Key": "8f14e45f"}
    assert [me_too(number, None, **key).json["joined"] for _ in range(2)] == [1, 1]
    assert me_too(number).json["joined"] == 2


def test_the_number_may_be_typed_in_any_way(city: Any) -> None:
    number = filed()
    assert me_too(number.lower().replace("-", "")).json["service_request_id"] == number


def test_whoever_joins_a_merged_case_joins_its_root(city: Any) -> None:
    from hex311.usecases.merge_requests import merge_requests

    parent, child = filed(), filed()
    merge_requests(city, TRIAGE, child, parent, WHY)
    assert me_too(child, {"device": DEVICE}).json == {"service_request_id": parent, "joined": 2}


def test_it_may_bring_photos_and_a_mailbox(city: Any) -> None:
    number, photo_id = filed(), sent_photo(city)
    assert me_too(number, {"device": DEVICE, "photo_ids": [photo_id], "email": "bo@example.org"}).status == 201
    case = city.cases.case_file(number)
    assert case.request.more_photo_ids == (photo_id,)
    assert len(case.followers) == 1
    assert photo_id not in call(explore, "GET", f"/api/v1/requests/{number}").text


WRONG: dict[str, Any] = {
    "device": {"device": "short"},
    "photo_ids": {"photo_ids": ["no id"]},
    "photo_ids.many": {"photo_ids": [f"{n:032x}" for n in range(6)]},
    "email": {"email": "nobody"},
    "colour": {"colour": "red"},
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_named_and_nothing_counted(city: Any, name: str) -> None:
    number = filed()
    answer = me_too(number, WRONG[name])
    assert answer.status == 400
    assert answer.fields[0].startswith(name.split(".")[0])
    assert joined(number) == 0


def test_closed_unknown_and_private_ones(city: Any) -> None:
    ended = filed()
    close(city, ended)
    assert (me_too(ended).status, me_too(ended).code) == (409, "move_not_allowed")
    private, unknown = me_too(filed("homeless_outreach")), me_too("7QX-4CM-2WF")
    assert (private.status, private.text) == (unknown.status, unknown.text) == (404, unknown.text)


def test_mine_is_different_is_kept_and_asked_no_more(city: Any) -> None:
    first = filed()
    body = a_body("pothole", not_duplicate_of=[first.lower()])
    answer = call(intake, "POST", "/api/v1/requests", body).json
    assert answer["duplicates"] == []
    assert city.cases.case_file(answer["service_request_id"]).request.not_duplicate_of == (first,)
    cards = call(explore, "GET", "/api/v1/duplicates", query={"service_code": "pothole", **HERE}).json["duplicates"]
    assert {card["service_request_id"] for card in cards} == {first, answer["service_request_id"]}


def test_an_event_says_how_many_were_filed_around_within_a_day(city: Any) -> None:
    """The count comes with the item that was read anyway; private reports tell nothing."""
    numbers = [filed() for _ in range(3)]
    counts = [city.cases.case_file(number).events[0].data["filed_nearby_24h"] for number in numbers]
    assert counts == [0, 1, 2]
    city.clock += 86_401
    assert city.cases.case_file(filed()).events[0].data["filed_nearby_24h"] == 0
    assert "filed_nearby_24h" not in city.cases.case_file(filed("homeless_outreach")).events[0].data
