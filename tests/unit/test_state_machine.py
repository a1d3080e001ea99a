"""The workflow itself: its way, its patience, its ways out of trouble."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from moto.stepfunctions.parser.asl.component.common.retry import retrier_decl

from tests.support.machine import DEFINITION, INPUT, Machine, Step, TransientFault, answers, interpreter, plan

FLAGGED = {"pause_s": 0}


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses before retries, recorded and not slept."""
    slept: list[float] = []
    monkeypatch.setattr(retrier_decl, "time", SimpleNamespace(sleep=slept.append))
    return slept


@pytest.fixture
def machine(waits: list[float]) -> Iterator[Machine]:
    with interpreter() as machine:
        yield machine


def test_a_request_is_routed_worked_on_and_closed(machine: Machine) -> None:
    ended = machine.run(
        RouteRequest=answers(plan("work", "w1", "w2"), plan("work", "w3"), plan("close")),
        CreateWorkOrder=machine.complete,
        CloseRequest=answers(None),
    )
    assert ended["status"] == "SUCCEEDED", ended
    order = machine.names()
    assert order[0] == "RouteRequest"
    assert sorted(order[1:3]) == ["CreateWorkOrder"] * 2  # one stage, side by side
    assert order[3:] == ["RouteRequest", "CreateWorkOrder", "RouteRequest", "CloseRequest"]


def test_functions_get_ids_and_nothing_else(machine: Machine) -> None:
    machine.run(
        RouteRequest=answers(plan("work", "w1", round=1), plan("close", round=2)),
        CreateWorkOrder=machine.complete,
        CloseRequest=answers(None),
    )
    first, second = machine.payloads("RouteRequest")
    assert first == {**INPUT, "round": 0, "started_at": first["started_at"]}
    assert second == {**first, "round": 1}
    assert machine.payloads("CloseRequest") == [INPUT]
    (created,) = machine.payloads("CreateWorkOrder")
    assert created == {**INPUT, "work_order_id": "w1", "task_token": created["task_token"]}


def test_a_settled_request_ends_at_once(machine: Machine) -> None:
    assert machine.run(RouteRequest=answers(plan("end")))["status"] == "SUCCEEDED"
    assert machine.names() == ["RouteRequest"]


def test_work_that_is_done_already_is_answered_in_the_call(machine: Machine) -> None:
    def answer_at_once(payload: dict[str, Any]) -> None:
        machine.client.send_task_success(taskToken=payload["task_token"], output="{}")

    ended = machine.run(
        RouteRequest=answers(plan("work", "w1"), plan("end")),
        CreateWorkOrder=answer_at_once,
    )
    assert ended["status"] == "SUCCEEDED", ended


def test_passing_faults_are_tried_again_with_growing_pauses(machine: Machine, waits: list[float]) -> None:
    faults = [TransientFault("busy")] * 4
    assert machine.run(RouteRequest=answers(*faults, plan("end")))["status"] == "SUCCEEDED"
    assert machine.names() == ["RouteRequest"] * 5
    assert len(waits) == 4
    assert all(pause <= limit for pause, limit in zip(waits, (2, 4, 8, 16), strict=True))  # full jitter


def test_a_fault_that_does_not_pass_is_flagged(machine: Machine) -> None:
    ended = machine.run(RouteRequest=answers(*[TransientFault("busy")] * 7), FlagFailure=answers(FLAGGED))
    assert (ended["status"], ended["error"]) == ("FAILED", "WorkflowFailed")
    assert machine.names() == ["RouteRequest"] * 7 + ["FlagFailure"]


@pytest.mark.parametrize("broken", ["RouteRequest", "CreateWorkOrder", "CloseRequest"])
def test_a_defect_is_not_tried_again_but_flagged(machine: Machine, broken: str) -> None:
    steps: dict[str, Step] = {
        "RouteRequest": answers(plan("work", "w1"), plan("close")),
        "CreateWorkOrder": machine.complete,
        "CloseRequest": answers(None),
        "FlagFailure": answers(FLAGGED),
        broken: answers(ValueError("no such service")),
    }
    ended = machine.run(**steps)
    assert ended["status"] == "FAILED"
    assert machine.names().count(broken) == 1
    name, payload = machine.calls[-1]
    assert name == "FlagFailure"
    assert payload == {**INPUT, "error": "ValueError"}


@pytest.mark.parametrize(
    "nonsense",
    [
        plan("work"),
        plan("dance"),
        plan("work", "w1", round=None),
        plan("wait"),
        plan("wait", until="tomorrow"),
        {"next": "work"},
        {"work_orders": []},
        {},
        None,
    ],
)
def test_an_answer_that_makes_no_sense_is_flagged(machine: Machine, nonsense: Any) -> None:
    """Work without a work order would otherwise ask the same question for ever."""
    ended = machine.run(RouteRequest=answers(nonsense), FlagFailure=answers(FLAGGED))
    assert (ended["status"], ended["error"]) == ("FAILED", "WorkflowFailed")
    assert machine.calls[1:] == [("FlagFailure", {**INPUT, "error": "UnknownStep"})]


def test_a_crew_that_never_answers_gets_a_new_token_and_is_no_failure() -> None:
    """After 300 days; what was answered meanwhile stays answered, and an old execution hands over first."""
    impatient = DEFINITION.replace("TimeoutSeconds: 25920000", "TimeoutSeconds: 1")
    assert impatient != DEFINITION
    with interpreter(impatient) as machine:
        quick = machine.complete
        ended = machine.run(
            RouteRequest=answers(plan("work", "slow", "quick"), plan("hand_over")),
            CreateWorkOrder=lambda payload: quick(payload) if payload["work_order_id"] == "quick" else None,
            HandOver=answers(None),
        )
    assert ended["status"] == "SUCCEEDED", ended
    assert machine.names().count("FlagFailure") == 0
    assert machine.calls[-1] == ("HandOver", INPUT)


def test_a_waiting_period_is_sat_out(machine: Machine) -> None:
    until = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=2)
    ended = machine.run(RouteRequest=answers(plan("wait", until=until.strftime("%Y-%m-%dT%H:%M:%SZ")), plan("end")))
    assert ended["status"] == "SUCCEEDED", ended
    assert datetime.now(UTC) >= until - timedelta(seconds=1)  # the interpreter rounds
    assert machine.names() == ["RouteRequest"] * 2


def test_after_a_failure_a_successor_tries_and_the_execution_has_failed(machine: Machine) -> None:
    ended = machine.run(
        RouteRequest=answers(ValueError("no such service")), FlagFailure=answers({"pause_s": 1}), HandOver=answers(None)
    )
    assert (ended["status"], ended["error"]) == ("FAILED", "WorkflowFailed")
    assert machine.names() == ["RouteRequest", "FlagFailure", "HandOver"]


@pytest.mark.parametrize("answer", [None, {}, {"pause_s": "soon"}, {"pause_s": 0}])
def test_without_leave_to_try_again_nobody_does(machine: Machine, answer: Any) -> None:
    assert machine.run(RouteRequest=answers(ValueError("x")), FlagFailure=answers(answer))["status"] == "FAILED"
    assert machine.names() == ["RouteRequest", "FlagFailure"]


def test_a_hand_over_that_fails_ends_the_execution(machine: Machine) -> None:
    """It does not come back to the flag, which would send it here again."""
    ended = machine.run(RouteRequest=answers(plan("hand_over")), HandOver=answers(ValueError("x")))
    assert ended["status"] == "FAILED"
    assert machine.names() == ["RouteRequest", "HandOver"]
