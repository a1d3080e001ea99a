"""Map layers, places and addresses of a city pack: are they readable, complete and where the city is?"""

import csv
import gzip
import io
import json
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import shapely

from hex311_cli.overlay.read import read_layer as read_overlay_layer
from hex311_cli.overlay.read import wishes_of
from hex311_cli.overlay.sources import LayerError
from hex311_cli.pack.problems import PackProblem
from hex311_cli.pack.raw import Entry, LayerFacts
from hex311_cli.pack.shape import check_shape
from hex311_cli.pack.source import Source, closest

#: How far outside the city's box data may lie, in degrees (about 30 km): neighbours' streets are fine, swapped
#: coordinates or projected metres are not.
MARGIN = 0.3
ADDRESS_COLUMNS = ("number", "street", "postcode", "latitude", "longitude")
MAX_SHOWN = 5


def read_bytes(path: Path) -> bytes:
    """A file's bytes, unpacked when its name ends in .gz. Raises OSError or zlib.error when it cannot."""
    raw = path.read_bytes()
    return gzip.decompress(raw) if path.suffix == ".gz" else raw


def _load(path: Path, name: str) -> tuple[Any, list[PackProblem]]:
    try:
        return json.loads(read_bytes(path)), []
    except FileNotFoundError:
        return None, [PackProblem(name, 0, "The file is missing.", "Add it, or mend the name in layers.yaml.")]
    except (OSError, EOFError, zlib.error) as error:
        return None, [PackProblem(name, 0, f"The file cannot be read: {error}.", "Check that it is a whole gzip file.")]
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        return None, [PackProblem(name, 0, f"This is not GeoJSON: {error}.", "Export it again as GeoJSON, WGS84.")]


def read_layer(layer: Entry, folder: Path, city: Mapping[str, float]) -> tuple[LayerFacts | None, list[PackProblem]]:
    """Reads one layer exactly as its publication will, and checks that it lies where the city is.

    Returns None as facts when the layer cannot be read.
    """
    name = f"layers/{layer.data['file']}"
    path = folder / name
    if not path.exists():
        near = closest(path.name, {p.name for p in path.parent.glob("*")}) if path.parent.is_dir() else "Add it."
        return None, [layer.problem(("file",), f"There is no file {name}.", near)]
    try:
        reading = read_overlay_layer(path, wishes_of(layer.data))
    except LayerError as refusal:
        return None, [
            PackProblem(name, 0, f"{_without(problem.where, path.name)}{problem.problem}.", problem.mend)
            for problem in refusal.problems
        ]
    features = reading.layer.features
    kept = {
        key: {f.attributes[key] for f in features if key in f.attributes} for key in layer.data.get("attributes", ())
    }
    shapes = [feature.geometry for feature in features]
    west, south, east, north = (float(side) for side in shapely.total_bounds(shapes))
    facts = LayerFacts(
        ids=frozenset(feature.id for feature in features),
        attributes={key: frozenset(values) for key, values in kept.items()},
        features=len(features),
        vertices=int(shapely.get_num_coordinates(shapes).sum()),
        bbox=(west, south, east, north),
    )
    problems = [
        layer.problem(("attributes", index), f"No feature of {name} has a value for '{key}'.", "Mend the name.")
        for index, key in enumerate(layer.data.get("attributes", ()))
        if not kept[key]
    ]
    apart = east < city["west"] or west > city["east"] or north < city["south"] or south > city["north"]
    if apart:
        text = f"It lies at {south:.3f} to {north:.3f} north, {west:.3f} to {east:.3f} east, outside the city's bbox."
        problems.append(PackProblem(name, 0, text, "Check that it is WGS84, and the bbox in city.yaml."))
    return facts, problems


def _without(where: str, file: str) -> str:
    """The place within the file, such as "feature 3 (id 12): "; nothing when the whole file is meant."""
    inside = where.removeprefix(file).lstrip(", ")
    return f"{inside}: " if inside else ""


def read_places(folder: Path, bbox: Mapping[str, float]) -> tuple[int, list[PackProblem]]:
    """Checks places/*.geojson(.gz): points with id, name, category and address. Returns their number."""
    problems: list[PackProblem] = []
    ids: dict[str, str] = {}
    paths = sorted(p for p in (folder / "places").glob("*") if p.name.removesuffix(".gz").endswith(".geojson"))
    for path in paths:
        name = f"places/{path.name}"
        data, wrong = _load(path, name)
        problems += wrong
        for number, feature in enumerate((data or {}).get("features", ()), start=1):
            source = Source(name, feature.get("properties"))
            found = check_shape(source, "place")
            geometry = feature.get("geometry") or {}
            longitude, latitude = (geometry.get("coordinates") or [None, None])[:2]
            if geometry.get("type") != "Point" or not _near(latitude, longitude, bbox):
                found.append(PackProblem(name, 0, "it is not a point in or near the city.", "Check the coordinates."))
            problems += [PackProblem(name, 0, f"Place {number}: {p.problem}", p.mend) for p in found]
            key = str((source.data or {}).get("id"))
            if key in ids:
                problems.append(PackProblem(name, 0, f"Place {number}: '{key}' is also in {ids[key]}.", "Rename one."))
            ids[key] = name
    return len(ids), problems


def _near(latitude: Any, longitude: Any, bbox: Mapping[str, float]) -> bool:
    if not isinstance(latitude, int | float) or not isinstance(longitude, int | float):
        return False
    north_south = bbox["south"] - MARGIN <= latitude <= bbox["north"] + MARGIN
    return north_south and bbox["west"] - MARGIN <= longitude <= bbox["east"] + MARGIN


def read_addresses(folder: Path, bbox: Mapping[str, float]) -> tuple[int, list[PackProblem]]:
    """Checks addresses/*.csv(.gz): the columns, and every row's place. Returns the number of rows."""
    problems: list[PackProblem] = []
    total = 0
    for path in sorted(p for p in (folder / "addresses").glob("*") if p.name.removesuffix(".gz").endswith(".csv")):
        name = f"addresses/{path.name}"
        try:
            text = read_bytes(path).decode("utf-8-sig")
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
