"""The workflow itself, run by moto's interpreter with small Python functions in the place of the Lambda functions."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import boto3
import pytest
import yaml
from moto import mock_aws
from moto.stepfunctions.parser.asl.component.common.retry import retrier_decl
from moto.stepfunctions.parser.asl.component.state.exec.state_task import lambda_eval_utils

DEFINITION = (Path(__file__).resolve().parents[2] / "statemachines/service_request.asl.yaml").read_text()
STEPS = ("RouteRequest", "CreateWorkOrder", "CloseRequest", "FlagFailure")
INPUT = {"case_id": "RM-26-0001", "generation": 3}
PATIENCE_S = 20

Step = Callable[[dict[str, Any]], Any]


class TransientFault(Exception):
    """Named as the domain's: the machine knows faults by their names."""


class Machine:
    """One state machine, the functions behind it, and a record of all calls."""

    def __init__(self, text: str = DEFINITION) -> None:
        self.client = boto3.client("stepfunctions", "us-east-1")
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.steps: dict[str, Step] = {}
        definition = text
        for step in STEPS:
            definition = definition.replace(f"${{{step}Arn}}", f"arn:aws:lambda:us-east-1:123456789012:function:{step}")
        machine = self.client.create_state_machine(
            name="service-request",
            definition=json.dumps(yaml.safe_load(definition)),
            roleArn="arn:aws:iam::123456789012:role/machine",
        )
        self.arn = machine["stateMachineArn"]

    def invoke(self, parameters: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Stands for `lambda:Invoke`: an exception becomes the error that Lambda would report."""
        name, payload = parameters["FunctionName"].rsplit(":", 1)[1], json.loads(parameters["Payload"])
        self.calls.append((name, payload))
        try:
            return {"StatusCode": 200, "Payload": self.steps[name](payload)}
        except Exception as error:
            said = {"errorType": type(error).__name__, "errorMessage": str(error)}
            return {"StatusCode": 200, "FunctionError": "Unhandled", "Payload": said}

    def run(self, **steps: Step) -> dict[str, Any]:
        """Run one execution to its end."""
        self.steps = steps
        started = self.client.start_execution(stateMachineArn=self.arn, name="RM-26-0001-3", input=json.dumps(INPUT))
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            described = self.client.describe_execution(executionArn=started["executionArn"])
            if described["status"] != "RUNNING":
                return dict(described)
            time.sleep(0.01)
        raise AssertionError(f"still running after {self.calls}")

    def names(self) -> list[str]:
        return [name for name, _ in self.calls]

    def complete(self, payload: dict[str, Any]) -> None:
        """The crew is done: answer from elsewhere, once the machine waits."""
        token, output = payload["task_token"], json.dumps({"work_order_id": payload["work_order_id"]})

        def answer() -> None:
            time.sleep(0.2)
            self.client.send_task_success(taskToken=token, output=output)

        threading.Thread(target=answer, daemon=True).start()


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses before retries, recorded and not slept."""
    slept: list[float] = []
    monkeypatch.setattr(retrier_decl, "time", SimpleNamespace(sleep=slept.append))
    return slept


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch, waits: list[float]) -> Iterator[Machine]:
    with mock_aws(config={"stepfunctions": {"execute_state_machine": True}}):
        yield in_charge(Machine(), monkeypatch)


def in_charge(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """Let this machine answer for Lambda."""
    monkeypatch.setattr(lambda_eval_utils, "_invoke_lambda_function", machine.invoke)
    return machine


def plan(next_step: str, *work_orders: str) -> dict[str, Any]:
    return {**INPUT, "next": next_step, "work_orders": [{"work_order_id": order} for order in work_orders]}


def answers(*plans: Any) -> Step:
    """A function that gives one answer after the other; an exception among them is raised."""
    left = list(plans)

    def step(_: dict[str, Any]) -> Any:
        answer = left.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    return step


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
        RouteRequest=answers(plan("work", "w1"), plan("close")),
        CreateWorkOrder=machine.complete,
        CloseRequest=answers(None),
    )
    payloads = dict(machine.calls)
    assert payloads["RouteRequest"] == INPUT
    assert payloads["CloseRequest"] == INPUT
    assert payloads["CreateWorkOrder"] == {
        **INPUT,
        "work_order_id": "w1",
        "task_token": payloads["CreateWorkOrder"]["task_token"],
    }


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
    ended = machine.run(RouteRequest=answers(*[TransientFault("busy")] * 7), FlagFailure=answers(None))
    assert (ended["status"], ended["error"]) == ("FAILED", "WorkflowFailed")
    assert machine.names() == ["RouteRequest"] * 7 + ["FlagFailure"]


@pytest.mark.parametrize("broken", ["RouteRequest", "CreateWorkOrder", "CloseRequest"])
def test_a_defect_is_not_tried_again_but_flagged(machine: Machine, broken: str) -> None:
    steps: dict[str, Step] = {
        "RouteRequest": answers(plan("work", "w1"), plan("close")),
        "CreateWorkOrder": machine.complete,
        "CloseRequest": answers(None),
        "FlagFailure": answers(None),
        broken: answers(ValueError("no such service")),
    }
    ended = machine.run(**steps)
    assert ended["status"] == "FAILED"
    assert machine.names().count(broken) == 1
    name, payload = machine.calls[-1]
    assert name == "FlagFailure"
    assert payload == {**INPUT, "error": "ValueError"}


@pytest.mark.parametrize("nonsense", [plan("work"), plan("dance"), {"next": "work"}, {"work_orders": []}, {}, None])
def test_an_answer_that_makes_no_sense_is_flagged(machine: Machine, nonsense: Any) -> None:
    """Work without a work order would otherwise ask the same question for ever."""
    ended = machine.run(RouteRequest=answers(nonsense), FlagFailure=answers(None))
    assert (ended["status"], ended["error"]) == ("FAILED", "WorkflowFailed")
    assert machine.calls[1:] == [("FlagFailure", {**INPUT, "error": "UnknownStep"})]


def test_a_crew_that_never_answers_is_flagged(monkeypatch: pytest.MonkeyPatch) -> None:
    impatient = DEFINITION.replace("TimeoutSeconds: 25920000", "TimeoutSeconds: 1")
    assert impatient != DEFINITION
    with mock_aws(config={"stepfunctions": {"execute_state_machine": True}}):
        machine = in_charge(Machine(impatient), monkeypatch)
        ended = machine.run(
            RouteRequest=answers(plan("work", "w1")), CreateWorkOrder=answers(None), FlagFailure=answers(None)
        )
    assert ended["status"] == "FAILED"
    name, payload = machine.calls[-1]
    assert name == "FlagFailure"
    # on AWS States.Timeout; the interpreter stumbles over that name within a map
    assert payload["error"].startswith("States.")
