"""`hex311 city`: check a city pack, publish it."""

from pathlib import Path
from typing import Annotated

import typer
from botocore.exceptions import BotoCoreError, ClientError
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from hex311_cli.catalogue import OvertakenPublication
from hex311_cli.commands.places import published as places_published
from hex311_cli.deploy.problems import DeployProblem
from hex311_cli.overlay.sources import LayerError
from hex311_cli.overlay.tablewriter import TableBusy
from hex311_cli.pack import Pack, PackErrors, PackProblem, load_pack
from hex311_cli.places.publish import PlacesOvertaken
from hex311_cli.publish import PublishReport, publish_pack
from hex311_cli.target import connect

app = typer.Typer(help="Check and publish a city pack (a city as data files).", no_args_is_help=True)
out = Console(highlight=False, soft_wrap=True)
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


@app.command()
def publish(folder: Folder, stack: Annotated[str, typer.Option(help="Name of the stack.")] = "hex311") -> None:
    """Publish a city pack to a stack: its documents as a new version, its layers as a new generation."""
    try:
        outputs = connect(stack).outputs
        with err.status("Publishing ...") as status:
            report = publish_pack(folder, outputs, lambda note: status.update(escape(note)))
    except PackErrors as errors:
        raise _refused(folder, errors) from None
    except LayerError as refusal:
        for problem in refusal.problems:
            err.print(str(problem), style="red", markup=False)
        raise typer.Exit(1) from None
    except DeployProblem as problem:
        err.print(f"{problem.what} {problem.mend}", style="red", markup=False)
        raise typer.Exit(1) from None
    except (OvertakenPublication, PlacesOvertaken, TableBusy, ClientError, BotoCoreError) as fault:
        err.print(str(fault), style="red", markup=False)
        raise typer.Exit(1) from None
    out.print(_published(report), markup=False)


def _published(report: PublishReport) -> str:
    layers = report.layers
    cells = f"{layers.written:,} cells written, {layers.emptied:,} emptied, {layers.unchanged:,} unchanged"
    if report.changed:
        size = f"{report.documents} documents, {report.stored_bytes / 1000:,.0f} KB stored"
        catalogue = f"Version {report.version} is published ({size})."
    else:
        catalogue = f"The documents are unchanged: version {report.version} stands."
    described = f"{layers.layers} layers, {layers.features:,} features: {cells}."
    drawn = "The map shows new files." if report.map_changed else "The map is unchanged."
    return "\n".join([catalogue, described, places_published(report.places), drawn, *report.not_drawn])


def _refused(folder: Path, errors: PackErrors) -> typer.Exit:
    _print_problems(err, folder, errors.problems)
    err.print(f"[red]{len(errors.problems)} things to mend in {escape(str(folder))}.[/red] Help: docs/city-pack.md")
    return typer.Exit(1)


def _load(folder: Path) -> Pack:
    try:
        with err.status(f"Reading {folder} ..."):
            return load_pack(folder)
    except PackErrors as errors:
        raise _refused(folder, errors) from None


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
