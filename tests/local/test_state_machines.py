"""State machines under the local cloud. The name of a test begins with the patch it proves."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.local.support import TRUST, LocalCloud, wait_for

pytestmark = pytest.mark.patches

CATCH_ALL = [{"ErrorEquals": ["States.ALL"], "Next": "Caught"}]
WAIT_FOR_TOKEN = "arn:aws:states:::lambda:invoke.waitForTaskToken"
REFUSING = """
class NotPossible(Exception): pass
def handler(event, context):
    print("token", event["token"])
    raise NotPossible("no")
"""


def machine(**states: dict[str, Any]) -> dict[str, Any]:
    """A definition that starts at its first state, with a state `Caught` to end in."""
    return {"StartAt": next(iter(states)), "States": states | {"Caught": {"Type": "Pass", "End": True}}}


def waiting(function: str, **more: Any) -> dict[str, Any]:
    """A task that invokes `function` and waits for its token."""
    payload = {"token.$": "$$.Task.Token"}
    given = {"FunctionName": function, "Payload": payload}
    return {"Type": "Task", "Resource": WAIT_FOR_TOKEN, "Parameters": given, "TimeoutSeconds": 30, "End": True} | more


def test_state_machine_paths_missing_parameter_fails(cloud: LocalCloud) -> None:
    state = {"Type": "Pass", "Parameters": {"there.$": "$.not.there"}, "End": True}
    ended = cloud.run(machine(Only=state), {"not": {}})
    assert (ended["status"], ended["error"]) == ("FAILED", "States.Runtime")


def test_state_machine_paths_runtime_errors_are_not_caught_by_all(cloud: LocalCloud) -> None:
    arn = cloud.function("fine", "def handler(event, context): return {}")
    state = {"Type": "Task", "Resource": arn, "ResultSelector": {"a.$": "$.missing"}, "Catch": CATCH_ALL, "End": True}
    assert cloud.run(machine(Only=state))["status"] == "FAILED"


@pytest.mark.parametrize(("given", "ends"), [({"a": None}, "SUCCEEDED"), ({"a": "x"}, "SUCCEEDED"), ({}, "FAILED")])
def test_state_machine_paths_presence_counts_null(cloud: LocalCloud, given: dict[str, Any], ends: str) -> None:
    rule = {"Variable": "$.a", "IsPresent": True, "Next": "Caught"}
    definition = machine(Ask={"Type": "Choice", "Choices": [rule], "Default": "Missing"})
    definition["States"]["Missing"] = {"Type": "Fail", "Error": "Missing"}
    assert cloud.run(definition, given)["status"] == ends


def test_state_machine_paths_choice_of_a_missing_field_fails(cloud: LocalCloud) -> None:
    rule = {"Variable": "$.a", "StringEquals": "x", "Next": "Caught"}
    ended = cloud.run(machine(Ask={"Type": "Choice", "Choices": [rule], "Default": "Caught"}))
    assert ended["status"] == "FAILED"


def test_state_machine_clocks_end_an_execution(cloud: LocalCloud) -> None:
    definition = machine(Wait={"Type": "Wait", "Seconds": 4, "End": True}) | {"TimeoutSeconds": 1}
    assert cloud.run(definition)["status"] == "TIMED_OUT"


def test_state_machine_clocks_miss_a_heartbeat(cloud: LocalCloud) -> None:
    arn = cloud.function("quiet", "def handler(event, context): return None")
    caught = [{"ErrorEquals": ["States.HeartbeatTimeout"], "Next": "Caught"}]
    ended = cloud.run(machine(Task=waiting(arn, HeartbeatSeconds=1, TimeoutSeconds=6, Catch=caught)))
    assert ended["status"] == "SUCCEEDED"


def test_state_machine_callbacks_fail_with_their_function(cloud: LocalCloud) -> None:
    arn = cloud.function("refusing", REFUSING)
    retry = [{"ErrorEquals": ["NotPossible"], "IntervalSeconds": 1, "MaxAttempts": 1}]
    caught = [{"ErrorEquals": ["NotPossible"], "Next": "Caught"}]
    ended = cloud.run(machine(Task=waiting(arn, Retry=retry, Catch=caught, TimeoutSeconds=6)))
    assert "NotPossible" in ended["output"]
    logs = cloud.client("logs").filter_log_events(logGroupName="/aws/lambda/refusing", filterPattern="token")
    tokens = {event["message"].strip() for event in logs["events"] if event["message"].startswith("token")}
    assert len(tokens) == 2, "each attempt has a token of its own"


def test_state_machine_callbacks_take_an_answer(cloud: LocalCloud) -> None:
    arn = cloud.function("asking", "def handler(event, context): print('token', event['token'])")
    execution = cloud.start_execution(machine(Task=waiting(arn)))
    logs = cloud.client("logs")

    def token() -> str | None:
        try:
            found = logs.filter_log_events(logGroupName="/aws/lambda/asking", filterPattern="token")["events"]
        except ClientError:
            return None
        return next((event["message"].split()[1] for event in found if event["message"].startswith("token")), None)

    states = cloud.client("stepfunctions")
    states.send_task_success(taskToken=wait_for(token), output='{"done": true}')
    wait_for(lambda: states.describe_execution(executionArn=execution)["status"] == "SUCCEEDED")
    assert states.describe_execution(executionArn=execution)["output"] == '{"done": true}'


@pytest.mark.parametrize("given", [{}, {"items": "one"}])
def test_state_machine_maps_take_only_lists(cloud: LocalCloud, given: dict[str, Any]) -> None:
    inner = {"StartAt": "Keep", "States": {"Keep": {"Type": "Pass", "End": True}}}
    ended = cloud.run(machine(Each={"Type": "Map", "ItemsPath": "$.items", "ItemProcessor": inner, "End": True}), given)
    assert ended["status"] == "FAILED"


def test_state_machine_maps_keep_order_and_limit(cloud: LocalCloud) -> None:
    inner = {"StartAt": "Keep", "States": {"Keep": {"Type": "Pass", "End": True}}}
    each = {"Type": "Map", "ItemsPath": "$.items", "MaxConcurrency": 2, "ItemProcessor": inner, "End": True}
    assert cloud.run(machine(Each=each), {"items": [3, 1, 2]})["output"] == "[3, 1, 2]"


def test_state_machine_maps_fail_at_the_first_failure(cloud: LocalCloud) -> None:
    pick = {"Type": "Choice", "Choices": [{"Variable": "$", "NumericEquals": 0, "Next": "No"}], "Default": "Rest"}
    states = {"Pick": pick, "No": {"Type": "Fail", "Error": "Bad"}, "Rest": {"Type": "Wait", "Seconds": 5, "End": True}}
    each = {"Type": "Map", "ItemProcessor": {"StartAt": "Pick", "States": states}, "End": True}
    begun = time.monotonic()
    ended = cloud.run(machine(Each=each), [0, 1])  # type: ignore[arg-type]
    assert (ended["status"], ended["error"]) == ("FAILED", "Bad")
    assert time.monotonic() - begun < 3, "the other item was waited for"


def test_state_machine_lint_refuses_a_dangling_transition(cloud: LocalCloud) -> None:
    inner = {"StartAt": "One", "States": {"One": {"Type": "Pass", "Next": "Nowhere"}}}
    with pytest.raises(ClientError, match="MISSING_TRANSITION_TARGET: Nowhere"):
        cloud.start_execution(machine(Each={"Type": "Map", "ItemProcessor": inner, "End": True}))


def test_state_machine_rights_are_those_of_its_role(cloud: LocalCloud) -> None:
    arn = cloud.function("guarded", "def handler(event, context): return {}")
    task = {"Type": "Task", "Resource": arn, "End": True}
    allowed = cloud.run(machine(Only=task))
    states = cloud.client("stepfunctions")
    iam = cloud.client("iam")
    role = iam.create_role(RoleName="nothing", AssumeRolePolicyDocument=json.dumps(TRUST))["Role"]["Arn"]
    states.update_state_machine(stateMachineArn=allowed["stateMachineArn"], roleArn=role)
    execution = states.start_execution(stateMachineArn=allowed["stateMachineArn"])["executionArn"]
    wait_for(lambda: states.describe_execution(executionArn=execution)["status"] != "RUNNING")
    refused = states.describe_execution(executionArn=execution)
    assert allowed["status"] == "SUCCEEDED"
    assert (refused["status"], refused["error"]) == ("FAILED", "Lambda.AWSLambdaException")
