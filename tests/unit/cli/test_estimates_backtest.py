"""The back-test of the estimates: honest on an even history, blind for the future, in its ranges on Chicago's."""

import random
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bench.estimates import estimate_figures, history, merge
from hex311.domain.worked_days import EVERY_DAY, WorkedDays
from hex311_cli.estimates.backtest import Coverage, Known, Lived, Method, Verdict, backtest, overall
from hex311_cli.estimates.methods import AsInTheCity, FixedTarget, KaplanMeier
from hex311_cli.estimates.tables import LEAST_TOLD, P50_RANGE, P80_RANGE, in_range, is_honest
from hex311_cli.main import app

FIRST = 734_000
OURS = AsInTheCity(EVERY_DAY)


def even_history(days: int = 150, mean: float = 8.0) -> list[Lived]:
    rng = random.Random(311)
    opened = [FIRST + day for day in range(days) for _ in range(5)]
    return [Lived("pothole", str(rng.randrange(4)), day, day + int(rng.expovariate(1 / mean))) for day in opened]


def test_on_an_even_history_as_many_dates_come_true_as_are_promised() -> None:
    found = overall(backtest(even_history(), OURS))
    p50, p80 = found.shares
    assert abs(p50 - 0.5) < 0.05
    assert abs(p80 - 0.8) < 0.05
    assert len(found.told) > 600
    assert 0 < found.thin < 120


def test_what_happened_later_is_not_known_earlier() -> None:
    """Other ends after the last origin change what came true, never what had been told or called too thin."""
    cases = even_history()
    last = max(case.opened for case in cases)
    other = [
        case if case.closed < last else Lived(case.code, case.area, case.opened, case.closed + 500) for case in cases
    ]
    before, after = overall(backtest(cases, OURS)), overall(backtest(other, OURS))
    assert [one.named for one in before.told.values()] == [one.named for one in after.told.values()]
    assert before.thin == after.thin
    assert after.shares[0] < before.shares[0]


def test_closed_on_the_very_day_counts_half() -> None:
    """Every case takes exactly three days: each date is that day, so half of them are in time, at both levels."""
    cases = [Lived("pothole", "", FIRST + day, FIRST + day + 3) for day in range(100) for _ in range(5)]
    found = overall(backtest(cases, AsInTheCity(EVERY_DAY, is_adjusted=False)))
    assert found.shares == (0.5, 0.5)
    assert not is_honest(found)


def test_a_file_without_usable_dates_says_what_to_mend(tmp_path: Path) -> None:
    path = tmp_path / "history.csv"
    path.write_text("Service Request Number,Type of Service Request,Status,Creation Date,Latitude,Longitude\n")
    answer = CliRunner().invoke(app, ["estimates", "backtest", str(path)])
    assert answer.exit_code == 1
    assert "closed" in answer.output


def test_what_was_merged_proves_nothing() -> None:
    """Duplicates end at once. They make the others neither faster nor fewer, and are judged by nobody."""
    cases = even_history()
    twins = [Lived(case.code, case.area, case.opened, case.opened, merged=True) for case in cases]
    alone, beside = backtest(cases, OURS)["pothole"], backtest([*cases, *twins], OURS)["pothole"]
    assert len(beside.told) + beside.thin == len(cases)
    p50, p80 = (abs(one - other) for one, other in zip(alone.shares, beside.shares, strict=True))
    assert max(p50, p80) < 0.02


def test_a_twin_that_is_still_open_counts_as_late_until_it_is_merged() -> None:
    known = Known("pothole")
    known.told = [(Lived("pothole", "", FIRST, FIRST + 9, merged=True), (FIRST + 2, FIRST + 5))]
    for today, due in ((FIRST + 2, 0), (FIRST + 3, 1), (FIRST + 9, 1), (FIRST + 10, 0)):
        p50, _ = known.kept(today)
        assert sum(kept.due for kept in p50.values()) == due
        assert all(kept.share == 0.0 for kept in p50.values())


@pytest.mark.parametrize("method", [OURS, KaplanMeier(), FixedTarget(WorkedDays.of(range(5)), {"pothole": 7})])
def test_every_method_is_asked_for_the_same_cases(method: Method) -> None:
    cases = even_history(60)
    found = backtest(cases, method)["pothole"]
    assert len(found.told) + found.thin == len(cases)
    assert all(0 <= one.named[0] <= one.named[1] for one in found.told.values())


def test_the_loss_is_small_where_the_dates_are_near() -> None:
    assert Verdict((4, 4), 4).loss == 0.0
    assert Verdict((4, 10), 4).loss == pytest.approx(0.2 * 6)
    assert Verdict((4, 10), 20).loss == pytest.approx(0.5 * 16 + 0.8 * 10)


def test_a_type_with_few_cases_is_not_judged() -> None:
    def a_type(cases: int, age: int) -> Coverage:
        lives = [Lived("", "", FIRST, FIRST + (age if number % 2 else 9)) for number in range(cases)]
        return Coverage({case: Verdict((5, 9), case.closed - FIRST) for case in lives})

    types = {"good": a_type(LEAST_TOLD, 1), "bad": a_type(3 * LEAST_TOLD, 20), "few": a_type(LEAST_TOLD - 1, 20)}
    assert [is_honest(found) for found in types.values()] == [True, False, False]
    assert in_range(types) == (1, 2, 0.25)


@pytest.mark.skipif(not history(), reason="the published history of Chicago is not on this machine")
def test_chicagos_dates_come_true_as_often_as_they_should(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    figures = estimate_figures()
    assert P50_RANGE[0] <= figures["estimate_p50_coverage"] <= P50_RANGE[1]
    assert P80_RANGE[0] <= figures["estimate_p80_coverage"] <= P80_RANGE[1]
    assert figures["estimate_types_judged"] == 6
    assert figures["estimate_types_in_range"] >= 4
    assert figures["estimate_share_in_range"] >= 0.7
    monkeypatch.setattr("bench.estimates.OUT", tmp_path)
    merge({"cases_per_minute": 7.0})
    merge(figures)
    assert '"cases_per_minute": 7.0' in (tmp_path / "workflow.json").read_text()
    assert "estimate_p80_coverage" in (tmp_path / "workflow.json").read_text()
