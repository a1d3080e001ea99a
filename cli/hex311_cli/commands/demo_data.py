"""`hex311 demo-data`: a year of cases for the demo city, so that no screen is empty."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from hex311_cli.demo_cases.load import load_demo
from hex311_cli.demo_cases.stories import has_stories
from hex311_cli.deploy.places import Places
from hex311_cli.target import connect

app = typer.Typer(help="Cases of the demo city's past.", no_args_is_help=True)
out = Console(highlight=False)


@app.callback()
def _group() -> None:
    """Keeps `load` a command of its own while it is the only one."""


@app.command()
def load(
    city: Annotated[Path, typer.Option(help="City pack that has stories (demo/).")] = Path("cities/rivermark"),
    stack: Annotated[str, typer.Option(help="The city's stack, on the local cloud.")] = "hex311",
) -> None:
    """Load the pack's demo cases, as `hex311 up` does; nothing when they were loaded before.

    Cut off, the same command goes on where it stopped.
    """
    began = time.monotonic()
    pack = city if city.is_absolute() else Places.from_environment().root / city
    if not has_stories(pack):
        raise typer.BadParameter(f"{city} has no stories (demo/).")
    done = load_demo(connect(stack), pack, lambda text: out.print(f"  {text}", style="dim"))
    out.print(f"Demo cases: {done} ({time.monotonic() - began:.1f} s)")
