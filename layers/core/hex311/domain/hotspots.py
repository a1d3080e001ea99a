"""Where far more is reported than usual: sliding windows around H3 cells, and the test that finds them.

A report counts in every cell that its circle of `REACH_M` touches, so that a cluster on the edge between two cells is
whole in at least one of them. Each cell is measured against its own past: reports there are taken to come at random
with a rate that is not known but has been watched, and of which, before that, only the mean of the city is known
(gamma prior). What that foretells for a window is a negative binomial; a hotspot is a count in its far tail.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from math import exp, log

DAY_S = 86_400
WINDOW_S = DAY_S
#: Reports stay by name so long: whoever hears of one again, or late, within this time counts it once. Older news are
#: not counted any more. Longer than a queue keeps a message.
MEMORY_S = 5 * DAY_S
#: What was long ago says less: its weight halves in so many days.
HALF_LIFE_DAYS = 56.0
RESOLUTION = 8
REACH_M = 200.0
LEAST = 5
#: A report that comes looks at each of its cells twice, at its own kind and at all kinds; so often one of these looks
#: is wrong. `hex311 duplicates hotspots` measures what that makes for a city and day.
FALSE_ALARM = 1e-6
#: A hotspot ends when its count would not be unusual any more.
USUAL = 0.01
ALL_KINDS = "*"

_DECAY = log(2) / HALF_LIFE_DAYS


@dataclass(frozen=True, slots=True)
class Recent:
    """One report: when (epoch seconds) and of which kind (its duplicate group)."""

    at: int
    kind: str


@dataclass(frozen=True, slots=True)
class CellHistory:
    """The reports around one cell. `recent` by case id; `past` holds per kind how many there were before, each weighed
    by its age, as of `past_at`. `version` counts the writes, 0 means there is nothing yet."""

    cell: str
    version: int = 0
    recent: Mapping[str, Recent] = field(default_factory=dict)
    past: Mapping[str, float] = field(default_factory=dict)
    past_at: int = 0

    def window(self, now: int, kind: str = ALL_KINDS) -> tuple[str, ...]:
        """The cases of the last `WINDOW_S`, oldest first."""
        found = [
            (one.at, case_id)
            for case_id, one in self.recent.items()
            if one.at > now - WINDOW_S and kind in (ALL_KINDS, one.kind)
        ]
        return tuple(case_id for _, case_id in sorted(found))

    def before(self, now: int, kind: str = ALL_KINDS) -> float:
        """How many there were before the window, each weighed by its age."""
        weighed = sum(
            _weight(now - one.at)
            for one in self.recent.values()
            if one.at <= now - WINDOW_S and kind in (ALL_KINDS, one.kind)
        )
        return weighed + self.past.get(kind, 0.0) * _weight(now - self.past_at)

    def with_report(self, case_id: str, at: int, kind: str, now: int) -> "CellHistory | None":
        """With one report more; None when it is counted already, or too old to tell."""
        if case_id in self.recent or now - at >= MEMORY_S:
            return None
        kept = {name: one for name, one in self.recent.items() if now - one.at < MEMORY_S}
        past = {name: sum_ * _weight(now - self.past_at) for name, sum_ in self.past.items()}
        for one in (one for name, one in self.recent.items() if name not in kept):
            for name in (ALL_KINDS, one.kind):
                past[name] = past.get(name, 0.0) + _weight(now - one.at)
        return replace(self, recent={**kept, case_id: Recent(at, kind)}, past=past, past_at=now)


@dataclass(frozen=True, slots=True)
class Usual:
    """What a city says of itself before anything has been counted: so many `reports` on so many days of a cell, all
    kinds together. Of a city that says nothing it is thought that it is busy: one on one."""

    reports: float = 1.0
    cell_days: float = 1.0


@dataclass(frozen=True, slots=True)
class CityHistory:
    """What is known of the whole city: since when it counts, how many cells have reports, how many of each kind. A
    report counts in each of its cells here too."""

    since: int | None = None
    cells: int = 0
    reports: Mapping[str, int] = field(default_factory=dict)
    usual: Usual = Usual()

    def mean(self, kind: str, now: int) -> float:
        """Reports a day around a cell, in the mean. What the city says of itself counts as one day of all its cells,
        for each kind as for all: rather too many than too few."""
        days = (now - self.since) / DAY_S if self.since is not None else 0.0
        return (self.usual.reports + self.reports.get(kind, 0)) / (self.usual.cell_days + days * self.cells)

    def watched_days(self, now: int) -> float:
        """How many days before the window have been watched, weighed by their age."""
        days = (now - self.since) / DAY_S if self.since is not None else 0.0
        window = WINDOW_S / DAY_S
        return max(0.0, exp(-_DECAY * window) - exp(-_DECAY * max(days, window))) / _DECAY


def expected(cell: CellHistory, city: CityHistory, kind: str, now: int) -> float:
    """How many reports of a kind the window should hold."""
    shape, days = _rate(cell, city, kind, now)
    return shape / days * (WINDOW_S / DAY_S)


def chance_of(count: int, cell: CellHistory, city: CityHistory, kind: str, now: int) -> float:
    """How likely so many reports or more are, when nothing special has happened (negative binomial tail)."""
    shape, days = _rate(cell, city, kind, now)
    fail = (WINDOW_S / DAY_S) / (days + WINDOW_S / DAY_S)
    term = (1 - fail) ** shape
    below = 0.0
    for number in range(count):
        below += term
        term *= (shape + number) / (number + 1) * fail
    return max(0.0, 1 - below)


def is_hot(cell: CellHistory, city: CityHistory, kind: str, now: int) -> bool:
    """Asked when a report has come in: it is not surprising that there is one, so only the others are judged."""
    count = len(cell.window(now, kind))
    return count >= LEAST and chance_of(count - 1, cell, city, kind, now) < FALSE_ALARM


def has_cooled(cell: CellHistory, city: CityHistory, kind: str, now: int) -> bool:
    count = len(cell.window(now, kind))
    return count < LEAST or chance_of(count, cell, city, kind, now) > USUAL


@dataclass(frozen=True, slots=True)
class Hotspot:
    """One that is live: where, of which kind (or all), since when, and the cases it was raised for."""

    cell: str
    kind: str
    since: int
    cases: tuple[str, ...]
    expected: float

    @property
    def id(self) -> str:
        return f"{self.cell}-{'all' if self.kind == ALL_KINDS else self.kind}-{self.since}"

    def is_told_by(self, others: Iterable["Hotspot"]) -> bool:
        """Whether another one has most of these cases: one cluster, seen from two cells or as two kinds."""
        mine = set(self.cases)
        return any(2 * len(mine & set(one.cases)) > min(len(mine), len(one.cases)) for one in others)


def _rate(cell: CellHistory, city: CityHistory, kind: str, now: int) -> tuple[float, float]:
    """Shape and days of the gamma that describes the cell's rate: one report in the time that the city's mean takes
    for one, and then what was really seen."""
    prior_days = 1 / city.mean(kind, now)
    return 1 + cell.before(now, kind), prior_days + city.watched_days(now)


def _weight(age_s: float) -> float:
    return exp(-_DECAY * age_s / DAY_S)
