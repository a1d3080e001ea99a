"""How much processor time a search for an address takes: `.venv/bin/python -m bench.addresses`.

Rivermark's address book and a fixed mixture of what residents type, from whole addresses to three letters. Time of
the process, not of the clock, so that a busy machine changes little.
"""

import gzip
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from bench.report import report
from hex311.adapters.gazetteer import SqliteGazetteer
from hex311.domain.address_search import search
from hex311.domain.address_town import towns_of
from hex311.domain.geography import Point
from hex311_cli.addresses.build import build_book
from hex311_cli.addresses.sources import AddressRow, AddressSources, sources_of_pack
from hex311_cli.pack import load_pack

PACK = Path(__file__).resolve().parents[1] / "cities" / "rivermark"
SEARCHES = 4_000
PINS = 1_000

NOTES = {
    "address_cpu_ms_p50": "one search, warm process",
    "address_cpu_ms_p95": "the same, 95th percentile",
    "address_misspelt_cpu_ms_p50": "searches with a misspelt street only",
    "nearest_address_cpu_ms_p50": "nearest address and nearest corner of a pin",
    "address_book_load_ms": "unpack and open the address book, once per process",
    "address_book_mb": "the artefact as it lies in S3",
    "address_book_build_s": "make it from the city pack",
}


def main() -> None:
    report("addresses", address_figures(), NOTES)


def address_figures() -> dict[str, float]:
    """All figures of `NOTES`."""
    pack = load_pack(PACK, geodata=False)
    sources, towns = sources_of_pack(pack), towns_of(pack.documents()["city"])
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "book.sqlite"
        began = time.process_time()
        build_book(sources, path)
        built = time.process_time() - began
        packed = gzip.compress(path.read_bytes(), 6)
        began = time.process_time()
        path.write_bytes(gzip.decompress(packed))
        book = SqliteGazetteer(path)
        loaded = time.process_time() - began
        texts = list(typed(sources))
        spent = {
            kind: _times([text for one, text in texts if one == kind], lambda text: search(book, text, 5, None, towns))
            for kind in dict(texts)
        }
        pins = [Point(latitude=row.latitude + 0.0004, longitude=row.longitude) for row in _some(sources, PINS)]
        nearest = _times(pins, lambda pin: (book.nearest_address(pin), book.nearest_corner(pin)))
    every = [one for times in spent.values() for one in times]
    return {
        "address_cpu_ms_p50": round(statistics.median(every), 3),
        "address_cpu_ms_p95": round(statistics.quantiles(every, n=20)[18], 3),
        "address_misspelt_cpu_ms_p50": round(statistics.median(spent["misspelt"]), 3),
        "nearest_address_cpu_ms_p50": round(statistics.median(nearest), 3),
        "address_book_load_ms": round(loaded * 1000, 1),
        "address_book_mb": round(len(packed) / 1e6, 2),
        "address_book_build_s": round(built, 1),
    }


def typed(sources: AddressSources) -> Iterator[tuple[str, str]]:
    """(kind, text): the same ones every time."""
    roll = random.Random(311)
    rows = _some(sources, SEARCHES)
    places = [place.name for place in sources.places]
    for number, row in enumerate(rows):
        whole = f"{row.number} {row.street}"
        match number % 8:
            case 0:
                yield "whole", whole
            case 1:
                yield "short", whole.lower().replace(" street", " st").replace(" avenue", " ave") + " apt 4"
            case 2:
                yield "misspelt", _slip(whole, roll)
            case 3:
                yield "no direction", f"{row.number} {' '.join(row.street.split()[1:]) or row.street}"
            case 4:
                yield "half typed", whole[: len(str(row.number)) + roll.randint(4, 8)]
            case 5:
                yield "unknown number", f"{row.number + 1} {row.street}"
            case 6:
                yield "corner", f"{row.street} & {rows[number - 1].street}"
            case _:
                yield "place", roll.choice(places).lower()


def _some(sources: AddressSources, most: int) -> Sequence[AddressRow]:
    return random.Random(7).sample(list(sources.addresses), most)


def _slip(text: str, roll: random.Random) -> str:
    """One letter of the street's name left out, doubled or swapped with its neighbour."""
    at = roll.randrange(text.index(" ") + 3, len(text) - 3)
    return roll.choice(
        [
            text[:at] + text[at + 1 :],
            text[:at] + text[at] + text[at:],
            text[:at] + text[at + 1] + text[at] + text[at + 2 :],
        ]
    )


def _times(items: Sequence[Any], do: Callable[[Any], Any]) -> list[float]:
    """Milliseconds of processor time for each item, after a warm-up."""
    for item in items[:50]:
        do(item)
    times = []
    for item in items:
        began = time.process_time_ns()
        do(item)
        times.append((time.process_time_ns() - began) / 1e6)
    return times


if __name__ == "__main__":
    main()
