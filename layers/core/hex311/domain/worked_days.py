"""Days on which work is done, numbered one after the other, so that ages can be counted in them.

A city that closes nothing at weekends cannot keep a date that falls on one. Which days count is the city's calendar,
and for each type also those weekdays on which it is closed all the same, as its own closings show.

Units: a day is an ordinal (`date.toordinal`); a number counts the worked days up to and with a day.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from hex311.domain.survival import DailyCounts

NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
#: A weekday that is free in the calendar counts when it sees this share of the closings of a working day, at least
#: that many.
BUSY_SHARE, BUSY_CLOSINGS = 0.25, 5


@dataclass(frozen=True, slots=True)
class WorkedDays:
    """`weekdays` (0 is Monday; at least one) without `holidays` (sorted ordinals, each on one of the weekdays)."""

    weekdays: tuple[int, ...] = tuple(range(7))
    holidays: tuple[int, ...] = ()

    @classmethod
    def of(cls, weekdays: Iterable[int], holidays: Iterable[int] = ()) -> "WorkedDays":
        """Checked and sorted. Who works on all seven days works on holidays too; nobody works never."""
        known = tuple(sorted(set(weekdays))) or tuple(range(7))
        if len(known) == len(NAMES):
            return cls()
        return cls(known, tuple(sorted({day for day in holidays if _weekday(day) in known})))

    @classmethod
    def of_calendar(cls, calendar: Mapping[str, Any]) -> "WorkedDays":
        """From a city's pack: `working_days`, the days of further `shifts`, and `holidays`."""
        names = {*calendar["working_days"], *(day for shift in calendar.get("shifts", ()) for day in shift["days"])}
        holidays = (date.fromisoformat(str(day["date"])).toordinal() for day in calendar.get("holidays", ()))
        return cls.of((NAMES.index(name) for name in names), holidays)

    @property
    def share(self) -> float:
        """Of the days of a week."""
        return len(self.weekdays) / len(NAMES)

    def number(self, day: int) -> int:
        weeks, weekday = divmod(day - 1, 7)
        return weeks * len(self.weekdays) + bisect_right(self.weekdays, weekday) - bisect_right(self.holidays, day)

    def day(self, number: int) -> int:
        """The first day with this number, which is a worked one."""
        low = number * 7 // len(self.weekdays) - 7
        high = low + 21 + 14 * len(self.holidays)
        return low + bisect_left(range(low, high), number, key=self.number)

    def with_busy_days(self, counts: DailyCounts, today: int) -> "WorkedDays":
        """With those weekdays on which cases were closed before `today` although the calendar calls them free."""
        closings = [0] * len(NAMES)
        for day, ages in counts.closed.items():
            if day < today:
                closings[_weekday(day)] += sum(ages.values())
        usual = sum(closings[weekday] for weekday in self.weekdays) / len(self.weekdays)
        least = max(BUSY_CLOSINGS, BUSY_SHARE * usual)
        busy = {weekday for weekday, number in enumerate(closings) if number >= least}
        return WorkedDays.of({*self.weekdays, *busy}, self.holidays)

    def counts(self, counts: DailyCounts) -> DailyCounts:
        """The same history with numbers in place of days, and ages in worked days."""
        found = DailyCounts()
        for day, number in counts.opened.items():
            at = self.number(day)
            found.opened[at] = found.opened.get(at, 0) + number
        for before, after in ((counts.closed, found.closed), (counts.withdrawn, found.withdrawn)):
            for day, ages in before.items():
                at = self.number(day)
                kept = after.setdefault(at, {})
                for age, number in ages.items():
                    worked = at - self.number(day - age)
                    kept[worked] = kept.get(worked, 0) + number
        return found


EVERY_DAY = WorkedDays()


def _weekday(day: int) -> int:
    return (day - 1) % 7
