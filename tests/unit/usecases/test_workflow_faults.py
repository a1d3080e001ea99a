"""Whatever goes wrong between a crew and its workflow, the case goes on: none is stuck, and nothing is done twice."""

from collections.abc import Sequence
from typing import Any

import pytest

from hex311.adapters.memory.ports import MemoryPorts
from hex311.domain.lifecycle import Status
from hex311.domain.policy import Role, Staff
from hex311.usecases.recover_workflow import (
    PAUSES_S,
    flag_failure,
    hand_over,
    is_alive,
    last_generation,
    revive_workflow,
)
from hex311.usecases.run_workflow import (
    OLD_S,
    close_request,
    create_work_order,
    resume_workflow,
    route_request,
    start_workflow,
)
from hex311.usecases.submit_request import submit_request
from hex311.usecases.work_on_order import complete_work_order
from tests.support.city import a_report, memory_city
from tests.support.turns import every_order, watch

ADMIN = Staff("admin", frozenset({Role.ADMIN}), frozenset())
ORDER, DAY_S = "return_trip.collect", 86_400


def waiting_case(city: Any, token: str = "token") -> str:
    """A case whose execution waits for its crew."""
    case_id = str(submit_request(city, a_report("missed_collection")).request.id)
    start_workflow(city, case_id)
    route_request(city, case_id, 1)
    city.workflows.waiting.add(token)
    create_work_order(city, case_id, ORDER, 1, token)
    return case_id


def done(city: Any, case_id: str) -> None:
    complete_work_order(city, ADMIN, case_id, ORDER, "collected", "")


def play_on(city: Any, case_id: str) -> Status:
    """Every running execution looks at the case; its status then."""
    for case, generation in sorted(city.workflows.running):
        if case == case_id and route_request(city, case_id, generation).next == "close":
            close_request(city, case_id)
    return city.cases.case_file(case_id).request.status  # type: ignore[no-any-return]


def is_looked_after(city: Any, case_id: str) -> bool:
    case = city.cases.case_file(case_id)
    return any(is_alive(city, case, generation) for running, generation in city.workflows.running if running == case_id)


def test_a_callback_that_comes_twice_answers_once(city: Any) -> None:
    case_id = waiting_case(city)
    done(city, case_id)
    for _ in range(3):
        resume_workflow(city, case_id, ORDER)
    assert len(city.workflows.answers) == 1
    assert city.workflows.started == [(case_id, 1)]


def test_a_callback_for_a_closed_case_does_nothing(city: Any) -> None:
    case_id = waiting_case(city)
    done(city, case_id)
    resume_workflow(city, case_id, ORDER)
    assert play_on(city, case_id) is Status.DONE
    before = city.cases.case_file(case_id)
    city.workflows.end(case_id, 1)
    resume_workflow(city, case_id, ORDER)
    assert city.cases.case_file(case_id) == before
    assert city.workflows.started == [(case_id, 1)]


def test_a_callback_before_the_work_is_done_wakes_nobody(city: Any) -> None:
    """Out of order: the message overtook the write, or was made up."""
    case_id = waiting_case(city)
    resume_workflow(city, case_id, ORDER)
    resume_workflow(city, case_id, "no.such")
    assert city.workflows.answers == []


def test_a_stale_token_finds_a_successor_when_its_execution_is_gone(city: Any) -> None:
    case_id = waiting_case(city)
    city.workflows.waiting.clear()
    city.workflows.end(case_id, 1)
    done(city, case_id)
    resume_workflow(city, case_id, ORDER)
    assert city.workflows.started[-1] == (case_id, 2)
    assert play_on(city, case_id) is Status.DONE


def test_a_callback_months_late_finds_its_case(city: Any) -> None:
    """The first execution grew old and handed over; its successor has the token now."""
    case_id = waiting_case(city)
    began = city.clock
    city.clock += 300 * DAY_S
    city.workflows.waiting.clear()  # timed out
    assert route_request(city, case_id, 1, began).next == "hand_over"
    hand_over(city, case_id, 1)
    city.workflows.end(case_id, 1)
    (order,) = route_request(city, case_id, 2, city.clock).work_order_ids
    city.workflows.waiting.add("new token")
    create_work_order(city, case_id, order, 2, "new token")
    done(city, case_id)
    resume_workflow(city, case_id, ORDER)
    assert [token for token, _ in city.workflows.answers] == ["new token"]


def test_a_young_execution_does_not_hand_over(city: Any) -> None:
    case_id = waiting_case(city)
    assert route_request(city, case_id, 1, city.clock - OLD_S).next == "work"


