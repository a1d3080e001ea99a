"""A good order to visit places in: as short a way as can be found in bounded time, always the same for the same places.

Distances are along great circles: streets are longer, by much the same factor everywhere, so the order is seldom
another. The search starts from the nearest neighbour and improves by 2-opt and Or-opt moves among near neighbours; then
it opens a few legs of one neighbourhood at random (from a fixed seed), mends it, and keeps what is shorter (iterated
local search). The number of such kicks is bounded, not the time: the answer never depends on the machine.
"""

import math
import random
from collections import deque
from collections.abc import Sequence
from itertools import pairwise

from hex311.domain.geography import EARTH_RADIUS_M, Point

NEIGHBOURS = 8
#: Kicks for each stop, and at most: they bound the work (bench/route.py shows the time and what they gain).
KICKS_PER_STOP, MOST_KICKS = 20, 3_000
_GAIN = 1e-6

Matrix = Sequence[Sequence[float]]


def distances(points: Sequence[Point]) -> list[list[float]]:
    """Great-circle metres between all pairs."""
    rad = [(math.radians(point.latitude), math.radians(point.longitude)) for point in points]
    return [[_metres(a, b) for b in rad] for a in rad]


def _metres(a: tuple[float, float], b: tuple[float, float]) -> float:
    half = math.sin((b[0] - a[0]) / 2) ** 2 + math.cos(a[0]) * math.cos(b[0]) * math.sin((b[1] - a[1]) / 2) ** 2
    return 2 * EARTH_RADIUS_M * math.asin(min(1.0, math.sqrt(half)))


def round_trip(matrix: Matrix, seed: int = 1, kicks: int | None = None) -> list[int]:
    """A short closed tour through all rows of a symmetric matrix, beginning with row 0."""
    count = len(matrix)
    if count <= 3:
        return list(range(count))
    search = _Search(matrix, random.Random(seed))  # noqa: S311
    tour = search.improved(search.nearest_neighbour(), range(count))
    tour = search.kicked(tour, min(MOST_KICKS, KICKS_PER_STOP * count) if kicks is None else kicks)
    first = tour.index(0)
    return tour[first:] + tour[:first]


def open_trip(matrix: Matrix, seed: int = 1) -> list[int]:
    """A short way through all rows that begins and ends where it likes: a tour with one place that is near to all."""
    count = len(matrix)
    with_nowhere = [[0.0] * (count + 1), *([0.0, *row] for row in matrix)]
    return [place - 1 for place in round_trip(with_nowhere, seed)[1:]]


def length(matrix: Matrix, tour: Sequence[int], *, closed: bool = True) -> float:
    """Metres of a tour; `closed` adds the way back."""
    legs = sum(matrix[a][b] for a, b in pairwise(tour))
    return legs + (matrix[tour[-1]][tour[0]] if closed and tour else 0.0)


