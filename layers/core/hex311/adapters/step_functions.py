"""Step Functions: executions named by case and generation, so that starting twice starts once."""

import json
from functools import cached_property
from typing import TYPE_CHECKING, Any

import boto3
from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from mypy_boto3_stepfunctions import SFNClient

#: Executions start by this alias, so that what runs keeps its version and an older one can be led back to.
ALIAS = "live"
_NOBODY_WAITS = {"TaskTimedOut", "TaskDoesNotExist", "InvalidToken"}


class StepFunctionsWorkflows:
    """The `Workflows` port. Only ids go into an execution's input."""

    def __init__(self, state_machine_arn: str) -> None:
        self._arn = state_machine_arn

    @cached_property
    def _client(self) -> "SFNClient":
        client: SFNClient = boto3.client("stepfunctions")
        return client

    def start(self, case_id: str, generation: int) -> bool:
        try:
            self._client.start_execution(
                stateMachineArn=f"{self._arn}:{ALIAS}",
                name=execution_name(case_id, generation),
                input=json.dumps(execution_input(case_id, generation)),
            )
        except ClientError as error:
            if error.response["Error"]["Code"] != "ExecutionAlreadyExists":
                raise
            return self.is_running(case_id, generation)
        return True

    def is_running(self, case_id: str, generation: int) -> bool:
        arn = self._arn.replace(":stateMachine:", ":execution:") + f":{execution_name(case_id, generation)}"
        try:
            return self._client.describe_execution(executionArn=arn)["status"] == "RUNNING"
        except ClientError as error:
            if error.response["Error"]["Code"] == "ExecutionDoesNotExist":
                return False
            raise

    def answer(self, task_token: str, output: dict[str, Any]) -> bool:
        try:
            self._client.send_task_success(taskToken=task_token, output=json.dumps(output))
        except ClientError as error:
            if error.response["Error"]["Code"] in _NOBODY_WAITS:
                return False
            raise
        return True


def execution_input(case_id: str, generation: int) -> dict[str, Any]:
    """What an execution begins with: ids, and the count of its rounds."""
    return {"case_id": case_id, "generation": generation, "step": {"answer": {"round": 0}}}


def execution_name(case_id: str, generation: int) -> str:
    return f"{case_id}-{generation}"
