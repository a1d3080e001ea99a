"""`hex311 tiles`: rebuild the live map, and prove that it shows what the table says."""

from __future__ import annotations

import time
from typing import Annotated

import typer
from rich.console import Console

from hex311.usecases.archive_history import archive_history
from hex311_cli.target import connect
from hex311_cli.tiles.rebuild import Compared, compare
from hex311_cli.tiles.rebuild import rebuild as rebuild_all

app = typer.Typer(help="The live map of requests.", no_args_is_help=True)
out = Console(highlight=False)

SHOWN = 10
Stack = Annotated[str, typer.Option(help="The city's stack.")]


@app.command()
def rebuild(stack: Stack = "hex311") -> None:
    """Draw every tile anew from the table, then prove that all live tiles are the same; exit code 1 when not.

    Safe while reports come in: tiles are never written over newer ones.
    """
    began = time.monotonic()
    stored, found = rebuild_all(connect(stack).ports(), time.sleep)
    out.print(f"{stored:,} tiles were different or missing and have been stored ({time.monotonic() - began:.1f} s)")
    _show(found)


@app.command()
def check(stack: Stack = "hex311") -> None:
    """Compare every live tile with the table and change nothing; exit code 1 when any differs."""
    _show(compare(connect(stack).ports(), time.sleep))


@app.command()
def history(stack: Stack = "hex311") -> None:
    """Draw all months of the map's history whose cases changed, as every night; needed at once after an import."""
    done = archive_history(connect(stack).ports(), everything=True)
    out.print(f"{len(done.months):,} months looked at, {done.stored:,} files stored")


def _show(found: Compared) -> None:
    out.print(f"{found.tiles:,} tiles compared, {found.points:,} cases on the map")
    for path in found.different[:SHOWN]:
        out.print(f"  {path} is not what the table says")
    if found.different:
        out.print(f"{len(found.different):,} tiles differ. hex311 tiles rebuild draws them.")
        raise typer.Exit(1)
    out.print("The live map shows what the table says.")
