"""What is too much for a case is refused in words, before the table would: an item of it holds 400 KB."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest

from functions.intake_api import app as intake
from functions.open311_api import app as door
from functions.staff_api import app as staff
from hex311.settings import Settings
from hex311.usecases.api_keys import issue_key
from tests.support.aws import moto_city
from tests.support.city import HOME, answers_for
from tests.support.gateway import Answer, a_body, call, signed_in

WIDEST = "💧"  # twelve bytes as it is stored
ADMIN = signed_in("admin")
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture
def city(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    with moto_city() as ports:
        ports.settings = Settings(stage="test")
        for module in (intake, door, staff):
            monkeypatch.setattr(module, "ports", lambda: ports)
        yield ports


def post(city: Any, document: str = "requests", code: str = "pothole", **fields: Any) -> Answer:
    key, _ = issue_key(city, "sizes", ["submit", "update"], 1_000, "tests")
    told = {"api_key": key, "service_code": code, "lat": HOME.latitude, "long": HOME.longitude}
    told |= {f"attribute[{name}]": value for name, value in answers_for(code).items()}
    body = urlencode({**told, **fields}, doseq=True)
    return call(door.app, "POST", f"/open311/v2/{document}.json", body, headers=FORM)


@pytest.mark.parametrize(("length", "status"), [(300, 200), (301, 400), (600_000, 413)])
def test_an_address_is_as_long_as_anywhere_else(city: Any, length: int, status: int) -> None:
    assert post(city, address_string="x" * length).status == status


def test_fields_that_nobody_asked_for_are_bounded_too(city: Any) -> None:
    answer = post(city, account_id="x" * 65_536)
    assert answer.status == 413
    assert "64 KB" in answer.text


def test_the_longest_words_fit(city: Any) -> None:
    answer = post(city, description=WIDEST * 4_000, address_string=WIDEST * 300)
    assert answer.status == 200, answer.text


@pytest.mark.parametrize("number", ["1" * 400 + ".5", "9" * 401, "1e308", "-" + "9" * 4_000 + ".0"])
def test_a_number_without_end_is_none(city: Any, number: str) -> None:
    """Infinity was accepted once, and no answer could say it to staff."""
    code, question = next(
        (service.code, one["code"])
        for service in city.catalogue.current().services.values()
        for one in service.questions
        if one["type"] == "number" and not service.redirect
    )
    assert post(city, code=code, **{f"attribute[{question}]": number}).status == 400
    good = post(city, code=code, **{f"attribute[{question}]": "12.5"})
    number = good.json[0]["service_request_id"]
    assert call(staff.app, "GET", f"/api/v1/staff/requests/{number}", claims=ADMIN).json["answers"][question] == 12.5


def test_updates_end_before_the_case_is_full(city: Any) -> None:
    number = post(city, description=WIDEST * 4_000).json[0]["service_request_id"]
    statuses = [
        post(
            city, "servicerequestupdates", service_request_id=number, update_id=f"u{n}", status="OPEN",
            description=WIDEST * 2_000,
        ).status
        for n in range(20)
    ]  # fmt: skip
    assert set(statuses) == {200, 429}
    assert statuses == sorted(statuses)
    assert call(staff.app, "GET", f"/api/v1/staff/requests/{number}", claims=ADMIN).status == 200


def test_a_talk_ends_before_the_case_is_full(city: Any) -> None:
    reported = call(intake.app, "POST", "/api/v1/requests", a_body(description=WIDEST * 4_000)).json
    number, secret = reported["service_request_id"], reported["follow_url"].split(".")[-1]
    asked = []
    for turn in range(12):
        question = {"question": f"{turn} {WIDEST * 900}"}
        path = f"/api/v1/staff/requests/{number}/ask"
        asked.append(call(staff.app, "POST", path, question, claims=ADMIN).status)
        answer = {"answer": f"{turn} {WIDEST * 1_900}"}
        path = f"/api/v1/requests/{number}/answer"
        told = call(intake.app, "POST", path, answer, headers={"X-Follow-Secret": secret})
        assert told.status == (200 if asked[-1] == 200 else 409), told.text
    assert set(asked) == {200, 409}
