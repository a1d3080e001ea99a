"""The import of layers in the stack: its machine, its watchman, and the size of what its functions carry."""

import json
import re
import subprocess
from typing import Any

import pytest
import yaml
from cfnlint.api import lint
from cfnlint.config import ManualArgs

from tests.contract.support.policies import grants, role_statements
from tests.contract.support.templates import ROOT, read, translated
from tests.contract.test_infra_layers import pins

PATH = ROOT / "statemachines" / "import_layers.asl.yaml"
DEFINITION: dict[str, Any] = yaml.safe_load(PATH.read_text())
MACHINE = read("layers")["Resources"]["ImportLayersMachine"]["Properties"]
GEO = ROOT / "layers" / "geo"
MOST_BYTES = 200 * 1024 * 1024


def test_every_machine_has_a_test_of_its_own() -> None:
    names = {path.name for path in (ROOT / "statemachines").iterdir()}
    assert names == {"service_request.asl.yaml", PATH.name}


def test_placeholders_are_those_that_are_filled() -> None:
    assert MACHINE["DefinitionUri"] == f"../statemachines/{PATH.name}"
    assert set(re.findall(r"\$\{(\w+)\}", PATH.read_text())) == set(MACHINE["DefinitionSubstitutions"])


def test_the_definition_is_clean() -> None:
    template = translated("layers")
    properties = template["Resources"]["ImportLayersMachine"]["Properties"]
    del properties["DefinitionS3Location"]
    properties["Definition"] = DEFINITION
    found = lint(json.dumps(template), config=ManualArgs(regions=["us-east-1"]))
    assert [f"{one.rule.id} {one.message}" for one in found] == []


def test_every_way_out_of_trouble_leads_to_the_report() -> None:
    for name, state in DEFINITION["States"].items():
        if state["Type"] in ("Task", "Map") and name not in ("Note the failure", "Note where it stopped"):
            (catch,) = state["Catch"]
            note = "Note where it stopped" if name == "Ask a batch of open cases" else "Note the failure"
            assert (catch["ErrorEquals"], catch["Next"]) == (["States.ALL"], note)


def test_it_calls_its_four_functions_and_starts_itself_only() -> None:
    """A distributed map starts executions of its own machine, looks after them, and stops them when one fails."""
    assert DEFINITION["States"]["Index all cells"]["ItemProcessor"]["ProcessorConfig"]["Mode"] == "DISTRIBUTED"
    role = translated("layers")["Resources"]["ImportLayersMachineRole"]
    granted = {one for one in grants(role_statements(role)) if not one[0].startswith("logs:")}
    functions = ("CheckLayer", "BuildCells", "ActivateLayers", "RerouteOpenCases")
    called = {("lambda:InvokeFunction", name) for name in functions}
    looked_after = {(f"states:{action}Execution", "ImportExecutions") for action in ("Describe", "Stop")}
    assert granted == called | {("states:StartExecution", "ImportMachine")} | looked_after


def test_the_watchman_comes_every_minute_and_before_anything_takes_effect() -> None:
    from hex311_cli.overlay.journal import DEAD_AFTER_S
    from hex311_cli.overlay.publish import LEAD_S

    rule = translated("layers")["Resources"]["EveryMinute"]["Properties"]
    assert rule["ScheduleExpression"] == "rate(1 minute)"
    takes = translated("layers")["Resources"]["WatchLayers"]["Properties"]["Timeout"]
    assert DEAD_AFTER_S + 60 + takes <= LEAD_S


def test_the_lock_of_the_geo_layer_is_that_of_the_app_environment() -> None:
    locked, app = pins(GEO / "requirements.txt"), pins(ROOT / "requirements" / "app.lock")
    assert pins(GEO / "requirements.in").items() <= locked.items()
    assert {name: version for name, version in locked.items() if app.get(name) != version} == {}
    lock = (GEO / "requirements.txt").read_text()
    assert lock.count("==") <= lock.count("--hash=sha256:")
    assert "://" not in lock


@pytest.mark.slow
def test_all_layers_together_stay_below_200_mb_unpacked(tmp_path_factory: pytest.TempPathFactory) -> None:
    size = 0
    for folder, target in (("dependencies", "DependenciesLayer"), ("core", "CoreLayer"), ("geo", "GeoLayer")):
        made = tmp_path_factory.mktemp(folder)
        subprocess.run(
            ["make", "-s", "-C", str(ROOT / "layers" / folder), f"build-{target}", f"ARTIFACTS_DIR={made}"], check=True
        )
        size += sum(path.stat().st_size for path in made.rglob("*") if path.is_file())
    assert size < MOST_BYTES
