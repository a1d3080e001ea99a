"""Public places: city hall, libraries, stations, schools, clinics and the like, each at a real address."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from tools.rivermark.addresses import Address
from tools.rivermark.areas import school_name, school_sites
from tools.rivermark.blocks import Blocks
from tools.rivermark.frame import Floats, Integers, chance, to_metres
from tools.rivermark.layers import Layer
from tools.rivermark.names import NEIGHBORHOODS


@dataclass(frozen=True, slots=True)
class Place:
    """A place people look for; `at` is its address and position."""

    id: str
    name: str
    category: str
    at: Address
    phone: str = ""
    hours: str = ""


#: category, name, how many, opening hours; one near the middle of each of as many parts of the city
_KINDS = (
    ("library", "{} Branch Library", 9, "Mon-Thu 10-20, Fri-Sat 10-17"),
    ("fire_station", "Fire Station {n}", 16, "Always open"),
    ("police_station", "Police District {n} Station", 5, "Always open"),
    ("recreation_centre", "{} Recreation Center", 8, "Mon-Fri 9-21, Sat 9-17"),
    ("health_clinic", "{} Health Clinic", 6, "Mon-Fri 8-17"),
    ("warming_cooling_centre", "{} Warming and Cooling Center", 7, "Opened in extreme weather, 9-21"),
    ("recycling_drop_off", "{} Recycling Drop-off", 4, "Tue-Sat 8-18"),
    ("senior_centre", "{} Senior Center", 5, "Mon-Fri 9-16"),
    ("post_office", "{} Post Office", 6, "Mon-Fri 9-17, Sat 9-12"),
    ("food_pantry", "{} Food Pantry", 6, "Tue and Thu 12-18"),
)
_SINGLE = (
    ("city_hall", "city_hall", "Rivermark City Hall", (0.0, 0.0), "311", "Mon-Fri 8-17"),
    ("main_library", "library", "Rivermark Central Library", (-0.03, 0.03), "555-0150", "Mon-Sat 9-21, Sun 12-18"),
    ("animal_shelter", "animal_shelter", "City Animal Shelter", (0.3, -0.25), "555-0108", "Daily 11-19"),
    ("tow_lot", "tow_lot", "City Tow Lot", (-0.4, -0.1), "555-0151", "Always open"),
    ("court", "court", "Municipal Court", (0.02, -0.02), "555-0152", "Mon-Fri 8-16"),
    ("bus_station", "bus_station", "Depot Square Bus Station", (-0.05, -0.06), "555-0153", "Daily 5-24"),
)


def places(
    blocks: Blocks, all_addresses: Sequence[Address], areas: dict[str, Integers], precincts: Sequence[BaseGeometry]
) -> list[Place]:
    """All places, in a fixed order. `areas`: category -> district number per block, where places serve districts.
    `precincts`: in whole microdegrees; each votes at one place.
    """
    spots = to_metres(np.array([[a.longitude, a.latitude] for a in all_addresses], dtype=float))
    taken = np.zeros(len(spots), dtype=bool)

    def nearest(point: Floats) -> Address:
        away = np.where(taken, np.inf, np.hypot(spots[:, 0] - point[0], spots[:, 1] - point[1]))
        chosen = int(np.argmin(away))
        taken[chosen] = True
        return all_addresses[chosen]

    radius = blocks.plan.radius_m
    found = [
        Place(code, name, category, nearest(np.array(spot) * radius), phone, hours)
        for code, category, name, spot, phone, hours in _SINGLE
    ]
    for category, pattern, count, hours in _KINDS:
        for number, point in enumerate(_middles(blocks, areas.get(category), count, category), start=1):
            name = pattern.format(NEIGHBORHOODS[(number * 5 + len(category)) % len(NEIGHBORHOODS)], n=number)
            found.append(Place(f"{category}_{number}", name, category, nearest(point), hours=hours))
    for number, site in enumerate(school_sites(blocks), start=1):
        found.append(Place(f"school_{number}", school_name(number), "school", nearest(site), hours="Mon-Fri 8-16"))
    for number, precinct in enumerate(precincts, start=1):
        middle = to_metres(shapely.get_coordinates(precinct.representative_point()))[0]
        name, hours = f"Precinct {number} Polling Place", "On election days, 7-20"
        found.append(Place(f"polling_place_{number}", name, "polling_place", nearest(middle), hours=hours))
    return found


def with_polling_places(precincts: Layer, found: Sequence[Place]) -> Layer:
    """The precincts with where one votes: not at the nearest place, but at that of the own precinct."""
    voting = [place for place in found if place.category == "polling_place"]
    return [
        replace(
            precinct,
            attributes={
                **precinct.attributes,
                "polling_place": place.name,
                "polling_address": f"{place.at.number} {place.at.street}",
                "polling_hours": place.hours,
            },
        )
        for precinct, place in zip(precincts, voting, strict=True)
    ]


def _middles(blocks: Blocks, labels: Integers | None, count: int, category: str) -> list[Floats]:
    """The middle of the people of each district, or of places where many people live."""
    if labels is not None:
        numbers = range(int(labels.max()) + 1)
        return [np.average(blocks.middle[labels == n], axis=0, weights=blocks.people[labels == n]) for n in numbers][
            :count
        ]
    members = np.flatnonzero(blocks.in_city)
    share = blocks.people[members] / blocks.people[members].sum()
    chosen = chance(f"places {category}").choice(members, size=min(count, len(members)), replace=False, p=share)
    return [blocks.middle[block] for block in chosen]
