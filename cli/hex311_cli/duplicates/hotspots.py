"""How often hotspots would be raised for nothing, and how soon for something: a city's own places, times at random.

The reports of a history are drawn at random for day after day, so that nothing ever happens anywhere beyond what is
usual there; every hotspot is then a false alarm. On the same days storms are planted: some reports of one kind beside
each other within a few hours.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import cos, radians
from typing import Any, cast

from hex311.adapters.memory.hotspots import MemoryHotspots
from hex311.domain.geography import Point
from hex311.domain.hotspots import DAY_S
from hex311.ports import Ports
from hex311.usecases.watch_hotspots import Report, clear_hotspots, count_report
from hex311_cli.duplicates.backtest import PastCase

START = 1_700_000_000
METRES_PER_DEGREE = 111_195
STORM_M = 60.0
STORM_S = 6 * 3_600
CLEARED_EVERY_S = 3_600


@dataclass
class _Catalogue:
    """What the city says of itself, in place of a whole catalogue."""

    city: Mapping[str, Any]

    def current(self) -> _Catalogue:
        return self


@dataclass
class _City:
    """The ports that counting needs."""

    catalogue: _Catalogue
    hotspots: MemoryHotspots = field(default_factory=MemoryHotspots)
    clock: int = START

    def now(self) -> int:
        return self.clock


@dataclass(frozen=True, slots=True)
class Watch:
    """What came of it. `noticed` says per size of storm how many of the `planted` ones were found while they were
    going on."""

    days: int
    reports: int
    false_alarms: int
    planted: Mapping[int, int]
    noticed: Mapping[int, int]


def watch_past(
    past: Sequence[PastCase], per_day: int, days: int, storms: Sequence[int], seed: int = 1, area_km2: float = 0.0
) -> Watch:
    """`days` days to learn what is usual, as many again to be watched; one storm of each size every second day. A city
    that says how large it is (`area_km2`) is watched from the first day on, with storms on every day."""
    usual = {"hotspots": {"reports_a_day": per_day, "area_km2": area_km2}} if area_km2 else {}
    dice, city, learning = random.Random(seed), _City(_Catalogue(usual)), 0 if area_km2 else days
    ports = cast(Ports, city)
    false_alarms = 0
    planted = dict.fromkeys(storms, 0)
    found: set[tuple[str, int]] = set()
    for day in range(learning + days):
        start = START + day * DAY_S
        coming = [(start + dice.randrange(DAY_S), one.point, one.kind, 0) for one in dice.choices(past, k=per_day)]
        if day >= learning and (day % 2 or not learning):
            for size in storms:
                planted[size] += 1
                coming += _storm(dice, dice.choice(past), start, size)
        cleared_at = start
        for number, (at, point, kind, storm) in enumerate(sorted(coming, key=lambda one: one[0])):
            city.clock = at
            if at - cleared_at > CLEARED_EVERY_S:
                clear_hotspots(ports)
                cleared_at = at
            raised = count_report(ports, Report(f"{day}-{storm}-{number}", point, kind, at))
            for spot in raised if day >= learning else ():
                seen = {_storm_of(case_id) for case_id in spot.cases} - {None}
                false_alarms += not seen
                found |= cast(set[tuple[str, int]], seen)
    noticed = {size: sum(one == size for _, one in found) for size in storms}
    return Watch(days, days * per_day, false_alarms, planted, noticed)


def _storm(dice: random.Random, around: PastCase, start: int, size: int) -> list[tuple[int, Point, str, int]]:
    begins = start + dice.randrange(DAY_S - STORM_S)
    return [(begins + dice.randrange(STORM_S), _beside(dice, around.point), around.kind, size) for _ in range(size)]


def _storm_of(case_id: str) -> tuple[str, int] | None:
    """Day and size of the storm that a report belongs to."""
    day, size, _ = case_id.split("-")
    return (day, int(size)) if int(size) else None


def _beside(dice: random.Random, point: Point) -> Point:
    north, east = dice.uniform(-STORM_M, STORM_M), dice.uniform(-STORM_M, STORM_M)
    return Point(
        latitude=point.latitude + north / METRES_PER_DEGREE,
        longitude=point.longitude + east / METRES_PER_DEGREE / cos(radians(point.latitude)),
    )
