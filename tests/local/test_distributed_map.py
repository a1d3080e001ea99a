"""The machine of an import under the local cloud, with its own definition: the shares run as a distributed map."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
import yaml

from tests.local.support import ROOT, LocalCloud, wait_for

DEFINITION = (ROOT / "statemachines/import_layers.asl.yaml").read_text()
INPUT = {"import_id": "0" * 32, "dry_run": True, "force": False, "activate_at": 0}
SHARES = 12

Described = dict[str, Any]

CHECK = f"""
def handler(event, context):
    return {{"next": "index", "shares": [
        {{"import_id": event["import_id"], "stage": 0, "share": n, "of": {SHARES}}} for n in range({SHARES})]}}
"""
BUILD = """
class LayerError(Exception): pass
def handler(event, context):
    if event["share"] == BAD:
        raise LayerError("share %d" % event["share"])
    return {"stage": event["stage"], "share": event["share"]}
"""
ACTIVATE = """
import json
def handler(event, context):
    print("told", json.dumps(event, sort_keys=True))
    return {"status": "checked"}
"""


def import_layers(
    cloud: LocalCloud, name: str, bad: int
) -> tuple[dict[str, Any], list[dict[str, Any]], dict[str, Any]]:
    """Runs the machine on functions of ours: the execution at its end, its map's executions, and the map's run."""
    sources = {"Check": CHECK, "Build": BUILD.replace("BAD", str(bad)), "Activate": ACTIVATE}
    definition = DEFINITION
    for part, source in sources.items():
        placeholder = {"Check": "CheckLayerArn", "Build": "BuildCellsArn", "Activate": "ActivateLayersArn"}[part]
        if part == "Activate":  # no import comes this way
            definition = definition.replace("${RerouteOpenCasesArn}", f"not-called-{name}")
        definition = definition.replace(f"${{{placeholder}}}", cloud.function(f"{name}-{part.lower()}", source))
    client = cloud.client("stepfunctions")
    machine = client.create_state_machine(
        name=f"import-layers-{name}", definition=json.dumps(yaml.safe_load(definition)), roleArn=cloud.role()
    )["stateMachineArn"]
    started = client.start_execution(stateMachineArn=machine, input=json.dumps(INPUT))["executionArn"]

    def ended() -> dict[str, Any] | None:
        described: dict[str, Any] = client.describe_execution(executionArn=started)
        return None if described["status"] == "RUNNING" else described

    execution = wait_for(ended, 60)
    (run,) = client.list_map_runs(executionArn=started)["mapRuns"]
    children = client.list_executions(mapRunArn=run["mapRunArn"])["executions"]
    return execution, children, client.describe_map_run(mapRunArn=run["mapRunArn"])


def test_each_share_is_an_execution_of_the_map_run(cloud: LocalCloud) -> None:
    execution, children, run = import_layers(cloud, "good", bad=-1)
    assert execution["status"] == "SUCCEEDED"
    assert [one["status"] for one in children] == ["SUCCEEDED"] * SHARES
    assert (run["status"], run["itemCounts"]["total"], run["itemCounts"]["succeeded"]) == ("SUCCEEDED", SHARES, SHARES)
    assert run["maxConcurrency"] == 10


@pytest.mark.parametrize("bad", [0, SHARES - 1])
def test_one_share_that_fails_ends_the_import_and_is_noted(cloud: LocalCloud, bad: int) -> None:
    begun = time.monotonic()
    execution, children, run = import_layers(cloud, f"bad{bad}", bad=bad)
    assert (execution["status"], execution["error"]) == ("FAILED", "ImportFailed")
    assert "FAILED" in {one["status"] for one in children}
    assert run["status"] == "FAILED"
    assert time.monotonic() - begun < 30
