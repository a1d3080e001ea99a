"""Who is told of a new work order and when; moments against a brute-force walk through the minutes."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hex311.domain.geography import Overlay, OverlayAnswer
from hex311.domain.officers import DAYS, Matter, is_on_duty, is_quiet, moment, whom_to_inform

ZONE = ZoneInfo("America/Chicago")
NOON = 1_790_010_000  # a Monday
NIGHT = {"code": "night", "department": "animal_care", "duty": [{"start": "19:00", "end": "07:00"}]}
DAY = {"code": "day", "department": "animal_care", "duty": [{"start": "07:00", "end": "19:00"}]}
PLACE = Overlay(1, (OverlayAnswer("animal_care_districts", "A1", "District 1", {"side": "north"}),))


def matter(**changes: Any) -> Matter:
    values: dict[str, Any] = {
        "department": "animal_care", "service_code": "stray_animal", "group": "animals", "overlay": PLACE,
    }  # fmt: skip
    return Matter(**{**values, **changes})


def codes(officers: list[dict[str, Any]]) -> list[str]:
    return [code for code, _ in whom_to_inform(officers, matter(), NOON, ZONE)]


def test_those_on_duty_are_told_at_once() -> None:
    assert whom_to_inform([DAY, NIGHT], matter(), NOON, ZONE) == [("day", NOON)]
    midnight = NOON + 12 * 3600
    assert whom_to_inform([DAY, NIGHT], matter(), midnight, ZONE) == [("night", midnight)]


def test_a_night_shift_belongs_to_the_day_it_begins_on() -> None:
    friday = {**NIGHT, "duty": [{"days": ["fri"], "start": "22:00", "end": "06:00"}]}
    saturday_3 = NOON + 4 * 86_400 + 15 * 3600
    assert is_on_duty(friday, saturday_3, ZONE)
    assert not is_on_duty(friday, saturday_3 - 86_400, ZONE)
    assert not is_on_duty(friday, saturday_3 + 86_400, ZONE)


@pytest.mark.parametrize(
    ("officer", "is_concerned"),
    [
        ({}, True),
        ({"department": "police"}, False),
        ({"services": ["stray_animal"]}, True),
        ({"services": ["barking_dog"]}, False),
        ({"services": ["barking_dog"], "groups": ["animals"]}, True),
        ({"groups": ["trash"]}, False),
        ({"area": {"overlay": "animal_care_districts", "any_of": ["A1", "A2"]}}, True),
        ({"area": {"overlay": "animal_care_districts", "any_of": ["A2"]}}, False),
        ({"area": {"overlay": "animal_care_districts", "attribute": "side", "any_of": ["north"]}}, True),
        ({"area": {"overlay": "police_beats", "any_of": ["A1"]}}, False),
    ],
)
def test_department_area_and_type_decide(officer: dict[str, Any], is_concerned: bool) -> None:
    assert bool(codes([{"code": "x", "department": "animal_care", **officer}])) is is_concerned


def test_is_nobody_on_duty_the_next_one_hears_of_it_when_duty_begins() -> None:
    late = {**DAY, "code": "late", "duty": [{"start": "15:00", "end": "19:00"}]}
    ((code, at),) = whom_to_inform([late, {**NIGHT, "code": "later"}], matter(), NOON, ZONE)
    assert code == "late"
    assert is_on_duty(late, at, ZONE)
    assert not is_on_duty(late, at - 1, ZONE)


def test_quiet_hours_hold_what_is_not_urgent() -> None:
    officer = {"code": "x", "department": "animal_care", "quiet_hours": {"start": "08:00", "end": "13:00"}}
    ((_, at),) = whom_to_inform([officer], matter(), NOON, ZONE)
    assert at > NOON
    assert not is_quiet(officer, at, ZONE)
    assert is_quiet(officer, at - 1, ZONE)
    for urgent in ("stray_animal", "animals"):
        assert whom_to_inform([{**officer, "urgent": [urgent]}], matter(), NOON, ZONE) == [("x", NOON)]


def test_who_is_only_on_duty_in_quiet_hours_is_told_on_duty() -> None:
    officer = {**NIGHT, "quiet_hours": {"start": "18:00", "end": "08:00"}}
    ((_, at),) = whom_to_inform([officer], matter(), NOON, ZONE)
    assert is_on_duty(officer, at, ZONE)


clock = st.sampled_from([f"{hour:02d}:{minute:02d}" for hour in range(24) for minute in (0, 30)])
span = st.fixed_dictionaries(
    {"start": clock, "end": clock}, optional={"days": st.lists(st.sampled_from(DAYS), min_size=1, unique=True)}
).filter(lambda span: span["start"] != span["end"])
quiet = st.fixed_dictionaries({"start": clock, "end": clock}).filter(lambda span: span["start"] != span["end"])
# Two weeks around each change of the clocks, and an ordinary one.
around = st.one_of(
    *(st.integers(at - 7 * 86_400, at + 7 * 86_400) for at in (1_772_956_800, 1_793_516_400, 1_790_000_000))
)


@settings(max_examples=150, deadline=None)
@given(duty=st.lists(span, max_size=3), quiet_hours=st.none() | quiet, now=around)
def test_the_moment_is_the_first_minute_that_suits(duty: Any, quiet_hours: Any, now: int) -> None:
    officer = {"code": "x", "department": "animal_care", "duty": duty, "quiet_hours": quiet_hours}
    about = matter()

    def suits(at: int) -> bool:
        return is_on_duty(officer, at, ZONE) and not is_quiet(officer, at, ZONE)

    minutes = [now, *range(now - now % 60 + 60, now + 8 * 86_400, 60)]
    first = next((minute for minute in minutes if suits(minute)), None)
    found = moment(officer, about, now, ZONE)
    if first is None:
        assert is_on_duty(officer, found, ZONE)
    else:
        assert found == first
