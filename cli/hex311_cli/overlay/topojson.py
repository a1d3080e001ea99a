"""Read TopoJSON: arcs that neighbours share, quantised and delta-encoded or not."""

from collections.abc import Mapping
from typing import Any

from hex311_cli.overlay.areas import NotAnArea, area
from hex311_cli.overlay.raw import EXPORT_AGAIN, Found, RawFeature
from hex311_cli.overlay.sources import LayerError

Arc = list[list[float]]


def find_topojson(document: Mapping[str, Any], where: str, part: str | None = None) -> Found:
    """The features of one object of a topology; `part` names it where there are several."""
    objects = document.get("objects")
    if not isinstance(objects, Mapping) or not objects:
        raise LayerError(where, "the topology has no objects", EXPORT_AGAIN)
    if part is None and len(objects) > 1:
        raise LayerError(where, f"it holds {len(objects)} layers: {', '.join(objects)}", "Name one with --part.")
    name = part or next(iter(objects))
    if name not in objects:
        raise LayerError(where, f"there is no object {name}", f"There are: {', '.join(objects)}.")
    try:
        arcs = _arcs(document)
    except (TypeError, ValueError, KeyError, IndexError, AttributeError) as fault:
        raise LayerError(where, "its arcs are not as TopoJSON writes them", EXPORT_AGAIN) from fault
    found = Found(where, title=name)
    for number, geometry in enumerate(_members(objects[name]), start=1):
        identity = geometry.get("id") if isinstance(geometry, Mapping) else None
        spot = f"{where}, feature {number}" + (f" (id {identity})" if isinstance(identity, str | int) else "")
        try:
            shape = _shape(geometry, arcs)
            if shape is None:
                found.notes.append(f"{spot}: it has no geometry and was left out.")
                continue
            properties = geometry.get("properties") or {}
            if not isinstance(properties, Mapping):
                raise NotAnArea('"properties" must be an object')
            known = identity if isinstance(identity, str | int | float) and not isinstance(identity, bool) else None
            found.features.append(RawFeature(spot, known, properties, area(shape)))
        except NotAnArea as refusal:
            if found.refuse(spot, refusal.problem, refusal.mend):
                break
    return found.checked()


def _members(one: Any) -> list[Any]:
    if isinstance(one, Mapping) and one.get("type") == "GeometryCollection":
        geometries = one.get("geometries")
        return geometries if isinstance(geometries, list) else []
    return [one]


def _arcs(document: Mapping[str, Any]) -> list[Arc]:
    """All arcs in coordinates, deltas added up."""
    transform = document.get("transform")
    if transform is None:
        return [[[float(x), float(y)] for x, y, *_ in arc] for arc in document["arcs"]]
    (scale_x, scale_y), (move_x, move_y) = transform["scale"], transform["translate"]
    arcs: list[Arc] = []
    for deltas in document["arcs"]:
        x = y = 0
        arc: Arc = []
        for dx, dy, *_ in deltas:
            x, y = x + dx, y + dy
            arc.append([x * scale_x + move_x, y * scale_y + move_y])
        arcs.append(arc)
    return arcs


def _shape(geometry: Any, arcs: list[Arc]) -> dict[str, Any] | None:
    """A geometry of the topology as GeoJSON; None where it has none."""
    kind = geometry.get("type") if isinstance(geometry, Mapping) else None
    if kind is None:
        return None
    if kind == "Polygon":
        return {"type": kind, "coordinates": [_ring(ring, arcs) for ring in _listed(geometry.get("arcs"))]}
    if kind == "MultiPolygon":
        polygons = [[_ring(ring, arcs) for ring in _listed(rings)] for rings in _listed(geometry.get("arcs"))]
        return {"type": kind, "coordinates": polygons}
    return {"type": kind, "coordinates": []}


def _ring(numbers: Any, arcs: list[Arc]) -> Arc:
    """Arcs joined end to end; ~n means arc n backwards. The position where two meet is written once."""
    ring: Arc = []
    for number in _listed(numbers):
        if type(number) is not int or not -len(arcs) <= number < len(arcs):
            raise NotAnArea(f"there is no arc {number}")
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring.extend(arc[1:] if ring else arc)
    return ring


def _listed(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise NotAnArea('its "arcs" are no list')
    return value
