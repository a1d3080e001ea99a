"""Opening hours: what a text says, and whether it is open, in the city's time."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hex311.domain.place_hours import OpenState, open_state, read_hours

CHICAGO = "America/Chicago"


def at(text: str) -> int:
    """Epoch seconds of a local moment such as `2026-11-24 10:00` (a Tuesday)."""
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(CHICAGO)).timestamp())


def is_open(hours: str, moment: str, *holidays: str) -> bool | None:
    read = read_hours(hours)
    assert read is not None
    return open_state(read, at(moment), CHICAGO, {date.fromisoformat(day) for day in holidays}).open_now


@pytest.mark.parametrize(
    "hours",
    ["Mon-Thu 10-20, Fri-Sat 10-17", "Mo-Th 10:00-20:00; Fr,Sa 10:00-17:00",
     "Mon to Thu 10am-8pm; Fri and Sat 10am-5pm",
     "Mon-Thu 10.00 to 20.00 & Fri-Sat 10.00 to 17.00"],
)  # fmt: skip
def test_one_thing_said_in_several_ways(hours: str) -> None:
    assert is_open(hours, "2026-11-24 10:00") is True
    assert is_open(hours, "2026-11-24 09:59") is False
    assert is_open(hours, "2026-11-27 16:59") is True
    assert is_open(hours, "2026-11-27 17:00") is False
    assert is_open(hours, "2026-11-29 12:00") is False


def test_a_break_at_noon() -> None:
    hours = "Mo-Fr 08:00-12:00,13:00-17:00"
    assert [is_open(hours, f"2026-11-24 {time}") for time in ("11:59", "12:30", "13:00")] == [True, False, True]


def test_past_midnight_and_to_midnight() -> None:
    assert is_open("Fri 18-2", "2026-11-28 01:30") is True
    assert is_open("Fri 18-2", "2026-11-28 02:00") is False
    assert is_open("Daily 5-24", "2026-11-24 23:59") is True
    read = read_hours("Daily 20-24, Daily 0-4")
    assert read is not None
    assert open_state(read, at("2026-11-24 23:00"), CHICAGO).changes_at == at("2026-11-25 04:00")


def test_always_open_stays_so_on_holidays() -> None:
    for hours in ("Always open", "24/7"):
        assert is_open(hours, "2026-12-25 03:00", "2026-12-25") is True


def test_on_a_holiday_that_nothing_is_said_of_nobody_knows() -> None:
    assert is_open("Mon-Fri 8-17", "2026-12-25 10:00", "2026-12-25") is None
    assert is_open("Mon-Fri 8-17; PH off", "2026-12-25 10:00", "2026-12-25") is False
    assert is_open("Mon-Fri 8-17; PH 9-12", "2026-12-25 10:00", "2026-12-25") is True


def test_it_says_until_when() -> None:
    read = read_hours("Mon-Fri 8-17")
    assert read is not None
    assert open_state(read, at("2026-11-20 18:00"), CHICAGO) == OpenState(False, at("2026-11-23 08:00"))
    assert open_state(read, at("2026-11-20 12:00"), CHICAGO) == OpenState(True, at("2026-11-20 17:00"))


def test_the_clock_change_moves_nothing() -> None:
    """On 2026-11-01 clocks go back at two in the morning."""
    assert is_open("Sun 3-5", "2026-11-01 03:30") is True
    assert is_open("Sun 3-5", "2026-11-01 05:00") is False


@pytest.mark.parametrize(
    "text",
    ["", "Opened in extreme weather, 9-21", "On election days, 7-20", "9-17", "Mon", "Mon-", "Mon-Fri 9-5", "Mon 9-5pm",
     "Mon 25-26", "Mon 9:75-10", "Mon 9-10 -", "Sun closed", "first Mon 9-17", "Mon 9-17 x", "- Mon 9-17", "\x00",
     "Mon 9-17" * 99],
)  # fmt: skip
def test_what_is_not_certain_stays_text(text: str) -> None:
    assert read_hours(text) is None


@given(st.text(max_size=60), st.integers(0, 4_000_000_000))
def test_any_text_can_be_asked(text: str, now: int) -> None:
    read = read_hours(text)
    if read is not None:
        open_state(read, now, CHICAGO)


@given(st.integers(0, 23), st.integers(1, 23), st.integers(1_700_000_000, 1_900_000_000))
def test_daily_hours_are_what_the_clock_says(begins: int, length: int, now: int) -> None:
    ends = min(24, begins + length)
    read = read_hours(f"Daily {begins}-{ends}")
    assert read is not None
    local = datetime.fromtimestamp(now, tz=UTC).astimezone(ZoneInfo(CHICAGO))
    if local.fold == 0 and local.hour not in (1, 2):
        assert open_state(read, now, CHICAGO).open_now == (begins <= local.hour < ends)
