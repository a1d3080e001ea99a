"""`hex311 replay`: real rows of an earlier system, filed as new reports through the front door."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Annotated

import httpx
import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from hex311_cli.deploy.staff import DEMO_PASSWORD
from hex311_cli.door import Door, Refused
from hex311_cli.history.choose import choose
from hex311_cli.history.file_again import FILED, REPLAYED, Answer, Clerk, file_all, work_through
from hex311_cli.history.legacy_rows import LegacyReader
from hex311_cli.history.mapping import read_mapping
from hex311_cli.history.service_types import ServiceTypes
from hex311_cli.history.show import plain_errors
from hex311_cli.history.table import HistoryFile
from hex311_cli.target import Target, connect

out = Console(highlight=False)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def replay(
    files: Annotated[list[Path], typer.Argument(help="CSV files of the earlier system (.gz too).")],
    stack: Annotated[str, typer.Option(help="The city's stack.")] = "hex311",
    count: Annotated[int, typer.Option(min=1, help="How many rows to file.")] = 100,
    seed: Annotated[int, typer.Option(help="The same seed chooses the same rows.")] = 1,
    mapping: Annotated[Path | None, typer.Option(help="YAML file that says what the guesses get wrong.")] = None,
    parallel: Annotated[int, typer.Option(min=1, max=32, help="Reports filed at the same time.")] = 4,
    patience: Annotated[float, typer.Option(help="Longest wait for one report when told to come back (s).")] = 30,
    work: Annotated[bool, typer.Option("--work", help="Then do the work of each, as staff.")] = False,
    email: Annotated[str, typer.Option(help="Staff log-in for --work.")] = "admin@example.org",
    password: Annotated[str, typer.Option(envvar="HEX311_PASSWORD", help="Its password.")] = DEMO_PASSWORD,
) -> None:
    """File real rows as new reports, each once however often this is run; print what came of them."""
    with plain_errors(err, "Run the same command again: nothing is filed twice."):
        target = connect(stack)
        cases = choose(_sources(files, target, mapping), count, seed)
        with Progress(console=err, transient=True) as bar:
            task = bar.add_task("filing", total=len(cases))
            clerk = Clerk(target.door, patience)
            answers = file_all(clerk, cases, parallel, lambda _: bar.advance(task))
        show(answers)
        if work:
            target.door.sign_in(email, password)
            _work(target.door, [answer.number for answer in answers if answer.number], parallel)


def _sources(
    files: Sequence[Path], target: Target, mapping_file: Path | None
) -> list[tuple[HistoryFile, LegacyReader]]:
    mapping = read_mapping(mapping_file)
    catalogue = target.ports().catalogue.current()
    types = ServiceTypes(catalogue, mapping.types)
    opened = [HistoryFile(path, mapping.encoding) for path in files]
    return [(file, LegacyReader(file, catalogue, mapping, types)) for file in opened]


def show(answers: Sequence[Answer]) -> None:
    """What was filed, replayed and refused, how long it took, and what to do about limits."""
    outcomes = Counter(answer.outcome for answer in answers)
    table = Table(show_header=False, box=None)
    table.add_column(justify="right")
    table.add_column()
    table.add_row(f"{outcomes.pop(FILED, 0):,}", "filed")
    table.add_row(f"{outcomes.pop(REPLAYED, 0):,}", "replayed: filed by an earlier run, nothing new")
    for code, number in outcomes.most_common():
        table.add_row(f"{number:,}", f"refused: {code}")
    out.print(table)
    out.print(f"filing took {_percentiles([answer.seconds for answer in answers])}")
    waited = sum(answer.waited for answer in answers)
    if waited:
        out.print(f"waited {waited:.0f} s in all where the city said to come back later")
    limited = [answer.come_back for answer in answers if answer.come_back]
    if limited:
        out.print(
            f"\nThe city's limits stopped {len(limited):,} reports (the longest wait: {max(limited)} s). Run the same "
            "command later for the rest; a test stack gets higher limits by\n  hex311 up --stack NAME --parameter "
            "LimitAddressPerHour=100000 --parameter LimitPlacePerHour=1000"
        )


def _work(door: Door, numbers: Sequence[str], parallel: int) -> None:
    failures: list[str] = []

    def one(number: str) -> float | None:
        try:
            return work_through(door, number)
        except (Refused, TimeoutError, httpx.HTTPError) as failure:
            failures.append(f"{number}: {failure}")
            return None
        finally:
            bar.advance(task)

    with Progress(console=err, transient=True) as bar, ThreadPoolExecutor(parallel) as pool:
        task = bar.add_task("working", total=len(numbers))
        times = [seconds for seconds in pool.map(one, numbers) if seconds is not None]
    out.print(f"{len(times):,} worked on to the end, each in {_percentiles(times)}")
    for failure in failures:
        err.print(failure, style="red", markup=False)
    if failures:
        raise typer.Exit(1)


def _percentiles(seconds: Sequence[float]) -> str:
    if not seconds:
        return "no time: there were none"
    ranked = sorted(seconds)
    p50, p95 = (ranked[math.ceil(len(ranked) * share) - 1] for share in (0.5, 0.95))
    return f"p50 {p50 * 1000:,.0f} ms, p95 {p95 * 1000:,.0f} ms"
