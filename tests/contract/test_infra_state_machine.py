"""The state machine as text: lint-clean, its placeholders filled, and no step without patience and a way out."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from cfnlint.api import lint
from cfnlint.config import ManualArgs

from hex311 import schemas
from hex311.adapters.step_functions import ALIAS
from hex311.usecases.run_workflow import MOST_ROUNDS, OLD_S
from tests.contract.support.templates import ROOT, read, translated

PATH = ROOT / "statemachines" / "service_request.asl.yaml"
DEFINITION: dict[str, Any] = yaml.safe_load(PATH.read_text())
MACHINE = read("workflow")["Resources"]["ServiceRequestMachine"]["Properties"]
YEAR_S = 365 * 24 * 3600
#: What comes after trouble; `FailedExecutionsRule` sees to what goes wrong here.
LAST_STEPS = ("Flag the failure on the request", "Hand over to a successor")


def states(node: dict[str, Any] = DEFINITION) -> Iterator[tuple[str, dict[str, Any]]]:
    """All states, those inside a map too."""
    for name, state in node["States"].items():
        yield name, state
        if "ItemProcessor" in state:
            yield from states(state["ItemProcessor"])


TASKS = {name: state for name, state in states() if state["Type"] == "Task"}


def test_it_is_deployed_from_its_file() -> None:
    assert MACHINE["DefinitionUri"] == f"../statemachines/{PATH.name}"


def test_executions_start_by_the_alias_that_is_published() -> None:
    """What runs keeps its version, and an older one can be led back to."""
    assert MACHINE["AutoPublishAlias"] == ALIAS
    version = translated("workflow")["Resources"]["ServiceRequestMachineVersion"]
    assert (version["DeletionPolicy"], version["UpdateReplacePolicy"]) == ("Retain", "Retain")


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
        if state["Type"] in ("Task", "Map") and name not in LAST_STEPS:
            (catch,) = state["Catch"]
            assert catch["ErrorEquals"] == ["States.ALL"]
            assert catch["Next"] == "Flag the failure on the request"


def test_from_the_flag_on_there_is_no_way_back() -> None:
    """Else a case that cannot be flagged, or handed over, would go in circles."""
    reached, todo = set(), ["Flag the failure on the request"]
    while todo:
        state = DEFINITION["States"][name := todo.pop()]
        reached.add(name)
        nexts = [one["Next"] for one in (*state.get("Choices", ()), *state.get("Catch", ()), state) if "Next" in one]
        todo += [one for one in [*nexts, state.get("Default")] if one and one not in reached]
    assert not reached & {"Ask what the request needs next", "Do the work of this stage", "Close the request"}


def test_waiting_for_a_crew_ends_before_the_execution_must() -> None:
    waiting = [state for state in TASKS.values() if state["Resource"].endswith(".waitForTaskToken")]
    assert len(waiting) == 1
    assert OLD_S + waiting[0]["TimeoutSeconds"] < YEAR_S


def test_no_history_reaches_its_limit() -> None:
    """Each round adds a route, a choice and at most twenty work orders side by side, each call tried seven times."""
    processes = json.loads((ROOT / "layers/core/hex311/schemas/city/processes.json").read_text())["$defs"]
    most = processes["stage"]["properties"]["work_orders"]["maxItems"]
    stages = processes["process"]["properties"]["stages"]["maxItems"]
    events_of_a_call, tries = 5, 7
    a_round = events_of_a_call + 2 + 4 + most * (events_of_a_call + 3)
    assert stages <= MOST_ROUNDS
    assert MOST_ROUNDS * a_round + stages * most * 4 * tries < 25_000


def test_what_failed_without_a_word_is_heard_of() -> None:
    rule = read("workflow")["Resources"]["FailedExecutionsRule"]["Properties"]
    assert rule["EventPattern"]["detail"]["status"] == ["FAILED", "TIMED_OUT"]
    (target,) = rule["Targets"]
    filled = re.sub(r"<\w+>", '"RM-1-2"', target["InputTransformer"]["InputTemplate"])
    schemas.check("events/event", json.loads(filled)["detail"])


def test_names_are_phrases() -> None:
    assert all(" " in name and name[0].isupper() for name, _ in states())


def test_its_logs_hold_no_task_tokens() -> None:
    properties = translated("workflow")["Resources"]["ServiceRequestMachine"]["Properties"]
    assert properties["LoggingConfiguration"]["IncludeExecutionData"] is False
    assert properties["TracingConfiguration"] == {"Enabled": True}