class _Search:
    """Moves on one matrix. A tour is a list; `where` says at which place in it a row stands."""

    def __init__(self, matrix: Matrix, chance: random.Random) -> None:
        self._d, self._chance = matrix, chance
        count = len(matrix)
        self._near = [
            sorted((other for other in range(count) if other != row), key=matrix[row].__getitem__)[:NEIGHBOURS]
            for row in range(count)
        ]

    def nearest_neighbour(self) -> list[int]:
        tour, left = [0], set(range(1, len(self._d)))
        while left:
            row = self._d[tour[-1]]
            tour.append(min(left, key=lambda place: (row[place], place)))
            left.remove(tour[-1])
        return tour

    def improved(self, tour: list[int], starts: Sequence[int]) -> list[int]:
        """Take improving moves until none is left; `starts` are the places around which to look at first."""
        where = [0] * len(tour)
        for place, row in enumerate(tour):
            where[row] = place
        self._descend(tour, where, starts)
        return tour

    def _descend(self, tour: list[int], where: list[int], starts: Sequence[int]) -> float:
        queue, queued = deque(starts), set(starts)
        gained = 0.0
        while queue:
            row = queue.popleft()
            queued.discard(row)
            while touched := self._two_opt(tour, where, row) or self._or_opt(tour, where, row):
                gained += touched[0]
                for end in touched[1]:
                    if end not in queued:
                        queued.add(end)
                        queue.append(end)
        return gained

    def kicked(self, tour: list[int], kicks: int) -> list[int]:
        """Disturb and mend, again and again; what is not shorter is taken back."""
        count = len(tour)
        if count < 8:
            return tour
        where = [0] * count
        for place, row in enumerate(tour):
            where[row] = place
        best = tour[:]
        for _ in range(kicks):
            added, ends = self._double_bridge(tour, where)
            gained = self._descend(tour, where, ends)
            if gained > added + _GAIN:
                best[:] = tour
            elif gained < added - _GAIN:
                tour[:] = best
                for place, row in enumerate(best):
                    where[row] = place
        return tour

    def _double_bridge(self, tour: list[int], where: list[int]) -> tuple[float, list[int]]:
        """Swap two short neighbouring stretches: the smallest move that 2-opt cannot take back."""
        count, d = len(tour), self._d
        span = min(count - 1, 50)
        begin = self._chance.randrange(count)
        cuts = sorted(self._chance.sample(range(1, span), 3)) if span > 3 else [1, 2, 3]
        a, b, c = cuts
        at = [tour[(begin + step) % count] for step in range(c + 1)]
        ends = [at[a - 1], at[a], at[b - 1], at[b], at[c - 1], at[c]]
        swapped = at[:a] + at[b:c] + at[a:b] + at[c:]
        before = d[at[a - 1]][at[a]] + d[at[b - 1]][at[b]] + d[at[c - 1]][at[c]]
        after = d[at[a - 1]][at[b]] + d[at[c - 1]][at[a]] + d[at[b - 1]][at[c]]
        for step in range(a, c):
            place = (begin + step) % count
            tour[place] = swapped[step]
            where[swapped[step]] = place
        return after - before, ends

    def _two_opt(self, tour: list[int], where: list[int], row: int) -> tuple[float, tuple[int, ...]] | None:
        """Cross two legs the other way round, where that is shorter."""
        d, count = self._d, len(tour)
        for step in (1, -1):
            after = tour[(where[row] + step) % count]
            leg = d[row][after]
            for near in self._near[row]:
                closer = leg - d[row][near]
                if closer <= _GAIN:
                    break
                beyond = tour[(where[near] + step) % count]
                gain = closer + d[near][beyond] - d[after][beyond]
                if gain > _GAIN and near != after and beyond != row:
                    if step == 1:
                        _reverse(tour, where, where[after], where[near])
                    else:
                        _reverse(tour, where, where[near], where[after])
                    return gain, (row, after, near, beyond)
        return None

    def _or_opt(self, tour: list[int], where: list[int], row: int) -> tuple[float, tuple[int, ...]] | None:
        """Move a stretch of one to three that begins (or ends) with `row` beside a near neighbour of `row`."""
        d, count = self._d, len(tour)
        if count < 6:
            return None
        for size in (1, 2, 3):
            for step in (1, -1):
                place = where[row]
                tail = tour[(place + step * (size - 1)) % count]
                before, behind = tour[(place - step) % count], tour[(place + step * size) % count]
                removed = d[before][row] + d[tail][behind] - d[before][behind]
                if removed <= _GAIN:
                    continue
                inside = {tour[(place + step * number) % count] for number in range(size)}
                for near in self._near[row]:
                    if d[row][near] >= removed:
                        break
                    if near in inside:
                        continue
                    for side in (1, -1):
                        other = tour[(where[near] + side) % count]
                        if other in inside:
                            continue
                        gain = removed + d[near][other] - d[near][row] - d[tail][other]
                        if gain > _GAIN:
                            stretch = [tour[(place + step * number) % count] for number in range(size)]
                            _move(tour, where, stretch, near, side)
                            return gain, (before, behind, row, tail, near, other)
        return None


def _reverse(tour: list[int], where: list[int], first: int, last: int) -> None:
    """Turn the stretch from place `first` to place `last`, or all the rest: whichever is shorter."""
    count = len(tour)
    inner = (last - first) % count + 1
    if 2 * inner > count:
        first, last, inner = (last + 1) % count, (first - 1) % count, count - inner
    for _ in range(inner // 2):
        a, b = tour[first], tour[last]
        tour[first], tour[last] = b, a
        where[b], where[a] = first, last
        first, last = (first + 1) % count, (last - 1) % count


def _move(tour: list[int], where: list[int], stretch: list[int], near: int, side: int) -> None:
    """Put the stretch between `near` and what follows on `side`, its first beside `near`: shift what lies between."""
    count, size = len(tour), len(stretch)
    places = sorted(stretch, key=lambda row: where[row])
    # the stretch as it lies in the list, forwards; it may run over the end of the list
    lowest = where[places[0]]
    if size > 1 and where[places[-1]] - lowest != size - 1:
        lowest = next(where[row] for row in stretch if tour[(where[row] - 1) % count] not in stretch)
    target = where[near]
    ahead = (target - (lowest + size)) % count  # rows between the stretch and `near`, going forwards
    back = (lowest - 1 - target) % count
    forwards = stretch if side == 1 else stretch[::-1]
    if ahead <= back:
        shift = ahead + (1 if side == 1 else 0)
        for number in range(shift):
            _put(tour, where, (lowest + number) % count, tour[(lowest + size + number) % count])
        start = lowest + shift
    else:
        shift = back + (0 if side == 1 else 1)
        for number in range(shift):
            _put(tour, where, (lowest + size - 1 - number) % count, tour[(lowest - 1 - number) % count])
        start = lowest - shift
    for number, row in enumerate(forwards):
        _put(tour, where, (start + number) % count, row)


def _put(tour: list[int], where: list[int], place: int, row: int) -> None:
    tour[place] = row
    where[row] = place