def race() -> tuple[MemoryPorts, Sequence[Any]]:
    """The crew is done at the very moment at which the execution, whose token is dead already, says it failed."""
    city = memory_city()
    case_id = waiting_case(city)
    city.workflows.waiting.clear()

    def crew() -> None:
        done(city, case_id)
        resume_workflow(city, case_id, ORDER)

    def machine() -> None:
        if flag_failure(city, case_id, 1, "States.Runtime"):
            hand_over(city, case_id, 1)
        city.workflows.end(case_id, 1)

    watch(city.cases, "case_file", "commit")
    watch(city.workflows, "answer", "is_running", "start", "end")
    return city, (crew, machine)


def test_whoever_comes_first_the_completion_or_the_failure_the_case_goes_on() -> None:
    orders = 0
    for city, results in every_order(race):
        assert results == [None, None]
        (case_id,) = city.store.cases
        assert is_looked_after(city, case_id)
        assert play_on(city, case_id) is Status.DONE
        orders += 1
    assert orders > 10


def test_the_same_when_it_had_failed_too_often_before() -> None:
    """The completion is progress, so the count of failures begins anew."""

    def worn_out() -> tuple[MemoryPorts, Sequence[Any]]:
        city, (crew, machine) = race()
        (case_id,) = city.store.cases
        for generation in range(-5, 0):
            flag_failure(city, case_id, generation, "x")
        return city, (crew, machine)

    for city, _ in every_order(worn_out):
        (case_id,) = city.store.cases
        assert is_looked_after(city, case_id)
        assert play_on(city, case_id) is Status.DONE


def test_a_case_that_poisons_every_execution_is_left_to_people(city: Any) -> None:
    case_id = waiting_case(city)
    pauses = []
    for generation in range(1, 20):
        pauses.append(flag_failure(city, case_id, generation, "ValueError"))
        if not pauses[-1]:
            break
        hand_over(city, case_id, generation)
        assert (case_id, generation + 1) in city.workflows.running
        route_request(city, case_id, generation + 1)
        city.workflows.end(case_id, generation)
    assert pauses == [*PAUSES_S, 0]
    revive_workflow(city, case_id, len(PAUSES_S) + 1)
    assert last_generation(city.cases.case_file(case_id)) == len(PAUSES_S) + 1
    assert flag_failure(city, case_id, len(PAUSES_S) + 1, "again") == 0  # a repeated call says the same


def test_an_execution_that_died_without_a_word_is_followed(city: Any) -> None:
    case_id = waiting_case(city)
    city.workflows.end(case_id, 1)
    for _ in range(2):
        revive_workflow(city, case_id, 1)
    assert city.workflows.started == [(case_id, 1), (case_id, 2)]
    names = [str(event.name) for event in city.cases.case_file(case_id).events]
    assert names.count("WorkflowFailed") == 1


def test_an_old_failure_is_no_news_once_somebody_took_over(city: Any) -> None:
    case_id = waiting_case(city)
    route_request(city, case_id, 2)
    before = city.cases.case_file(case_id)
    revive_workflow(city, case_id, 1)
    hand_over(city, case_id, 1)
    assert city.cases.case_file(case_id) == before
    assert city.workflows.started == [(case_id, 1)]


@pytest.mark.parametrize("jump_s", [-DAY_S, -3_600, 400 * DAY_S])
def test_a_clock_that_jumps_loses_no_case(city: Any, jump_s: int) -> None:
    case_id = waiting_case(city)
    city.clock += jump_s
    done(city, case_id)
    resume_workflow(city, case_id, ORDER)
    assert play_on(city, case_id) is Status.DONE


def test_a_waiting_period_ends_on_its_day_however_the_clock_jumps(city: Any) -> None:
    answers = {"plate": "none", "looks": "a red van", "since": "week_or_more", "someone_inside": "no"}
    report = a_report("abandoned_vehicle", answers=answers)
    case_id = submit_request(city, report).request.id
    start_workflow(city, case_id)
    (order,) = route_request(city, case_id, 1).work_order_ids
    create_work_order(city, case_id, order, 1, "token")
    complete_work_order(city, ADMIN, case_id, order, "notice", "")
    until = route_request(city, case_id, 1).until
    assert until == city.clock + 7 * DAY_S
    city.clock -= DAY_S
    assert route_request(city, case_id, 1).until == until
    city.clock = until
    assert route_request(city, case_id, 1).work_order_ids == ("second_look.look_again",)
    told = [event for event in city.cases.case_file(case_id).events if str(event.name) == "WaitingPeriodBegun"]
    assert len(told) == 1
