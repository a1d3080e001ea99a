"""The day of a crew: its stops in a good order, with the times at which it may be expected.

Free stops are put in the order of a short tour (`visiting_order`); stops with an appointment are then fitted in, in the
order of their times, each where it costs the least way among the places that are reached in time. Times are estimates
from an average speed and an average stay; an appointment that they say cannot be kept is marked, not hidden.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from hex311.domain.geography import Point
from hex311.domain.visiting_order import Matrix, distances, length, open_trip, round_trip

SPEED_KMH, MINUTES_PER_STOP = 25.0, 20.0

#: A crew does not visit more in a day; the time that the order takes is measured up to here (bench/route.py).
MOST_STOPS = 150


@dataclass(frozen=True, slots=True)
class FieldWork:
    """How the crews of a department travel; `depot` None: the day begins at the first stop and ends at the last."""

    depot: Point | None = None
    speed_kmh: float = SPEED_KMH
    minutes_per_stop: float = MINUTES_PER_STOP


@dataclass(frozen=True, slots=True)
class Stop:
    """A place to go to; `fixed_at` (epoch seconds) is the appointment, if there is one."""

    name: str
    point: Point
    fixed_at: int | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """A stop on the way: when the crew may be there (epoch seconds), how far from the one before (metres)."""

    stop: Stop
    arrives_at: int
    metres: float

    @property
    def misses_appointment(self) -> bool:
        return self.stop.fixed_at is not None and self.arrives_at > self.stop.fixed_at


@dataclass(frozen=True, slots=True)
class Route:
    """The visits in order; `metres` with the ways from and to the depot."""

    visits: tuple[Visit, ...]
    metres: float


def plan_route(stops: Sequence[Stop], work: FieldWork, begins_at: int) -> Route:
    """The stops in a good order. Row 0 of the matrix is the depot, if there is one."""
    stops = sorted(stops, key=lambda stop: stop.name)
    first = 1 if work.depot else 0
    points = [*([work.depot] if work.depot else []), *(stop.point for stop in stops)]
    matrix = distances(points)
    free = [row for row, stop in enumerate(stops, first) if stop.fixed_at is None]
    rows = [*range(first), *free]
    part = [[matrix[a][b] for b in rows] for a in rows]
    tour = [rows[place] for place in (round_trip(part) if work.depot else open_trip(part))][first:]
    appointments: list[int | None] = [None] * first
    day = _Day(matrix, work, begins_at, appointments + [stop.fixed_at for stop in stops])
    tour = _better_way_round(day, tour)
    fixed = [row for row, stop in enumerate(stops, first) if stop.fixed_at is not None]
    earliest = 0
    for row in sorted(fixed, key=lambda row: (day.fixed[row] or 0, row)):
        earliest = day.fit_in(tour, row, earliest)
    legs = zip([0, *tour] if first else tour[:1] + tour, tour, strict=False)
    visits = [
        Visit(stops[row - first], arrives, matrix[before][row])
        for (before, row), arrives in zip(legs, day.arrivals(tour), strict=True)
    ]
    return Route(tuple(visits), length(matrix, [0, *tour]) if first and tour else length(matrix, tour, closed=False))


def _better_way_round(day: "_Day", tour: list[int]) -> list[int]:
    """Both ways round are equally long: the one that begins with the nearer stop, so that the day begins early."""
    if len(tour) > 1 and day.has_depot and day.matrix[0][tour[-1]] < day.matrix[0][tour[0]]:
        return tour[::-1]
    return tour


class _Day:
    """Estimates of one day: who travels how fast, from when on."""

    def __init__(self, matrix: Matrix, work: FieldWork, begins_at: int, fixed: list[int | None]) -> None:
        self.matrix, self.fixed, self.has_depot = matrix, fixed, work.depot is not None
        self._begins_at, self._stay_s = begins_at, work.minutes_per_stop * 60
        self._s_per_metre = 3.6 / work.speed_kmh

    def arrivals(self, tour: Sequence[int]) -> list[int]:
        """When the crew is at each stop; who comes before an appointment waits for it."""
        now, found = float(self._begins_at), []
        before = 0 if self.has_depot else (tour[0] if tour else 0)
        for row in tour:
            now += self.matrix[before][row] * self._s_per_metre
            found.append(round(now))
            now = max(now, self.fixed[row] or now) + self._stay_s
            before = row
        return found

    def fit_in(self, tour: list[int], row: int, earliest: int) -> int:
        """Put an appointment behind place `earliest`, where it costs the least way among the places at which it is in
        time; if it is nowhere, as early as can be. Returns the first place behind it."""
        best: tuple[float, int] | None = None
        for place in range(earliest, len(tour) + 1):
            if place > earliest and self.arrivals([*tour[:place], row])[-1] > (self.fixed[row] or 0):
                break
            before = tour[place - 1] if place else (0 if self.has_depot else row)
            behind = tour[place] if place < len(tour) else (0 if self.has_depot else row)
            d = self.matrix
            # Waiting is time lost as travelling is: an appointment of the afternoon does not begin the day.
            wait = max(0.0, (self.fixed[row] or 0) - self.arrivals([*tour[:place], row])[-1]) / self._s_per_metre
            cost = d[before][row] + d[row][behind] - d[before][behind] + wait
            if best is None or cost < best[0]:
                best = (cost, place)
        place = best[1] if best else earliest
        tour.insert(place, row)
        return place + 1
