"""Dates of recurring work at a place: garbage day, recycling week, bulky items, street sweeping.

A rule of the city pack (`my_city.yaml`) says where the parts of the rhythm are found: in attributes of the overlay's
answers, or in a list of dates. Words in attributes are read in English: `monday`, `2nd and 4th Tuesday`, `Week 3`,
`April to November`.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from hex311.domain.geography import Overlay

LOOK_AHEAD_DAYS = 400
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MOST_SHIFT_DAYS = 7

Rule = Mapping[str, Any]


def next_dates(
    rule: Rule, overlay: Overlay, today: date, holidays: Collection[date] = (), count: int = 2
) -> tuple[date, ...]:
    """The next dates at the overlay's place, today included; none when the overlay does not say enough.

    What falls on a holiday moves to the next day that is none (`holiday: next_day`), is left out (`skip`) or stays
    (`same`, as without the key).
    """
    found: list[date] = []
    for day in _days(rule, overlay, today - timedelta(days=_MOST_SHIFT_DAYS)):
        moved = _around_holidays(day, rule.get("holiday", "same"), holidays)
        if moved is not None and moved >= today and moved not in found:
            found.append(moved)
        if len(found) == count:
            break
    return tuple(sorted(found))


def _around_holidays(day: date, custom: str, holidays: Collection[date]) -> date | None:
    if custom == "same" or day not in holidays:
        return day
    if custom == "skip":
        return None
    while day in holidays:
        day += timedelta(days=1)
    return day


def _days(rule: Rule, overlay: Overlay, start: date) -> Iterator[date]:
    """The days of the rhythm from `start` on, in order."""
    if "dates" in rule:
        answer = overlay.first(rule["dates"]["layer"])
        listed = rule["dates"]["of_feature"].get(answer.feature_id, ()) if answer else ()
        yield from (day for day in sorted(map(date.fromisoformat, listed)) if day >= start)
        return
    weekday = _weekday(_text(rule.get("weekday"), overlay))
    if weekday is None:
        return
    weeks: Mapping[str, Any] = rule.get("weeks", {})
    first = weeks["first"].get(_text(weeks, overlay) or "") if weeks else None
    numbers = _numbers(_text(rule["of_month"], overlay)) if "of_month" in rule else None
    months = _months(_text(rule["months"], overlay)) if "months" in rule else None
    if (weeks and first is None) or numbers == set() or months == set():
        return
    begin = date.fromisoformat(first) - timedelta(days=date.fromisoformat(first).weekday()) if first else None
    for step in range(LOOK_AHEAD_DAYS):
        day = start + timedelta(days=step)
        if day.weekday() != weekday or (months and day.month not in months):
            continue
        if numbers and (day.day - 1) // 7 + 1 not in numbers:
            continue
        if begin and (day - begin).days // 7 % int(weeks.get("every", 2)) != 0:
            continue
        yield day


def _text(source: Mapping[str, Any] | None, overlay: Overlay) -> str | None:
    """What the source says at this place: its attribute, or the feature's id."""
    answer = overlay.first(source["layer"]) if source else None
    if source is None or answer is None:
        return None
    return answer.attributes.get(source["attribute"]) if source.get("attribute") else answer.feature_id


def _weekday(text: str | None) -> int | None:
    for word in re.findall(r"[a-z]{3,}", (text or "").lower()):
        if word[:3] in _WEEKDAYS:
            return _WEEKDAYS.index(word[:3])
    return None


def _numbers(text: str | None) -> set[int]:
    """The first to fifth of a month, from `1st and 3rd Monday` or `Week 2`."""
    return {int(number) for number in re.findall(r"\b([1-5])(?:st|nd|rd|th)?\b", (text or "").lower())}


def _months(text: str | None) -> set[int]:
    """Month numbers from `April to November` or `May, June`; a range may run over the new year."""
    lowered = (text or "").lower()
    named = [_MONTHS.index(word[:3]) + 1 for word in re.findall(r"[a-z]{3,}", lowered) if word[:3] in _MONTHS]
    if len(named) == 2 and re.search(r"\bto\b|-|–|through", lowered):
        first, last = named
        return {(first - 1 + step) % 12 + 1 for step in range((last - first) % 12 + 1)}
    return set(named)
