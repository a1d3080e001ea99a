"""Counters of days, added up: opened, closed, on time, reopened, and how long it took."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from hex311.domain.calibration import Kept
from hex311.domain.contribution import CounterKey
from hex311.domain.survival import DailyCounts


def age_within(ages: Mapping[int, int], share: float) -> int | None:
    """The age in days that this share of those counted has at most; None when none was counted."""
    left = share * sum(ages.values())
    for age in sorted(ages):
        left -= ages[age]
        if ages[age] and left <= 1e-9:
            return age
    return None


@dataclass(slots=True)
class Figures:
    """Sums over a period. `ages` counts closings by days; merged cases have no age. `kept` and `broken` are promises
    of those that were opened in the period; `flagged` counts by flag."""

    opened: Counter[str] = field(default_factory=Counter)
    closed: Counter[str] = field(default_factory=Counter)
    on_time: int = 0
    late: int = 0
    reopened: int = 0
    ages: Counter[int] = field(default_factory=Counter)
    kept: int = 0
    broken: int = 0
    flagged: Counter[str] = field(default_factory=Counter)

    def add(self, letter: str, detail: str, count: int) -> None:
        if letter == "o":
            self.opened[detail] += count
        elif letter == "c":
            self.closed[detail] += count
        elif letter == "a":
            self.ages[int(detail)] += count
        elif letter == "t":
            self.on_time += count
        elif letter == "l":
            self.late += count
        elif letter == "r":
            self.reopened += count
        elif letter == "k":
            self.kept += count
        elif letter == "b":
            self.broken += count
        elif letter == "f":
            self.flagged[detail] += count

    def __iadd__(self, other: "Figures") -> "Figures":
        self.opened.update(other.opened)
        self.closed.update(other.closed)
        self.ages.update(other.ages)
        self.on_time += other.on_time
        self.late += other.late
        self.reopened += other.reopened
        self.kept += other.kept
        self.broken += other.broken
        self.flagged.update(other.flagged)
        return self

    def age_at(self, share: float) -> int | None:
        """The age in days within which this share of the closed cases was closed; None when none was."""
        return age_within(self.ages, share)


Row = tuple[CounterKey, Mapping[str, int]]
#: What fell due on each day (ordinal).
KeptByDay = dict[int, Kept]


def counters(rows: Iterable[Row], first: str, last: str) -> Iterable[tuple[CounterKey, str, str, str, int]]:
    """The counters of the days from `first` to `last` (ISO, both included): key, day, letter, detail, count."""
    for key, counts in rows:
        for name, count in counts.items():
            day = f"{key.period[:7]}-{name[:2]}"
            if count and first <= day <= last:
                letter, _, detail = name[2:].partition("_")
                yield key, day, letter, detail, count


def by_month(rows: Iterable[Row], first: str, last: str) -> dict[str, Figures]:
    """Figures of each month that has any."""
    months: dict[str, Figures] = {}
    for _, day, letter, detail, count in counters(rows, first, last):
        months.setdefault(day[:7], Figures()).add(letter, detail, count)
    return dict(sorted(months.items()))


def by_type(rows: Iterable[Row], first: str, last: str) -> dict[str, Figures]:
    """Figures of each type."""
    types: dict[str, Figures] = {}
    for key, _, letter, detail, count in counters(rows, first, last):
        types.setdefault(key.code, Figures()).add(letter, detail, count)
    return dict(sorted(types.items()))


def together(parts: Iterable[Figures]) -> Figures:
    total = Figures()
    for part in parts:
        total += part
    return total


def kept_by_day(rows: Iterable[Row], first: str = "0000", last: str = "9999") -> tuple[KeptByDay, KeptByDay]:
    """How the first estimates whose day lies in the period came true, at P50 and at P80."""
    found: dict[str, KeptByDay] = {"p": {}, "q": {}}
    for _, day, letter, _, count in counters(rows, first, last):
        if letter[0] in found:
            kept = found[letter[0]].setdefault(date.fromisoformat(day).toordinal(), Kept())
            match letter[1:]:
                case "":
                    kept.due += count
                case "b":
                    kept.before += count
                case "t":
                    kept.on_the_day += count
    return found["p"], found["q"]


def kept_together(parts: Iterable[Kept]) -> Kept:
    total = Kept()
    for part in parts:
        total.due += part.due
        total.before += part.before
        total.on_the_day += part.on_the_day
    return total


def daily_counts(rows: Iterable[Row]) -> DailyCounts:
    """The same counters as a life table wants them."""
    found = DailyCounts()
    for _, day, letter, detail, count in counters(rows, "0000", "9999"):
        number = date.fromisoformat(day).toordinal()
        if letter == "o":
            found.opened[number] = found.opened.get(number, 0) + count
        elif letter in "ax":
            ages = (found.closed if letter == "a" else found.withdrawn).setdefault(number, {})
            ages[int(detail)] = ages.get(int(detail), 0) + count
    return found
