"""`hex311 city`: check a city pack, publish it."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from hex311_cli.pack import Pack, PackErrors, PackProblem, load_pack

app = typer.Typer(help="Check and publish a city pack (a city as data files).", no_args_is_help=True)
out = Console(highlight=False)
err = Console(stderr=True, highlight=False, soft_wrap=True)

Folder = Annotated[Path, typer.Argument(help="The folder of the city pack, such as cities/rivermark.")]


@app.command()
def check(folder: Folder) -> None:
    """Check a city pack: print what to mend (exit code 1) or a summary."""
    pack = _load(folder)
    out.print(_summary(pack))
    if pack.notes:
        out.print(f"\n{len(pack.notes)} notes (they do not stop a publication):")
        _print_problems(out, folder, pack.notes)
    out.print(f"[green]{folder} is in order.[/green]")


def _load(folder: Path) -> Pack:
    try:
        with err.status(f"Reading {folder} ..."):
            return load_pack(folder)
    except PackErrors as errors:
        _print_problems(err, folder, errors.problems)
        err.print(f"[red]{len(errors.problems)} things to mend in {folder}.[/red] Help: docs/city-pack.md")
        raise typer.Exit(1) from None


def _print_problems(console: Console, folder: Path, problems: tuple[PackProblem, ...]) -> None:
    for problem in problems:
        place = f"{folder / problem.file}:{problem.line}" if problem.line else str(folder / problem.file)
        console.print(f"{place}\n    {problem.problem}", markup=False)
        if problem.mend:
            console.print(f"    {problem.mend}", style="dim", markup=False)


def _summary(pack: Pack) -> Table:
    table = Table(title=f"City pack {pack.folder}", show_header=False, box=None)
    for what, count in pack.summary().items():
        table.add_row(what, f"{count:,}", style=None)
    table.add_row("content hash", pack.content_hash()[:8])
    return table
