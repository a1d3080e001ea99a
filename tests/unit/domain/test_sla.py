"""Working time in the city's own calendar, over holidays, weekends and clock changes."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hex311.domain.sla import WorkingCalendar

ZONE = ZoneInfo("America/Chicago")
WEEKDAYS = ["mon", "tue", "wed", "thu", "fri"]


def calendar(days: list[str] = WEEKDAYS, start: str = "08:00", end: str = "17:00", *holidays: str) -> WorkingCalendar:
    rules = {"working_days": days, "hours": {"start": start, "end": end}, "holidays": [{"date": d} for d in holidays]}
    return WorkingCalendar(rules, "America/Chicago")


def at(text: str) -> int:
    """Epoch seconds of a local time, such as `2026-03-06 16:00`."""
    return int(datetime.fromisoformat(text).replace(tzinfo=ZONE).timestamp())


def local(seconds: int | None) -> str:
    assert seconds is not None
    return datetime.fromtimestamp(seconds, tz=ZONE).strftime("%a %Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("start", "sla", "due"),
    [
        ("2026-09-21 12:00", {"working_days": 1}, "Tue 2026-09-22 17:00"),
        ("2026-09-18 12:00", {"working_days": 1}, "Mon 2026-09-21 17:00"),
        ("2026-09-19 12:00", {"working_days": 1}, "Mon 2026-09-21 17:00"),
        ("2026-09-21 12:00", {"working_days": 0.5}, "Tue 2026-09-22 17:00"),
        ("2026-09-21 23:59", {"working_days": 1}, "Tue 2026-09-22 17:00"),
        ("2026-09-21 12:00", {"working_hours": 4}, "Mon 2026-09-21 16:00"),
        ("2026-09-21 12:00", {"working_hours": 5}, "Mon 2026-09-21 17:00"),
        ("2026-09-21 16:00", {"working_hours": 2}, "Tue 2026-09-22 09:00"),
        ("2026-09-21 05:00", {"working_hours": 1}, "Mon 2026-09-21 09:00"),
        ("2026-09-21 17:00", {"working_hours": 1}, "Tue 2026-09-22 09:00"),
        ("2026-09-19 10:00", {"working_hours": 9}, "Mon 2026-09-21 17:00"),
    ],
)
def test_a_promise_falls_due_in_working_time(start: str, sla: Any, due: str) -> None:
    assert local(calendar().due(at(start), sla)) == due


def test_nothing_is_promised_without_a_service_level() -> None:
    assert calendar().due(0, None) is None


def test_holidays_do_not_count() -> None:
    closed = calendar(WEEKDAYS, "08:00", "17:00", "2026-11-26", "2026-11-27")
    assert local(closed.due(at("2026-11-25 12:00"), {"working_days": 1})) == "Mon 2026-11-30 17:00"
    assert local(closed.due(at("2026-11-25 16:00"), {"working_hours": 2})) == "Mon 2026-11-30 09:00"


@pytest.mark.parametrize(
    ("start", "due"),
    [
        # the night of 8 March 2026 has no 02:00 to 03:00; that of 1 November has 01:00 to 02:00 twice
        ("2026-03-07 20:00", "Sun 2026-03-08 03:01"),
        ("2026-10-31 20:00", "Sun 2026-11-01 01:01"),
        ("2026-06-06 20:00", "Sun 2026-06-07 02:01"),
    ],
)
def test_an_hour_is_an_hour_over_a_change_of_the_clocks(start: str, due: str) -> None:
    """A crew on duty day and night, but for the minute before midnight: six hours and that minute later."""
    always = calendar([*WEEKDAYS, "sat", "sun"], "00:00", "23:59")
    end = always.due(at(start), {"working_hours": 6})
    assert local(end) == due
    assert end == at(start) + 6 * 3600 + 60


def test_a_working_day_ends_at_closing_time_on_both_sides_of_a_clock_change() -> None:
    assert local(calendar().due(at("2026-03-06 12:00"), {"working_days": 1})) == "Mon 2026-03-09 17:00"
    assert local(calendar().due(at("2026-10-30 12:00"), {"working_days": 1})) == "Mon 2026-11-02 17:00"
    assert local(calendar().due(at("2026-03-06 16:00"), {"working_hours": 2})) == "Mon 2026-03-09 09:00"


moments = st.integers(at("2026-01-01 00:00"), at("2027-12-31 00:00"))


@given(moments, st.integers(1, 400), st.integers(0, 40))
def test_more_time_is_never_due_earlier_and_always_at_an_open_hour(start: int, hours: int, more: int) -> None:
    first, later = (calendar().due(start, {"working_hours": h}) for h in (hours, hours + more))
    assert first is not None
    assert later is not None
    assert start < first <= later
    moment = datetime.fromtimestamp(first, tz=ZONE)
    assert calendar().is_working_day(moment.date())
    assert (8, 0, 0) < (moment.hour, moment.minute, moment.second) <= (17, 0, 0)


@given(moments, moments, st.integers(1, 60))
def test_who_comes_first_is_never_due_later(a: int, b: int, hours: int) -> None:
    first, second = sorted((a, b))
    due_first, due_second = (calendar().due(moment, {"working_hours": hours}) for moment in (first, second))
    assert due_first is not None
    assert due_second is not None
    assert due_first <= due_second


@given(moments, st.integers(1, 100))
def test_working_hours_counted_minute_by_minute(start: int, hours: int) -> None:
    """Against the plain definition: walk the minutes, count the open ones."""
    start -= start % 60
    due = calendar().due(start, {"working_hours": hours})
    left, moment = hours * 60, datetime.fromtimestamp(start, tz=ZONE)
    while left:
        if not (calendar().is_working_day(moment.date()) and 8 <= moment.hour < 17):
            moment = _next_opening(moment)
            continue
        closes = moment.replace(hour=17, minute=0)
        step = min(left, int((closes - moment).total_seconds() // 60))
        left -= step
        moment += timedelta(minutes=step)
    assert due == int(moment.timestamp())


def _next_opening(moment: datetime) -> datetime:
    day = moment.date() if moment.hour < 8 else moment.date() + timedelta(days=1)
    while not calendar().is_working_day(day):
        day += timedelta(days=1)
    return datetime(day.year, day.month, day.day, 8, tzinfo=ZONE)
