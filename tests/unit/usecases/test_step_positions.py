"""Where a crew stood when it took a step: kept apart, for a while, for those who answer for the work; nowhere else."""

import copy
import json
from dataclasses import replace
from typing import Any

import pytest

from hex311.domain.catalogue import Catalogue
from hex311.domain.errors import ChangedMeanwhile, Forbidden
from hex311.domain.geography import Point
from hex311.domain.policy import Role, Staff
from hex311.domain.step_position import Standpoint, standpoint_of
from hex311.usecases.read_step_positions import read_step_positions, step_positions_view
from hex311.usecases.run_workflow import create_work_order, route_request
from hex311.usecases.submit_request import submit_request
from hex311.usecases.views import public_view, staff_view
from hex311.usecases.work_on_order import complete_work_order, start_work_order
from tests.support.city import VERSION, a_report

DAY_S = 86_400
CREW, DISPATCHER, VENDOR, AGENT = (
    Staff(str(role), frozenset({role}), frozenset({"sanitation"}))
    for role in (Role.CREW, Role.DISPATCHER, Role.VENDOR, Role.AGENT)
)
HERE = Standpoint(Point(latitude=41.31234, longitude=-97.12345), 8)


def keeping(city: Any, days: int) -> None:
    documents = copy.deepcopy(dict(city.catalogue.current().documents))
    documents["city"].setdefault("work", {})["step_positions_days"] = days
    city.catalogue.versions[VERSION] = Catalogue(VERSION, documents)


@pytest.fixture
def order(city: Any) -> tuple[str, str]:
    keeping(city, 90)
    case_id = submit_request(city, a_report("missed_collection")).request.id
    (work,) = route_request(city, case_id, 1).work_order_ids
    create_work_order(city, case_id, work, 1, "token")
    return case_id, work


def told(city: Any, order: tuple[str, str], staff: Staff = DISPATCHER) -> list[dict[str, Any]]:
    positions: list[dict[str, Any]] = step_positions_view(read_step_positions(city, staff, *order))["positions"]
    return positions


def test_a_step_has_one_position_until_its_days_are_over(city: Any, order: tuple[str, str]) -> None:
    for _ in range(2):  # the answer was lost: the same again
        start_work_order(city, CREW, *order, 1, HERE)
    complete_work_order(city, CREW, *order, "collected", seen=2, stands=replace(HERE, accuracy_m=31))
    here = {"lat": 41.31234, "long": -97.12345}
    assert told(city, order) == [
        {"version": 2, "step": "start", **here, "accuracy_m": 8},
        {"version": 3, "step": "complete", **here, "accuracy_m": 31},
    ]
    city.clock += 90 * DAY_S
    assert told(city, order) == []


def test_a_step_that_is_not_taken_leaves_none(city: Any, order: tuple[str, str]) -> None:
    with pytest.raises(ChangedMeanwhile):
        start_work_order(city, CREW, *order, 7, HERE)
    assert told(city, order) == []


def test_it_stands_nowhere_else(city: Any, order: tuple[str, str]) -> None:
    start_work_order(city, CREW, *order, 1, HERE)
    case = city.cases.case_file(order[0])
    everything = [
        repr(case),
        json.dumps(public_view(city, case, "en", is_reporter=True)),
        json.dumps(staff_view(city, case, "en", DISPATCHER)),
    ]
    for text in everything:
        assert "41.31234" not in text
        assert "97.12345" not in text


@pytest.mark.parametrize("staff", [CREW, VENDOR, AGENT])
def test_who_does_not_answer_for_the_work_is_not_told(city: Any, order: tuple[str, str], staff: Staff) -> None:
    with pytest.raises(Forbidden):
        told(city, order, staff)


def test_a_city_that_keeps_none_keeps_none_whatever_is_sent(city: Any, order: tuple[str, str]) -> None:
    keeping(city, 0)
    start_work_order(city, CREW, *order, 1, HERE)
    keeping(city, 90)
    assert told(city, order) == []


def test_what_a_device_says_is_kept_as_exactly_as_it_can_be_true() -> None:
    said = {"position": {"lat": 41.3123449, "long": -97.1234561, "accuracy_m": 7.6}}
    assert standpoint_of(said) == Standpoint(Point(latitude=41.31234, longitude=-97.12346), 8)
    assert standpoint_of({}) is None
