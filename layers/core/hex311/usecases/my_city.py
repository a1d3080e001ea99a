"""My city: what the city is and does at one address. Who speaks for it, when it is served, what is near."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from hex311.domain.catalogue import Catalogue
from hex311.domain.geography import Overlay, Point
from hex311.domain.place_dates import next_dates
from hex311.ports import Ports
from hex311.usecases.city_limits import check_inside_city
from hex311.usecases.find_places import nearest_of_each
from hex311.usecases.place_views import facility_view, holidays_of


def my_city(ports: Ports, point: Point, language: str) -> dict[str, Any]:
    """The card of an address (schema `places/my_city`), as `my_city.yaml` of the city pack asks for it.

    `OutsideCity` for places elsewhere. One read of the overlay, and one or two for each kind of facility.
    """
    catalogue, overlay = ports.catalogue.current(), ports.overlays.overlay(point)
    check_inside_city(catalogue, overlay, language)
    card: Mapping[str, Any] = catalogue.documents.get("my_city", {})
    facilities = nearest_of_each(ports, card.get("facilities", ()), point)
    return {
        "districts": [
            view for entry in card.get("districts", ()) for view in _districts(catalogue, overlay, entry, language)
        ],
        "dates": list(_dates(catalogue, overlay, card.get("dates", ()), language, ports.now())),
        "facilities": [facility_view(catalogue, found, language, ports.now()) for found in facilities],
    }


def _districts(
    catalogue: Catalogue, overlay: Overlay, entry: Mapping[str, Any], language: str
) -> Iterator[dict[str, Any]]:
    """The features of a layer that cover the place: one, or on a border all that share it."""
    for answer in overlay.answers:
        if answer.layer != entry["layer"]:
            continue
        yield {
            "layer": answer.layer,
            "name": catalogue.text(entry["name"], language),
            "feature_id": answer.feature_id,
            "feature_name": answer.name,
            "position": answer.position,
            "facts": [
                {
                    "code": fact["attribute"],
                    "name": catalogue.text(fact["name"], language),
                    "value": answer.attributes[fact["attribute"]],
                }
                for fact in entry.get("facts", ())
                if answer.attributes.get(fact["attribute"])
            ],
        }


def _dates(
    catalogue: Catalogue, overlay: Overlay, rules: list[Mapping[str, Any]], language: str, now: int
) -> Iterator[dict[str, Any]]:
    zone = ZoneInfo(catalogue.city["timezone"])
    today = datetime.fromtimestamp(now, tz=UTC).astimezone(zone).date()
    for rule in rules:
        coming = next_dates(rule, overlay, today, holidays_of(catalogue))
        answer = overlay.first(rule["layer"])
        if not coming and answer is None:
            continue
        yield {
            "code": rule["code"],
            "name": catalogue.text(rule["name"], language),
            "zone": answer.name if answer else None,
            "next_dates": [day.isoformat() for day in coming],
        }
