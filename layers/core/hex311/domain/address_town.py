"""The town at the end of an address: ours, a neighbour's, or none that we know."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import atan2, cos, degrees, radians
from typing import Any

from hex311.domain.address_query import AddressQuery, Reading
from hex311.domain.address_words import words_of
from hex311.domain.geography import Point

_TITLES = ("city", "town", "village", "county", "township", "borough", "ciudad", "villa", "pueblo", "condado")

_COMPASS = ("north", "north_east", "east", "south_east", "south", "south_west", "west", "north_west")


@dataclass(frozen=True, slots=True)
class Town:
    """The city or a neighbour, by the words of its name without "City of"."""

    name: str
    words: tuple[str, ...]
    ours: bool
    phone: str = ""
    url: str = ""


def towns_of(city: Mapping[str, Any]) -> list[Town]:
    """The city and its neighbours, from the city's published document."""
    ours = [Town(name, bare_name(name), True) for name in city["name"].values()]
    return ours + [_town(one) for one in city.get("neighbours", ())]


def neighbours_at(city: Mapping[str, Any], point: Point | None) -> tuple[Town, ...]:
    """Whose a place outside may be: the neighbours whose box holds it, else those that lie in its direction, and
    after them those without either (a county around the city). Without a place, all of them."""
    neighbours = city.get("neighbours", ())
    if point is None:
        return tuple(_town(one) for one in neighbours)
    boxed = [one for one in neighbours if one.get("bbox") and _in_box(one["bbox"], point)]
    seen_from = Point(latitude=city["centre"]["latitude"], longitude=city["centre"]["longitude"])
    towards = [one for one in neighbours if one.get("direction") in _directions(seen_from, point)]
    anywhere = [one for one in neighbours if not one.get("direction") and not one.get("bbox")]
    return tuple(_town(one) for one in (*(boxed or towards), *anywhere) or neighbours)


def _town(neighbour: Mapping[str, Any]) -> Town:
    name = str(neighbour["name"])
    return Town(name, bare_name(name), False, str(neighbour.get("phone", "")), str(neighbour.get("url", "")))


def _in_box(box: Mapping[str, float], point: Point) -> bool:
    return box["south"] <= point.latitude <= box["north"] and box["west"] <= point.longitude <= box["east"]


def _directions(centre: Point, point: Point) -> tuple[str, ...]:
    """The eighth of the compass that a place lies in, and its two neighbours: cities are not round."""
    across = ((point.longitude - centre.longitude + 180) % 360 - 180) * cos(radians(centre.latitude))
    bearing = degrees(atan2(across, point.latitude - centre.latitude)) % 360
    eighth = round(bearing / 45) % 8
    return _COMPASS[eighth - 1], _COMPASS[eighth], _COMPASS[(eighth + 1) % 8]


def bare_name(name: str) -> tuple[str, ...]:
    """ "City of Alder Bend" -> (alder, bend); "Willow County" stays whole, or every street of willows would fit."""
    words = words_of(name)
    if len(words) > 2 and words[0] in _TITLES and words[1] in ("of", "de"):
        return tuple(words[2:])
    return tuple(words)


def take_town(query: AddressQuery, towns: Sequence[Town]) -> tuple[AddressQuery, Town | None]:
    """The query without a town at its end, and that town. Behind a comma any part will do; without one the town's
    whole name must stand last, and something that can be a street before it."""
    for town in towns:
        if town.words and _holds(query.town, town.words):
            return query, town
    if query.corner or query.between:
        return query, None
    for town in towns:
        size = len(town.words)
        before = query.words[:-size]
        if size and query.words[-size:] == town.words and any(not word.isdecimal() for word in before):
            return _shortened(query, size), town
    return query, None


def _holds(words: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    return any(words[at : at + len(wanted)] == wanted for at in range(len(words)))


def _shortened(query: AddressQuery, size: int) -> AddressQuery:
    readings = tuple(
        Reading(reading.number, reading.words[:-size], reading.cost)
        for reading in query.readings
        if len(reading.words) > size
    )
    return replace(query, readings=readings, words=query.words[:-size])
