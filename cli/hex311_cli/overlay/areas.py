"""GeoJSON geometries as shapely polygons, checked: closed rings, finite numbers throughout."""

from collections.abc import Mapping
from math import isfinite
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from hex311_cli.overlay.raw import EXPORT_AGAIN

_POINTS_AND_LINES = ("Point", "MultiPoint", "LineString", "MultiLineString")


class NotAnArea(Exception):
    """A geometry that cannot be indexed: why, and how to mend it."""

    def __init__(self, problem: str, mend: str = EXPORT_AGAIN) -> None:
        super().__init__(problem)
        self.problem, self.mend = problem, mend


def area(geometry: Any) -> BaseGeometry:
    """The polygon or multipolygon of a GeoJSON geometry, in its own coordinates; raises `NotAnArea`."""
    if not isinstance(geometry, Mapping):
        raise NotAnArea('"geometry" must be an object')
    kind = geometry.get("type")
    if kind == "GeometryCollection":
        members = geometry.get("geometries")
        if not isinstance(members, list) or not members:
            raise NotAnArea("the GeometryCollection is empty")
        return shapely.multipolygons([part for member in members for part in shapely.get_parts(area(member))])
    if kind in _POINTS_AND_LINES:
        raise NotAnArea(f"a {kind} covers no ground", "A layer is made of areas: send Polygons or MultiPolygons.")
    if kind not in ("Polygon", "MultiPolygon"):
        raise NotAnArea(f"there is no geometry of type {kind!r}")
    if "coordinates" not in geometry:
        raise NotAnArea(f'the {kind} has no "coordinates"')
    if kind == "Polygon":
        return _polygon(geometry["coordinates"])
    polygons = [_polygon(polygon) for polygon in _list(geometry["coordinates"], "a MultiPolygon", "polygons")]
    return shapely.multipolygons(polygons)


def _polygon(rings: Any) -> BaseGeometry:
    shell, *holes = [_ring(ring) for ring in _list(rings, "a Polygon", "rings")]
    return shapely.Polygon(shell, holes)


def closed_ring(positions: Any) -> list[tuple[float, float]]:
    """The positions of a ring, its first one repeated where it was left open; raises `NotAnArea`."""
    ring = [_position(position) for position in _list(positions, "a ring", "positions")]
    return ring if ring[0] == ring[-1] else [*ring, ring[0]]


def _ring(positions: Any) -> list[tuple[float, float]]:
    ring = [_position(position) for position in _list(positions, "a ring", "positions")]
    if len(ring) < 4:
        raise NotAnArea(f"a ring needs at least four positions, this one has {len(ring)}")
    if ring[0] != ring[-1]:
        raise NotAnArea(
            f"a ring is not closed: it starts at {_shown(ring[0])} and ends at {_shown(ring[-1])}",
            "Repeat the first position at the end.",
        )
    return ring


def _position(position: Any) -> tuple[float, float]:
    if type(position) is not list or len(position) < 2:
        raise NotAnArea(f"a position must be [longitude, latitude], not {_short(position)}")
    longitude, latitude = position[0], position[1]
    if type(longitude) not in (int, float) or type(latitude) not in (int, float):
        raise NotAnArea(f"a position must be two numbers, not {_short(position)}")
    if not (isfinite(longitude) and isfinite(latitude)):
        raise NotAnArea(f"a coordinate is not a finite number: {_short(position)}")
    return float(longitude), float(latitude)


def _list(value: Any, whole: str, parts: str) -> list[Any]:
    if not isinstance(value, list):
        raise NotAnArea(f"{whole} must be a list of {parts}, not {_short(value)}")
    if not value:
        raise NotAnArea(f"{whole} has no {parts}")
    return value


def _shown(position: tuple[float, float]) -> str:
    return f"[{position[0]:.10g}, {position[1]:.10g}]"


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
