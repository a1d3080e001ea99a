"""Clocks against a counter that walks through the minutes and asks of each what the clock on the wall shows.

The counter knows nothing of spans, folds or epoch arithmetic: it watches the wall clock run, over the days on which it
is changed, and starts and ends shifts as it passes their times.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hex311.domain.sla import WorkingCalendar
from hex311.domain.sla_clock import ClockState, Course, Pause, read_clock

MINUTE = 60
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

#: Each zone with a month in which its clocks are changed: by an hour at two, at midnight, by half an hour.
MONTHS = [
    ("America/Chicago", "2026-03-01"),
    ("America/Chicago", "2026-10-25"),
    ("Australia/Sydney", "2026-03-28"),
    ("America/Santiago", "2026-03-28"),
    ("America/Santiago", "2026-08-30"),
    ("Australia/Lord_Howe", "2026-03-28"),
    ("Australia/Lord_Howe", "2026-09-27"),
    ("Asia/Kolkata", "2026-03-01"),
]
RULES: dict[str, dict[str, Any]] = {
    "office": {"working_days": DAYS[:5], "hours": {"start": "08:00", "end": "17:00"}, "holidays": ["03-03", "04-06"]},
    "nights": {"working_days": DAYS[:6], "hours": {"start": "22:00", "end": "06:00"}, "holidays": ["03-07", "10-31"]},
    "day and night": {"working_days": DAYS, "hours": {"start": "00:00", "end": "24:00"}, "holidays": []},
    "through the change": {"working_days": DAYS, "hours": {"start": "01:40", "end": "02:20"}, "holidays": []},
    "two shifts": {
        "working_days": DAYS[:5],
        "hours": {"start": "06:00", "end": "14:30"},
        "shifts": [
            {"days": ["fri", "sat"], "start": "13:00", "end": "01:30"},
            {"days": ["sun"], "start": "00:30", "end": "24:00"},
        ],
        "holidays": ["10-30"],
    },
}


def calendar_of(name: str, zone: str) -> WorkingCalendar:
    return WorkingCalendar(_rules(name), zone)


def _rules(name: str) -> dict[str, Any]:
    return {**RULES[name], "holidays": [{"date": f"2026-{day}"} for day in RULES[name]["holidays"]]}


@dataclass(frozen=True)
class Walked:
    """The minutes of a month: the first one (epoch seconds), and of each whether somebody works."""

    first: int
    works: tuple[bool, ...]

    def worked(self, start: int, end: int) -> int:
        return sum(self.works[(start - self.first) // MINUTE : (end - self.first) // MINUTE]) * MINUTE


@cache
def walk(name: str, zone: str, day: str) -> Walked:
    """Watch the clock for five weeks. A shift is on from the first minute that shows its start (or has passed it) to
    the first that shows its end."""
    first = int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp())
    ahead = sorted(_shifts(_rules(name), datetime.fromisoformat(day)), reverse=True)
    on: list[tuple[datetime, datetime]] = []
    works = []
    for minute in range(35 * 1440):
        shown = datetime.fromtimestamp(first + minute * MINUTE, tz=ZoneInfo(zone)).replace(tzinfo=None)
        while ahead and shown >= ahead[-1][0]:
            on.append(ahead.pop())
        if on:
            on = [shift for shift in on if shown < shift[1]]
        works.append(bool(on))
    return Walked(first, tuple(works))


def _shifts(rules: Mapping[str, Any], day: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The shifts of these weeks as the wall clock shows them."""
    written = [{"days": rules["working_days"], **rules["hours"]}, *rules.get("shifts", ())]
    closed = {holiday["date"] for holiday in rules["holidays"]}
    for number in range(-3, 40):
        date = day + timedelta(days=number)
        for shift in written:
            if DAYS[date.weekday()] in shift["days"] and date.strftime("%Y-%m-%d") not in closed:
                opens, closes = (
                    date + timedelta(hours=int(shift[end][:2]), minutes=int(shift[end][3:])) for end in ("start", "end")
                )
                yield opens, closes if closes > opens else closes + timedelta(days=1)


places = st.tuples(st.sampled_from(sorted(RULES)), st.sampled_from(MONTHS))
minutes = st.integers(3 * 1440, 31 * 1440)


@given(places, minutes, minutes)
@settings(deadline=None, max_examples=300)
def test_working_time_between_two_moments_is_what_the_walker_counts(place: Any, a: int, b: int) -> None:
    name, (zone, day) = place
    walked = walk(name, zone, day)
    start, end = (walked.first + minute * MINUTE for minute in sorted((a, b)))
    assert calendar_of(name, zone).worked(start, end) == walked.worked(start, end)


