"""The templates as a whole: small, lint-clean, and wired to each other without gaps."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from cfnlint.api import lint
from cfnlint.config import ManualArgs

from tests.contract.support.templates import ROOT, TEMPLATES, read, resources, translated

MOST_LINES = 300
CHILDREN = sorted(set(TEMPLATES) - {"template"})
WITH_FUNCTIONS = [name for name in CHILDREN if resources(name, "AWS::Serverless::Function")]


def complaints(template: str) -> list[str]:
    config = ManualArgs(regions=["us-east-1"])
    return [f"{found.rule.id} {found.message} {found.path}" for found in lint(template, config=config)]


@pytest.mark.parametrize("name", TEMPLATES)
def test_fits_on_a_few_screens(name: str) -> None:
    assert len(TEMPLATES[name].read_text().splitlines()) < MOST_LINES


@pytest.mark.parametrize("name", TEMPLATES)
def test_is_clean_as_cloudformation_gets_it(name: str) -> None:
    """SAM hides some faults (a queue that is visible again too early, say) that only show after its transform."""
    assert complaints(json.dumps(translated(name))) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", TEMPLATES)
def test_sam_accepts_it(name: str) -> None:
    sam = shutil.which("sam", path=str(ROOT / ".cloud/sam/bin"))
    if sam is None:
        pytest.skip("make sam-env first")
    answer = subprocess.run(
        [sam, "validate", "--lint", "--region", "us-east-1", "--template", str(TEMPLATES[name])],
        capture_output=True, text=True, cwd=ROOT, check=False,
    )  # fmt: skip
    assert answer.returncode == 0, answer.stdout + answer.stderr


@pytest.mark.parametrize("path", [*TEMPLATES.values(), *(ROOT / "statemachines").glob("*.yaml")], ids=str)
def test_has_no_yaml_anchors(path: Path) -> None:
    """CloudFormation does not take aliases; the uploaded state machine is read as it is."""
    kinds = {type(event) for event in yaml.parse(path.read_text())}
    assert yaml.AliasEvent not in kinds


def applications() -> dict[str, dict[str, Any]]:
    """The nested stacks by file: their properties in the root."""
    found = resources("template", "AWS::Serverless::Application")
    return {Path(app["Properties"]["Location"]).stem: app["Properties"] for app in found.values()}


def test_every_file_is_a_chapter_of_the_root() -> None:
    assert sorted(applications()) == CHILDREN


@pytest.mark.parametrize("name", CHILDREN)
def test_gets_all_its_parameters_and_no_others(name: str) -> None:
    declared = read(name).get("Parameters", {})
    assert set(applications()[name].get("Parameters", {})) == set(declared)


@pytest.mark.parametrize("name", CHILDREN)
def test_uses_all_its_parameters(name: str) -> None:
    body = json.dumps({key: part for key, part in read(name).items() if key != "Parameters"})
    unused = [key for key in read(name).get("Parameters", {}) if f'"{key}"' not in body and f"${{{key}}}" not in body]
    assert unused == []


def outputs_asked_for(node: Any) -> set[tuple[str, str]]:
    """Every `GetAtt Stack.Outputs.Name` below `node`."""
    if isinstance(node, list):
        return set().union(*(outputs_asked_for(part) for part in node))
    if not isinstance(node, dict):
        return set()
    found = set().union(*(outputs_asked_for(part) for part in node.values()))
    attribute = node.get("Fn::GetAtt")
    if isinstance(attribute, list) and attribute[1].startswith("Outputs."):
        found.add((attribute[0], attribute[1].removeprefix("Outputs.")))
    return found


def test_the_root_asks_only_for_outputs_that_exist() -> None:
    files = {
        key: Path(app["Properties"]["Location"]).stem
        for key, app in resources("template", "AWS::Serverless::Application").items()
    }
    for stack, output in outputs_asked_for(read("template")):
        assert output in read(files[stack])["Outputs"], f"{stack} has no output {output}"


def test_globals_are_the_same_wherever_functions_are() -> None:
    """Nested stacks inherit no Globals, so the block is written out in each."""
    first, *others = (read(name)["Globals"] for name in WITH_FUNCTIONS)
    assert all(block == first for block in others)


def test_the_environment_is_what_the_settings_read() -> None:
    from dataclasses import fields

    from hex311.settings import Settings

    variables = set(read(WITH_FUNCTIONS[0])["Globals"]["Function"]["Environment"]["Variables"])
    renamed = {"stage": "HEX311_STAGE", "stack": "HEX311_STACK"}
    wanted = {renamed.get(field.name, field.name.upper()) for field in fields(Settings)} - {"REGION"}  # Lambda's own
    one_function_only = {
        "PLACES_TABLE", "PHOTOS_TABLE", "INSIGHTS_TABLE", "ORIGIN_SECRET_ARN", "CITY_BUCKET", "IMPORT_MACHINE_ARN",
        "WIDEN_QUEUE_URL",
    }  # fmt: skip
    one_function_only |= {"DELIVERIES_TABLE", "WEBHOOK_KEYS_ARN", "AUDIT_TABLE", "USER_POOL_ID"}
    assert variables - {"POWERTOOLS_METRICS_NAMESPACE", "POWERTOOLS_LOG_LEVEL"} == wanted - one_function_only


def test_every_page_that_is_published_has_an_address() -> None:
    """The edge answers "page not found" for all that is not on its list (infra/basic.yaml)."""
    code = read("basic")["Resources"]["Pages"]["Properties"]["FunctionCode"]
    listed = set(re.findall(r"'([\w/-]*)'", code[code.index("var PAGES") : code.index("];")]))
    web = ROOT / "web"
    folders = [path.parent for top in ("public", "resident") for path in (web / top).glob("**/index.html")]
    names = {str(folder.relative_to(web / folder.relative_to(web).parts[0])) for folder in folders}
    wanted = {"" if name in (".", "home") else name for name in names}
    wanted |= {top for top in ("map", "staff") if (web / top / "index.html").exists()}
    assert wanted <= listed, "add them to PAGES in infra/basic.yaml"
