"""The back office: what is right is done once, what is wrong is named."""

import base64
import json
from typing import Any

import pytest

from functions.explore_api.app import app as explore
from functions.intake_api.app import app as intake
from functions.staff_api.app import app as staff
from hex311.usecases.run_workflow import create_work_order, route_request
from tests.support.closing import shown
from tests.support.gateway import Answer, a_body, call, signed_in

ADMIN = signed_in("admin", subject="admin-1")


def ask(method: str, path: str, body: Any = None, **query: Any) -> Answer:
    return call(staff, method, f"/api/v1/staff{path}", body, query=query, claims=ADMIN)


@pytest.fixture
def work(city: Any) -> tuple[str, str]:
    """Number and work order of a case that is being worked on."""
    return file(city)


def file(city: Any, code: str = "graffiti_removal", **changes: Any) -> tuple[str, str]:
    number = call(intake, "POST", "/api/v1/requests", a_body(code, **changes)).json["service_request_id"]
    order = route_request(city, number, 1).work_order_ids[0]
    create_work_order(city, number, order, 1, "token")
    return number, order


def names(city: Any, number: str) -> list[str]:
    return [str(event.name) for event in city.cases.case_file(number).events]


def test_assigned_started_completed_each_once(city: Any, work: tuple[str, str]) -> None:
    number, order = work
    base = f"/requests/{number.lower()}/work-orders/{order}"
    for _ in range(2):
        assert ask("POST", f"{base}/assign", {"assignee": "crew 7"}).json["assignee"] == "crew 7"
    for _ in range(2):
        assert ask("POST", f"{base}/start").json["status"] == "started"
    outcome = ask("POST", f"{base}/start").json["outcomes"][0]["code"]
    report = {"outcome": outcome, "note": "wet paint", **shown(city)}
    for _ in range(2):
        done = ask("POST", f"{base}/complete", report)
        assert done.json["status"] == "completed"
    told = names(city, number)[3:]
    assert told == ["WorkOrderAssigned", "WorkOrderStarted", "PhotosAttached", "WorkOrderCompleted"]
    assert city.cases.case_file(number).events[-1].actor == "staff:admin-1"
    assert "wet paint" not in call(explore, "GET", f"/api/v1/requests/{number}").text


def test_what_is_finished_cannot_be_done_otherwise(city: Any, work: tuple[str, str]) -> None:
    number, order = work
    base = f"/requests/{number}/work-orders/{order}"
    outcomes = [choice["code"] for choice in ask("POST", f"{base}/start").json["outcomes"]]
    ask("POST", f"{base}/complete", {"outcome": outcomes[0], **shown(city)})
    for step, body in (("start", None), ("assign", {"assignee": "x"}), ("complete", {"outcome": outcomes[1]})):
        answer = ask("POST", f"{base}/{step}", body)
        assert (answer.status, answer.code) == (409, "move_not_allowed")


@pytest.mark.parametrize(
    ("step", "body", "field"),
    [
        ("assign", {}, "assignee"),
        ("assign", {"assignee": ""}, "assignee"),
        ("assign", {"assignee": "x" * 101}, "assignee"),
        ("assign", {"assignee": ["crew"]}, "assignee"),
        ("complete", {}, "outcome"),
        ("complete", {"outcome": "made up"}, "outcome"),
        ("complete", {"outcome": "x" * 65}, "outcome"),
        ("complete", {"outcome": "cleaned", "note": "x" * 2001}, "note"),
        ("complete", {"outcome": "cleaned", "status": "done"}, "status"),
    ],
)
def test_a_wrong_step_is_named(city: Any, work: tuple[str, str], step: str, body: Any, field: str) -> None:
    number, order = work
    before = city.cases.case_file(number)
    answer = ask("POST", f"/requests/{number}/work-orders/{order}/{step}", body)
    assert (answer.status, answer.fields) == (400, [field])
    assert city.cases.case_file(number) == before


STRANGE = ["7QX-4CM-2WF", "nothing", "%00", "..", "%F0%9F%92%A7", "a%23META", "x" * 3000]


