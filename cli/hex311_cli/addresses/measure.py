"""How good the geocoder is, measured on real data: misspelt street names, and addresses whose block was hidden.

Files, as the city of Chicago publishes them (docs/addresses.md says where this reads them from):

addresses/*misspellings*.csv   misspelt name, intended name, distance; no header
addresses/*ranges*.csv         Full Street Name, Direction, Street, Suffix, Suffix Direction, Min Address, Max Address
requests/*.csv.gz              service requests with street address, latitude, longitude
"""

import csv
import gzip
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import TypeVar

from hex311.adapters.gazetteer import SqliteGazetteer
from hex311.domain.address import KnownAddress, split_street
from hex311.domain.address_place import Anchor
from hex311.domain.address_search import search
from hex311.domain.address_words import key_of, words_of
from hex311.domain.geography import Point, distance_m
from hex311_cli.addresses.build import build_book
from hex311_cli.addresses.sources import AddressRow, AddressSources, StreetRange

T = TypeVar("T")

BLOCK = 100
HIT_M = 150.0
NEEDED_BLOCKS = 2
_ADDRESS = re.compile(r"^(\d{1,6}) ([NSEW] .+)$")


@dataclass(frozen=True, slots=True)
class SpellingResult:
    """Of `asked` misspellings, how many got the intended name first, and how many among the first five."""

    asked: int
    first: int
    in_five: int
    missed: Sequence[tuple[str, str, str]] = ()


@dataclass(slots=True)
class PlacingResult:
    """Distances in metres between where an address is and where it was placed with its block hidden.

    By what was there to go by: other blocks on both sides (`between`), on one side only (`beyond`); `few` counts the
    addresses on streets with fewer than two other known blocks, `unfound` those for which another street was taken.
    """

    between: list[float] = field(default_factory=list)
    beyond: list[float] = field(default_factory=list)
    few: list[float | None] = field(default_factory=list)
    unfound: int = 0

    def share(self, distances: Sequence[float], asked: int) -> float:
        return sum(distance <= HIT_M for distance in distances) / asked if asked else 0.0


class OneBlockHidden(SqliteGazetteer):
    """The address book as it would be, had nobody ever recorded an address on one block."""

    hidden: tuple[int, int] = (-1, -1)

    def _hides(self, street_id: int, number: int) -> bool:
        return (street_id, number // BLOCK) == self.hidden

    def address(self, street_id: int, number: int) -> KnownAddress | None:
        return None if self._hides(street_id, number) else super().address(street_id, number)

    def numbers_starting(self, street_id: int, number: int, most: int) -> Sequence[KnownAddress]:
        found = super().numbers_starting(street_id, number, most)
        return [one for one in found if not self._hides(street_id, one.number)]

    def around(self, street_id: int, number: int) -> tuple[Sequence[Anchor], Sequence[Anchor]]:
        if not self._hides(street_id, number):
            return super().around(street_id, number)
        low = number - number % BLOCK
        return super().around(street_id, low)[0], super().around(street_id, low + BLOCK - 1)[1]


def read_ranges(folder: Path) -> list[StreetRange]:
    """All streets with their smallest and largest number."""
    with next((folder / "addresses").glob("*ranges*.csv")).open(newline="") as lines:
        rows = [{key.strip(): value.strip() for key, value in row.items()} for row in csv.DictReader(lines)]
    names = [
        (" ".join(filter(None, (row[c] for c in ("Direction", "Street", "Suffix", "Suffix Direction")))), row)
        for row in rows
    ]
    return [StreetRange(name, int(row["Min Address"]), int(row["Max Address"])) for name, row in names]


def read_requests(folder: Path) -> list[AddressRow]:
    """The located street addresses of all service requests."""
    rows: list[AddressRow] = []
    for path in sorted((folder / "requests").glob("*.csv.gz")):
        with gzip.open(path, "rt", newline="") as lines:
            for raw in csv.DictReader(lines):
                row = {key.upper(): value for key, value in raw.items() if key}
                found = _ADDRESS.match((row.get("STREET ADDRESS") or "").strip())
                if found and row.get("LATITUDE") and row.get("LONGITUDE"):
                    place = float(row["LATITUDE"]), float(row["LONGITUDE"])
                    rows.append(
                        AddressRow(int(found[1]), found[2], row.get("ZIP CODE") or row.get("ZIP") or "", *place)
                    )
    return rows


def build_measured_book(folder: Path, path: Path) -> None:
    """An address book of all streets in the list and all addresses in the requests."""
    build_book(AddressSources(addresses=read_requests(folder), ranges=read_ranges(folder)), path)


def measure_spellings(book: SqliteGazetteer, folder: Path, most: int | None = None) -> SpellingResult:
    """Type each misspelt name, and nothing else, into the search; `most` bounds it to a fixed sample."""
    with next((folder / "addresses").glob("*misspellings*.csv")).open(newline="") as lines:
        pairs = [(row[0], row[1]) for row in csv.reader(lines) if row]
    first = in_five = 0
    missed: list[tuple[str, str, str]] = []
    for wrong, right in _sample(pairs, most):
        wanted = key_of(words_of(right))
        offered = list(_keys_in_order(book, wrong))
        first += bool(offered[:1] and offered[0] == wanted)
        in_five += wanted in offered[:5]
        if not offered[:1] or offered[0] != wanted:
            missed.append((wrong, right, offered[0] if offered else ""))
    return SpellingResult(len(_sample(pairs, most)), first, in_five, missed)


def _keys_in_order(book: SqliteGazetteer, text: str) -> Iterator[str]:
    """The names of the streets that a search offers, each once."""
    seen: Counter[str] = Counter()
    for match in search(book, text, 40).matches:
        if match.street:
            key = split_street(match.street).key
            seen[key] += 1
            if seen[key] == 1:
                yield key


def measure_placing(book: OneBlockHidden, folder: Path, most: int | None = None) -> PlacingResult:
    """Search for each known address with its own block hidden, and measure how far off the answer lies."""
    places: dict[tuple[str, int], list[AddressRow]] = defaultdict(list)
    for row in read_requests(folder):
        places[row.street, row.number].append(row)
    blocks: dict[str, set[int]] = defaultdict(set)
    for street, number in places:
        blocks[street].add(number // BLOCK)
    streets = {street.label: street for street in book.all_streets()}
    result = PlacingResult()
    for label, number in _sample(sorted(places), most):
        rows = places[label, number]
        truth = Point(latitude=median(row.latitude for row in rows), longitude=median(row.longitude for row in rows))
        others = blocks[label] - {number // BLOCK}
        book.hidden = (streets[label].id, number // BLOCK)
        best = next(iter(search(book, f"{number} {label}", 1).matches), None)
        distance = distance_m(best.point, truth) if best and best.point and best.street == label else None
        if len(others) < NEEDED_BLOCKS:
            result.few.append(distance)
        elif distance is None:
            result.unfound += 1
        elif min(others) < number // BLOCK < max(others):
            result.between.append(distance)
        else:
            result.beyond.append(distance)
    book.hidden = (-1, -1)
    return result


def _sample(items: Sequence[T], most: int | None) -> Sequence[T]:
    """All, or a sample that is the same every time."""
    if most is None or most >= len(items):
        return items
    return random.Random(311).sample(list(items), most)
