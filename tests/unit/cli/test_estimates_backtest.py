"""The back-test of the estimates: honest on an even history, blind for the future, in its ranges on Chicago's."""

import random
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bench.estimates import estimate_figures, history, merge
from hex311_cli.commands.estimates import P50_RANGE, P80_RANGE, is_honest
from hex311_cli.estimates.backtest import Lived, backtest, overall
from hex311_cli.main import app

FIRST = 734_000


def even_history(days: int = 150, mean: float = 8.0) -> list[Lived]:
    rng = random.Random(311)
    opened = [FIRST + day for day in range(days) for _ in range(5)]
    return [Lived("pothole", str(rng.randrange(4)), day, day + int(rng.expovariate(1 / mean))) for day in opened]


def test_on_an_even_history_as_many_dates_come_true_as_are_promised() -> None:
    found = overall(backtest(even_history()))
    p50, p80 = found.shares
    assert abs(p50 - 0.5) < 0.05
    assert abs(p80 - 0.8) < 0.05
    assert found.told > 600
    assert 0 < found.thin < 120


def test_what_happened_later_is_not_known_earlier() -> None:
    """Other ends after the last origin change what came true, never what had been told or called too thin."""
    cases = even_history()
    last = max(case.opened for case in cases)
    other = [
        case if case.closed < last else Lived(case.code, case.area, case.opened, case.closed + 500) for case in cases
    ]
    before, after = overall(backtest(cases)), overall(backtest(other))
    assert (before.told, before.thin) == (after.told, after.thin)
    assert after.in_time[0] < before.in_time[0]


def test_closed_on_the_very_day_counts_half() -> None:
    """Every case takes exactly three days: each date is that day, so half of them are in time, at both levels."""
    cases = [Lived("pothole", "", FIRST + day, FIRST + day + 3) for day in range(100) for _ in range(5)]
    found = overall(backtest(cases))
    assert found.shares == (0.5, 0.5)
    assert not is_honest(found)


def test_a_file_without_usable_dates_says_what_to_mend(tmp_path: Path) -> None:
    path = tmp_path / "history.csv"
    path.write_text("Service Request Number,Type of Service Request,Status,Creation Date,Latitude,Longitude\n")
    answer = CliRunner().invoke(app, ["estimates", "backtest", str(path)])
    assert answer.exit_code == 1
    assert "closed" in answer.output


@pytest.mark.skipif(not history(), reason="the published history of Chicago is not on this machine")
def test_chicagos_dates_come_true_as_often_as_they_should(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    figures = estimate_figures()
    assert P50_RANGE[0] <= figures["estimate_p50_coverage"] <= P50_RANGE[1]
    assert P80_RANGE[0] <= figures["estimate_p80_coverage"] <= P80_RANGE[1]
    monkeypatch.setattr("bench.estimates.OUT", tmp_path)
    merge({"cases_per_minute": 7.0})
    merge(figures)
    assert '"cases_per_minute": 7.0' in (tmp_path / "workflow.json").read_text()
    assert "estimate_p80_coverage" in (tmp_path / "workflow.json").read_text()
