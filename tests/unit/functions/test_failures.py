"""When we fail: the caller is told to try again, or that it is our fault, and never how we are made."""

import io
import json
from typing import Any

import pytest

from functions.explore_api.app import app as explore
from functions.intake_api.app import app as intake
from functions.open311_api.app import app as open311
from functions.staff_api.app import app as staff
from hex311.domain.errors import TransientFault
from tests.support.gateway import Answer, a_body, call, signed_in

ADMIN = signed_in("admin")
WORDS = "An error occurred (ResourceNotFoundException) arn:aws:dynamodb:us-east-1:1:table/cases ana@example.org"

CALLS: dict[str, tuple[Any, str, str, Any]] = {
    "submit": (intake, "POST", "/api/v1/requests", a_body),
    "photo": (intake, "POST", "/api/v1/photos", lambda: None),
    "photo state": (intake, "GET", f"/api/v1/photos/{'a' * 32}", lambda: None),
    "follow": (intake, "POST", "/api/v1/requests/7QX-4CM-2WF/followers", lambda: {"email": "ana@example.org"}),
    "city": (explore, "GET", "/api/v1/city", lambda: None),
    "services": (explore, "GET", "/api/v1/services", lambda: None),
    "overlay": (explore, "GET", "/api/v1/overlay", lambda: None),
    "duplicates": (explore, "GET", "/api/v1/duplicates", lambda: None),
    "request": (explore, "GET", "/api/v1/requests/7QX-4CM-2WF", lambda: None),
    "open311": (open311, "GET", "/open311/v2/requests/7QX-4CM-2WF.json", lambda: None),
    "staff request": (staff, "GET", "/api/v1/staff/requests/7QX-4CM-2WF", lambda: None),
    "staff list": (staff, "GET", "/api/v1/staff/work-orders", lambda: None),
    "start": (staff, "POST", "/api/v1/staff/requests/7QX-4CM-2WF/work-orders/a.b/start", lambda: None),
}
MESSAGE = "Something went wrong. Please try again."
QUERY = {"lat": "41.3", "long": "-97.1", "service_code": "pothole", "department": "parks"}


class Broken:
    """Stands for every port; whatever is asked of it fails."""

    def __init__(self, fault: Exception) -> None:
        self.fault = fault

    def __getattr__(self, name: str) -> Any:
        def fail(*_: Any, **__: Any) -> Any:
            raise self.fault

        return fail


def code_of(answer: Answer) -> str:
    """The stable code; GeoReport has a shape of its own, with the status in it."""
    if isinstance(answer.json, list):
        return {"503": "try_again", "500": "error"}[answer.json[0]["code"]]
    return answer.code


def with_broken_ports(city: Any, name: str, fault: Exception) -> Answer:
    for port in ("cases", "nearby", "contacts", "limits", "catalogue", "overlays", "photos"):
        setattr(city, port, Broken(fault))
    app, method, path, body = CALLS[name]
    return call(app, method, path, body(), query=QUERY if method == "GET" else None, claims=ADMIN)


@pytest.mark.parametrize("name", CALLS)
def test_a_passing_fault_is_503_and_says_when_to_come_back(city: Any, name: str) -> None:
    answer = with_broken_ports(city, name, TransientFault())
    assert (answer.status, code_of(answer)) == (503, "try_again")
    assert int(answer.headers["retry-after"]) > 0
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("name", CALLS)
@pytest.mark.parametrize("kind", [RuntimeError, ValueError, KeyError, TypeError, RecursionError, AssertionError])
def test_a_defect_is_500_without_a_word_of_how_we_are_made(
    city: Any, log: io.StringIO, name: str, kind: type[Exception]
) -> None:
    answer = with_broken_ports(city, name, kind(WORDS))
    assert (answer.status, code_of(answer)) == (500, "error")
    told = {"code": "error", "message": MESSAGE, "problems": []}
    assert answer.json == ([{"code": "500", "description": MESSAGE}] if name == "open311" else told)
    (line,) = [json.loads(line) for line in log.getvalue().splitlines() if '"ERROR"' in line]
    assert line["path"] == line["route"]
    assert line["exception_name"] == kind.__name__
    assert line["request_id"]


def test_a_failure_is_counted_by_route(city: Any, capsys: pytest.CaptureFixture[str]) -> None:
    with_broken_ports(city, "request", RuntimeError(WORDS))
    (metric,) = [json.loads(line) for line in capsys.readouterr().out.splitlines() if "CloudWatchMetrics" in line]
    assert (metric["Failures"], metric["route"]) == ([1.0], "/api/v1/requests/{service_request_id}")
    assert "7QX" not in json.dumps(metric)


def test_an_answer_that_cannot_be_written_is_a_failure_in_the_one_shape(city: Any) -> None:
    """Not a number: there is no JSON for it."""
    number = call(intake, "POST", "/api/v1/requests", a_body()).json["service_request_id"]
    view = city.overlays.overlay
    city.overlays.overlay = lambda point, at=None: _Odd(view(point))
    answer = call(explore, "GET", "/api/v1/overlay", query=QUERY)
    assert (answer.status, answer.code) == (500, "error")
    assert call(explore, "GET", f"/api/v1/requests/{number}").status == 200


class _Odd:
    """An overlay whose generation is not a number."""

    def __init__(self, overlay: Any) -> None:
        self.answers = overlay.answers
        self.covers = overlay.covers
        self.generation = float("nan")


def test_nothing_of_a_failed_call_stands_in_the_next_line_of_the_log(city: Any, log: io.StringIO) -> None:
    """One process serves many callers: keys of one call must not stick to the next."""
    call(intake, "POST", "/api/v1/requests", "{")
    call(explore, "GET", "/api/v1/requests/7QX-4CM-2WF")
    first, second = (json.loads(line) for line in log.getvalue().splitlines())
    assert (first["route"], second["route"]) == ("/api/v1/requests", "/api/v1/requests/{service_request_id}")
    assert first["request_id"] != second["request_id"]
