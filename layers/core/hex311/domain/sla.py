"""Working time: which moments count, and when something promised in working days or hours falls due.

Everything is a pure function of the city pack's calendar and of epoch seconds. A shift is written in local time and
may cross midnight; it belongs to the day on which it begins, and falls away when that day is a holiday. It begins at
the first moment at which the clock on the wall shows its start or later, and ends at the first moment at which it
shows its end or later: that says what a shift means on the two days a year on which the clocks are changed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = timedelta(days=1)

#: A promise that finds no working time for so long is a calendar without any; the pack's check refuses those.
MOST_DAYS = 20_000


@dataclass(frozen=True, slots=True)
class Shift:
    """Working hours of some weekdays (0 is Monday), in minutes from local midnight; `end` may lie on the next day."""

    weekdays: frozenset[int]
    start: int
    end: int

    @classmethod
    def of(cls, days: Any, start: str, end: str) -> "Shift":
        """From the pack: an `end` that is not after the `start` is on the following day; "24:00" is midnight."""
        first, last = _minutes(start), _minutes(end)
        return cls(frozenset(_DAYS.index(day) for day in days), first, last if last > first else last + 1440)


class WorkingCalendar:
    """The working days, hours and holidays of a city or a department (pack: `calendar`, `timezone`).

    `calendar` is `{"working_days": [...], "hours": {"start", "end"}, "holidays": [{"date"}]}`, with further
    `"shifts": [{"days", "start", "end"}]` where one pair of hours is not enough. Shifts may overlap.
    """

    def __init__(self, calendar: Mapping[str, Any], timezone: str) -> None:
        self._zone = ZoneInfo(timezone)
        hours = calendar["hours"]
        self._shifts = (
            Shift.of(calendar["working_days"], hours["start"], hours["end"]),
            *(Shift.of(shift["days"], shift["start"], shift["end"]) for shift in calendar.get("shifts", ())),
        )
        self._weekdays = frozenset[int]().union(*(shift.weekdays for shift in self._shifts))
        self._holidays = frozenset(date.fromisoformat(str(day["date"])) for day in calendar.get("holidays", ()))
        self._spans_of = lru_cache(maxsize=1024)(self._spans_from)

    def is_working_day(self, day: date) -> bool:
        """Whether a shift begins on this day."""
        return day.weekday() in self._weekdays and day not in self._holidays

    def due(self, start: int, sla: Mapping[str, float] | None) -> int | None:
        """Epoch seconds at which `{"working_days": n}` or `{"working_hours": n}` from `start` is over.

        A working-days promise ends with the last shift of the n-th working day after the start; a working-hours
        promise counts working time only. None when nothing is promised.
        """
        if not sla:
            return None
        if "working_days" in sla:
            return self._after_days(start, float(sla["working_days"]))
        return self.after(start, round(float(sla["working_hours"]) * 3600))

    def worked(self, start: int, end: int) -> int:
        """Seconds of working time between two moments (epoch seconds); 0 when `end` is not after `start`."""
        total = 0
        for opens, closes in self.spans(start):
            if opens >= end:
                break
            total += min(closes, end) - opens
        return total

    def after(self, start: int, seconds: int) -> int:
        """The first moment at which `seconds` of working time have passed since `start`."""
        if seconds <= 0:
            return start
        left = seconds
        for opens, closes in self.spans(start):
            if left <= closes - opens:
                return opens + left
            left -= closes - opens
        raise ValueError("the calendar has no working time")

    def spans(self, start: int) -> Iterator[tuple[int, int]]:
        """The stretches of working time from `start` on, in order, none reaching into another, cut off at `start`."""
        reached, day = start, datetime.fromtimestamp(start, tz=UTC).astimezone(self._zone).date() - 2 * _DAY
        for _ in range(MOST_DAYS):
            for opens, closes in self._spans_of(day):
                begin = max(opens, reached)
                if closes > begin:
                    yield begin, closes
                    reached = closes
            day += _DAY

    def _spans_from(self, day: date) -> tuple[tuple[int, int], ...]:
        """The shifts that begin on a day, in epoch seconds, by their start."""
        if day in self._holidays:
            return ()
        shifts = (shift for shift in self._shifts if day.weekday() in shift.weekdays)
        return tuple(sorted((self.moment(day, shift.start), self.moment(day, shift.end)) for shift in shifts))

    def moment(self, day: date, minutes: int) -> int:
        """Epoch seconds at which the clock on the wall first shows a time of a day, or later on that day."""
        wanted = datetime.combine(day, time.min) + timedelta(minutes=minutes)
        early = wanted.replace(tzinfo=self._zone)
        first = int(early.timestamp())
        if datetime.fromtimestamp(first, tz=self._zone).replace(tzinfo=None) == wanted:
            return first
        # The clock never shows it: it is put forward in between. Look for the moment of the change.
        before, after = int(early.replace(fold=1).timestamp()), first
        while after - before > 1:
            middle = (before + after) // 2
            shown = datetime.fromtimestamp(middle, tz=self._zone).replace(tzinfo=None)
            before, after = (before, middle) if shown >= wanted else (middle, after)
        return after

    def _after_days(self, start: int, days: float) -> int:
        left = max(1, int(days + 0.999_999))
        day = datetime.fromtimestamp(start, tz=UTC).astimezone(self._zone).date()
        for _ in range(MOST_DAYS):
            day += _DAY
            spans = self._spans_of(day)
            left -= bool(spans)
            if not left:
                return max(closes for _, closes in spans)
        raise ValueError("the calendar has no working time")


def _minutes(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)
