"""Rules tried on what was filed: what they would have joined, what they would have parted."""

from typing import Any

import pytest

from hex311.domain.errors import BadInput, Forbidden, Overtaken
from hex311.domain.geography import Point
from hex311.domain.policy import Role, Staff
from hex311.usecases.submit_request import submit_request
from hex311.usecases.try_duplicate_rules import try_duplicate_rules
from tests.support.city import HOME, VERSION, a_report, rivermark

ADA = Staff("ada", frozenset({Role.ADMIN}), frozenset(), name="Ada")
POTHOLE = rivermark()["services"]["pothole"]["duplicates"]


def filed(city: Any, metres_north: float, days_later: float = 0.0, **answers: Any) -> str:
    city.clock += int(days_later * 86_400) + 60
    point = Point(latitude=HOME.latitude + metres_north / 111_195, longitude=HOME.longitude)
    report = a_report(point=point)
    if answers:
        report = a_report(point=point, answers={**report.answers, **answers})
    return submit_request(city, report).request.id


def tried(city: Any, days: int = 90, **rule: Any) -> dict[str, Any]:
    return try_duplicate_rules(city, ADA, VERSION, {"pothole": {**POTHOLE, **rule}}, days)


def test_a_larger_radius_joins_and_a_smaller_one_parts(city: Any) -> None:
    first, near, far = filed(city, 0), filed(city, POTHOLE["radius_m"] - 2), filed(city, -(POTHOLE["radius_m"] + 5))
    wider = tried(city, radius_m=POTHOLE["radius_m"] + 10)
    assert (wider["cases"], wider["before"], wider["after"]) == (3, 1, 2)
    (example,) = wider["joined_examples"]
    assert (example["service_request_id"], example["earlier"]) == (far, first)
    assert wider["parted"] == 0
    narrower = tried(city, radius_m=1)
    assert (narrower["after"], narrower["joined"], narrower["parted"]) == (0, 0, 1)
    assert narrower["parted_examples"][0]["service_request_id"] == near
    off = try_duplicate_rules(city, ADA, VERSION, {"pothole": "off"}, 90)
    assert (off["after"], off["parted"]) == (0, 1)


def test_the_window_counts_and_what_lies_before_the_days_does_not(city: Any) -> None:
    filed(city, 0)
    filed(city, 1, days_later=POTHOLE["window_days"] + 1)
    assert tried(city, days=365, window_days=POTHOLE["window_days"] + 2)["joined"] == 1
    assert tried(city, days=1, window_days=POTHOLE["window_days"] + 2)["cases"] == 1


def test_answers_are_compared_where_the_rule_wants_it(city: Any) -> None:
    filed(city, 0, size="plate")
    filed(city, 1, size="larger")
    filed(city, 1.5, size="plate")
    told = tried(city, same_answers=["size"])
    assert (told["before"], told["after"], told["parted"]) == (2, 1, 1)
    assert told["all_answers"]


def test_nothing_is_published(city: Any) -> None:
    tried(city, radius_m=1)
    assert city.catalogue.current().version == VERSION


def test_what_publishing_would_refuse_is_refused_here(city: Any) -> None:
    with pytest.raises(Overtaken):
        try_duplicate_rules(city, ADA, "another", {"pothole": "off"}, 90)
    with pytest.raises(BadInput):
        tried(city, radius_m=0)
    with pytest.raises(BadInput):
        try_duplicate_rules(city, ADA, VERSION, {"no_such_type": "off"}, 90)
    with pytest.raises(Forbidden):
        try_duplicate_rules(city, Staff("x", frozenset({Role.MANAGER}), frozenset()), VERSION, {"pothole": "off"}, 90)
