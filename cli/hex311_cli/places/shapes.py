"""Shapes of places from GeoJSON geometries."""

import math
from collections.abc import Iterable, Iterator
from typing import Any

from hex311.domain.place_shape import TURN, UNITS_PER_DEGREE, Kind, Shape, Vertex

_KINDS: dict[str, Kind] = {
    "Point": "point",
    "LineString": "line",
    "MultiLineString": "line",
    "Polygon": "area",
    "MultiPolygon": "area",
}


def shape_of(geometry: Any) -> Shape:
    """The shape of a GeoJSON geometry in WGS84; ValueError says what is wrong with it."""
    if not isinstance(geometry, dict) or geometry.get("type") not in _KINDS:
        raise ValueError("it is not a point, a line or an area")
    kind, coordinates = _KINDS[geometry["type"]], geometry.get("coordinates")
    parts = _parts(geometry["type"], coordinates)
    read = [_vertices(part) for part in parts]
    least = {"point": 1, "line": 2, "area": 3}[kind]
    if not read or any(len(part) < least for part in read):
        raise ValueError("its geometry has too few positions")
    if kind == "area":
        read = [part if part[0] == part[-1] else (*part, part[0]) for part in read]
    return Shape(kind, tuple(_one_side(read)))


def _parts(kind: str, coordinates: Any) -> list[Any]:
    """The lines, rings or single positions of a geometry."""
    if kind == "Point":
        return [[coordinates]]
    if kind == "LineString":
        return [coordinates]
    if kind == "MultiPolygon":
        return [ring for polygon in _list(coordinates) for ring in _list(polygon)]
    return list(_list(coordinates))


def _list(value: Any) -> Iterable[Any]:
    if not isinstance(value, list):
        raise ValueError("its geometry is not made of lists of positions")
    return value


def _vertices(part: Any) -> tuple[Vertex, ...]:
    found: list[Vertex] = []
    for place in _list(part):
        match place:
            case [float() | int() as longitude, float() | int() as latitude, *_] if _on_earth(longitude, latitude):
                vertex = (round(longitude * UNITS_PER_DEGREE), round(latitude * UNITS_PER_DEGREE))
            case _:
                raise ValueError("a position is not longitude and latitude in degrees (WGS84)")
        if not found or found[-1] != vertex:
            found.append(vertex)
    return tuple(found)


def _on_earth(longitude: float, latitude: float) -> bool:
    if isinstance(longitude, bool) or isinstance(latitude, bool):
        return False
    return math.isfinite(longitude) and math.isfinite(latitude) and abs(longitude) <= 180 and abs(latitude) <= 90


def _one_side(parts: list[tuple[Vertex, ...]]) -> Iterator[tuple[Vertex, ...]]:
    """All vertices within half a turn of the one before, so nothing is torn apart at the antimeridian."""
    last = parts[0][0][0]
    for part in parts:
        moved: list[Vertex] = []
        for x, y in part:
            last += (x - last + TURN // 2) % TURN - TURN // 2
            moved.append((last, y))
        last = moved[0][0]
        yield tuple(moved)