@pytest.mark.parametrize("number", STRANGE)
def test_a_case_that_is_not_there_is_404_on_every_route(city: Any, number: str) -> None:
    case, order = f"/requests/{number}", f"/requests/{number}/work-orders/a.b"
    answers = [
        ask("GET", case),
        ask("GET", f"{case}/contact", reason="to call back"),
        ask("POST", f"{case}/release", {"parts": ["photos"]}),
        ask("POST", f"{order}/assign", {"assignee": "x"}),
        ask("POST", f"{order}/start"),
        ask("POST", f"{order}/complete", {"outcome": "x"}),
    ]
    assert {(answer.status, answer.code) for answer in answers} == {(404, "not_found")}
    assert all(len(answer.text) < 200 for answer in answers)


@pytest.mark.parametrize("order", ["no.such", "%00", "..", "META", "WORK%23", "x" * 3000])
def test_work_that_is_not_there_is_404(city: Any, work: tuple[str, str], order: str) -> None:
    assert ask("POST", f"/requests/{work[0]}/work-orders/{order}/start").code == "not_found"


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({}, "department"),
        ({"department": ""}, "department"),
        ({"department": "nothing"}, "department"),
        ({"department": "parks", "status": "nothing"}, "status"),
        ({"department": "parks", "status": "OPEN"}, "status"),
        *(
            ({"department": "parks", "limit": most}, "limit")
            for most in ("0", "201", "-1", "x", "1e2", "٣", "9" * 5000)
        ),
        ({"department": "parks", "cursor": "next"}, "cursor"),
        ({"department": "parks", "cursor": "💧"}, "cursor"),
        ({"department": "parks", "cursor": base64.urlsafe_b64encode(b"[" * 3000).decode()}, "cursor"),
    ],
)
def test_a_wrong_list_is_named(city: Any, query: dict[str, str], field: str) -> None:
    answer = ask("GET", "/work-orders", **query)
    assert (answer.status, answer.fields) == (400, [field])


def test_pages_of_a_list_hold_everything_once(city: Any) -> None:
    filed = {file(city)[0] for _ in range(7)}
    department = city.cases.case_file(next(iter(filed))).work_orders[0].department
    seen: list[str] = []
    cursor: str | None = None
    while True:
        query = {"department": department, "limit": 3, **({"cursor": cursor} if cursor else {})}
        page = ask("GET", "/work-orders", **query).json
        seen += [order["service_request_id"] for order in page["work_orders"]]
        cursor = page["next"]
        if not cursor:
            break
    assert sorted(seen) == sorted(filed)
    assert "token" not in json.dumps(page["work_orders"])


@pytest.mark.parametrize("reason", [None, "", "    ", "why", " why "])
def test_a_contact_is_not_read_without_a_reason(city: Any, work: tuple[str, str], reason: str | None) -> None:
    query = {} if reason is None else {"reason": reason}
    assert ask("GET", f"/requests/{work[0]}/contact", **query).fields == ["reason"]
    assert "ContactRead" not in names(city, work[0])


def test_reading_a_contact_is_written_down_first(city: Any) -> None:
    number, _ = file(city, reporter={"first_name": "Ana", "phone": "555-0142"})
    assert ask("GET", f"/requests/{number}/contact", reason="call back").json["phone"] == "555-0142"
    event = city.cases.case_file(number).events[-1]
    assert (str(event.name), event.actor) == ("ContactRead", "staff:admin-1: call back")
    city.cases.commit = _refuse
    assert ask("GET", f"/requests/{number}/contact", reason="call back").status == 500


def _refuse(change: Any) -> None:
    raise RuntimeError("the audit cannot be written")


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({}, ["parts"]),
        ({"parts": []}, ["parts"]),
        ({"parts": ["description", "description"]}, ["parts"]),
        ({"parts": ["contact"]}, ["parts.0"]),
        ({"parts": "description"}, ["parts"]),
    ],
)
def test_a_wrong_release_is_named(city: Any, work: tuple[str, str], body: Any, fields: list[str]) -> None:
    assert ask("POST", f"/requests/{work[0]}/release", body).fields == fields


def test_nothing_is_released_that_the_type_keeps_private(city: Any) -> None:
    number, _ = file(city, "missed_collection", description="at home until noon")
    assert ask("POST", f"/requests/{number}/release", {"parts": ["description"]}).fields == ["parts"]
    assert "until noon" not in call(explore, "GET", f"/api/v1/requests/{number}").text
