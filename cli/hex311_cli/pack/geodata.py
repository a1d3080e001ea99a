"""Map layers, places and addresses of a city pack: are they readable, complete and where the city is?"""

import csv
import gzip
import io
import json
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

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


def read_layer(layer: Entry, folder: Path, bbox: Mapping[str, float]) -> tuple[LayerFacts | None, list[PackProblem]]:
    """Reads one GeoJSON layer and checks its ids, names, attributes and geometry.

    Returns None as facts for formats that only the layer import reads (shapefile, FeatureServer).
    """
    file = str(layer.data["file"])
    path, name = folder / "layers" / file, f"layers/{file}"
    if not file.removesuffix(".gz").endswith((".geojson", ".json")):
        missing = [layer.problem(("file",), f"There is no file {name}.", "Add it, or mend the name.")]
        return None, [] if path.exists() else missing
    if not path.exists():
        near = closest(file, {p.name for p in path.parent.glob("*")}) if path.parent.is_dir() else ""
        return None, [layer.problem(("file",), f"There is no file {name}.", near or "Add it.")]
    data, problems = _load(path, name)
    if problems:
        return None, problems
    features = data.get("features") if isinstance(data, dict) else None
    if not isinstance(features, list) or not features:
        return None, [PackProblem(name, 0, "This is not a FeatureCollection with features.", "Export it again.")]
    return _facts(layer, name, features, bbox)


def _facts(
    layer: Entry, name: str, features: list[Any], bbox: Mapping[str, float]
) -> tuple[LayerFacts | None, list[PackProblem]]:
    id_key, name_key = layer.data["feature_id"], layer.data["feature_name"]
    kept = list(layer.data.get("attributes", ()))
    problems: list[PackProblem] = []
    ids: Counter[str] = Counter()
    values: dict[str, set[str]] = {key: set() for key in kept}
    box = [180.0, 90.0, -180.0, -90.0]
    vertices = 0
    for number, feature in enumerate(features, start=1):
        properties = (feature.get("properties") if isinstance(feature, dict) else None) or {}
        label = f"Feature {number}"
        for key, line_key in ((id_key, "feature_id"), (name_key, "feature_name")):
            if properties.get(key) in (None, ""):
                mend = f"Fill it in {name}, or name another property ({', '.join(sorted(properties)[:8])})."
                problems.append(layer.problem((line_key,), f"{label} of {name} has no '{key}'.", mend))
        ids[str(properties.get(id_key, ""))] += 1
        for key in kept:
            if properties.get(key) is not None:
                values[key].add(str(properties[key]))
        count, wrong = _measure(feature.get("geometry") if isinstance(feature, dict) else None, box)
        vertices += count
        if wrong:
            problems.append(PackProblem(name, 0, f"{label}: {wrong}.", "Mend the geometry and export it again."))
    problems += _layer_problems(layer, name, ids, values)
    problems += _box_problems(name, box, bbox)
    facts = LayerFacts(
        ids=frozenset(ids),
        attributes={key: frozenset(found) for key, found in values.items()},
        features=len(features),
        vertices=vertices,
        bbox=(box[0], box[1], box[2], box[3]),
    )
    return facts, problems[: MAX_SHOWN * 4]


def _layer_problems(
    layer: Entry, name: str, ids: Counter[str], values: Mapping[str, set[str]]
) -> Iterator[PackProblem]:
    for doubled in [key for key, count in ids.items() if count > 1 and key][:MAX_SHOWN]:
        text = f"'{doubled}' is the {layer.data['feature_id']} of {ids[doubled]} features of {name}."
        yield layer.problem(("feature_id",), text, "Ids must be unique; join the parts into one MultiPolygon.")
    for index, key in enumerate(layer.data.get("attributes", ())):
        if not values[key]:
            yield layer.problem(("attributes", index), f"No feature of {name} has '{key}'.", "Mend the name.")


def _measure(geometry: Any, box: list[float]) -> tuple[int, str]:
    """Counts the vertices, widens `box` (west, south, east, north); says what is wrong with the geometry, if so."""
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon"):
        return 0, f"its geometry is {kind or 'missing'}, not a Polygon or MultiPolygon"
    polygons = [geometry["coordinates"]] if kind == "Polygon" else geometry["coordinates"]
    count = 0
    for polygon in polygons:
        for ring in polygon:
            if len(ring) < 4 or ring[0] != ring[-1]:
                return count, "a ring is not closed or has fewer than 4 points"
            for longitude, latitude, *_ in ring:
                if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
                    return count, f"({longitude}, {latitude}) is not longitude and latitude in degrees (WGS84)"
            count += len(ring)
            box[0] = min(box[0], min(p[0] for p in ring))
            box[1] = min(box[1], min(p[1] for p in ring))
            box[2] = max(box[2], max(p[0] for p in ring))
            box[3] = max(box[3], max(p[1] for p in ring))
    return count, ""


def _box_problems(name: str, box: list[float], city: Mapping[str, float]) -> Iterator[PackProblem]:
    west, south, east, north = box
    apart = (
        east < city["west"] - MARGIN
        or west > city["east"] + MARGIN
        or north < city["south"] - MARGIN
        or south > city["north"] + MARGIN
    )
    if west <= east and apart:
        text = f"It lies at {south:.3f}..{north:.3f}, {west:.3f}..{east:.3f}, away from the city."
        yield PackProblem(name, 0, text, "Check the projection (WGS84) and the bbox in city.yaml.")


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
