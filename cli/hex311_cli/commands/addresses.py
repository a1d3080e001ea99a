"""`hex311 addresses`: try the address book of a city pack, and measure the geocoder on real data."""

import tempfile
import time
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from hex311.adapters.gazetteer import SqliteGazetteer
from hex311.domain.address_search import search
from hex311.domain.address_town import towns_of
from hex311_cli.addresses.build import build_book
from hex311_cli.addresses.measure import HIT_M, OneBlockHidden, build_measured_book, measure_placing, measure_spellings
from hex311_cli.addresses.sources import sources_of_pack
from hex311_cli.pack import PackErrors, load_pack

app = typer.Typer(help="Addresses: try a city's address book, measure the geocoder.", no_args_is_help=True)
out = Console(highlight=False)
err = Console(stderr=True, highlight=False, soft_wrap=True)

Folder = Annotated[Path, typer.Argument(help="The folder of the city pack, such as cities/rivermark.")]
Sample = Annotated[int | None, typer.Option(help="Ask only so many (a fixed sample) of each kind.")]


@app.command()
def find(folder: Folder, texts: Annotated[list[str], typer.Argument(help="What a resident might type.")]) -> None:
    """Build the address book of a city pack and search it."""
    try:
        pack = load_pack(folder, geodata=False)
    except PackErrors as errors:
        err.print(f"{folder} has {len(errors.problems)} things to mend: hex311 city check {folder}", style="red")
        raise typer.Exit(1) from None
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "book.sqlite"
        size = build_book(sources_of_pack(pack), path)
        out.print(
            f"{size.streets:,} streets, {size.addresses:,} addresses, {size.corners:,} corners, "
            f"{size.places:,} places; {path.stat().st_size / 1e6:.1f} MB"
        )
        book = SqliteGazetteer(path)
        for text in texts:
            out.print(_table(book, text, pack.documents()["city"]))


def _table(book: SqliteGazetteer, text: str, city: dict[str, object]) -> Table:
    began = time.process_time()
    found = search(book, text, 5, towns=towns_of(city))
    spent = (time.process_time() - began) * 1000
    table = Table(title=f"{text}: {found.verdict} ({spent:.2f} ms)", title_justify="left")
    for column in ("kind", "verdict", "label", "latitude", "longitude"):
        table.add_column(column)
    for match in found.matches:
        place = (f"{match.point.latitude:.6f}", f"{match.point.longitude:.6f}") if match.point else ("", "")
        table.add_row(match.kind, match.verdict, match.label, *place)
    return table


@app.command()
def measure(
    folder: Annotated[Path, typer.Argument(help="Data as docs/addresses.md describes it.")], sample: Sample = None
) -> None:
    """Measure on real data: misspelt names, and known addresses searched with their own block hidden."""
    if not (folder / "addresses").is_dir():
        err.print(f"{folder} has no folder addresses; docs/addresses.md says what is needed.", style="red")
        raise typer.Exit(1)
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "book.sqlite"
        build_measured_book(folder, path)
        book = OneBlockHidden(path)
        spelling = measure_spellings(book, folder, sample)
        placing = measure_placing(book, folder, sample)
    table = Table(title="Geocoder on real data")
    for column in ("what", "asked", "hits", "share"):
        table.add_column(column, justify="left" if column == "what" else "right")
    asked = spelling.asked
    _row(table, "misspelt name: intended one first", asked, spelling.first)
    _row(table, "misspelt name: among the first five", asked, spelling.in_five)
    good = placing.between + placing.beyond
    known = [distance for distance in placing.few if distance is not None]
    within = f"within {HIT_M:.0f} m, block hidden"
    _row(table, f"{within}: two other blocks known", len(good) + placing.unfound, _hits(good))
    _row(table, "   known blocks on both sides", len(placing.between), _hits(placing.between))
    _row(table, "   known blocks on one side only", len(placing.beyond), _hits(placing.beyond))
    _row(table, f"{within}: fewer than two", len(placing.few), _hits(known))
    out.print(table)


def _hits(distances: list[float]) -> int:
    return sum(distance <= HIT_M for distance in distances)


def _row(table: Table, what: str, asked: int, hits: int) -> None:
    table.add_row(what, f"{asked:,}", f"{hits:,}", f"{hits / asked:.2%}" if asked else "")
