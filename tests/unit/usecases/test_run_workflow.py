"""The workflow's steps, each repeatable, and a successor that picks up where an execution died."""

from typing import Any

import pytest

from hex311.domain.errors import BadInput, Forbidden, MoveNotAllowed, NotFound
from hex311.domain.geography import Point
from hex311.domain.lifecycle import Status
from hex311.domain.policy import Role, Staff
from hex311.usecases.find_duplicates import find_duplicates
from hex311.usecases.recover_workflow import flag_failure
from hex311.usecases.run_workflow import (
    close_request,
    create_work_order,
    resume_workflow,
    route_request,
    start_workflow,
)
from hex311.usecases.submit_request import submit_request
from hex311.usecases.work_on_order import (
    assign_work_order,
    complete_work_order,
    list_work_orders,
    start_work_order,
)
from tests.support.city import HOME, a_report
from tests.support.closing import proof

ADMIN = Staff("admin", frozenset({Role.ADMIN}), frozenset())


def submitted(city: Any, code: str = "graffiti_removal", **changes: Any) -> str:
    return str(submit_request(city, a_report(code, **changes)).request.id)


def drive(city: Any, case_id: str, outcome_status: str = "done", generation: int = 1) -> list[str]:
    """Play the state machine and the crews until the case is closed; returns the work orders seen."""
    seen: list[str] = []
    for _ in range(20):
        routed = route_request(city, case_id, generation)
        if routed.next == "close":
            close_request(city, case_id)
        if routed.next != "work":
            return seen
        for order_id in routed.work_order_ids:
            token = f"token-{case_id}-{order_id}"
            city.workflows.waiting.add(token)
            create_work_order(city, case_id, order_id, generation, token)
            complete(city, case_id, order_id, outcome_status)
            resume_workflow(city, case_id, order_id)
            seen.append(order_id)
    raise AssertionError("the process does not end")


def complete(city: Any, case_id: str, order_id: str, outcome_status: str = "done") -> None:
    case = city.cases.case_file(case_id)
    catalogue = city.catalogue.at(case.request.catalogue_version)
    process = catalogue.process(catalogue.service(case.request.service_code).process)
    outcomes = {
        f"{stage['code']}.{work['code']}": work["outcomes"]
        for stage in process["stages"]
        for work in stage["work_orders"]
    }[order_id]
    outcome = next((o["code"] for o in outcomes if o["status"] == outcome_status), outcomes[0]["code"])
    complete_work_order(city, ADMIN, case_id, order_id, outcome, "", proof(city))


def test_from_submission_to_a_closed_case(city: Any) -> None:
    case_id = submitted(city)
    start_workflow(city, case_id)
    assert city.workflows.started == [(case_id, 1)]
    assert drive(city, case_id)
    case = city.cases.case_file(case_id)
    assert case.request.is_closed
    assert case.request.outcome_text
    assert [event.version for event in case.events] == list(range(1, len(case.events) + 1))


def test_steps_repeated_change_nothing(city: Any) -> None:
    case_id = submitted(city)
    start_workflow(city, case_id)
    start_workflow(city, case_id)
    assert city.workflows.started == [(case_id, 1)]
    first = route_request(city, case_id, 1)
    before = city.cases.case_file(case_id)
    assert route_request(city, case_id, 1) == first
    create_work_order(city, case_id, first.work_order_ids[0], 1, "token")
    once = city.cases.case_file(case_id)
    create_work_order(city, case_id, first.work_order_ids[0], 1, "token")
    assert city.cases.case_file(case_id) == once
    assert once.request.version == before.request.version + 1


def test_closing_takes_the_case_off_the_neighbourhood(city: Any) -> None:
    case_id = submitted(city, "pothole")
    assert find_duplicates(city, "pothole", HOME).open
    drive(city, case_id)
    assert find_duplicates(city, "pothole", HOME).open == ()


def test_a_dead_execution_is_succeeded_and_the_case_still_closes(city: Any) -> None:
    """The execution that held the token is gone (restart, abort): completing the work starts the next generation."""
    case_id = submitted(city)
    start_workflow(city, case_id)
    routed = route_request(city, case_id, 1)
    create_work_order(city, case_id, routed.work_order_ids[0], 1, "lost token")
    city.workflows.end(case_id, 1)
    complete(city, case_id, routed.work_order_ids[0])
    resume_workflow(city, case_id, routed.work_order_ids[0])
    assert city.workflows.started == [(case_id, 1), (case_id, 2)]
    drive(city, case_id, generation=2)
    assert city.cases.case_file(case_id).request.is_closed


