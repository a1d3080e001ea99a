"""`hex311 cases`: bring the city's history over from its earlier system."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.table import Table

from hex311_cli.history.legacy_rows import LegacyReader
from hex311_cli.history.mapping import read_mapping
from hex311_cli.history.rejects import rejects_file
from hex311_cli.history.service_types import UNKNOWN, ServiceTypes
from hex311_cli.history.show import plain_errors
from hex311_cli.history.table import HistoryFile
from hex311_cli.history.take_over import Account, take_over
from hex311_cli.target import connect

app = typer.Typer(help="Cases: bring the city's history over.", no_args_is_help=True)
out = Console(highlight=False)
err = Console(stderr=True, highlight=False, soft_wrap=True)

SHOWN_DETAILS = 8


@app.callback()
def _group() -> None:
    """Keeps `import` a command of its own while it is the only one."""


@app.command("import")
def import_cases(
    files: Annotated[list[Path], typer.Argument(help="CSV files of the earlier system (.gz too).")],
    stack: Annotated[str, typer.Option(help="The city's stack.")] = "hex311",
    mapping: Annotated[Path | None, typer.Option(help="YAML file that says what the guesses get wrong.")] = None,
    rejects: Annotated[Path | None, typer.Option(help="Write the rows that were left out to this CSV file.")] = None,
    parallel: Annotated[int, typer.Option(min=1, max=32, help="Rows written at the same time.")] = 4,
) -> None:
    """Take cases over with their own numbers and dates, without mails; open ones go to work here.

    Running it again changes nothing: cases that stand already are left as they are.
    """
    started = time.monotonic()
    with plain_errors(err, "No case is half imported: run the same command again."):
        account, types = _import(files, stack, mapping, rejects, parallel)
    show(account, types, time.monotonic() - started)


def _import(
    files: list[Path], stack: str, mapping_file: Path | None, rejects: Path | None, parallel: int
) -> tuple[Account, ServiceTypes]:
    mapping = read_mapping(mapping_file)
    opened = [HistoryFile(path, mapping.encoding) for path in files]
    target = connect(stack)
    workers = [target.ports() for _ in range(parallel)]
    catalogue = workers[0].catalogue.current()
    types = ServiceTypes(catalogue, mapping.types)
    sources = [(file, LegacyReader(file, catalogue, mapping, types)) for file in opened]
    with _progress() as bar, rejects_file(rejects, opened) as reject:
        task = bar.add_task("importing", total=sum(file.size for file in opened), rows=0)

        def step(rows: int) -> None:
            bar.update(task, completed=sum(file.position for file in opened), rows=f"{rows:,}")

        account = take_over(sources, workers, step, reject)
    return account, types


def _progress() -> Progress:
    rows = TextColumn("{task.fields[rows]} rows")
    bar = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), rows, TimeRemainingColumn())
    return Progress(*bar, console=err, transient=True)


def show(account: Account, types: ServiceTypes, seconds: float) -> None:
    """The account as a table, and what to put into a mapping file."""
    table = Table(show_header=False, box=None)
    table.add_column(justify="right")
    table.add_column()
    table.add_row(f"{account.opened:,}", "open cases imported, on their way to the departments")
    table.add_row(f"{account.closed:,}", "closed cases imported")
    table.add_row(f"{account.there:,}", "there already, unchanged")
    for reason, count in account.skipped.most_common():
        table.add_row(f"{count:,}", f"skipped: {reason}")
    out.print(table)
    out.print(f"{account.rows:,} rows in {seconds:.1f} s ({account.rows / max(seconds, 0.001):,.0f} a second)")
    unknown = [(name, count) for (reason, name), count in account.details.most_common() if reason == UNKNOWN]
    if unknown:
        out.print("\nUnknown service types; for the mapping file, below types:")
    for name, count in unknown[:SHOWN_DETAILS]:
        likely = types.likely(name)
        guess = f"{likely}  # {count:,} rows; a guess" if likely else f"  # {count:,} rows"
        out.print(f"  {json.dumps(name)}: {guess}", markup=False)
