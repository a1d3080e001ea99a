"""A report through Open311 that says of a case that was closed here lately: it was not fixed."""

from typing import Any

import pytest

from functions.open311_api.app import app as open311
from hex311.domain.lifecycle import Status
from hex311.usecases.api_keys import issue_key
from hex311.usecases.submit_request import submit_request
from tests.support.city import HOME, a_report, answers_for
from tests.support.gateway import Answer, call
from tests.unit.usecases.test_report_again import closed

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def post(city: Any, reopens: str, suffix: str = "json", code: str = "pothole") -> Answer:
    key, _ = issue_key(city, "again", ["submit"], 100, "tests")
    fields = {"api_key": key, "service_code": code, "lat": HOME.latitude, "long": HOME.longitude, "reopens": reopens}
    fields |= {f"attribute[{name}]": value for name, value in answers_for(code).items()}
    body = "&".join(f"{name}={value}" for name, value in fields.items())
    return call(open311, "POST", f"/open311/v2/requests.{suffix}", body, headers=FORM)


@pytest.mark.parametrize("written", [str, lambda number: f" {number.lower().replace('-', '')} "])
def test_the_closed_case_begins_a_new_life_and_the_report_joins_it(city: Any, written: Any) -> None:
    number = closed(city)
    answer = post(city, written(number))
    assert answer.status == 200, answer.text
    report = city.cases.case_file(answer.json[0]["service_request_id"]).request
    assert (report.duplicate_of, report.channel) == (number, "again")
    assert city.cases.case_file(number).request.status is Status.REOPENED


def test_what_cannot_come_back_is_refused_and_files_nothing(city: Any) -> None:
    private = submit_request(city, a_report("homeless_outreach")).request.id
    number = closed(city)
    before = set(city.store.cases)
    told = {post(city, one).text for one in (private, "7QX-4CM-2WF", "x" * 3000)}
    assert len(told) == 1  # a private number cannot be told from one that is not there
    assert "(reopens)" in told.pop()
    refused = post(city, number, "xml", "graffiti_removal")
    assert (refused.status, "reopens" in refused.text) == (400, True)
    city.clock += 40 * 86_400
    assert post(city, number).status == 400
    assert set(city.store.cases) == before


def test_an_empty_one_is_none(city: Any) -> None:
    answer = post(city, "")
    assert city.cases.case_file(answer.json[0]["service_request_id"]).request.duplicate_of == ""