def test_a_repeated_completion_starts_no_second_execution(city: Any) -> None:
    case_id = submitted(city)
    start_workflow(city, case_id)
    order_id = route_request(city, case_id, 1).work_order_ids[0]
    city.workflows.waiting.add("token")
    create_work_order(city, case_id, order_id, 1, "token")
    complete(city, case_id, order_id)
    for _ in range(3):
        resume_workflow(city, case_id, order_id)
    assert city.workflows.started == [(case_id, 1)]
    assert len(city.workflows.answers) == 1


def test_work_that_is_done_already_answers_a_new_waiter_at_once(city: Any) -> None:
    case_id = submitted(city)
    order_id = route_request(city, case_id, 1).work_order_ids[0]
    create_work_order(city, case_id, order_id, 1, "old")
    complete(city, case_id, order_id)
    city.workflows.waiting.add("new")
    create_work_order(city, case_id, order_id, 2, "new")
    assert [token for token, _ in city.workflows.answers] == ["new"]


def test_the_owner_decides_the_department_and_a_hand_off_is_not_a_closing(city: Any) -> None:
    west = Point(latitude=HOME.latitude, longitude=HOME.longitude - 0.001)
    case_id = submitted(city, "street_light_out", point=west)
    routed = route_request(city, case_id, 1)
    create_work_order(city, case_id, routed.work_order_ids[0], 1, "token")
    case = city.cases.case_file(case_id)
    assert city.catalogue.current().is_outside_owner(case.work_orders[0].department)
    assert case.request.status is Status.PASSED_ON
    assert not case.request.is_closed


def test_the_life_of_a_work_order(city: Any) -> None:
    case_id = submitted(city)
    order_id = route_request(city, case_id, 1).work_order_ids[0]
    create_work_order(city, case_id, order_id, 1, "token")
    assign_work_order(city, ADMIN, case_id, order_id, "crew 7")
    start_work_order(city, ADMIN, case_id, order_id)
    assert city.cases.case_file(case_id).request.status is Status.UNDER_WAY
    with pytest.raises(BadInput):
        complete_work_order(city, ADMIN, case_id, order_id, "made up", "")
    complete(city, case_id, order_id)
    complete(city, case_id, order_id)
    with pytest.raises(MoveNotAllowed):
        start_work_order(city, ADMIN, case_id, order_id)
    with pytest.raises(NotFound):
        start_work_order(city, ADMIN, case_id, "no.such")


def test_work_orders_are_listed_by_department_and_status(city: Any) -> None:
    case_id = submitted(city)
    order_id = route_request(city, case_id, 1).work_order_ids[0]
    create_work_order(city, case_id, order_id, 1, "token")
    department = city.cases.case_file(case_id).work_orders[0].department
    crew = Staff("crew", frozenset({Role.CREW}), frozenset({department}))
    assert [order.id for order in list_work_orders(city, crew, department, "open", 10, None).work_orders] == [order_id]
    assert list_work_orders(city, crew, department, "completed", 10, None).work_orders == ()
    stranger = Staff("crew", frozenset({Role.CREW}), frozenset({"elsewhere"}))
    with pytest.raises(Forbidden):
        list_work_orders(city, stranger, department, "open", 10, None)
    with pytest.raises(Forbidden):
        start_work_order(city, stranger, case_id, order_id)


def test_a_failure_is_noted_once_and_not_public(city: Any) -> None:
    case_id = submitted(city)
    flag_failure(city, case_id, 1, "States.Runtime")
    flag_failure(city, case_id, 1, "States.Runtime")
    case = city.cases.case_file(case_id)
    assert [str(event.name) for event in case.events].count("WorkflowFailed") == 1
    assert not case.events[-1].is_public


def test_an_execution_with_a_successor_ends_quietly(city: Any) -> None:
    case_id = submitted(city)
    order_id = route_request(city, case_id, 1).work_order_ids[0]
    create_work_order(city, case_id, order_id, 2, "the successor's")
    route_request(city, case_id, 2)
    city.workflows.waiting.add("the old one's")
    create_work_order(city, case_id, order_id, 1, "the old one's")
    assert [token for token, _ in city.workflows.answers] == ["the old one's"]
    assert route_request(city, case_id, 1).next == "end"


def test_work_that_is_not_called_for_keeps_nobody_waiting(city: Any) -> None:
    case_id = submitted(city)
    city.workflows.waiting.add("token")
    create_work_order(city, case_id, "no.such", 1, "token")
    assert [token for token, _ in city.workflows.answers] == ["token"]