@given(places, minutes, st.integers(1, 60 * 40), st.integers(0, 59))
@settings(deadline=None, max_examples=300)
def test_a_promise_ends_in_the_minute_in_which_the_walker_has_counted_it_down(
    place: Any, start: int, amount: int, second: int
) -> None:
    name, (zone, day) = place
    walked = walk(name, zone, day)
    calendar, begun = calendar_of(name, zone), walked.first + start * MINUTE
    end = calendar.after(begun, amount * MINUTE - second)
    left, minute = amount, start
    while left and minute < len(walked.works):
        left -= walked.works[minute]
        minute += 1
    if not left:
        assert end == walked.first + minute * MINUTE - second


spells = st.lists(st.tuples(minutes, st.integers(1, 4000)), max_size=4)


@given(places, minutes, st.integers(1, 60 * 30), spells, minutes, st.booleans())
@settings(deadline=None, max_examples=400)
def test_a_clock_that_is_stopped_and_started_is_what_the_walker_sees(
    place: Any, start: int, promised: int, stops: list[tuple[int, int]], now: int, open_end: bool
) -> None:
    """Pauses anywhere, overlapping, before the start, the last of them perhaps not over."""
    name, (zone, day) = place
    walked, calendar = walk(name, zone, day), calendar_of(name, zone)
    at = lambda minute: walked.first + minute * MINUTE  # noqa: E731
    pauses = [(since, since + length) for since, length in stops]
    if pauses and open_end:
        pauses[-1] = (pauses[-1][0], 10**6)
    course = Course(
        at(start),
        calendar.after(at(start), promised * MINUTE),
        tuple(Pause(at(a), None if b == 10**6 else at(b), "weather") for a, b in pauses),
    )
    clock = read_clock(course, calendar, at(now), 1.5)

    def runs(minute: int) -> bool:
        return walked.works[minute] and not any(a <= minute < b for a, b in pauses)

    def reaches(amount: float) -> int | None:
        """The first second at which so much is used; None when the month is over before."""
        used = 0
        for minute in range(start, len(walked.works)):
            if runs(minute):
                used += MINUTE
                if used >= amount:
                    return at(minute + 1) - round(used - amount)
        return None

    assert clock.used_s == sum(runs(minute) for minute in range(start, now)) * MINUTE
    due, very_late = reaches(promised * MINUTE), reaches(promised * MINUTE * 1.5)
    if due is not None:
        assert clock.due_at == due
        expected = ClockState.ON_TIME
        if at(now) > due:
            expected = ClockState.VERY_LATE if very_late is not None and at(now) > very_late else ClockState.LATE
        assert clock.state is expected
    if very_late is not None:
        assert clock.very_late_at == very_late
    assert clock.promised_s == promised * MINUTE
    assert (clock.paused is not None) == (bool(pauses) and open_end)


@pytest.mark.parametrize(
    ("zone", "day", "shift", "hours"),
    [
        # 8 March 2026 has no 02:00 to 03:00, 1 November has 01:00 to 02:00 twice.
        ("America/Chicago", "2026-03-07", ("22:00", "06:00"), 7),
        ("America/Chicago", "2026-10-31", ("22:00", "06:00"), 9),
        ("Australia/Lord_Howe", "2026-04-04", ("22:00", "06:00"), 8.5),
        ("Australia/Lord_Howe", "2026-10-03", ("22:00", "06:00"), 7.5),
        ("America/Santiago", "2026-09-05", ("22:00", "06:00"), 7),
        ("America/Chicago", "2026-03-08", ("00:00", "24:00"), 23),
        ("America/Chicago", "2026-11-01", ("00:00", "24:00"), 25),
        # a shift that would begin and end within the hour that does not exist
        ("America/Chicago", "2026-03-08", ("02:10", "02:50"), 0),
    ],
)
def test_a_shift_over_a_change_of_the_clocks_has_its_real_length(
    zone: str, day: str, shift: tuple[str, str], hours: float
) -> None:
    weekday = DAYS[datetime.fromisoformat(day).weekday()]
    rules = {"working_days": [weekday], "hours": dict(zip(("start", "end"), shift, strict=True))}
    begin = int(datetime.fromisoformat(day).replace(tzinfo=ZoneInfo(zone)).timestamp()) - 3600
    assert WorkingCalendar(rules, zone).worked(begin, begin + 40 * 3600) == hours * 3600


def test_a_calendar_without_working_time_is_an_error_and_not_an_endless_search() -> None:
    rules = {"working_days": ["sun"], "hours": {"start": "02:10", "end": "02:20"}, "holidays": []}
    calendar = WorkingCalendar(rules, "America/Chicago")
    assert calendar.after(0, 600 * 40) > 0
    empty = WorkingCalendar({"working_days": [], "hours": {"start": "08:00", "end": "09:00"}}, "America/Chicago")
    with pytest.raises(ValueError, match="no working time"):
        empty.after(0, 1)
    with pytest.raises(ValueError, match="no working time"):
        empty.due(0, {"working_days": 1})
