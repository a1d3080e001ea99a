"""Who is looking at a case: said again and again, over by itself."""

from dataclasses import replace
from typing import Any

import pytest

from hex311.domain.errors import Forbidden, NotFound
from hex311.domain.policy import Role, Staff
from hex311.usecases.look_at_case import LASTS_S, look_at_case, presence_view
from hex311.usecases.submit_request import submit_request
from tests.support.city import a_report, memory_city


def someone(name: str, *roles: Role, departments: tuple[str, ...] = ()) -> Staff:
    return Staff(f"sub-{name}", frozenset(roles or (Role.TRIAGE,)), frozenset(departments), name=name)


ROSA, SAM = someone("Rosa"), someone("Sam")


@pytest.fixture
def city() -> Any:
    return memory_city()


@pytest.fixture
def number(city: Any) -> str:
    return submit_request(city, a_report()).request.id


def names(city: Any, staff: Staff, number: str, looking: bool = True) -> list[str]:
    return [one["name"] for one in presence_view(look_at_case(city, staff, number, looking))["others"]]


def test_colleagues_see_each_other_until_they_leave(city: Any, number: str) -> None:
    assert names(city, ROSA, number) == []
    assert names(city, SAM, number) == ["Rosa"]
    assert names(city, ROSA, number) == ["Sam"]
    assert names(city, SAM, number, looking=False) == ["Rosa"]
    assert names(city, ROSA, number) == []


def test_who_says_nothing_any_more_is_gone(city: Any, number: str) -> None:
    names(city, ROSA, number)
    city.clock += LASTS_S
    assert names(city, SAM, number) == []


def test_it_writes_nothing_to_the_case_and_tells_its_version(city: Any, number: str) -> None:
    before = city.cases.case_file(number)
    assert look_at_case(city, ROSA, number, True).version == before.request.version
    assert city.cases.case_file(number) == before


def test_only_who_may_read_the_case_and_vendors_hear_no_names(city: Any, number: str) -> None:
    with pytest.raises(Forbidden):
        look_at_case(city, someone("Kim", Role.CREW, departments=("parks",)), number, True)
    with pytest.raises(NotFound):
        look_at_case(city, ROSA, "7QX-4CM-2WF", True)
    names(city, ROSA, number)
    case = city.cases.case_file(number)
    city.store.cases[number] = replace(case, request=replace(case.request, department="sanitation"))
    assert names(city, someone("Vera", Role.VENDOR, departments=("sanitation",)), number) == []
