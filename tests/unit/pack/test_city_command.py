"""`hex311 city` as people see it."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from typer.testing import CliRunner

from hex311_cli.catalogue import OvertakenPublication
from hex311_cli.commands import city
from hex311_cli.deploy.problems import DeployProblem
from hex311_cli.main import app
from hex311_cli.overlay.publish import Report
from hex311_cli.overlay.sources import LayerError
from hex311_cli.pack import PackErrors, PackProblem
from hex311_cli.places.publish import PlacesReport
from hex311_cli.publish import PublishReport

RUN = CliRunner()


def test_a_sound_pack_is_summed_up(millbrook: Path) -> None:
    result = RUN.invoke(app, ["city", "check", str(millbrook)])
    assert result.exit_code == 0
    assert "is in order" in result.output
    assert "service types" in result.output


def test_mistakes_come_with_place_and_mend_and_exit_code_1(millbrook: Path) -> None:
    path = millbrook / "services/streets.yaml"
    path.write_text(path.read_text().replace("process: pothole_repair", "process: pothole_repar"))
    result = RUN.invoke(app, ["city", "check", str(millbrook)])
    assert result.exit_code == 1
    words = result.stderr.replace("\n", "")
    assert f"{path}:19" in words
    assert "There is no process 'pothole_repar'." in words
    assert "Did you mean 'pothole_repair'?" in words
    assert "1 things to mend" in words


@pytest.fixture
def connected(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """`city publish` finds a stack."""
    monkeypatch.setattr(city, "connect", lambda stack: SimpleNamespace(outputs={"Stack": stack}))
    return monkeypatch


def test_a_publication_is_summed_up(connected: pytest.MonkeyPatch, millbrook: Path) -> None:
    told: list[Any] = []

    def publish(folder: Path, outputs: dict[str, str], progress: Callable[[str], None]) -> PublishReport:
        told.append((folder, outputs))
        progress("writing [version]")
        return PublishReport(
            "v1", None, True, 8, 12_345, Report(0, 2, 3, 1_000, written=1_000), PlacesReport(1, 9, 1, 0, 0)
        )

    connected.setattr(city, "publish_pack", publish)
    result = RUN.invoke(app, ["city", "publish", str(millbrook), "--stack", "second"])
    assert result.exit_code == 0, result.output
    assert told == [(millbrook, {"Stack": "second"})]
    assert "Version v1 is published (8 documents, 12 KB stored)" in result.output
    assert "1,000 cells written" in result.output


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (PackErrors([PackProblem("city.yaml", 3, "Wrong.", "Mend it.")]), "city.yaml:3"),
        (LayerError("parks", "it is empty", "Fill it."), "it is empty"),
        (DeployProblem("There is no stack.", "Start one."), "Start one."),
        (OvertakenPublication("Somebody else published."), "Somebody else"),
    ],
)
def test_a_publication_that_fails_says_why(
    connected: pytest.MonkeyPatch, millbrook: Path, error: Exception, words: str
) -> None:
    def publish(*_: Any) -> None:
        raise error

    connected.setattr(city, "publish_pack", publish)
    result = RUN.invoke(app, ["city", "publish", str(millbrook)])
    assert result.exit_code == 1
    assert words in result.stderr.replace("\n", "")
    assert "Traceback" not in result.output + result.stderr
