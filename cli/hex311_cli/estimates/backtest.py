"""What the estimates would have said, day by day, of a history whose ends are known.

Rolling origin: the cases of every day are estimated from what could be known on the evening before. Cases that were
open then are censored there, whatever became of them later. A case closed before the named day counts as in time,
one closed on that very day counts half.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from hex311.domain.estimate import TypeModel, learn
from hex311.domain.survival import DailyCounts, Observed, observe


@dataclass(frozen=True, slots=True)
class Lived:
    """One case of the history: its type, area and ordinal days."""

    code: str
    area: str
    opened: int
    closed: int


@dataclass(slots=True)
class Coverage:
    """`told` cases got an estimate, `thin` ones could not; `in_time` counts per level."""

    told: int = 0
    thin: int = 0
    in_time: tuple[float, float] = (0.0, 0.0)

    def add(self, other: Coverage) -> None:
        self.told, self.thin = self.told + other.told, self.thin + other.thin
        self.in_time = (self.in_time[0] + other.in_time[0], self.in_time[1] + other.in_time[1])

    @property
    def shares(self) -> tuple[float, float]:
        """Share closed by the P50 and by the P80 date; zero where nothing was told."""
        return (self.in_time[0] / self.told, self.in_time[1] / self.told) if self.told else (0.0, 0.0)


def backtest(cases: Iterable[Lived]) -> dict[str, Coverage]:
    """Coverage of each type."""
    types: dict[str, list[Lived]] = defaultdict(list)
    for case in cases:
        types[case.code].append(case)
    return {code: _one_type(lived) for code, lived in sorted(types.items())}


def overall(types: Mapping[str, Coverage]) -> Coverage:
    """All types together, each case counting alike."""
    total = Coverage()
    for found in types.values():
        total.add(found)
    return total


def _one_type(cases: Sequence[Lived]) -> Coverage:
    total, known = Coverage(), _Known()
    days: dict[int, list[Lived]] = defaultdict(list)
    for case in cases:
        days[case.opened].append(case)
    for today in sorted(days):
        model = known.model(today)
        for case in days[today]:
            total.add(_held_against(model, case))
        known.opened(days[today])
    return total


def _held_against(model: TypeModel, case: Lived) -> Coverage:
    told = model.days(case.area, 0)
    if told is None:
        return Coverage(thin=1)
    age = case.closed - case.opened
    first, second = (1.0 if age < day else 0.5 if age == day else 0.0 for day in told)
    return Coverage(told=1, in_time=(first, second))


class _Known:
    """The history so far, of the whole and of each area."""

    def __init__(self) -> None:
        self._cases: list[Lived] = []

    def opened(self, cases: Iterable[Lived]) -> None:
        self._cases += cases

    def model(self, today: int) -> TypeModel:
        """What is learned from all that was known on the evening before `today`."""
        areas: dict[str, list[Lived]] = defaultdict(list)
        for case in self._cases:
            areas[case.area].append(case)
        seen = {area: _observed(cases, today) for area, cases in areas.items() if area}
        return learn("", "", _observed(self._cases, today), "area", seen)


def _observed(cases: Iterable[Lived], today: int) -> Observed:
    counts = DailyCounts()
    for case in cases:
        counts.opened[case.opened] = counts.opened.get(case.opened, 0) + 1
        if case.closed < today:  # artificial censoring: a later closing is not known yet
            ages = counts.closed.setdefault(case.closed, {})
            ages[case.closed - case.opened] = ages.get(case.closed - case.opened, 0) + 1
    return observe(counts, today)
