"""Address books for tests: Rivermark's own, built once, and small ones made by hand."""

import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import shapely

from hex311.adapters.gazetteer import SqliteGazetteer
from hex311.domain.address import Landmark
from hex311.domain.geography import Point
from hex311_cli.addresses.build import build_book
from hex311_cli.addresses.sources import AddressRow, AddressSources, StreetLine, sources_of_pack
from hex311_cli.pack import load_pack
from tests.support.city import ROOT

KEY = "addresses/test.sqlite.gz"


@cache
def rivermark_book() -> SqliteGazetteer:
    return book_of(sources_of_pack(load_pack(ROOT / "cities" / "rivermark", geodata=False)))


def book_of(sources: AddressSources) -> SqliteGazetteer:
    """The address book of these sources; the file goes once it is open."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.sqlite"
        build_book(sources, path)
        return SqliteGazetteer(path)


def row(number: int, street: str, latitude: float, longitude: float, postcode: str = "") -> AddressRow:
    return AddressRow(number, street, postcode, latitude, longitude)


def line(name: str, *places: tuple[float, float], numbers: tuple[int, int] | None = None) -> StreetLine:
    """A street through places given as (longitude, latitude)."""
    return StreetLine(name, shapely.linestrings(places), numbers)


def landmark(name: str, category: str, latitude: float, longitude: float) -> Landmark:
    return Landmark(name, category, "", Point(latitude=latitude, longitude=longitude))


def labels(matches: Sequence[Any]) -> list[str]:
    return [match.label for match in matches]
