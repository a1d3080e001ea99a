"""Places and addresses of a city pack: are they readable, complete and near the city?"""

import csv
import gzip
import io
import json
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from hex311_cli.pack.problems import PackProblem
from hex311_cli.pack.shape import check_shape
from hex311_cli.pack.source import Source

#: How far outside the city's box points may lie, in degrees (about 30 km): a neighbor's clinic is fine, swapped
#: coordinates or projected metres are not.
MARGIN = 0.3
ADDRESS_COLUMNS = ("number", "street", "postcode", "latitude", "longitude")
MAX_SHOWN = 5


def _bytes(path: Path) -> bytes:
    """A file's bytes, unpacked when its name ends in .gz. Raises OSError or zlib.error when it cannot."""
    raw = path.read_bytes()
    return gzip.decompress(raw) if path.suffix == ".gz" else raw


def _features(path: Path, name: str) -> tuple[list[Any], list[PackProblem]]:
    try:
        data = json.loads(_bytes(path))
    except (OSError, EOFError, zlib.error) as error:
        return [], [PackProblem(name, 0, f"The file cannot be read: {error}.", "Check that it is a whole file.")]
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError) as error:
        return [], [PackProblem(name, 0, f"This is not GeoJSON: {error}.", "Export it again as GeoJSON, WGS84.")]
    features = data.get("features") if isinstance(data, dict) else None
    if not isinstance(features, list):
        return [], [PackProblem(name, 0, "This is not a FeatureCollection.", "Export it again as GeoJSON, WGS84.")]
    return features, []


def read_places(folder: Path, bbox: Mapping[str, float]) -> tuple[int, list[PackProblem]]:
    """Checks places/*.geojson(.gz): points with id, name, category and address. Returns their number."""
    problems: list[PackProblem] = []
    ids: dict[str, str] = {}
    for path in _files(folder / "places", ".geojson"):
        name = f"places/{path.name}"
        features, wrong = _features(path, name)
        problems += wrong
        for number, feature in enumerate(features, start=1):
            found = list(_place_problems(name, feature, bbox))
            if not found:
                key = feature["properties"]["id"]
                if key in ids:
                    found.append(PackProblem(name, 0, f"'{key}' is also in {ids[key]}.", "Rename one."))
                ids[key] = name
            problems += [PackProblem(name, 0, f"Place {number}: {p.problem}", p.mend) for p in found]
    return len(ids), problems


def _place_problems(name: str, feature: Any, bbox: Mapping[str, float]) -> Iterator[PackProblem]:
    if not isinstance(feature, dict) or not isinstance(feature.get("properties"), dict):
        yield PackProblem(name, 0, "It is not a feature with properties.", "Export it again as GeoJSON.")
        return
    yield from check_shape(Source(name, feature["properties"]), "place")
    match feature.get("geometry"):
        case {"type": "Point", "coordinates": [longitude, latitude, *_]} if _near(latitude, longitude, bbox):
            return
    yield PackProblem(name, 0, "It is not a point in or near the city.", "Check the coordinates.")


def _files(folder: Path, ending: str) -> list[Path]:
    return sorted(path for path in folder.glob("*") if path.name.removesuffix(".gz").endswith(ending))


def _near(latitude: Any, longitude: Any, bbox: Mapping[str, float]) -> bool:
    if not isinstance(latitude, int | float) or not isinstance(longitude, int | float):
        return False
    north_south = bbox["south"] - MARGIN <= latitude <= bbox["north"] + MARGIN
    return north_south and bbox["west"] - MARGIN <= longitude <= bbox["east"] + MARGIN


def read_addresses(folder: Path, bbox: Mapping[str, float]) -> tuple[int, list[PackProblem]]:
    """Checks addresses/*.csv(.gz): the columns, and every row's place. Returns the number of rows."""
    problems: list[PackProblem] = []
    total = 0
    for path in _files(folder / "addresses", ".csv"):
        name = f"addresses/{path.name}"
        try:
            text = _bytes(path).decode("utf-8-sig")
        except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
            problems.append(PackProblem(name, 0, f"The file cannot be read: {error}.", "Save it as UTF-8 CSV."))
            continue
        rows = csv.DictReader(io.StringIO(text))
        missing = [column for column in ADDRESS_COLUMNS if column not in (rows.fieldnames or ())]
        if missing:
            text = f"The columns {', '.join(missing)} are missing."
            problems.append(PackProblem(name, 1, text, f"The first line must name: {', '.join(ADDRESS_COLUMNS)}."))
            continue
        wrong = 0
        for row in rows:
            total += 1
            if not row["street"] or not _near(_number(row["latitude"]), _number(row["longitude"]), bbox):
                wrong += 1
                if wrong <= MAX_SHOWN:
                    text = f"'{row['number']} {row['street']}' has no street or lies outside the city's box."
                    problems.append(PackProblem(name, rows.line_num, text, "Use WGS84 degrees in latitude, longitude."))
        if wrong > MAX_SHOWN:
            problems.append(PackProblem(name, 0, f"{wrong - MAX_SHOWN} more rows are like that.", ""))
    return total, problems


def _number(text: str | None) -> float | None:
    try:
        return float(text or "")
    except ValueError:
        return None
