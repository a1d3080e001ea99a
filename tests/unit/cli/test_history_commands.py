"""`hex311 cases import` and `hex311 replay` as people see them: tables, advice, exit codes."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from typer.testing import CliRunner

from hex311.adapters.memory.ports import MemoryPorts
from hex311_cli.commands import cases, replay
from hex311_cli.door import Door
from hex311_cli.main import app
from tests.support.city import memory_city
from tests.unit.cli.test_history_import import HEADER, HERE, ROWS, FrontDoor


@pytest.fixture
def city(monkeypatch: pytest.MonkeyPatch) -> MemoryPorts:
    """A city in memory in place of a stack, with a front door that files what it is sent."""
    ports = memory_city()
    door = Door("http://city.example")
    door.http = httpx.Client(base_url="http://city.example", transport=httpx.MockTransport(FrontDoor()))
    target = SimpleNamespace(ports=lambda: ports, door=door)
    for command in (cases, replay):
        monkeypatch.setattr(command, "connect", lambda stack: target)
    return ports


def run(*arguments: Any) -> tuple[int, str]:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments], env={"COLUMNS": "160"})
    return result.exit_code, " ".join(result.output.split())


@pytest.fixture
def legacy(tmp_path: Path) -> Path:
    path = tmp_path / "old.csv"
    path.write_text("\n".join([HEADER, *ROWS]) + "\n")
    return path


def test_import_tells_what_became_of_the_rows(city: MemoryPorts, legacy: Path, tmp_path: Path) -> None:
    code, told = run("cases", "import", legacy, "--rejects", tmp_path / "rejects.csv")
    assert code == 0
    assert "1 open cases imported" in told
    assert "2 closed cases imported" in told
    assert "1 there already" in told
    assert "skipped: outside the city" in told
    assert '"Bees":' in told
    assert "# 1 rows" in told
    assert (tmp_path / "rejects.csv").read_text().count("\n") == 5
    assert "0 open cases imported" in run("cases", "import", legacy)[1]


@pytest.mark.parametrize("command", [("cases", "import"), ("replay",)])
def test_a_file_or_mapping_that_cannot_be_used_is_said_plainly(
    city: MemoryPorts, legacy: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    code, told = run(*command, tmp_path / "missing.csv")
    assert code == 1
    assert "cannot be read" in told
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text("types: {Bees: potole}")
    code, told = run(*command, legacy, "--mapping", mapping)
    assert code == 1
    assert "Did you mean pothole?" in told
    assert "Traceback" not in told


def test_replay_tells_what_was_filed_and_what_limits_did(city: MemoryPorts, tmp_path: Path) -> None:
    legacy = tmp_path / "old.csv"
    rows = [f"L-{number:03},Pothole,Open,2026-09-01,,{HERE}" for number in range(1, 9)]
    legacy.write_text("\n".join([HEADER, *rows]) + "\n")
    code, told = run("replay", legacy, "--patience", "2")
    assert code == 0
    assert "6 filed" in told
    assert "1 refused: outside_city" in told
    assert "1 refused: too_many" in told
    assert "--parameter LimitAddressPerHour" in told
    assert "p50" in told
    assert "6 replayed" in run("replay", legacy, "--patience", "2")[1]
