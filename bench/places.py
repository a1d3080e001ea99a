"""`python -m bench.places`: how many reads a search for the nearest places costs in a city of 50,000.

Deterministic and without a cloud: items are counted where the search asks for them. Every read is counted, that of
the directory too, and nothing is remembered from one search to the next, which is worse than any running function:
there the directory is remembered for a minute and leaves as long as there is room.
"""

import random
import statistics
import time
from math import cos, radians, tau

from bench.report import report
from hex311.domain.geography import Point, distance_m
from hex311.domain.place import Category, Leaf, Place, nearest
from hex311.domain.place_item import pack_leaves, unpack_places
from hex311.domain.place_shape import point_shape, position
from hex311_cli.places.build import build_category

CENTRE = Point(latitude=41.85, longitude=-87.68)
RADIUS_M = 14_000
MIDDLES = 40
QUERIES = 2_000
LIMIT = 5
#: How many of each: a few of the rare ones, many of the common ones, 50,000 in all.
SIZES = {
    "library": 80,
    "police_station": 25,
    "post_office": 55,
    "polling_place": 1_300,
    "school": 650,
    "park": 590,
    "transit_stop": 11_000,
    "hydrant": 12_300,
    "street_light": 24_000,
}
READ_UNIT_BYTES = 4_096

NOTES = {
    "places": "places in the city, in all categories",
    "places_reads_p50": "items read by one search for the nearest 5 of a category, its directory included",
    "places_reads_p95": "the same, 95th percentile (at most 3)",
    "places_reads_max": "the same, the worst of all searches",
    "places_rcu_p95": "read units of the leaves of one search, eventually consistent, 95th percentile",
    "places_directory_rcu_max": "read units of the largest directory, once a minute for each running function",
    "places_cpu_ms_p50": "CPU of one search, nothing remembered: unpacking included",
    "leaves": "items that the categories are stored in",
    "wrong": "searches whose answer is not that of brute force",
}


def synthetic_city(sizes: dict[str, int] | None = None, seed: int = 311) -> dict[str, list[Place]]:
    """Places crowded around some middles, as in a real city, and thin towards the edge."""
    chance = random.Random(seed)
    middles = [_somewhere(chance, CENTRE, RADIUS_M * chance.random() ** 0.5) for _ in range(MIDDLES)]
    return {
        code: [
            Place(
                f"{code}-{number}", f"{code.replace('_', ' ').title()} {number}", point_shape(_place(chance, middles))
            )
            for number in range(count)
        ]
        for code, count in (sizes or SIZES).items()
    }


def measure_places(queries: int = QUERIES, limit: int = LIMIT, sizes: dict[str, int] | None = None) -> dict[str, float]:
    """The figures of `NOTES`. Searches start where people are; categories take turns."""
    chance = random.Random(7)
    city = synthetic_city(sizes)
    built = {code: build_category(code, "facility", places) for code, places in city.items()}
    everywhere = [place for places in city.values() for place in places]
    reads, units, times, wrong = [], [], [], 0
    for number in range(queries):
        code = list(built)[number % len(built)]
        point = _near(chance, position(*chance.choice(everywhere).shape.parts[0][0]))
        search = Search(*built[code])
        began = time.process_time()
        found = nearest([search.category], point, limit, search.fetch)
        times.append(time.process_time() - began)
        reads.append(1 + search.reads)
        units.append(search.units)
        wrong += number % 20 == 0 and [one.place.id for one in found] != _brute_force(city[code], point, limit)
    return {
        "places": len(everywhere),
        "places_reads_p50": statistics.median(reads),
        "places_reads_p95": percentile(reads, 95),
        "places_reads_max": max(reads),
        "places_rcu_p95": percentile(units, 95),
        "places_directory_rcu_max": max(read_units(pack_leaves(category.leaves)) for category, _ in built.values()),
        "places_cpu_ms_p50": round(statistics.median(times) * 1000, 2),
        "leaves": sum(len(category.leaves) for category, _ in built.values()),
        "wrong": wrong,
    }


class Search:
    """One search: fetches leaves from memory and counts them."""

    def __init__(self, category: Category, bodies: dict[Leaf, bytes]) -> None:
        self.category, self._bodies = category, bodies
        self.reads, self.units = 0, 0.0

    def fetch(self, leaf: Leaf) -> tuple[Place, ...]:
        body = self._bodies[leaf]
        self.reads += 1
        self.units += read_units(body)
        return unpack_places(body)


def read_units(body: bytes) -> float:
    """What an eventually consistent read of an item with this body costs."""
    return -(-len(body) // READ_UNIT_BYTES) / 2


def percentile(values: list[float] | list[int], share: int) -> float:
    """The value that `share` percent of the values do not exceed."""
    return sorted(values)[min(len(values) - 1, len(values) * share // 100)]


def _brute_force(places: list[Place], point: Point, limit: int) -> list[str]:
    ranked = sorted((distance_m(point, position(*place.shape.parts[0][0])), place.id) for place in places)
    return [place_id for _, place_id in ranked[:limit]]


def _place(chance: random.Random, middles: list[Point]) -> Point:
    if chance.random() < 0.3:
        return _somewhere(chance, CENTRE, RADIUS_M * chance.random() ** 0.5)
    return _somewhere(chance, chance.choice(middles), abs(chance.gauss(0, 1_800)))


def _near(chance: random.Random, point: Point) -> Point:
    return _somewhere(chance, point, chance.uniform(0, 150))


def _somewhere(chance: random.Random, point: Point, metres: float) -> Point:
    angle = chance.uniform(0, tau)
    north, east = metres * cos(angle), metres * cos(angle - tau / 4)
    scale = 111_195 * cos(radians(point.latitude))
    return Point(latitude=point.latitude + north / 111_195, longitude=point.longitude + east / scale)


def main() -> None:
    report("places", measure_places(), NOTES)


if __name__ == "__main__":
    main()
