"""Esri's JSON: features with rings, shells clockwise and holes the other way round, and coded reference systems."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from hex311_cli.overlay.areas import NotAnArea, closed_ring
from hex311_cli.overlay.raw import Found, RawFeature
from hex311_cli.overlay.sources import LayerError

AREAS = "esriGeometryPolygon"


def find_esri(document: Mapping[str, Any], where: str) -> Found:
    """The features of one answer of a map server (or of a file that holds one)."""
    kind = document.get("geometryType")
    if kind is not None and kind != AREAS:
        raise LayerError(where, f"its features are {_plain(kind)}, which cover no ground", "Send a layer of polygons.")
    found = Found(where, stated=reference_of(document.get("spatialReference")))
    features = document.get("features")
    if not isinstance(features, list):
        raise LayerError(where, '"features" must be a list', "Ask the server for f=geojson.")
    for number, feature in enumerate(features, start=1):
        attributes = feature.get("attributes") if isinstance(feature, Mapping) else None
        if not isinstance(attributes, Mapping):
            found.refuse(f"{where}, feature {number}", 'it has no "attributes"', "Ask the server for f=geojson.")
            continue
        spot = f"{where}, feature {number}{_named(attributes)}"
        if feature.get("geometry") in (None, {}):
            found.notes.append(f"{spot}: it has no geometry and was left out.")
            continue
        try:
            geometry = esri_area(feature["geometry"])
        except NotAnArea as refusal:
            if found.refuse(spot, refusal.problem, refusal.mend):
                break
            continue
        if geometry is None:
            found.notes.append(f"{spot}: it covers no ground and was left out.")
            continue
        found.features.append(RawFeature(spot, None, attributes, geometry))
    return found


def reference_of(reference: Any) -> str | None:
    """A `spatialReference` as pyproj takes it; None when it says nothing."""
    if not isinstance(reference, Mapping):
        return None
    code = reference.get("latestWkid") or reference.get("wkid")
    return f"EPSG:{code}" if code else reference.get("wkt") or reference.get("wkt2")


def esri_area(geometry: Any) -> BaseGeometry | None:
    """The (multi)polygon of `{"rings": ...}`; None when no ring covers ground. Raises `NotAnArea`."""
    if not isinstance(geometry, Mapping):
        raise NotAnArea('"geometry" must be an object')
    if "curveRings" in geometry:
        raise NotAnArea("its border has curves", "Ask the server with returnTrueCurves=false.")
    if not isinstance(geometry.get("rings"), list):
        raise NotAnArea("it has no rings", "Send a layer of polygons.")
    rings = [closed_ring(ring) for ring in geometry["rings"] if not _is_point(ring)]
    return polygons_of_rings([ring for ring in rings if len(ring) >= 4])


def polygons_of_rings(rings: Sequence[Sequence[tuple[float, float]]]) -> BaseGeometry | None:
    """Shells with their holes: a hole belongs to the smallest shell around it, and is a shell where there is none."""
    shells: list[tuple[float, BaseGeometry, list[Any]]] = []
    holes: list[Any] = []
    for ring in rings:
        line = shapely.LinearRing(ring)
        if line.is_ccw:
            holes.append(line)
        else:
            shells.append((shapely.Polygon(line).area, shapely.Polygon(line), []))
    shells.sort(key=lambda entry: entry[0])
    lone: list[Any] = []
    for hole in holes:
        outline = shapely.Polygon(hole)
        inside = outline.representative_point() if outline.is_valid else shapely.Point(hole.coords[0])
        around = next((shell for shell in shells if shell[1].intersects(inside)), None)
        if around is None:
            lone.append(hole)
        else:
            around[2].append(hole)
    polygons = [shapely.Polygon(outer.exterior, inner) for _, outer, inner in shells]
    polygons += [shapely.Polygon(hole) for hole in lone]
    if not polygons:
        return None
    return polygons[0] if len(polygons) == 1 else shapely.multipolygons(np.array(polygons, dtype=object))


def _is_point(ring: Any) -> bool:
    """Servers that simplify send rings of one or two positions for what is smaller than a pixel."""
    return isinstance(ring, list) and len(ring) < 3


def _named(attributes: Mapping[str, Any]) -> str:
    for name in ("OBJECTID", "objectid", "FID", "OBJECTID_1"):
        if isinstance(attributes.get(name), int):
            return f" ({name} {attributes[name]})"
    return ""


def _plain(kind: Any) -> str:
    return {"esriGeometryPoint": "points", "esriGeometryPolyline": "lines", "esriGeometryMultipoint": "points"}.get(
        str(kind), f"of the kind {kind}"
    )
