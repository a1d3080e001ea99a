"""Places from files: GeoJSON of points, lines and areas, and CSV with a position in each row."""

import csv
import gzip
import io
import json
import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from hex311.domain.place import Place
from hex311_cli.pack.problems import PackProblem
from hex311_cli.places.shapes import shape_of

MOST_SHOWN = 20
MOST_ID = 100
MOST_TEXT = 500
MOST_DETAILS = 30
_IDS = ("id", "asset_id", "facility_id", "objectid", "object_id", "fid", "gid", "stop_id", "pole_number", "pole")
_NAMES = ("name", "facility_name", "title", "label", "stop_name", "facility")
_PAIRS = ("location", "the_geom", "point", "coordinates")
_PAIR = re.compile(r"\s*(?P<wkt>POINT)?\s*\(\s*(?P<a>[-+.\d]+)[,\s]+(?P<b>[-+.\d]+)\s*\)\s*", re.IGNORECASE)
#: What a facility is answered with, and how else its column may be called.
_FACILITY = {"address": (), "phone": ("telephone",), "url": ("website", "web"), "hours": ("opening_hours",)}
_LATITUDES, _LONGITUDES = ("latitude", "lat", "y"), ("longitude", "long", "lon", "lng", "x")


@dataclass(frozen=True, slots=True)
class Fields:
    """Which properties are the id and the name; None lets them be guessed."""

    id_field: str | None = None
    name_field: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One feature or row: its number in the file, its properties, its GeoJSON geometry."""

    number: int
    properties: Mapping[str, Any]
    geometry: Any


class Unreadable(Exception):
    """The file as a whole cannot be used; carries the problem."""

    def __init__(self, problem: PackProblem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def read_rows(path: Path, name: str) -> list[Row]:
    """The features of a GeoJSON file or the rows of a CSV file (`.gz` too); raises `Unreadable`."""
    try:
        raw = path.read_bytes()
        text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8-sig")
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        problem = PackProblem(name, 0, f"The file cannot be read: {error}.", "Check that it is a whole file in UTF-8.")
        raise Unreadable(problem) from error
    if path.name.removesuffix(".gz").lower().endswith(".csv"):
        return _csv_rows(text, name)
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        problem = PackProblem(name, 0, f"This is not GeoJSON: {error}.", "Export it again as GeoJSON, WGS84.")
        raise Unreadable(problem) from error
    features = data.get("features") if isinstance(data, dict) else None
    if not isinstance(features, list):
        problem = PackProblem(name, 0, "This is not a FeatureCollection.", "Export it again as GeoJSON, WGS84.")
        raise Unreadable(problem)
    rows = []
    for number, feature in enumerate(features, start=1):
        feature = feature if isinstance(feature, dict) else {}
        properties = feature.get("properties")
        rows.append(Row(number, properties if isinstance(properties, dict) else {}, feature.get("geometry")))
    return rows


def _csv_rows(text: str, name: str) -> list[Row]:
    rows = csv.DictReader(io.StringIO(text))
    columns = [column for column in rows.fieldnames or () if column]
    latitude, longitude = _column(columns, _LATITUDES), _column(columns, _LONGITUDES)
    pair = _column(columns, _PAIRS)
    if pair is None and (latitude is None or longitude is None):
        text = f"There are no columns latitude and longitude, only: {', '.join(columns)[:200] or 'nothing'}."
        raise Unreadable(PackProblem(name, 1, text, "Name them latitude and longitude, in WGS84 degrees."))
    found = []
    for number, row in enumerate(rows, start=1):
        if latitude and longitude:
            coordinates = [_number(row.get(longitude)), _number(row.get(latitude))]
        else:
            coordinates = [_number(part) for part in _pair(row.get(pair or "") or "")]
        kept = {key: row[key] for key in columns if key not in (latitude, longitude, pair) and row[key]}
        found.append(Row(number, kept, {"type": "Point", "coordinates": coordinates}))
    return found


def places_of(rows: Sequence[Row], name: str, fields: Fields) -> tuple[list[Place], list[PackProblem]]:
    """The places of one category, and what is wrong with the others: (places, problems)."""
    columns = list(dict.fromkeys(key for row in rows for key in row.properties))
    id_field = fields.id_field or _column(columns, _IDS)
    name_field = fields.name_field or _column(columns, _NAMES)
    for field in (id_field, fields.name_field):
        if field and rows and field not in columns:
            text = f"There is no property '{field}', only: {', '.join(columns)[:200] or 'none'}."
            return [], [PackProblem(name, 0, text, "Name another with --id-field or --name-field.")]
    if id_field is None:
        text = f"No property looks like an id; there are: {', '.join(columns)[:200] or 'none'}."
        return [], [PackProblem(name, 0, text, "Name the one that stays the same with --id-field.")]
    found: dict[str, Place] = {}
    problems: list[PackProblem] = []
    for row in rows:
        try:
            place = _place(row, id_field, name_field)
            if place.id in found:
                raise ValueError(f"the id '{place.id}' is there twice")
            found[place.id] = place
        except ValueError as error:
            problems.append(PackProblem(name, 0, f"Place {row.number}: {error}.", "Mend or remove it."))
    if len(problems) > MOST_SHOWN:
        more = PackProblem(name, 0, f"{len(problems) - MOST_SHOWN} more are like that.", "")
        problems = [*problems[:MOST_SHOWN], more]
    return list(found.values()), problems


def as_facility(place: Place) -> Place:
    """The place with its address, phone, url and hours under those names, however the file spells them."""
    names = {spelled: name for name, others in _FACILITY.items() for spelled in (name, *others)}
    details = {names.get(key.lower().replace(" ", "_"), key): text for key, text in place.details.items()}
    return replace(place, details=details)


def _place(row: Row, id_field: str, name_field: str | None) -> Place:
    place_id = _text(row.properties.get(id_field))
    if not place_id or len(place_id) > MOST_ID or not place_id.isprintable() or any(map(str.isspace, place_id)):
        raise ValueError(f"its id must be 1 to {MOST_ID} characters without spaces")
    title = _text(row.properties.get(name_field)) if name_field else ""
    details = {
        str(key): text
        for key, value in row.properties.items()
        if key not in (id_field, name_field) and (text := _text(value))
    }
    if len(details) > MOST_DETAILS:
        raise ValueError(f"it has more than {MOST_DETAILS} properties")
    return Place(place_id, title or place_id, shape_of(row.geometry), details)


def _text(value: Any) -> str:
    """A property as text; nothing for what is empty."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if not isinstance(value, str | int | float):
        raise ValueError("a property holds a list or an object")
    text = str(value).strip()
    if len(text) > MOST_TEXT:
        raise ValueError(f"a property is longer than {MOST_TEXT} characters")
    return text


def _column(columns: Iterable[str], wanted: Sequence[str]) -> str | None:
    known = {column.lower().strip().replace(" ", "_"): column for column in columns}
    return next((known[name] for name in wanted if name in known), None)


def _pair(text: str) -> tuple[str, str]:
    """(longitude, latitude) of `(41.85, -87.66)`, as open data portals write it, or of `POINT (-87.66 41.85)`."""
    found = _PAIR.fullmatch(text)
    if found is None:
        return "", ""
    return (found["a"], found["b"]) if found["wkt"] else (found["b"], found["a"])


def _number(text: str | None) -> float | None:
    try:
        return float(text or "")
    except ValueError:
        return None
