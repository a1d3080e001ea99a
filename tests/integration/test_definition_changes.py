"""The definition of the workflow changes while cases wait: they go on as they began, new ones take the new one."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import boto3
import pytest

from hex311.adapters.step_functions import ALIAS
from hex311.usecases.recover_workflow import PAUSES_S
from hex311_cli.commands.demo import file, somewhere_new
from hex311_cli.deploy.staff import DEMO_PASSWORD
from hex311_cli.door import wait_for
from tests.integration.test_the_road import finish, next_order
from tests.support.cloud import CloudCity

pytestmark = [pytest.mark.cloud, pytest.mark.timeout(300)]

WAITING, HANDS = 8, 4


class Machine:
    """What a deploy does to the state machine: a revision, its version, and the alias that leads to it."""

    def __init__(self, city: CloudCity) -> None:
        self.states = boto3.client("stepfunctions", endpoint_url=city.endpoint)
        self.arn = city.outputs["StateMachineArn"]

    @property
    def definition(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.states.describe_state_machine(stateMachineArn=self.arn)["definition"])
        return found

    @property
    def live(self) -> str:
        alias = self.states.describe_state_machine_alias(stateMachineAliasArn=f"{self.arn}:{ALIAS}")
        return str(alias["routingConfiguration"][0]["stateMachineVersionArn"])

    def publish(self, definition: dict[str, Any]) -> None:
        answer = self.states.update_state_machine(
            stateMachineArn=self.arn, definition=json.dumps(definition), publish=True
        )
        self.lead_to(answer["stateMachineVersionArn"])

    def lead_to(self, version: str) -> None:
        self.states.update_state_machine_alias(
            stateMachineAliasArn=f"{self.arn}:{ALIAS}",
            routingConfiguration=[{"stateMachineVersionArn": version, "weight": 100}],
        )

    def states_of(self, number: str) -> list[str]:
        """The states that the first execution of a case has entered."""
        arn = self.arn.replace(":stateMachine:", ":execution:") + f":{number}-1"
        pages = self.states.get_paginator("get_execution_history").paginate(executionArn=arn)
        details = [event.get("stateEnteredEventDetails") for page in pages for event in page["events"]]
        return [detail["name"] for detail in details if detail]


@pytest.fixture
def machine(cloud_city: CloudCity) -> Iterator[Machine]:
    """The city's state machine, which is afterwards as it was."""
    found = Machine(cloud_city)
    live, definition = found.live, found.definition
    yield found
    found.publish(definition)
    found.lead_to(live)


def with_a_first_step(definition: dict[str, Any], name: str) -> dict[str, Any]:
    first = {"Type": "Pass", "Next": definition["StartAt"]}
    return definition | {"StartAt": name, "States": definition["States"] | {name: first}}


def test_waiting_cases_go_on_as_they_began(cloud_city: CloudCity, machine: Machine) -> None:
    door = cloud_city.door
    door.sign_in("admin@example.org", DEMO_PASSWORD)
    home, name = somewhere_new(door, door.get("/api/v1/city")), f"Added {uuid4().hex[:6]}"

    def filed() -> str:
        return str(file(door, "graffiti_removal", home)["service_request_id"])

    with ThreadPoolExecutor(HANDS) as hands:
        waiting = list(hands.map(lambda _: filed(), range(WAITING)))
        list(hands.map(lambda number: next_order(door, number), waiting))

        before = machine.live
        machine.publish(with_a_first_step(machine.definition, name))
        after = filed()
        next_order(door, after)
        wait_for(lambda: machine.states_of(after)[:1] == [name])

        ended = list(hands.map(lambda number: finish(door, number)["status"], [*waiting, after]))
    assert set(ended) == {"done"}
    assert not [number for number in waiting if name in machine.states_of(number)]

    machine.lead_to(before)
    led_back = filed()
    next_order(door, led_back)
    assert name not in machine.states_of(led_back)


def test_a_broken_definition_is_led_back_from(cloud_city: CloudCity, machine: Machine) -> None:
    """Its executions end without a word: the rule on failed executions starts successors, and stops in time."""
    door, before = cloud_city.door, machine.live
    door.sign_in("admin@example.org", DEMO_PASSWORD)
    home = somewhere_new(door, door.get("/api/v1/city"))
    machine.publish({"StartAt": "Broken", "States": {"Broken": {"Type": "Fail", "Error": "Broken"}}})
    number = file(door, "graffiti_removal", home)["service_request_id"]
    failed = f"{machine.arn.replace(':stateMachine:', ':execution:')}:{number}"

    def given_up() -> bool:
        history = [event["name"] for event in door.staff("GET", f"/requests/{number}")["history"]]
        return history.count("WorkflowFailed") == len(PAUSES_S) + 1

    wait_for(given_up, seconds=60)
    last = machine.states.describe_execution(executionArn=f"{failed}-{len(PAUSES_S) + 1}")
    assert (last["status"], last["error"]) == ("FAILED", "Broken")
    assert number in cloud_city.hex311("workflows", "list")

    machine.lead_to(before)
    assert number in cloud_city.hex311("workflows", "recover")
    next_order(door, number)
    assert number not in cloud_city.hex311("workflows", "list")
    assert finish(door, number)["status"] == "done"
