"""Facilities and assets as documents for the outside."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from hex311.domain.catalogue import Catalogue
from hex311.domain.geography import Overlay
from hex311.domain.moments import iso
from hex311.domain.place import Found, asset_id
from hex311.domain.place_hours import OpenState, open_state, read_hours
from hex311.domain.place_shape import TURN, UNITS_PER_DEGREE, Shape
from hex311.usecases.views import overlay_view

_GEOJSON = {"point": "Point", "line": "MultiLineString", "area": "Polygon"}
_FACILITY = ("address", "phone", "url", "hours")


def places_view(catalogue: Catalogue, found: Sequence[Found], language: str, now: int) -> dict[str, Any]:
    """The answer to a search for facilities (schema `places/places`)."""
    return {"places": [facility_view(catalogue, one, language, now) for one in found]}


def assets_view(catalogue: Catalogue, found: Sequence[Found], overlay: Overlay, language: str) -> dict[str, Any]:
    """The answer to a search for assets (schema `places/assets`), with what the map layers say about the ground."""
    return {
        "assets": [
            {
                **_common(catalogue, one, language),
                "asset_id": asset_id(one.category, one.place.id),
                "attributes": dict(one.place.details),
                "geometry": geojson(one.place.shape),
            }
            for one in found
        ],
        "ground": overlay_view(catalogue, overlay, public_only=True),
    }


def facility_view(catalogue: Catalogue, found: Found, language: str, now: int) -> dict[str, Any]:
    """One facility; `open_now` and `open_until` or `opens_at` are null where they cannot be known."""
    details = found.place.details
    state = _state(catalogue, details.get("hours", ""), now)
    return {
        **_common(catalogue, found, language),
        **{name: details.get(name) for name in _FACILITY},
        "open_now": state.open_now,
        "open_until": iso(state.changes_at) if state.open_now else None,
        "opens_at": iso(state.changes_at) if state.open_now is False else None,
    }


def category_name(catalogue: Catalogue, code: str, language: str) -> str:
    """What the pack calls the category; of one that only was imported, its code in plain letters."""
    known = catalogue.documents.get("places", {}).get(code)
    return catalogue.text(known["name"], language) if known else code.replace("_", " ").capitalize()


def holidays_of(catalogue: Catalogue) -> frozenset[date]:
    return frozenset(date.fromisoformat(str(day["date"])) for day in catalogue.city["calendar"].get("holidays", ()))


def geojson(shape: Shape) -> dict[str, Any]:
    """The shape as GeoJSON geometry; of a line that is stored in pieces, the nearest piece."""
    parts = [[[_degrees(x), y / UNITS_PER_DEGREE] for x, y in part] for part in shape.parts]
    if shape.kind == "point":
        return {"type": "Point", "coordinates": parts[0][0]}
    return {"type": _GEOJSON[shape.kind], "coordinates": parts}


def _degrees(x: int) -> float:
    return ((x + TURN // 2) % TURN - TURN // 2) / UNITS_PER_DEGREE


def _common(catalogue: Catalogue, found: Found, language: str) -> dict[str, Any]:
    return {
        "id": found.place.id,
        "name": found.place.name,
        "category": found.category,
        "category_name": category_name(catalogue, found.category, language),
        "lat": round(found.at.latitude, 7),
        "long": round(found.at.longitude, 7),
        "distance_m": round(found.distance_m, 1),
    }


def _state(catalogue: Catalogue, text: str, now: int) -> OpenState:
    hours = read_hours(text) if text else None
    if hours is None:
        return OpenState(None)
    return open_state(hours, now, catalogue.city["timezone"], holidays_of(catalogue))
