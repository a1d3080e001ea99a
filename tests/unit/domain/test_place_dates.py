"""The next garbage day and its like."""

from datetime import date
from typing import Any

import pytest

from hex311.domain.geography import Overlay, OverlayAnswer
from hex311.domain.place_dates import next_dates

WEEKDAY = {"layer": "garbage_days", "attribute": "day"}
FRIDAY = date(2026, 11, 20)


def overlay(**answers: dict[str, str]) -> Overlay:
    return Overlay(1, tuple(OverlayAnswer(layer, layer, layer, attributes) for layer, attributes in answers.items()))


def days(rule: dict[str, Any], place: Overlay, today: date = FRIDAY, *holidays: date, count: int = 2) -> list[str]:
    return [day.isoformat() for day in next_dates(rule, place, today, holidays, count)]


def test_every_week_today_included() -> None:
    place = overlay(garbage_days={"day": "friday"})
    assert days({"weekday": WEEKDAY}, place) == ["2026-11-20", "2026-11-27"]


@pytest.mark.parametrize(
    ("custom", "expected"),
    [("same", "2026-11-26"), ("next_day", "2026-11-28"), ("skip", "2026-12-03")],
)
def test_holidays(custom: str, expected: str) -> None:
    place = overlay(garbage_days={"day": "Thursday"})
    rule = {"weekday": WEEKDAY, "holiday": custom}
    assert days(rule, place, FRIDAY, date(2026, 11, 26), date(2026, 11, 27))[0] == expected


def test_a_day_moved_from_yesterday_is_still_to_come() -> None:
    place = overlay(garbage_days={"day": "thursday"})
    rule = {"weekday": WEEKDAY, "holiday": "next_day"}
    assert days(rule, place, date(2026, 11, 27), date(2026, 11, 26))[0] == "2026-11-27"


def test_every_second_week() -> None:
    rule = {
        "weekday": WEEKDAY,
        "weeks": {"layer": "recycling", "attribute": "week", "first": {"A": "2026-01-05", "B": "2026-01-12"}},
    }
    a = days(rule, overlay(garbage_days={"day": "monday"}, recycling={"week": "A"}))
    b = days(rule, overlay(garbage_days={"day": "monday"}, recycling={"week": "B"}))
    assert sorted([*a, *b]) == ["2026-11-23", "2026-11-30", "2026-12-07", "2026-12-14"]
    assert (date.fromisoformat(a[0]) - date(2026, 1, 5)).days % 14 == 0
    assert days(rule, overlay(garbage_days={"day": "monday"}, recycling={"week": "C"})) == []


def test_the_second_and_fourth_thursday_from_april_to_november() -> None:
    schedule = {"schedule": "2nd and 4th Thursday", "months": "April to November"}
    source = {name: {"layer": "sweeping", "attribute": name} for name in ("schedule", "months")}
    rule = {"weekday": source["schedule"], "of_month": source["schedule"], "months": source["months"]}
    assert days(rule, overlay(sweeping=schedule), count=3) == ["2026-11-26", "2027-04-08", "2027-04-22"]


def test_the_garbage_day_of_a_week_of_the_month() -> None:
    rule = {"weekday": WEEKDAY, "of_month": {"layer": "bulky", "attribute": "month_week"}}
    assert days(rule, overlay(garbage_days={"day": "tuesday"}, bulky={"month_week": "Week 2"}))[0] == "2026-12-08"


def test_months_may_run_over_the_new_year() -> None:
    rule = {"weekday": WEEKDAY, "months": {"layer": "leaves", "attribute": "months"}}
    place = overlay(garbage_days={"day": "monday"}, leaves={"months": "December to January"})
    assert days(rule, place)[0] == "2026-12-07"
    assert len(days(rule, place, count=20)) >= 9


def test_the_dates_of_a_list() -> None:
    rule = {"dates": {"layer": "zones", "of_feature": {"zones": ["2026-12-02", "2026-11-01", "2026-11-20"]}}}
    assert days(rule, overlay(zones={})) == ["2026-11-20", "2026-12-02"]
    assert days(rule, overlay(others={})) == []


@pytest.mark.parametrize("said", [{}, {"day": ""}, {"day": "someday"}, {"day": "%s\x00"}])
def test_where_the_layers_say_too_little_there_is_no_date(said: dict[str, str]) -> None:
    assert days({"weekday": WEEKDAY}, overlay(garbage_days=said)) == []
    assert days({"weekday": WEEKDAY}, Overlay(0, ())) == []
