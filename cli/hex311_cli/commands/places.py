"""`hex311 places`: import a category of facilities or assets, list and remove what is published."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import boto3
import typer
from botocore.exceptions import BotoCoreError, ClientError
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from hex311.domain.place import CategoryKind
from hex311_cli.deploy.problems import DeployProblem
from hex311_cli.overlay.tablewriter import TableBusy
from hex311_cli.pack.problems import PackErrors, PackProblem
from hex311_cli.places.publish import PlacesOvertaken, PlacesReport, publish_places, standing_categories
from hex311_cli.places.read import Fields, Unreadable, as_facility, places_of, read_rows
from hex311_cli.places.table import PlacesTable
from hex311_cli.target import connect

app = typer.Typer(help="Facilities and assets: import, list, remove.", no_args_is_help=True)
out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)

StackName = Annotated[str, typer.Option("--stack", help="The city's stack.")]
_CODE = re.compile(r"[a-z][a-z0-9_]{1,59}")


@app.command("import")
def import_places(
    file: Annotated[Path, typer.Argument(help="GeoJSON, or CSV with latitude and longitude (.gz too).")],
    category: Annotated[str, typer.Option(help="The category that the file is all of, such as hydrant.")],
    stack: StackName = "hex311",
    facility: Annotated[bool, typer.Option("--facility", help="People go there; without it: an asset.")] = False,
    id_field: Annotated[str | None, typer.Option(help="Property that is the id (default: guessed).")] = None,
    name_field: Annotated[str | None, typer.Option(help="Property that is the name (default: guessed).")] = None,
) -> None:
    """Import a category; what the category had before and the file has not goes."""
    with _plain_errors():
        if not _CODE.fullmatch(category):
            text = "The category must be small letters, digits and underscores, beginning with a letter."
            raise Unreadable(PackProblem(file.name, 0, text, "Such as --category bike_rack."))
        places, problems = places_of(read_rows(file, file.name), file.name, Fields(id_field, name_field))
        places = [as_facility(place) for place in places] if facility else places
        if not places and not problems:
            problems = [PackProblem(file.name, 0, "There are no places in it.", "hex311 places remove takes one away.")]
        if problems:
            raise PackErrors(problems)
        table = _table(stack)
        standing = standing_categories(table).get(category)
        if standing and standing.source == "pack":
            text = f"The category '{category}' comes with the city pack."
            raise PackErrors([PackProblem(file.name, 0, text, "Change the pack, or import under another category.")])
        kind: CategoryKind = "facility" if facility else "asset"
        with err.status("Publishing ...") as status:
            report = publish_places(
                {category: (kind, places)}, table, "import", progress=lambda note: status.update(escape(note))
            )
    out.print(published(report), markup=False)


@app.command("list")
def list_places(stack: StackName = "hex311") -> None:
    """List the published categories."""
    with _plain_errors():
        standing = standing_categories(_table(stack))
    if not standing:
        out.print("No places are published. hex311 places import FILE --category CODE publishes some.")
        return
    shown = Table(box=None)
    for title in ("category", "kind", "from"):
        shown.add_column(title)
    for title in ("places", "leaves"):
        shown.add_column(title, justify="right")
    for code, one in sorted(standing.items()):
        shown.add_row(code, one.kind, one.source, f"{one.size:,}", f"{len(one.leaves):,}")
    out.print(shown)


@app.command("remove")
def remove_places(
    categories: Annotated[list[str], typer.Argument(help="Categories that were imported.")], stack: StackName = "hex311"
) -> None:
    """Remove imported categories; those of the city pack go with the pack."""
    with _plain_errors():
        table = _table(stack)
        standing = standing_categories(table)
        for code in categories:
            if code not in standing or standing[code].source == "pack":
                have = ", ".join(sorted(name for name, one in standing.items() if one.source == "import")) or "none"
                text = f"There is no imported category '{code}'."
                raise PackErrors([PackProblem("places", 0, text, f"Imported categories: {have}.")])
        report = publish_places({}, table, "import", remove=categories)
    out.print(f"Removed: {', '.join(report.removed)}.", markup=False)


def published(report: PlacesReport) -> str:
    """A publication in one line."""
    leaves = f"{report.written:,} leaves written, {report.unchanged:,} unchanged, {report.retired:,} let go"
    return f"{report.places:,} places in {report.categories} categories: {leaves}."


def _table(stack: str) -> PlacesTable:
    outputs = connect(stack).outputs
    return PlacesTable(boto3.client("dynamodb"), outputs["PlacesTable"])


@contextmanager
def _plain_errors() -> Iterator[None]:
    """Every expected failure as plain sentences and exit code 1."""
    try:
        yield
    except (PackErrors, Unreadable) as refusal:
        problems = refusal.problems if isinstance(refusal, PackErrors) else [refusal.problem]
        for problem in problems:
            err.print(f"{problem.file}: {problem.problem}", style="red", markup=False)
            if problem.mend:
                err.print(f"    {problem.mend}", style="dim", markup=False)
        raise typer.Exit(1) from None
    except DeployProblem as problem:
        err.print(f"{problem.what} {problem.mend}", style="red", markup=False)
        raise typer.Exit(1) from None
    except (PlacesOvertaken, TableBusy, ClientError, BotoCoreError) as fault:
        err.print(str(fault), style="red", markup=False)
        raise typer.Exit(1) from None
