"""What an address book is made from, and reading it from a city pack.

addresses/*.csv(.gz)              number, street, postcode, latitude, longitude: the known numbers
basemap/streets.geojson(.gz)      lines with `name`, and with `from` and `to` where the numbers at their ends are given
places/*.geojson(.gz)             points with name, category, address
the boundary layer of city.yaml   what is inside the city
"""

import csv
import hashlib
import io
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from hex311.adapters.gazetteer import FORMAT, NUMBERS
from hex311.domain.address import Landmark
from hex311.domain.geography import Point
from hex311_cli.overlay.files import read_bytes
from hex311_cli.overlay.pack_layers import layers_of_pack
from hex311_cli.pack import Pack

STREETS = ("basemap/streets.geojson.gz", "basemap/streets.geojson")
_NUMBER = re.compile(r"\s*0*(\d{1,6})")

Inside = Callable[[Any, Any], Any]
"""(longitudes, latitudes) -> for each, whether it lies in the city."""


@dataclass(frozen=True, slots=True)
class AddressRow:
    """One row of an address file."""

    number: int
    street: str
    postcode: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class StreetLine:
    """A line of a street (longitude, latitude); `numbers` at its two ends, where the file gives them."""

    name: str
    line: Any
    numbers: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class StreetRange:
    """A street with its smallest and largest number, from a list of streets that says not where they lie."""

    street: str
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class AddressSources:
    """Everything an address book is made from."""

    addresses: Sequence[AddressRow] = ()
    lines: Sequence[StreetLine] = ()
    ranges: Sequence[StreetRange] = ()
    places: Sequence[Landmark] = ()
    inside: Inside = lambda longitudes, latitudes: np.ones(len(longitudes), dtype=bool)


def source_files(pack: Pack) -> list[Path]:
    """The files of the pack that the address book depends on, in a fixed order."""
    folder = pack.folder
    files = address_files(folder)
    files += [folder / name for name in STREETS if (folder / name).exists()][:1]
    files += [path for path in sorted((folder / "places").glob("*")) if _is(path, ".geojson")]
    return files


def sources_hash(pack: Pack) -> str:
    """A name for the book that these files make: equal files give the same name on every machine."""
    digest = hashlib.sha256(f"format {FORMAT}".encode())
    boundary = pack.documents()["city"]["boundary_layer"]
    for path in (*source_files(pack), *pack.layer_files(boundary)):
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def sources_of_pack(pack: Pack) -> AddressSources:
    """Read a checked pack. Rows without a house number say nothing here and are passed over."""
    files = source_files(pack)
    return AddressSources(
        addresses=[row for path in files if _is(path, ".csv") for row in address_rows(path)],
        lines=[line for path in files if path.parent.name == "basemap" for line in _lines(path)],
        places=[place for path in files if path.parent.name == "places" for place in _places(path)],
        inside=_inside(pack),
    )


def address_files(folder: Path) -> list[Path]:
    """The lists of addresses of a pack, in a fixed order."""
    return [path for path in sorted((folder / "addresses").glob("*")) if _is(path, ".csv")]


def _is(path: Path, ending: str) -> bool:
    return path.name.removesuffix(".gz").endswith(ending)


def address_rows(path: Path) -> Iterator[AddressRow]:
    """The addresses of a file that have a house number."""
    for row in csv.DictReader(io.StringIO(read_bytes(path).decode("utf-8-sig"))):
        number = _NUMBER.match(row["number"] or "")
        if number and 0 < int(number[1]) < NUMBERS:
            place = float(row["latitude"]), float(row["longitude"])
            yield AddressRow(int(number[1]), row["street"].strip(), (row["postcode"] or "").strip(), *place)


def _lines(path: Path) -> Iterator[StreetLine]:
    for feature in json.loads(read_bytes(path))["features"]:
        name, geometry = (feature.get("properties") or {}).get("name"), feature.get("geometry")
        if not name or not geometry or not geometry["type"].endswith("LineString"):
            continue
        ends = tuple(feature["properties"].get(key) for key in ("from", "to"))
        shape = shapely.from_geojson(json.dumps(geometry))
        whole = geometry["type"] == "LineString"
        given = (ends[0], ends[1]) if whole and all(isinstance(end, int) and end > 0 for end in ends) else None
        for part in shapely.get_parts(shape):
            yield StreetLine(str(name).strip(), part, given)


def _places(path: Path) -> Iterator[Landmark]:
    for feature in json.loads(read_bytes(path))["features"]:
        properties = feature["properties"]
        longitude, latitude = feature["geometry"]["coordinates"][:2]
        category = str(properties["category"]).replace("_", " ")
        place = Point(latitude=latitude, longitude=longitude)
        yield Landmark(properties["name"], category, properties.get("address", ""), place)


def _inside(pack: Pack) -> Inside:
    documents = pack.documents()
    boundary = documents["layers"][documents["city"]["boundary_layer"]]
    reading = layers_of_pack([boundary], pack.folder)[0]
    city = shapely.union_all([feature.geometry for feature in reading.layer.features])
    shapely.prepare(city)
    return lambda longitudes, latitudes: shapely.intersects_xy(city, longitudes, latitudes)
