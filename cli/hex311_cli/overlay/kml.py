"""Read KML: placemarks with polygons, their data as properties. Coordinates are degrees by definition."""

import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from hex311_cli.overlay.areas import NotAnArea, area
from hex311_cli.overlay.raw import Found, RawFeature
from hex311_cli.overlay.sources import LayerError

_EXPORT = "Export the layer again as KML, or better as GeoJSON."


def find_kml(raw: bytes, where: str, part: str | None = None) -> Found:
    """The placemarks with areas; `part` names the folder to take, where only one is wanted."""
    # A document type may define entities that unfold without end; KML has no use for one.
    if re.search(rb"<!\s*(DOCTYPE|ENTITY)", raw[:4096]) or b"<!ENTITY" in raw:
        raise LayerError(where, "it defines a document type, which KML does not need", _EXPORT)
    try:
        root = ElementTree.fromstring(raw)
    except (ElementTree.ParseError, ValueError) as fault:
        raise LayerError(where, f"it is not XML ({fault})", _EXPORT) from fault
    if _tag(root) != "kml":
        raise LayerError(where, f"it is XML of the kind <{_tag(root)}>, not KML", _EXPORT)
    found = Found(where)
    for number, mark in enumerate(_placemarks(root, part, where), start=1):
        properties = _properties(mark)
        name = properties.get("name")
        spot = f"{where}, placemark {number}" + (f" ({name})" if name else "")
        try:
            shapes = list(_shapes(mark))
            if not shapes:
                found.notes.append(f"{spot}: it has no area and was left out.")
                continue
            shape = shapes[0] if len(shapes) == 1 else {"type": "GeometryCollection", "geometries": shapes}
            found.features.append(RawFeature(spot, mark.get("id"), properties, area(shape)))
        except NotAnArea as refusal:
            if found.refuse(spot, refusal.problem, refusal.mend):
                break
    return found.checked()


def _placemarks(root: Any, part: str | None, where: str) -> Iterator[Any]:
    scope = root
    if part is not None:
        folders = [one for one in root.iter() if _tag(one) in ("Folder", "Document")]
        names = {_text(one, "name"): one for one in folders}
        if part not in names:
            have = ", ".join(name for name in names if name) or "none"
            raise LayerError(where, f"there is no folder {part}", f"There are: {have}.")
        scope = names[part]
    return (one for one in scope.iter() if _tag(one) == "Placemark")


def _properties(mark: Any) -> dict[str, str]:
    properties = {name: found for name in ("name", "description") if (found := _text(mark, name))}
    for one in mark.iter():
        name = one.get("name")
        if name and _tag(one) == "SimpleData":
            properties[name] = (one.text or "").strip()
        elif name and _tag(one) == "Data":
            properties[name] = _text(one, "value")
    return properties


def _shapes(mark: Any) -> Iterator[dict[str, Any]]:
    """The polygons as GeoJSON, also those within MultiGeometry."""
    for polygon in (one for one in mark.iter() if _tag(one) == "Polygon"):
        shells = [ring for one in polygon if _tag(one) == "outerBoundaryIs" for ring in _rings(one)]
        holes = [ring for one in polygon if _tag(one) == "innerBoundaryIs" for ring in _rings(one)]
        yield {"type": "Polygon", "coordinates": [*shells[:1], *holes]}


def _rings(boundary: Any) -> Iterator[list[list[float]]]:
    for one in boundary.iter():
        if _tag(one) == "coordinates":
            # Some programs write a blank after the comma.
            text = re.sub(r"\s*,\s*", ",", one.text or "")
            try:
                yield [[float(part) for part in position.split(",")[:2]] for position in text.split()]
            except ValueError as fault:
                raise NotAnArea(f"its coordinates are no numbers ({fault})", _EXPORT) from fault


def _text(element: Any, name: str) -> str:
    return next(((child.text or "").strip() for child in element if _tag(child) == name), "")


def _tag(element: Any) -> str:
    """The name without its namespace: there are several of KML's."""
    return str(element.tag).rpartition("}")[2]
