"""The pipeline's own stack, and that it does what the runbook says by hand."""

import re

import yaml
from cfnlint.api import lint
from cfnlint.config import ManualArgs

from tests.contract.support.templates import ROOT, load

FOLDER = ROOT / "infra/pipeline"


def commands(name: str) -> list[str]:
    phases = yaml.safe_load((FOLDER / f"{name}.buildspec.yaml").read_text())["phases"]
    return [command for phase in phases.values() for command in phase.get("commands", [])]


def test_the_template_is_clean() -> None:
    found = lint((FOLDER / "pipeline.yaml").read_text(), config=ManualArgs(regions=["us-east-1"]))
    assert [f"{one.rule.id} {one.message} {one.path}" for one in found] == []
    assert len((FOLDER / "pipeline.yaml").read_text().splitlines()) < 300


def test_it_takes_the_steps_of_the_runbook() -> None:
    chapter = (ROOT / "docs/operations.md").read_text().split("## Pipeline")[1].split("\n## ")[0]
    steps = chapter.split("```")[1].strip().splitlines()
    by_hand = {"STAGE": "prod", "STACK": "hex311", "CITY": "cities/<name>"}
    taken = []
    for command in commands("deploy"):
        plain = re.sub(r' --stack-name "\$STACK"| --role-arn "\$STACK_ROLE"', "", command)
        taken.append(re.sub(r'"\$(\w+)"', lambda found: by_hand[found[1]], plain))
    assert taken == steps


def test_its_projects_read_the_files_that_are_there() -> None:
    projects = [
        one["Properties"]
        for one in load(FOLDER / "pipeline.yaml")["Resources"].values()
        if one["Type"] == "AWS::CodeBuild::Project"
    ]
    assert len(projects) == 2
    for project in projects:
        assert (ROOT / project["Source"]["BuildSpec"]).is_file()


def test_what_it_checks_with_are_tasks_of_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text()
    for command in commands("check"):
        program, *tasks = command.split()
        assert program == "make"
        assert all(re.search(rf"^{task}:", makefile, re.MULTILINE) for task in tasks)
