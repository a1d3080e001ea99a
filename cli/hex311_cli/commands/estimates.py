"""`hex311 estimates`: hold the estimates against a city's history."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from rich.console import Console

from hex311.domain.worked_days import WorkedDays
from hex311_cli.estimates.backtest import backtest, overall
from hex311_cli.estimates.history import read_lives
from hex311_cli.estimates.methods import AS_BEFORE, AsInTheCity, KaplanMeier
from hex311_cli.estimates.tables import is_honest, show_peers, show_types, show_years
from hex311_cli.history.problems import HistoryProblem

app = typer.Typer(help="Dates that are estimated from closed cases.", no_args_is_help=True)
out = Console(highlight=False)
err = Console(stderr=True, highlight=False)


@app.callback()
def _group() -> None:
    """Keeps `backtest` a command of its own while it is the only one."""


@app.command("backtest")
def backtest_command(
    history: Annotated[list[Path], typer.Argument(help="CSV files of the earlier system, gzipped or not.")],
    area: Annotated[str, typer.Option(help="The column that names the area of a case.")] = "Community Area",
    zone: Annotated[str, typer.Option(help="The city's time zone.")] = "America/Chicago",
    holiday: Annotated[list[str], typer.Option(help="A free day, 2012-12-25; may be given often.")] = [],  # noqa: B006
) -> None:
    """Estimate every case from what was known the evening before, and say how many dates came true.

    The city works from Monday to Friday; types that are closed on other days as well are seen to be. Exit code 1 when
    the shares over all types are not within the ranges.
    """
    try:
        calendar = WorkedDays.of(range(5), (date.fromisoformat(day).toordinal() for day in holiday))
    except ValueError:
        err.print("A holiday is a day such as 2012-12-25.", style="red", markup=False)
        raise typer.Exit(1) from None
    try:
        cases, left_out = read_lives(history, ZoneInfo(zone), area)
    except HistoryProblem as problem:
        err.print(str(problem), style="red", markup=False)
        raise typer.Exit(1) from None
    ours = backtest(cases, AsInTheCity(calendar))
    show_types(out, ours)
    show_years(out, ours)
    peers = {"every day of the year, not adjusted": AS_BEFORE, "Kaplan-Meier of 90 days": KaplanMeier()}
    show_peers(out, ours, {name: backtest(cases, method) for name, method in peers.items()})
    out.print(f"{left_out} rows without two usable dates are left out.")
    if not is_honest(overall(ours)):
        raise typer.Exit(1)
