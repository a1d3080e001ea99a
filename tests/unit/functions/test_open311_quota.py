"""A key's calls of an hour: beyond them 429 in the asked format with the time to wait, and nothing is kept."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest

from functions.open311_api import app as door
from hex311.usecases.api_keys import HOUR_S, issue_key
from tests.support.aws import moto_city
from tests.support.city import HOME, answers_for, memory_city
from tests.support.gateway import Answer, call
from tests.support.world import case_ids

WORDS = "This API key has used up its calls of the hour."


@pytest.fixture(params=["memory", "moto"])
def city(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    def behind_the_door(ports: Any) -> Any:
        monkeypatch.setattr(door, "ports", lambda: ports)
        return ports

    if request.param == "memory":
        ports = memory_city()
        ports.settings = type("Named", (), {"stage": "test"})  # type: ignore[attr-defined]
        yield behind_the_door(ports)
        return
    with moto_city() as ports:
        yield behind_the_door(ports)


def a_key(city: Any, per_hour: int) -> str:
    return issue_key(city, "fixit", ["submit"], per_hour, "tests")[0]


def post(key: str, suffix: str = "json", own: str = "", **fields: str) -> Answer:
    told = {"api_key": key, "service_code": "pothole", "lat": str(HOME.latitude), "long": str(HOME.longitude)}
    told |= {f"attribute[{code}]": str(value) for code, value in answers_for("pothole").items()}
    headers = {"Content-Type": "application/x-www-form-urlencoded", **({"Idempotency-Key": own} if own else {})}
    return call(door.app, "POST", f"/open311/v2/requests.{suffix}", urlencode({**told, **fields}), headers=headers)


def told(answer: Answer, suffix: str) -> list[dict[str, Any]]:
    if suffix == "json":
        assert answer.headers["content-type"] == "application/json; charset=utf-8"
        return list(answer.json)
    assert answer.headers["content-type"] == "text/xml; charset=utf-8"
    root = ElementTree.fromstring(answer.text.encode())
    assert root.tag == "errors"
    return [{child.tag: child.text for child in error} for error in root]


@pytest.mark.parametrize("suffix", ["json", "xml"])
def test_beyond_the_quota_it_is_429_with_the_time_to_wait(city: Any, suffix: str) -> None:
    key = a_key(city, per_hour=2)
    assert [post(key, suffix).status for _ in range(2)] == [200, 200]
    before = set(case_ids(city))
    refused = post(key, suffix)
    assert refused.status == 429
    assert 1 <= int(refused.headers["retry-after"]) <= HOUR_S
    assert refused.headers["cache-control"] == "no-store"
    assert told(refused, suffix) == [{"code": "429", "description": WORDS}]
    assert set(case_ids(city)) == before


def test_other_keys_are_not_concerned_and_the_next_hour_is_new(city: Any) -> None:
    spent, other = a_key(city, per_hour=1), a_key(city, per_hour=1)
    assert [post(spent).status for _ in range(2)] == [200, 429]
    assert post(other).status == 200
    city.clock += HOUR_S
    assert post(spent).status == 200


def test_a_retry_of_a_report_that_is_here_is_not_counted(city: Any) -> None:
    key = a_key(city, per_hour=1)
    first = post(key, own="mine")
    again = post(key, own="mine")
    assert (again.status, again.text) == (200, first.text)
    assert post(key, own="another").status == 429


def test_reading_is_not_counted(city: Any) -> None:
    key = a_key(city, per_hour=1)
    assert post(key).status == 200
    assert call(door.app, "GET", "/open311/v2/requests.json", query={"api_key": key}).status == 200
