"""The workflow itself, run by moto's interpreter with small Python functions in the place of the Lambda functions."""

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import boto3
import yaml
from moto import mock_aws
from moto.stepfunctions.parser.asl.component.state.exec.state_task import lambda_eval_utils

from hex311.adapters.step_functions import execution_input, execution_name
from tests.support.city import ROOT

DEFINITION = (ROOT / "statemachines/service_request.asl.yaml").read_text()
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
        machine = self.client.create_state_machine(
            name="service-request",
            definition=compiled(text),
            roleArn="arn:aws:iam::123456789012:role/machine",
        )
        self.arn = machine["stateMachineArn"]

    def change(self, text: str) -> None:
        """Deploy another definition; what runs goes on with the one it began with."""
        self.client.update_state_machine(stateMachineArn=self.arn, definition=compiled(text))

    def invoke(self, parameters: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Stands for `lambda:Invoke`: an exception becomes the error that Lambda would report."""
        name, payload = parameters["FunctionName"].rsplit(":", 1)[1], json.loads(parameters["Payload"])
        self.calls.append((name, payload))
        try:
            return {"StatusCode": 200, "Payload": self.steps[name](payload)}
        except Exception as error:
            said = {"errorType": type(error).__name__, "errorMessage": str(error)}
            return {"StatusCode": 200, "FunctionError": "Unhandled", "Payload": said}

    def start(self, case_id: str, generation: int) -> str:
        """Start an execution as the adapter does; returns its ARN."""
        started = self.client.start_execution(
            stateMachineArn=self.arn,
            name=execution_name(case_id, generation),
            input=json.dumps(execution_input(case_id, generation)),
        )
        return str(started["executionArn"])

    def ended(self, arn: str) -> dict[str, Any]:
        """Wait until the execution is over, and describe it."""
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            described = self.client.describe_execution(executionArn=arn)
            if described["status"] != "RUNNING":
                return dict(described)
            time.sleep(0.01)
        raise AssertionError(f"still running after {self.calls}")

    def run(self, **steps: Step) -> dict[str, Any]:
        """Run one execution to its end."""
        self.steps = steps
        return self.ended(self.start(CASE_ID, GENERATION))

    def names(self) -> list[str]:
        return [name for name, _ in self.calls]

    def payloads(self, step: str) -> list[dict[str, Any]]:
        return [payload for name, payload in self.calls if name == step]

    def transitions(self, arn: str) -> int:
        """How many states were entered, those inside a map too: what AWS counts and charges."""
        pages = self.client.get_paginator("get_execution_history").paginate(executionArn=arn)
        events = [event for page in pages for event in page["events"]]
        return sum(event["type"].endswith("StateEntered") for event in events)

    def complete(self, payload: dict[str, Any]) -> None:
        """The crew is done: answer from elsewhere, once the machine waits."""
        token, output = payload["task_token"], json.dumps({"work_order_id": payload["work_order_id"]})

        def answer() -> None:
            time.sleep(0.2)
            self.client.send_task_success(taskToken=token, output=output)

        threading.Thread(target=answer, daemon=True).start()


CASE_ID, GENERATION = "RM-26-0001", 3
INPUT = {"case_id": CASE_ID, "generation": GENERATION}


def compiled(text: str) -> str:
    """The definition as it is deployed: JSON, its placeholders filled."""
    text = re.sub(r"\$\{(\w+)Arn\}", r"arn:aws:lambda:us-east-1:123456789012:function:\1", text)
    return json.dumps(yaml.safe_load(text))


@contextmanager
def interpreter(text: str = DEFINITION) -> Iterator[Machine]:
    """A machine that runs, and answers for Lambda."""
    with mock_aws(config={"stepfunctions": {"execute_state_machine": True}}):
        machine = Machine(text)
        with patch.object(lambda_eval_utils, "_invoke_lambda_function", machine.invoke):
            yield machine


def plan(next_step: str, *work_orders: str, **more: Any) -> dict[str, Any]:
    """An answer of RouteRequest."""
    return {**INPUT, "round": 1, "next": next_step, "work_orders": [{"work_order_id": o} for o in work_orders], **more}


def answers(*plans: Any) -> Step:
    """A function that gives one answer after the other; an exception among them is raised."""
    left = list(plans)

    def step(_: dict[str, Any]) -> Any:
        answer = left.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    return step
