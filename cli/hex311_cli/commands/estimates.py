"""`hex311 estimates`: hold the estimates against a city's history."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from rich.console import Console
from rich.table import Table

from hex311_cli.estimates.backtest import Coverage, backtest, overall
from hex311_cli.estimates.history import read_lives
from hex311_cli.history.problems import HistoryProblem

app = typer.Typer(help="Dates that are estimated from closed cases.", no_args_is_help=True)
out = Console(highlight=False)
err = Console(stderr=True, highlight=False)

#: Within these the estimates are called honest.
P50_RANGE, P80_RANGE = (0.42, 0.60), (0.74, 0.87)


@app.callback()
def _group() -> None:
    """Keeps `backtest` a command of its own while it is the only one."""


@app.command("backtest")
def backtest_command(
    history: Annotated[list[Path], typer.Argument(help="CSV files of the earlier system, gzipped or not.")],
    area: Annotated[str, typer.Option(help="The column that names the area of a case.")] = "Community Area",
    zone: Annotated[str, typer.Option(help="The city's time zone.")] = "America/Chicago",
) -> None:
    """Estimate every case from what was known the evening before, and say how many dates came true.

    Exit code 1 when the shares over all types are not within the ranges.
    """
    try:
        cases, left_out = read_lives(history, ZoneInfo(zone), area)
    except HistoryProblem as problem:
        err.print(str(problem), style="red", markup=False)
        raise typer.Exit(1) from None
    types = backtest(cases)
    total = overall(types)
    show(types, total)
    out.print(f"{left_out} rows without two usable dates are left out.")
    if not is_honest(total):
        raise typer.Exit(1)


def is_honest(found: Coverage) -> bool:
    """Whether both shares lie within their ranges."""
    return all(low <= share <= high for share, (low, high) in zip(found.shares, (P50_RANGE, P80_RANGE), strict=True))


def show(types: dict[str, Coverage], total: Coverage) -> None:
    """A line for each type, and one for all of them."""
    table = Table(title="Closed by the date that was named")
    table.add_column("type")
    for name in ("estimated", "too thin", "by P50", "by P80", ""):
        table.add_column(name, justify="right")
    for code, found in [*types.items(), ("all types", total)]:
        shares = [f"{share:.3f}" if found.told else "-" for share in found.shares]
        table.add_row(code, str(found.told), str(found.thin), *shares, "" if is_honest(found) else "outside")
    out.print(table)
    out.print(
        f"Wanted: by P50 {P50_RANGE[0]:.2f} to {P50_RANGE[1]:.2f}, by P80 {P80_RANGE[0]:.2f} to {P80_RANGE[1]:.2f}."
    )
