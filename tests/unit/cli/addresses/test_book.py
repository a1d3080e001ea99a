"""Making and publishing an address book."""

import gzip
import json
import shutil
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws

from hex311.adapters.s3_address_books import S3AddressBooks
from hex311.domain.address_search import search
from hex311_cli.addresses.publish import book_document, publish_book
from hex311_cli.addresses.sources import AddressSources, sources_hash, sources_of_pack
from hex311_cli.pack import load_pack
from tests.support.addresses import book_of, landmark, line, row
from tests.support.city import ROOT


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Rivermark with a handful of addresses."""
    pack = tmp_path / "rivermark"
    shutil.copytree(ROOT / "cities" / "rivermark", pack)
    lines = gzip.decompress((pack / "addresses" / "rivermark.csv.gz").read_bytes()).decode().splitlines()[:40]
    (pack / "addresses" / "rivermark.csv.gz").unlink()
    (pack / "addresses" / "few.csv").write_text("\n".join(lines) + "\n")
    (pack / "basemap" / "streets.geojson.gz").unlink()
    return pack


def test_equal_files_have_equal_names(folder: Path) -> None:
    first = book_document(load_pack(folder, geodata=False))
    assert first == book_document(load_pack(folder, geodata=False))
    assert first is not None
    with (folder / "addresses" / "few.csv").open("a") as file:
        file.write("1,Nowhere Lane,00207,41.3,-97.1\n")
    assert book_document(load_pack(folder, geodata=False)) != first


def test_a_book_is_published_once(folder: Path) -> None:
    pack = load_pack(folder, geodata=False)
    key = f"addresses/{sources_hash(pack)}.sqlite.gz"
    with mock_aws():
        s3 = boto3.client("s3", region_name="us-east-1")
        s3.create_bucket(Bucket="city")
        notes: list[str] = []
        assert publish_book(pack, key, s3, "city", notes.append)
        assert publish_book(pack, key, s3, "city", notes.append) is None
        assert notes == ["building the address book"]
        assert search(S3AddressBooks("city").book(key), "128 airport blvd", 3).verdict == "valid"


def test_a_street_map_with_numbers_at_its_ends(folder: Path) -> None:
    feature: dict[str, Any] = {
        "type": "Feature",
        "properties": {"name": "Quiet Lane", "from": 100, "to": 198},
        "geometry": {"type": "LineString", "coordinates": [[-97.1, 41.3], [-97.1, 41.302]]},
    }
    unnamed = {**feature, "properties": {}}
    path = folder / "basemap" / "streets.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature, unnamed]}))
    book = book_of(sources_of_pack(load_pack(folder, geodata=False)))
    best = search(book, "149 quiet lane", 1).matches[0]
    assert best.point is not None
    assert best.point.latitude == pytest.approx(41.301, abs=1e-5)


def test_what_lies_outside_is_marked() -> None:
    def west_of_97(longitudes: Any, latitudes: Any) -> Any:
        return [longitude < -97 for longitude in longitudes]

    book = book_of(
        AddressSources(
            addresses=[row(1, "Elm Street", 41.0, -97.1), row(99, "Elm Street", 41.0, -96.9)],
            lines=[
                line("Elm Street", (-97.1, 41.0), (-96.9, 41.0)),
                line("Oak Road", (-96.95, 40.9), (-96.95, 41.1)),
                line("Ash Road", (-97.05, 40.9), (-97.05, 41.1)),
            ],
            places=[landmark("Old Mill", "museum", 41.0, -96.9)],
            inside=west_of_97,
        )
    )
    said = {
        text: search(book, text, 3).verdict
        for text in ("1 elm", "99 elm", "elm & oak", "elm & ash", "old mill", "oak road", "ash road")
    }
    assert said == {
        "1 elm": "valid",
        "99 elm": "outside_city",
        "elm & oak": "outside_city",
        "elm & ash": "valid",
        "old mill": "outside_city",
        "oak road": "outside_city",
        "ash road": "street",
    }


def test_nothing_makes_an_empty_book() -> None:
    book = book_of(AddressSources())
    assert search(book, "1 elm street", 5).verdict == "not_found"
    assert search(book, "elm & oak", 5).verdict == "not_found"
