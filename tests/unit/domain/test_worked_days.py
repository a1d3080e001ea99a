"""Days on which work is done: numbered without gaps, and learned from the closings where the calendar is too narrow."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from hex311.domain.survival import DailyCounts
from hex311.domain.worked_days import EVERY_DAY, WorkedDays

MONDAY = date(2026, 11, 23).toordinal()
WEEK = WorkedDays.of(range(5))
weekdays = st.sets(st.integers(0, 6))
holidays = st.sets(st.integers(MONDAY - 100, MONDAY + 100), max_size=12)


@given(weekdays, holidays, st.integers(MONDAY - 400, MONDAY + 400))
def test_numbers_count_the_worked_days_one_by_one(days: set[int], free: set[int], day: int) -> None:
    worked = WorkedDays.of(days, free)
    is_worked = not days or len(days) == 7 or (date.fromordinal(day).weekday() in days and day not in free)
    assert worked.number(day) - worked.number(day - 1) == is_worked
    back = worked.day(worked.number(day))
    assert back <= day
    assert worked.number(back) == worked.number(day) == worked.number(back - 1) + 1


def test_a_calendar_of_the_pack_with_shifts_and_holidays() -> None:
    calendar = {
        "working_days": ["mon", "tue", "wed", "thu"],
        "shifts": [{"days": ["sat"], "start": "22:00", "end": "06:00"}],
        "holidays": [{"date": "2026-11-26"}, {"date": "2026-11-27"}],
    }
    worked = WorkedDays.of_calendar(calendar)
    assert worked.weekdays == (0, 1, 2, 3, 5)
    assert worked.holidays == (date(2026, 11, 26).toordinal(),)
    assert worked.number(MONDAY + 7) - worked.number(MONDAY) == 4


def closings(days: dict[int, int]) -> DailyCounts:
    return DailyCounts(closed={MONDAY + day: {0: number} for day, number in days.items()})


def test_a_type_that_is_closed_on_saturdays_too_is_seen_to_be() -> None:
    usual = dict.fromkeys(range(5), 20)
    assert WEEK.with_busy_days(closings(usual | {5: 12}), MONDAY + 7).weekdays == (0, 1, 2, 3, 4, 5)
    assert WEEK.with_busy_days(closings(usual | {5: 3}), MONDAY + 7) == WEEK
    assert WEEK.with_busy_days(closings({0: 1, 5: 4}), MONDAY + 7) == WEEK, "four closings prove nothing"
    assert WEEK.with_busy_days(closings(usual | {5: 12}), MONDAY + 5) == WEEK, "Saturday has not been yet"
    assert WEEK.with_busy_days(closings(usual | {5: 9, 6: 9}), MONDAY + 7) == EVERY_DAY


def test_ages_are_counted_in_worked_days() -> None:
    friday, monday = MONDAY + 4, MONDAY + 7
    counts = DailyCounts(opened={friday: 3}, closed={monday: {3: 2}}, withdrawn={friday: {0: 1}})
    found = WEEK.counts(counts)
    assert found.opened == {WEEK.number(friday): 3}
    assert found.closed == {WEEK.number(monday): {1: 2}}
    assert found.withdrawn == {WEEK.number(friday): {0: 1}}


@given(st.dictionaries(st.integers(0, 300), st.dictionaries(st.integers(0, 300), st.integers(1, 9)), max_size=30))
def test_no_case_is_lost_or_gets_a_negative_age(closed: dict[int, dict[int, int]]) -> None:
    counts = DailyCounts(closed={MONDAY + day: ages for day, ages in closed.items()})
    found = WEEK.counts(counts).closed
    assert sum(sum(ages.values()) for ages in found.values()) == sum(sum(ages.values()) for ages in closed.values())
    assert all(age >= 0 for ages in found.values() for age in ages)


def test_a_holiday_moves_what_comes_after_it() -> None:
    christmas = date(2026, 12, 25)
    worked = WorkedDays.of(range(5), [christmas.toordinal()])
    after = worked.day(worked.number((christmas - timedelta(days=1)).toordinal()) + 1)
    assert date.fromordinal(after) == date(2026, 12, 28)
