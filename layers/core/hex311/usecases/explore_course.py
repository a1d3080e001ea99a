"""Figures over time, step by step, and how long cases took in bands: what charts are drawn from."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from hex311.domain.figures import Figures, Row, counters

DAY, WEEK, MONTH = STEPS = ("day", "week", "month")
#: The first day of each band of ages; the last has no end.
BANDS = (0, 1, 2, 4, 8, 15, 31, 61, 181)


def course(rows: Iterable[Row], first: str, last: str, step: str) -> list[dict[str, Any]]:
    """Figures of every step from `first` to `last` (ISO days, both included), also of those without any.

    Weeks are seven days counted from `first`, so that a period of so many weeks has no broken ones; months are
    calendar months, cut off where the period begins and ends.
    """
    starts = _starts(first, last, step)
    found = {start: Figures() for start in starts}
    place = _places(starts, last)
    for _, day, letter, detail, count in counters(rows, first, last):
        found[place[day]].add(letter, detail, count)
    return [_step_view(begin, end, found[begin]) for begin, end in _spans(starts, last)]


def course_of_months(
    shown: Mapping[str, Figures], hidden: Collection[str], first: str, last: str
) -> list[dict[str, Any]]:
    """The same of a protected type: its whole months, with null for what only a few share."""
    told = []
    for begin, end in _spans(_starts(first, last, MONTH), last):
        whole = begin.endswith("-01") and (date.fromisoformat(end) + timedelta(days=1)).day == 1
        month = begin[:7]
        if not whole:
            continue
        found = shown.get(month, Figures())
        step = _step_view(begin, end, found)
        if month in hidden or (month in shown and not found.opened):
            step["opened"] = None
        if month in hidden or (month in shown and not found.closed):
            step["closed"] = None
        told.append(step)
    return told


def age_bands(found: Figures) -> list[dict[str, Any]]:
    """How many were closed within how many days; `to_days` of the last band is null."""
    ends = [*(after - 1 for after in BANDS[1:]), None]
    return [
        {
            "from_days": begin,
            "to_days": end,
            "closed": sum(n for age, n in found.ages.items() if age >= begin and (end is None or age <= end)),
        }
        for begin, end in zip(BANDS, ends, strict=True)
    ]


def _step_view(begin: str, end: str, found: Figures) -> dict[str, Any]:
    return {
        "from": begin,
        "to": end,
        "opened": sum(found.opened.values()),
        "closed": sum(found.closed.values()),
        "median_age_days": found.age_at(0.5),
    }


def _starts(first: str, last: str, step: str) -> list[str]:
    starts, day = [], date.fromisoformat(first)
    while (told := day.isoformat()) <= last:
        starts.append(told)
        if step == MONTH:
            day = (day.replace(day=1) + timedelta(days=31)).replace(day=1)
        else:
            day += timedelta(days=7 if step == WEEK else 1)
    return starts


def _spans(starts: Sequence[str], last: str) -> list[tuple[str, str]]:
    ends = [(date.fromisoformat(after) - timedelta(days=1)).isoformat() for _, after in pairwise(starts)]
    return list(zip(starts, [*ends, last], strict=True))


def _places(starts: Sequence[str], last: str) -> dict[str, str]:
    """The step that each day belongs to."""
    place: dict[str, str] = {}
    for begin, end in _spans(starts, last):
        day = date.fromisoformat(begin)
        while (told := day.isoformat()) <= end:
            place[told] = begin
            day += timedelta(days=1)
    return place
