"""`hex311 duplicates`: try duplicate rules out on a city's history."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from rich.console import Console
from rich.table import Table

from hex311_cli.duplicates.backtest import Past, PastCase, Rule, Score, halves
from hex311_cli.duplicates.history import read_past, read_rules
from hex311_cli.duplicates.hotspots import watch_past
from hex311_cli.history.problems import HistoryProblem

STORMS = (8, 12, 20)

app = typer.Typer(help="Try duplicate rules out on a city's history.", no_args_is_help=True)
out = Console(highlight=False)
err = Console(stderr=True, highlight=False)

Files = Annotated[list[Path], typer.Argument(help="CSV files of the earlier system, gzipped or not.")]
Zone = Annotated[str, typer.Option(help="The city's time zone, for dates without one.")]


@app.command()
def backtest(
    rules: Annotated[Path, typer.Argument(help="YAML: rules: {type: {radius_m, window_days, same: [column]}}.")],
    history: Files,
    zone: Zone = "UTC",
) -> None:
    """Say what the rules would have joined, with precision and recall where the history marks duplicates."""
    try:
        wanted, (past, left_out) = read_rules(rules), read_past(history, ZoneInfo(zone))
    except HistoryProblem as problem:
        raise _refused(problem) from None
    unknown = sorted(set(wanted) - set(past))
    if unknown:
        err.print(f"No case is of type {', '.join(unknown)}. There are: {', '.join(sorted(past))}.")
        raise typer.Exit(1)
    table = _table("What the rules would have joined")
    for kind, rule in wanted.items():
        _add(table, kind, rule, Past(past[kind]).score(rule))
    _show(table, left_out)


@app.command()
def tune(
    history: Files,
    same: Annotated[list[str] | None, typer.Option(help="A column that a rule may compare; again for more.")] = None,
    zone: Zone = "UTC",
) -> None:
    """Find the rule with the best balance on one half of the neighbourhoods; report it on the other half."""
    try:
        past, left_out = read_past(history, ZoneInfo(zone))
    except HistoryProblem as problem:
        raise _refused(problem) from None
    table = _table("Tuned on one half, reported on the other")
    for kind, cases in sorted(past.items()):
        first, second = halves(cases)
        rule = Past(first).tuned(_columns(cases, same or []))
        _add(table, kind, rule, Past(second).score(rule))
    _show(table, left_out)


@app.command()
def hotspots(
    history: Files,
    per_day: Annotated[int, typer.Option(help="Reports a day, drawn from the history.")] = 2_000,
    days: Annotated[int, typer.Option(help="Days to learn, and as many again to watch.")] = 60,
    zone: Zone = "UTC",
    area_km2: Annotated[float, typer.Option(help="What the city says of its size: watched from the first day.")] = 0.0,
) -> None:
    """Measure false alarms of hotspots: the history's places and kinds at random times, and storms planted in it."""
    try:
        past, _ = read_past(history, ZoneInfo(zone))
    except HistoryProblem as problem:
        raise _refused(problem) from None
    seen = watch_past([case for cases in past.values() for case in cases], per_day, days, STORMS, area_km2=area_km2)
    out.print(f"{seen.reports:,} reports in {seen.days} days: {seen.false_alarms} false alarms,")
    out.print(f"that is {seen.false_alarms / seen.days:.3f} in a city and day.")
    for size, planted in seen.planted.items():
        out.print(f"Storms of {size} reports within 6 hours: {seen.noticed[size]} of {planted} noticed.")


def _columns(cases: list[PastCase], named: list[str]) -> list[str]:
    """Those of the named columns that this type has."""
    return [name for name in named if any(case.answers.get(name) for case in cases)]


def _table(title: str) -> Table:
    table = Table(title=title)
    table.add_column("type")
    for name in ("rule", "cases", "marked", "ceiling of recall", "joined", "precision", "recall"):
        table.add_column(name, justify="right")
    return table


def _add(table: Table, kind: str, rule: Rule, score: Score) -> None:
    text = f"{rule.radius_m:g} m, {rule.window_days:g} d" + "".join(f", {name}" for name in rule.same)
    shares = [f"{share:.0%}" if score.marked else "-" for share in (score.ceiling, score.precision, score.recall)]
    table.add_row(kind, text, str(score.cases), str(score.marked), shares[0], str(score.joined), *shares[1:])


def _show(table: Table, left_out: int) -> None:
    out.print(table)
    out.print(f"{left_out} rows without a usable place or date are left out.")


def _refused(problem: HistoryProblem) -> typer.Exit:
    err.print(str(problem), style="red", markup=False)
    return typer.Exit(1)
