"""Every change of a case by staff stands on the version that they have seen, and says who was quicker."""

from collections.abc import Callable
from typing import Any

import pytest

from hex311.domain.errors import ChangedMeanwhile
from hex311.domain.policy import Role, Staff
from hex311.usecases.ask_resident import ask_resident
from hex311.usecases.merge_requests import merge_requests, unmerge_request
from hex311.usecases.read_for_staff import read_contact
from hex311.usecases.release_content import release_content, withdraw_content
from hex311.usecases.submit_request import submit_request
from tests.support.city import a_report, memory_city

ROSA = Staff("s1", frozenset({Role.ADMIN}), frozenset(), name="Rosa Diaz")
SAM = Staff("s2", frozenset({Role.ADMIN}), frozenset(), name="Sam")
WORDS = frozenset({"description"})
STEPS: dict[str, Callable[[Any, str, str, int], Any]] = {
    "ask": lambda city, number, other, seen: ask_resident(city, SAM, number, "Which wall is it?", seen),
    "release": lambda city, number, other, seen: release_content(city, SAM, number, WORDS, (), seen),
    "merge": lambda city, number, other, seen: merge_requests(city, SAM, number, other, "the same wall", seen),
}


@pytest.fixture
def city() -> Any:
    return memory_city()


def filed(city: Any) -> str:
    return submit_request(city, a_report("graffiti_removal", description="by the door")).request.id


@pytest.mark.parametrize("step", STEPS)
def test_who_comes_second_is_told_by_whom_it_was_changed(city: Any, step: str) -> None:
    number, other = filed(city), filed(city)
    seen = city.cases.case_file(number).request.version
    release_content(city, ROSA, number, WORDS)
    withdraw_content(city, ROSA, number, WORDS)
    before = city.cases.case_file(number)
    with pytest.raises(ChangedMeanwhile, match=r"Rosa Diaz changed this .* ago"):
        STEPS[step](city, number, other, seen)
    assert city.cases.case_file(number) == before
    STEPS[step](city, number, other, before.request.version)


@pytest.mark.parametrize("step", STEPS)
def test_quiet_news_holds_nobody_up(city: Any, step: str) -> None:
    number, other = filed(city), filed(city)
    seen = city.cases.case_file(number).request.version
    read_contact(city, ROSA, number, "to call back")
    STEPS[step](city, number, other, seen)


def test_what_is_done_already_is_no_conflict(city: Any) -> None:
    number, other = filed(city), filed(city)
    seen = city.cases.case_file(number).request.version
    merged = merge_requests(city, SAM, number, other, "the same wall", seen)
    assert merge_requests(city, SAM, number, other, "the same wall", seen) == merged
    back = unmerge_request(city, SAM, number, "another wall", merged.request.version)
    assert unmerge_request(city, SAM, number, "another wall", merged.request.version) == back


def test_the_reason_of_a_look_at_the_contact_stands_in_the_history_with_the_name(city: Any) -> None:
    number = filed(city)
    read_contact(city, ROSA, number, "to call back")
    assert city.cases.case_file(number).events[-1].actor == "staff:s1 (Rosa Diaz): to call back"
