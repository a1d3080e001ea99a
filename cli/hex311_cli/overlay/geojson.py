"""Read GeoJSON of any make: collections, single features, one feature a line, gzipped or not.

What cannot be an area on the globe is refused with the file, the feature, the reason and the mend.
"""

import gzip
import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from shapely.geometry.base import BaseGeometry

from hex311_cli.overlay.areas import NotAnArea, area
from hex311_cli.overlay.sources import LayerError, LayerProblem

MOST_PROBLEMS = 20
_EXPORT_AGAIN = "Export the layer again as GeoJSON (WGS84, longitude first)"
_DEGREES = ("CRS84", "4326", "4269", "4258", "WGS84")


@dataclass(frozen=True, slots=True)
class RawFeature:
    """A feature as it was read; `where` names it in messages, `geometry` is in degrees."""

    where: str
    id: str | int | float | None
    properties: Mapping[str, Any]
    geometry: BaseGeometry


@dataclass(frozen=True, slots=True)
class RawLayer:
    """All features of a file that have ground, and notes on those that have none."""

    features: list[RawFeature]
    notes: list[str] = field(default_factory=list)


def read_geojson(path: Path) -> RawLayer:
    """Read one file; raises `LayerError` with up to `MOST_PROBLEMS` problems."""
    where = path.name
    document = _parse(_text(path, where), where)
    layer = RawLayer([])
    problems: list[LayerProblem] = []
    for number, feature in enumerate(_features(document, where), start=1):
        spot = _spot(where, number, feature)
        try:
            _check_feature(feature)
            if feature["geometry"] is None:
                layer.notes.append(f"{spot}: it has no geometry and was left out.")
                continue
            geometry = area(feature["geometry"])
        except NotAnArea as refusal:
            problems.append(LayerProblem(spot, refusal.problem, refusal.mend))
            if len(problems) == MOST_PROBLEMS:
                break
            continue
        layer.features.append(RawFeature(spot, feature.get("id"), feature["properties"] or {}, geometry))
    if problems:
        raise LayerError.of(problems)
    if not layer.features:
        raise LayerError(where, "there is no feature with an area in it", f"{_EXPORT_AGAIN}.")
    return layer


def _text(path: Path, where: str) -> str:
    try:
        raw = path.read_bytes()
        if raw.startswith(b"\x1f\x8b"):
            raw = gzip.decompress(raw)
    except OSError as fault:
        raise LayerError(where, f"it cannot be read ({fault.strerror or fault})", "Check the path.") from fault
    except (EOFError, zlib.error) as fault:
        raise LayerError(where, "the gzip file is damaged or cut short", "Fetch it again.") from fault
    if raw.startswith(b"PK"):
        mend = "Unpack it; a shapefile must first be converted (ogr2ogr -t_srs EPSG:4326 layer.geojson layer.shp)."
        raise LayerError(where, "it is a ZIP archive", mend)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise LayerError(where, f"it is not UTF-8 text (byte {fault.start + 1})", f"{_EXPORT_AGAIN}.") from fault


def _parse(text: str, where: str) -> Any:
    try:
        return _json(text)
    except RecursionError as fault:
        raise LayerError(where, "it is nested too deeply", f"{_EXPORT_AGAIN}.") from fault
    except json.JSONDecodeError as fault:
        lines = _features_by_line(text)
        if lines is not None:
            return {"type": "FeatureCollection", "features": lines}
        spot = f"{where}, line {fault.lineno}, column {fault.colno}"
        raise LayerError(spot, f"it is not JSON: {fault.msg}", f"{_EXPORT_AGAIN}.") from fault
    except ValueError as fault:
        raise LayerError(where, str(fault), f"{_EXPORT_AGAIN}.") from fault


def _json(text: str) -> Any:
    return json.loads(text, object_pairs_hook=_members, parse_constant=_no_constant)


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        names = [name for name, _ in pairs]
        doubled = next(name for name in names if names.count(name) > 1)
        raise ValueError(f'an object has the member "{doubled}" twice')
    return members


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not a JSON number")


def _features_by_line(text: str) -> list[Any] | None:
    """The features of newline-delimited GeoJSON (with or without record separators); None when it is not that."""
    lines = [line.strip(" \t\r\x1e") for line in text.split("\n")]
    try:
        found = [_json(line) for line in lines if line]
    except (ValueError, RecursionError):
        return None
    return found if len(found) > 1 and all(isinstance(one, dict) for one in found) else None


def _features(document: Any, where: str) -> Iterator[Any]:
    if not isinstance(document, dict):
        raise LayerError(where, f"a GeoJSON file holds an object, this one {_kind(document)}", f"{_EXPORT_AGAIN}.")
    _check_reference_system(document, where)
    kind = document.get("type")
    if kind == "FeatureCollection":
        features = document.get("features")
        if not isinstance(features, list):
            problem = f'"features" must be a list, but is {_kind(features)}'
            raise LayerError(where, problem, f"{_EXPORT_AGAIN}.")
        yield from features
    elif kind == "Feature":
        yield document
    elif "error" in document:
        raise LayerError(where, f"it is the error answer of a server: {document['error']}", "Fetch it again.")
    elif "rings" in document or "geometryType" in document:
        raise LayerError(where, "it is Esri JSON, not GeoJSON", "Ask the server for f=geojson.")
    elif isinstance(document.get("coordinates"), list) or kind == "GeometryCollection":
        mend = "Wrap it in a Feature whose properties hold an id and a name."
        raise LayerError(where, "it is a bare geometry, without id or name", mend)
    else:
        shown = f'of type "{kind}"' if isinstance(kind, str) else 'without a "type"'
        raise LayerError(where, f"it is an object {shown}, not a FeatureCollection", f"{_EXPORT_AGAIN}.")


def _check_reference_system(document: Mapping[str, Any], where: str) -> None:
    crs = document.get("crs")
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    if isinstance(name, str) and not name.upper().replace(" ", "").endswith(_DEGREES):
        mend = "Convert it to WGS84 degrees (EPSG:4326), for instance with ogr2ogr -t_srs EPSG:4326."
        raise LayerError(where, f"its coordinates are projected ({name})", mend)


def _check_feature(feature: Any) -> None:
    mend = f"{_EXPORT_AGAIN}."
    if not isinstance(feature, dict):
        raise NotAnArea(f"a feature must be an object, but is {_kind(feature)}", mend)
    if feature.get("type") != "Feature":
        raise NotAnArea(f'its "type" must be "Feature", but is {json.dumps(feature.get("type"))}', mend)
    if not isinstance(feature.get("properties"), dict | None):
        raise NotAnArea(f'"properties" must be an object, but is {_kind(feature["properties"])}', mend)
    if "geometry" not in feature:
        raise NotAnArea('it has no "geometry"', mend)
    feature.setdefault("properties", None)
    identity = feature.get("id")
    if isinstance(identity, bool) or not isinstance(identity, str | int | float | None):
        raise NotAnArea(f'its "id" must be a text or a number, but is {_kind(identity)}', mend)


def _spot(where: str, number: int, feature: Any) -> str:
    identity = feature.get("id") if isinstance(feature, dict) else None
    return f"{where}, feature {number}" + (f" (id {identity})" if isinstance(identity, str | int) else "")


def _kind(value: Any) -> str:
    names = {dict: "an object", list: "a list", str: "a text", bool: "true or false", type(None): "nothing"}
    return names.get(type(value), "a number")
