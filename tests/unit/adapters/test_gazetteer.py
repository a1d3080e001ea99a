"""The address book's file: exact look-ups, nearest by map tile, and nothing that Lambda's old SQLite cannot read."""

import random
import sqlite3
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws

from hex311.adapters.gazetteer import NUMBERS, tile_of
from hex311.adapters.gazetteer_names import NameIndex
from hex311.adapters.s3_address_books import S3AddressBooks
from hex311.domain.errors import TransientFault
from hex311.domain.geography import Point, distance_m
from hex311_cli.addresses.build import build_book
from hex311_cli.addresses.sources import AddressSources
from tests.support.addresses import KEY, book_of, line, row
from tests.support.faults import refusals, silence

SMALL = AddressSources(
    addresses=[
        row(2, "Elm Street", 41.0, -97.0, "001"),
        row(14, "Elm Street", 41.001, -97.0),
        row(9, "Oak", 41.0, -96.99),
    ],
    lines=[line("Elm Street", (-97.0, 40.99), (-97.0, 41.01)), line("Oak", (-97.01, 41.0005), (-96.98, 41.0005))],
)


def test_what_was_written_is_read() -> None:
    book = book_of(SMALL)
    name_id = book.names("elm")[0][0]
    (street,) = book.streets(name_id)
    assert (street.label, street.low, street.high) == ("Elm Street", 2, 14)
    known = book.address(street.id, 2)
    assert known is not None
    assert (known.postcode, known.point) == ("001", Point(latitude=41.0, longitude=-97.0))
    assert book.address(street.id, 3) is None
    below, above = book.around(street.id, 9)
    assert ([n for n, _ in below], [n for n, _ in above]) == ([2], [14])
    assert [one.number for one in book.numbers_starting(street.id, 1, 5)] == [14]
    (corner,) = book.corners(name_id, book.names("oak")[0][0])
    assert corner.point == Point(latitude=41.0005, longitude=-97.0)
    stretch = book.stretch(street.id, 2)
    assert stretch is not None
    assert (stretch.low, stretch.high, stretch.ends) == (2, 2, ("", "Oak"))


def test_given_ranges_place_numbers_without_any_known_address() -> None:
    given = line("Pine Road", (-97.0, 41.0), (-97.0, 41.01), numbers=(100, 200))
    book = book_of(AddressSources(lines=[given]))
    street = book.streets(book.names("pine")[0][0])[0]
    below, above = book.around(street.id, 150)
    assert [n for n, _ in (*below, *above)] == [100, 200]
    assert book.address(street.id, 100) is None


@pytest.mark.parametrize(
    ("latitude", "longitude"), [(41.3, -97.1), (0.0, 0.0), (-17.0, 179.9995), (69.6, 18.9), (89.9, 12.0)]
)
def test_the_nearest_is_the_nearest(latitude: float, longitude: float) -> None:
    roll = random.Random(f"{latitude}")
    rows = []
    for number in range(1, 400):
        north, east = roll.gauss(0, 0.01), roll.gauss(0, 0.02)
        place = (min(90.0, latitude + north), (longitude + east + 180) % 360 - 180)
        rows.append(row(number, "Elm", *place))
    book = book_of(AddressSources(addresses=rows))
    for _ in range(60):
        here = Point(
            latitude=min(90.0, latitude + roll.gauss(0, 0.012)),
            longitude=(longitude + roll.gauss(0, 0.025) + 180) % 360 - 180,
        )
        true = min(distance_m(here, Point(latitude=one.latitude, longitude=one.longitude)) for one in rows)
        answer = book.nearest_address(here)
        if true > 3_000:
            assert answer is None or answer[1] <= 3_000
        else:
            assert answer is not None
            assert answer[1] == pytest.approx(true, abs=0.05)


def test_tiles_do_not_run_out_at_the_edge_of_the_world() -> None:
    assert tile_of(0.0, 180.0) == tile_of(0.0, -180.0)
    assert tile_of(0.0, 179.999) == tile_of(0.0, -180.0) + 360 * 250 - 1


def test_the_file_uses_nothing_newer_than_sqlite_3_7(tmp_path: Path) -> None:
    """Lambda's Python 3.11 reads it with SQLite 3.7.17."""
    path = tmp_path / "book.sqlite"
    build_book(SMALL, path)
    db = sqlite3.connect(path)
    schema = " ".join(sql for (sql,) in db.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")).upper()
    assert db.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    db.close()
    for word in ("WITHOUT ROWID", "VIRTUAL", "GENERATED", "STRICT", " WHERE "):
        assert word not in schema
    header = path.read_bytes()[:100]
    assert header[18:20] == b"\x01\x01"  # no write-ahead log
    assert int.from_bytes(header[44:48], "big") == 4  # schema format
    # column names, descending indexes and boolean literals of later releases would show here
    assert NUMBERS > 999_999


def test_names_spelt_wrongly_or_not_to_their_end() -> None:
    names = NameIndex(["main", "maine", "mason", "washington", "128th"])
    assert [place for place, _ in names.find("main")] == [0, 1]
    assert names.find("mian")[0][0] == 0
    assert names.find("washingtno")[0][0] == 3
    assert names.find("wash")[0][0] == 3
    assert names.find("128th")[0] == (4, 1.0)
    assert names.find("zzzz") == []
    assert names.find("") == []


@pytest.fixture
def bucket(tmp_path: Path) -> Any:
    import gzip

    path = tmp_path / "book.sqlite"
    build_book(SMALL, path)
    with mock_aws():
        s3 = boto3.client("s3", region_name="us-east-1")
        s3.create_bucket(Bucket="city")
        for number in range(4):
            s3.put_object(Bucket="city", Key=f"{KEY}{number}", Body=gzip.compress(path.read_bytes()))
        yield s3


def test_a_book_is_fetched_once(bucket: Any) -> None:
    books = S3AddressBooks("city")
    book = books.book(f"{KEY}0")
    bucket.delete_object(Bucket="city", Key=f"{KEY}0")
    assert books.book(f"{KEY}0") is book
    assert book.is_name("elm")
    for number in (1, 2, 3):
        assert books.book(f"{KEY}{number}").is_name("oak")


def test_a_busy_or_silent_bucket_is_a_passing_fault(bucket: Any) -> None:
    books = S3AddressBooks("city")
    with refusals("GetObject", "SlowDown", status=503), pytest.raises(TransientFault):
        books.book(f"{KEY}0")
    with silence("GetObject"), pytest.raises(TransientFault):
        books.book(f"{KEY}0")
    assert books.book(f"{KEY}0").is_name("elm")
