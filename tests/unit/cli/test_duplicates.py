"""`hex311 duplicates`, and what publishing a larger radius does."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from hex311.domain.duplicate_rules import raised_radii
from hex311.domain.duplicates import entry_key
from hex311.domain.geography import Point
from hex311.spatial.cover import cell_of
from hex311.usecases.merge_requests import merge_requests
from hex311.usecases.submit_request import submit_request
from hex311.usecases.widen_covers import widen_covers
from hex311_cli.commands.duplicates import app
from hex311_cli.duplicates.backtest import Past, PastCase, Rule, halves
from tests.support.aws import moto_city
from tests.support.city import HOME, a_report
from tests.unit.usecases.test_merge_requests import TRIAGE, WHY, close, filed

DAY = 86_400
HEADER = "Service Request Number,Type of Service Request,Status,Creation Date,Latitude,Longitude,Surface\n"


def past(number: str, metres: float, day: float, *, marked: bool = False, surface: str = "brick") -> PastCase:
    point = Point(latitude=HOME.latitude + metres / 111_195, longitude=HOME.longitude)
    return PastCase(number, "graffiti", point, int(day * DAY), marked, {"surface": surface})


def test_a_rule_is_scored_against_the_marks() -> None:
    cases = [
        past("1", 0, 0),
        past("2", 5, 1, marked=True),
        past("3", 6, 2),
        past("4", 9_000, 3, marked=True),
        past("5", 3, 400, marked=True),
    ]
    score = Past(cases).score(Rule(10, 30))
    assert (score.cases, score.marked, score.findable, score.joined, score.right) == (5, 3, 1, 2, 1)
    assert score.precision == 0.5
    assert score.recall == score.ceiling == pytest.approx(1 / 3)


def test_answers_and_days_decide_too() -> None:
    cases = [past("1", 0, 0), past("2", 0, 5, surface="glass"), past("3", 0, 6)]
    history = Past(cases)
    assert history.score(Rule(10, 30, ("surface",))).joined == 1
    assert history.score(Rule(10, 2)).joined == 1
    assert history.score(Rule(10, 5.5)).joined == 2


def test_mates_are_found_over_the_edges_of_squares() -> None:
    edge = 41.3 // 0.002 * 0.002
    one, two = (PastCase(str(n), "k", Point(latitude=edge + n * 1e-5, longitude=-97.1), n, False) for n in (-1, 1))
    assert Past([one, two]).score(Rule(10, 1)).joined == 1


def test_neighbours_stay_in_one_half() -> None:
    cases = [past(str(n), 2_000 * (n // 2), n) for n in range(60)]
    first, second = halves(cases)
    assert first
    assert second
    assert all((cases[n] in first) == (cases[n + 1] in first) for n in range(0, 60, 2))


def test_the_commands_print_a_line_for_each_type(tmp_path: Path) -> None:
    history, rules = tmp_path / "h.csv", tmp_path / "r.yaml"
    rows = [f"{n},Graffiti,Completed - Dup,2012-01-0{n + 1}T00:00:00,41.3,-97.1,Brick\n" for n in range(4)]
    history.write_text(HEADER + "".join(rows) + "9,Graffiti,Open,2012-01-01T00:00:00,,,\n")
    rules.write_text("rules: {graffiti: {radius_m: 10, window_days: 2, same: [surface]}}\n")
    done = CliRunner().invoke(app, ["backtest", str(rules), str(history)])
    assert done.exit_code == 0, done.output
    assert "75%" in done.output
    assert "1 rows" in done.output
    assert CliRunner().invoke(app, ["tune", str(history), "--same", "surface"]).exit_code == 0
    rules.write_text("rules: {potholes: {radius_m: 10, window_days: 2}}\n")
    assert CliRunner().invoke(app, ["backtest", str(rules), str(history)]).exit_code == 1
    rules.write_text("rules: {graffiti: {radius_m: 1000, window_days: 2}}\n")
    assert CliRunner().invoke(app, ["backtest", str(rules), str(history)]).exit_code == 1


def test_a_raised_radius_lays_open_cases_out_further() -> None:
    with moto_city() as city:
        parent, child, over = filed(city), filed(city, 5), filed(city, 200)
        merge_requests(city, TRIAGE, child, parent, WHY)
        close(city, over)
        group = city.cases.case_file(parent).request.duplicate_group
        far = Point(latitude=HOME.latitude + 0.004, longitude=HOME.longitude)
        key = entry_key(group, cell_of(far)).split("#")
        assert not city.nearby.read(*key).entries
        assert widen_covers(city, {}) == 0
        assert widen_covers(city, {group: 500.0}) == 3  # the closed one may be opened again
        assert widen_covers(city, {group: 500.0, "other": 900.0}) == 0
        assert {entry.case_id for entry in city.nearby.read(*key).entries} == {parent, child}
        assert city.cases.case_file(over).request.duplicate_radius_m == 500
        close(city, parent)
        assert not city.nearby.read(*key).entries
        assert submit_request(city, a_report(point=far)).duplicates == ()


def test_only_groups_that_grow_are_raised() -> None:
    def services(**radii: float) -> dict[str, object]:
        return {
            code: {"duplicates": {"group": code[0], "radius_m": radius, "window_days": 1}}
            for code, radius in radii.items()
        }

    assert raised_radii(services(a1=10, a2=30, b1=5), services(a1=30, a2=10, b1=9, c1=5)) == {"b": 9.0}
