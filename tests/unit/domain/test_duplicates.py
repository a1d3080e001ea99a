"""When two reports are likely one."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hex311.domain.catalogue import DuplicateRule, Service
from hex311.domain.duplicates import DAY_S, NearbyEntry, matches, same_answers
from hex311.domain.geography import Point, distance_m

RULE = DuplicateRule("pavement", radius_m=30, window_days=60, same_answers=("surface",))
HERE = Point(latitude=41.3, longitude=-97.1)
METRE = 1 / 111_195


def north(metres: float) -> Point:
    return Point(latitude=HERE.latitude + metres * METRE, longitude=HERE.longitude)


def entry(case_id: str, metres: float = 0, age_s: int = 0, **same: str) -> NearbyEntry:
    return NearbyEntry(case_id, north(metres), 10_000_000 - age_s, "pothole", same)


def found(*entries: NearbyEntry, answers: Any = None, exclude: Any = ()) -> list[str]:
    return [m.case_id for m in matches(RULE, HERE, answers or {}, entries, 10_000_000, exclude)]


def test_near_and_recent_and_nearest_first() -> None:
    assert found(entry("far", 29.9), entry("near", 1), entry("out", 30.2)) == ["near", "far"]
    assert found(entry("b"), entry("a")) == ["a", "b"]


def test_the_window_counts_to_its_last_second() -> None:
    assert found(entry("last", age_s=60 * DAY_S), entry("late", age_s=60 * DAY_S + 1)) == ["last"]


def test_answers_that_differ_exclude_and_missing_ones_do_not() -> None:
    both = (entry("brick", surface="brick"), entry("unknown"))
    assert found(*both, answers={"surface": "asphalt"}) == ["unknown"]
    assert found(*both, answers={"surface": "brick", "size": "large"}) == ["brick", "unknown"]
    assert found(*both) == ["brick", "unknown"]


def test_who_names_an_asset_is_told_of_that_asset_alone() -> None:
    """Street light 12345 is the same only as street light 12345; who has named none is shown what lies near."""
    rule = replace(RULE, same_asset=True)
    named = NearbyEntry("named", HERE, 10_000_000, "pothole", same_answers(rule, {}, "street_light:12345"))
    other = NearbyEntry("other", HERE, 10_000_000, "pothole", same_answers(rule, {}, "street_light:7"))
    none = NearbyEntry("unnamed", HERE, 10_000_000, "pothole", same_answers(rule, {}))

    def told(asset_id: str, rule: DuplicateRule = rule) -> list[str]:
        return [m.case_id for m in matches(rule, HERE, {}, (named, none, other), 10_000_000, (), asset_id)]

    assert told("street_light:12345") == ["named"]
    assert told("street_light:9") == []
    assert told("") == ["named", "other", "unnamed"]
    assert told("street_light:12345", RULE) == ["named", "other", "unnamed"]


def test_what_the_resident_called_different_is_left_out() -> None:
    assert found(entry("a"), entry("b"), exclude=("a",)) == ["b"]


@pytest.mark.parametrize("empty", [None, "", []])
def test_an_empty_answer_is_no_answer(empty: Any) -> None:
    assert same_answers(RULE, {"surface": empty}) == {}


def test_private_types_have_no_duplicates_whatever_the_pack_says() -> None:
    rule = {"group": "g", "radius_m": 10, "window_days": 1}
    assert Service("x", {"privacy": "private", "duplicates": rule}).duplicate_rule is None
    assert Service("x", {"privacy": "blurred", "duplicates": rule}).duplicate_rule is not None
    assert Service("x", {"duplicates": "off"}).duplicate_rule is None
    assert Service("x", {}).duplicate_rule is None


points = st.builds(lambda la, lo: Point(latitude=la, longitude=lo), st.floats(-89, 89), st.floats(-180, 180))


@given(points, points)
def test_distance_is_the_same_both_ways_and_never_negative(a: Point, b: Point) -> None:
    assert distance_m(a, b) == pytest.approx(distance_m(b, a), abs=1e-6)
    assert distance_m(a, b) >= 0
    assert distance_m(a, a) == 0


def test_distance_over_the_antimeridian_is_the_short_way() -> None:
    west, east = Point(latitude=0, longitude=179.9999), Point(latitude=0, longitude=-179.9999)
    assert distance_m(west, east) == pytest.approx(22.24, abs=0.01)


@given(st.lists(st.tuples(st.floats(0, 60), st.integers(0, 70 * DAY_S)), max_size=20))
def test_of_two_reports_either_both_see_the_other_or_none(spread: list[tuple[float, int]]) -> None:
    """The rule is the same in both directions, so who commits second does not matter."""
    for metres, age in spread:
        there = north(metres)
        one = matches(RULE, there, {}, [NearbyEntry("a", HERE, 10_000_000 - age, "pothole")], 10_000_000)
        other = matches(RULE, HERE, {}, [NearbyEntry("b", there, 10_000_000 - age, "pothole")], 10_000_000)
        assert bool(one) == bool(other)
