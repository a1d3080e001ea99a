"""Read GeoJSON of any make: collections, single features, one feature a line.

What cannot be an area is refused with the file, the feature, the reason and the mend.
"""

import json
from collections.abc import Iterator
from typing import Any

from hex311_cli.overlay.areas import NotAnArea, area
from hex311_cli.overlay.raw import EXPORT_AGAIN, Found, RawFeature
from hex311_cli.overlay.sources import LayerError


def parse_json(raw: bytes, where: str) -> Any:
    """JSON, or one JSON object a line as a collection of features; raises `LayerError`."""
    return _parse(text_of(raw, where), where)


def text_of(raw: bytes, where: str) -> str:
    """UTF-8 text, with or without a byte order mark; raises `LayerError`."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise LayerError(where, f"it is not UTF-8 text (byte {fault.start + 1})", EXPORT_AGAIN) from fault


def find_geojson(document: Any, where: str) -> Found:
    """The features of a parsed GeoJSON document."""
    found = Found(where, stated=_reference_system(document))
    for number, feature in enumerate(_features(document, where), start=1):
        spot = _spot(where, number, feature)
        try:
            _check_feature(feature)
            if feature["geometry"] is None:
                found.notes.append(f"{spot}: it has no geometry and was left out.")
                continue
            geometry = area(feature["geometry"])
        except NotAnArea as refusal:
            if found.refuse(spot, refusal.problem, refusal.mend):
                break
            continue
        found.features.append(RawFeature(spot, feature.get("id"), feature["properties"] or {}, geometry))
    return found.checked()


def _parse(text: str, where: str) -> Any:
    try:
        return _json(text)
    except RecursionError as fault:
        raise LayerError(where, "it is nested too deeply", EXPORT_AGAIN) from fault
    except json.JSONDecodeError as fault:
        lines = _features_by_line(text)
        if lines is not None:
            return {"type": "FeatureCollection", "features": lines}
        spot = f"{where}, line {fault.lineno}, column {fault.colno}"
        raise LayerError(spot, f"it is not JSON: {fault.msg}", EXPORT_AGAIN) from fault
    except ValueError as fault:
        raise LayerError(where, str(fault), EXPORT_AGAIN) from fault


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
        raise LayerError(where, f"a GeoJSON file holds an object, this one {_kind(document)}", EXPORT_AGAIN)
    kind = document.get("type")
    if kind == "FeatureCollection":
        features = document.get("features")
        if not isinstance(features, list):
            problem = f'"features" must be a list, but is {_kind(features)}'
            raise LayerError(where, problem, EXPORT_AGAIN)
        yield from features
    elif kind == "Feature":
        yield document
    elif "error" in document:
        raise LayerError(where, f"it is the error answer of a server: {document['error']}", "Fetch it again.")
    elif "rings" in document or "geometryType" in document:
        raise LayerError(where, "it is Esri JSON without features", "Ask the server for f=geojson.")
    elif isinstance(document.get("coordinates"), list) or kind == "GeometryCollection":
        mend = "Wrap it in a Feature whose properties hold an id and a name."
        raise LayerError(where, "it is a bare geometry, without id or name", mend)
    else:
        shown = f'of type "{kind}"' if isinstance(kind, str) else 'without a "type"'
        raise LayerError(where, f"it is an object {shown}, not a FeatureCollection", EXPORT_AGAIN)


def _reference_system(document: Any) -> str | None:
    """What the old member "crs" says; readers of today's GeoJSON may take degrees for granted."""
    crs = document.get("crs") if isinstance(document, dict) else None
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    return name if isinstance(name, str) and name.strip() else None


def _check_feature(feature: Any) -> None:
    mend = EXPORT_AGAIN
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
