"""The state machine as text: lint-clean, its placeholders filled, and no step without patience and a way out."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from cfnlint.api import lint
from cfnlint.config import ManualArgs

from tests.contract.support.templates import ROOT, read, translated

PATH = ROOT / "statemachines" / "service_request.asl.yaml"
DEFINITION: dict[str, Any] = yaml.safe_load(PATH.read_text())
MACHINE = read("workflow")["Resources"]["ServiceRequestMachine"]["Properties"]
YEAR_S = 365 * 24 * 3600


def states(node: dict[str, Any] = DEFINITION) -> Iterator[tuple[str, dict[str, Any]]]:
    """All states, those inside a map too."""
    for name, state in node["States"].items():
        yield name, state
        if "ItemProcessor" in state:
            yield from states(state["ItemProcessor"])


TASKS = {name: state for name, state in states() if state["Type"] == "Task"}


def test_it_is_deployed_from_its_file() -> None:
    assert MACHINE["DefinitionUri"] == f"../statemachines/{PATH.name}"


def test_placeholders_are_those_that_are_filled() -> None:
    assert set(re.findall(r"\$\{(\w+)\}", PATH.read_text())) == set(MACHINE["DefinitionSubstitutions"])


def test_the_definition_is_clean() -> None:
    """cfn-lint reads a definition only where it stands in the template itself."""
    template = translated("workflow")
    properties = template["Resources"]["ServiceRequestMachine"]["Properties"]
    del properties["DefinitionS3Location"]
    properties["Definition"] = DEFINITION
    found = lint(json.dumps(template), config=ManualArgs(regions=["us-east-1"]))
    assert [f"{one.rule.id} {one.message}" for one in found] == []


@pytest.mark.parametrize("task", TASKS)
def test_every_task_is_patient_with_passing_faults_only(task: str) -> None:
    (retry,) = TASKS[task]["Retry"]
    assert {"TransientFault", "Lambda.ServiceException", "Lambda.TooManyRequestsException"} <= set(retry["ErrorEquals"])
    assert not {"States.ALL", "States.TaskFailed"} & set(retry["ErrorEquals"])
    assert (retry["BackoffRate"], retry["JitterStrategy"]) == (2, "FULL")
    assert retry["MaxAttempts"] >= 3


def test_every_way_out_of_trouble_leads_to_the_flag() -> None:
    for name, state in DEFINITION["States"].items():
        if state["Type"] in ("Task", "Map") and name != "Flag the failure on the request":
            (catch,) = state["Catch"]
            assert catch["ErrorEquals"] == ["States.ALL"]
            assert catch["Next"] == "Flag the failure on the request"


def test_waiting_for_a_crew_ends_before_the_execution_must() -> None:
    waiting = [state for state in TASKS.values() if state["Resource"].endswith(".waitForTaskToken")]
    assert len(waiting) == 1
    assert waiting[0]["TimeoutSeconds"] < YEAR_S


def test_names_are_phrases() -> None:
    assert all(" " in name and name[0].isupper() for name, _ in states())


def test_its_logs_hold_no_task_tokens() -> None:
    properties = translated("workflow")["Resources"]["ServiceRequestMachine"]["Properties"]
    assert properties["LoggingConfiguration"]["IncludeExecutionData"] is False
    assert properties["TracingConfiguration"] == {"Enabled": True}
