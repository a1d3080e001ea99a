"""What the estimates would have said, day by day, of a history whose ends are known.

Rolling origin: the cases of every day are estimated from what could be known on the evening before. Cases that were
open then are censored there, whatever became of them later, and dates that had been told by then are judged as the
nightly job judges them. A case closed before the named day counts as in time, one closed on that very day counts
half. Cases that turned out to be duplicates prove nothing, as in the city's own calibration.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from statistics import median
from typing import Protocol

from hex311.domain.calibration import Kept
from hex311.domain.estimate import LEVELS
from hex311.domain.survival import DailyCounts


@dataclass(frozen=True, slots=True, eq=False)
class Lived:
    """One case of the history: its type, area and ordinal days; `merged` when its end was that of a duplicate.

    Two cases are never equal, however alike they are."""

    code: str
    area: str
    opened: int
    closed: int
    merged: bool = False


#: The days named to a case of an area, at both levels; None where too little is known.
Teller = Callable[[str], tuple[int, int] | None]


class Method(Protocol):
    """A way to name dates: what it would tell cases opened `today`, from what is known on the evening before."""

    def teller(self, known: Known, today: int) -> Teller: ...


@dataclass(frozen=True, slots=True)
class Verdict:
    """Days after the opening: the two that were named, and the one on which the case was closed."""

    named: tuple[int, int]
    age: int

    @property
    def loss(self) -> float:
        """Pinball loss in days, both levels added: late for those who waited longer, loose for those who did not."""
        return sum(
            level * (self.age - day) if self.age >= day else (1 - level) * (day - self.age)
            for level, day in zip(LEVELS, self.named, strict=True)
        )


@dataclass(slots=True)
class Coverage:
    """Of one type or several: what became of the cases that got dates, by case; `untold` ones could get none."""

    told: dict[Lived, Verdict] = field(default_factory=dict)
    untold: list[Lived] = field(default_factory=list)

    def add(self, other: Coverage) -> None:
        self.told.update(other.told)
        self.untold += other.untold

    @property
    def thin(self) -> int:
        return len(self.untold)

    @property
    def origins(self) -> int:
        """Days on which the estimated cases were opened."""
        return len({(case.code, case.opened) for case in self.told})

    @property
    def shares(self) -> tuple[float, float]:
        """Share closed by the P50 and by the P80 date; zero where nothing was told."""
        p50, p80 = (
            sum(1.0 if one.age < one.named[level] else 0.5 if one.age == one.named[level] else 0.0 for one in self._all)
            for level in (0, 1)
        )
        return (p50 / len(self.told), p80 / len(self.told)) if self.told else (0.0, 0.0)

    @property
    def days(self) -> tuple[float, float]:
        """Median days from the opening to the P50 and to the P80 date."""
        p50, p80 = (median(one.named[level] for one in self._all) if self.told else 0.0 for level in (0, 1))
        return p50, p80

    @property
    def loss(self) -> float:
        """Mean pinball loss in days."""
        return sum(one.loss for one in self._all) / len(self.told) if self.told else 0.0

    def of(self, cases: Iterable[Lived]) -> Coverage:
        """The same, of some cases only."""
        return Coverage({case: self.told[case] for case in cases if case in self.told})

    def by_year(self) -> dict[int, Coverage]:
        """The same, by the year of the opening."""
        years: dict[int, Coverage] = {}
        for case, verdict in self.told.items():
            years.setdefault(date.fromordinal(case.opened).year, Coverage()).told[case] = verdict
        for case in self.untold:
            years.setdefault(date.fromordinal(case.opened).year, Coverage()).untold.append(case)
        return dict(sorted(years.items()))

    @property
    def median_age(self) -> float:
        """Days in which half of all its cases were closed, told or not."""
        return median([case.closed - case.opened for case in (*self.told, *self.untold)])

    @property
    def _all(self) -> Iterable[Verdict]:
        return self.told.values()


def backtest(cases: Iterable[Lived], method: Method) -> dict[str, Coverage]:
    """Coverage of each type."""
    types: dict[str, list[Lived]] = defaultdict(list)
    for case in cases:
        types[case.code].append(case)
    return {code: _one_type(lived, method) for code, lived in sorted(types.items())}


def overall(types: Mapping[str, Coverage]) -> Coverage:
    """All types together, each case counting alike."""
    total = Coverage()
    for found in types.values():
        total.add(found)
    return total


def _one_type(cases: Sequence[Lived], method: Method) -> Coverage:
    found, known = Coverage(), Known(cases[0].code)
    days: dict[int, list[Lived]] = defaultdict(list)
    for case in cases:
        days[case.opened].append(case)
    for today in sorted(days):
        tell = method.teller(known, today)
        for case in days[today]:
            named = tell(case.area)
            if named is not None:
                known.told.append((case, named))
            if case.merged:
                continue
            if named is None:
                found.untold.append(case)
            else:
                p50, p80 = (day - today for day in named)
                found.told[case] = Verdict((p50, p80), case.closed - today)
        known.cases += days[today]
    return found


class Known:
    """The history so far of one type, and the days that were named to its cases."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.cases: list[Lived] = []
        self.told: list[tuple[Lived, tuple[int, int]]] = []

    def counts(self, today: int) -> DailyCounts:
        """What the counters hold on the evening before `today`."""
        return _counts(self.cases, today)

    def by_area(self, today: int) -> dict[str, DailyCounts]:
        areas: dict[str, list[Lived]] = defaultdict(list)
        for case in self.cases:
            if case.area:
                areas[case.area].append(case)
        return {area: _counts(cases, today) for area, cases in areas.items()}

    def kept(self, today: int) -> tuple[dict[int, Kept], dict[int, Kept]]:
        """How the dates came true that fell due before `today`. What was merged by then is left out; what is open
        counts as late, also if it is merged one day."""
        found: tuple[dict[int, Kept], dict[int, Kept]] = ({}, {})
        for case, named in self.told:
            if not (case.merged and case.closed < today):
                for due, day in zip(found, named, strict=True):
                    if day < today:
                        kept = due.setdefault(day, Kept())
                        kept.due += 1
                        kept.before += case.closed < day
                        kept.on_the_day += case.closed == day
        return found


def _counts(cases: Iterable[Lived], today: int) -> DailyCounts:
    counts = DailyCounts()
    for case in cases:
        counts.opened[case.opened] = counts.opened.get(case.opened, 0) + 1
        if case.closed < today:  # artificial censoring: a later closing is not known yet
            ages = (counts.withdrawn if case.merged else counts.closed).setdefault(case.closed, {})
            ages[case.closed - case.opened] = ages.get(case.closed - case.opened, 0) + 1
    return counts
