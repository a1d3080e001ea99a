"""Random schedules of reporters who are at one place at the same time, with the parts that the submit use case has.

Each schedule draws two to four reporters near each other and an order of their steps: read the own cell, decide,
write under the guard; on a clash again; after some clashes unguarded, and then look around once more. What is checked
stands in decision 3: of two reports within the radius, at least one knows the other. The places are the awkward ones:
borders of cells, the antimeridian, the surroundings of a pentagon, 78 degrees north, the far south.

`tests/unit/usecases/test_same_instant.py` plays the real use case in every order; this plays many more orders of the
same parts.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from math import cos, radians

import h3

from hex311.adapters.memory.cases import MemoryCases, MemoryStore
from hex311.adapters.memory.ports import MemoryNearby
from hex311.domain.catalogue import DuplicateRule
from hex311.domain.duplicates import NearbyEntry, entry_key, matches
from hex311.domain.geography import Overlay, Point, distance_m
from hex311.domain.lifecycle import Status
from hex311.domain.request import ServiceRequest
from hex311.ports import Change, Clash
from hex311.spatial.cover import cell_of, circle_cover
from hex311.usecases.change_case import ATTEMPTS

GROUP = "pavement"
NOW = 1_790_000_000
RADII = (30, 60, 200)
CLUSTERS = 60
METRES_PER_DEGREE = 111_195

SITES = {
    "a city": Point(latitude=41.3, longitude=-97.1),
    "the antimeridian": Point(latitude=-16.8, longitude=180.0),
    "a pentagon": Point(*h3.cell_to_latlng(next(c for c in sorted(h3.get_pentagons(9))))),
    "78 degrees north": Point(latitude=78.22, longitude=15.65),
    "the far south": Point(latitude=-54.8, longitude=-68.3),
}


@dataclass(frozen=True, slots=True)
class Spot:
    """A place with what filing there takes: the own cell and the keys of its cover."""

    point: Point
    home: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cluster:
    """Spots near each other, under one rule. `near` holds the pairs that are within the radius."""

    rule: DuplicateRule
    spots: tuple[Spot, ...]
    near: frozenset[tuple[int, int]]


@cache
def clusters() -> tuple[Cluster, ...]:
    """Places to play at: some around a corner of a cell, where three neighbourhoods meet, some anywhere."""
    dice = random.Random(311)
    return tuple(_cluster(dice, site, RADII[n % len(RADII)]) for n in range(CLUSTERS) for site in SITES.values())


def _cluster(dice: random.Random, site: Point, radius_m: float) -> Cluster:
    middle = _moved(dice, site, 400)
    if dice.random() < 0.7:
        middle = Point(*dice.choice(h3.cell_to_boundary(cell_of(middle))))
    spots = tuple(_spot(_moved(dice, middle, radius_m), radius_m) for _ in range(6))
    near = frozenset(
        (a, b)
        for a in range(len(spots))
        for b in range(len(spots))
        if distance_m(spots[a].point, spots[b].point) <= radius_m
    )
    return Cluster(DuplicateRule(GROUP, radius_m, 30), spots, near)


def _moved(dice: random.Random, point: Point, metres: float) -> Point:
    latitude = point.latitude + dice.uniform(-metres, metres) / METRES_PER_DEGREE
    longitude = point.longitude + dice.uniform(-metres, metres) / (METRES_PER_DEGREE * cos(radians(latitude)))
    return Point(latitude=latitude, longitude=(longitude + 180) % 360 - 180)


def _spot(point: Point, radius_m: float) -> Spot:
    return Spot(point, cell_of(point), tuple(entry_key(GROUP, cell) for cell in circle_cover(point, radius_m)))


_REQUEST = ServiceRequest(
    id="",
    service_code="pothole",
    catalogue_version="1",
    status=Status.RECEIVED,
    version=1,
    point=SITES["a city"],
    public_point=SITES["a city"],
    overlay=Overlay(0, ()),
    created_at=NOW,
    updated_at=NOW,
)


_REQUESTS = tuple(replace(_REQUEST, id=str(number)) for number in range(4))


def unseen_twins(seed: int, *, guarded: bool = True) -> int:
    """Play one schedule; returns how many near pairs know nothing of each other. `guarded=False` leaves out the guard,
    which must lose some: the check can fail."""
    dice = random.Random(seed)
    cluster = dice.choice(clusters())
    store = MemoryStore()
    chosen = [dice.randrange(len(cluster.spots)) for _ in range(dice.randint(2, 4))]
    patience = dice.choice((ATTEMPTS, ATTEMPTS, 1, 0))
    known: list[set[str]] = [set() for _ in chosen]
    acts = [
        _reporter(store, cluster, cluster.spots[spot], str(number), known[number], patience, guarded)
        for number, spot in enumerate(chosen)
    ]
    while acts:
        act = dice.choice(acts)
        if next(act, None) is None:
            acts.remove(act)
    return sum(
        str(b) not in known[a] and str(a) not in known[b]
        for a in range(len(chosen))
        for b in range(a)
        if (chosen[a], chosen[b]) in cluster.near
    )


def _reporter(
    store: MemoryStore, cluster: Cluster, spot: Spot, name: str, known: set[str], patience: int, guarded: bool
) -> Iterator[bool]:
    """One reporter's steps; stops wherever another may come between."""
    nearby, cases = MemoryNearby(store), MemoryCases(store)
    entry = NearbyEntry(name, spot.point, NOW, "pothole")
    request = _REQUESTS[int(name)]
    adds = tuple((key, entry) for key in spot.keys)
    attempt = 0
    while True:
        cell = nearby.read(GROUP, spot.home)
        yield True
        found = {match.case_id for match in matches(cluster.rule, spot.point, {}, cell.entries, NOW)}
        guard = cell if guarded and attempt < patience else None
        try:
            cases.commit(Change(request, 0, (), nearby_add=adds, nearby_guard=guard))
        except Clash:
            attempt += 1
            yield True
            continue
        break
    known |= found
    if guarded and guard is None:  # filed unchecked: `link_late_twin` looks once the entry stands
        yield True
        cell = nearby.read(GROUP, spot.home)
        known |= {match.case_id for match in matches(cluster.rule, spot.point, {}, cell.entries, NOW, (name,))}
