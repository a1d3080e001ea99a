"""A case was closed, and somebody reports it again: they are asked, and their report can open it again."""

from collections.abc import Callable
from typing import Any

import pytest

from hex311.domain.errors import BadInput
from hex311.domain.events import EventName
from hex311.domain.geography import Point
from hex311.domain.lifecycle import Status
from hex311.spatial.cover import cell_of
from hex311.usecases.duplicate_views import closed_before_view
from hex311.usecases.find_duplicates import find_duplicates
from hex311.usecases.run_workflow import route_request, take_up_again
from hex311.usecases.submit_request import Submitted, submit_request
from tests.support.city import HOME, a_report, memory_city
from tests.support.turns import Act, every_order, watch
from tests.unit.usecases.test_reopen_request import DAY_S, filed, work

METRE = 0.000_009
NEAR = Point(latitude=HOME.latitude + 45 * METRE, longitude=HOME.longitude)
BEYOND = Point(latitude=HOME.latitude + 55 * METRE, longitude=HOME.longitude)


def closed(city: Any) -> str:
    case_id, _ = filed(city)
    work(city, case_id, 1)
    assert city.cases.case_file(case_id).request.status is Status.DONE
    return case_id


def again(city: Any, number: str, point: Point = NEAR, **more: Any) -> Submitted:
    return submit_request(city, a_report(point=point, reopens=number, **more))


def test_whoever_reports_beside_a_closed_case_is_asked_for_two_weeks_and_fifty_metres(city: Any) -> None:
    case_id = closed(city)
    city.clock += 3 * DAY_S
    found = find_duplicates(city, "pothole", NEAR)
    assert found.open == ()
    (card,) = (closed_before_view(city, one, "en") for one in found.closed)
    assert (card["service_request_id"], card["closed_days_ago"]) == (case_id, 3)
    assert card["closed_at"]
    assert card["outcome_text"]
    assert find_duplicates(city, "pothole", BEYOND).closed == ()
    assert find_duplicates(city, "graffiti_removal", NEAR).closed == ()
    answer = submit_request(city, a_report(point=NEAR))
    assert answer.duplicates == ()
    assert answer.request.closed_before == (case_id,)
    city.clock += 11 * DAY_S + 1
    assert find_duplicates(city, "pothole", NEAR).closed == ()


def test_the_report_opens_the_case_again_and_it_reaches_the_department_that_closed_it(city: Any) -> None:
    case_id = closed(city)
    before = city.cases.case_file(case_id).request
    answer = again(city, case_id, description="The hole is back.")
    case, child = city.cases.case_file(case_id), city.cases.case_file(answer.request.id)
    assert case.request.status is Status.REOPENED
    assert case.request.merged == (answer.request.id,)
    owner = case.work_order(before.closed_by).department
    assert (case.request.life, case.request.department) == (1, owner)
    assert "The hole is back." not in str(case)  # another resident's words are not for the first reporter
    reopened = [event for event in case.events if event.name is EventName.REQUEST_REOPENED]
    assert [event.data["department"] for event in reopened] == [owner]
    assert (child.request.status, child.request.duplicate_of) == (Status.DUPLICATE, case_id)
    assert route_request(city, answer.request.id, 1).next == "end"
    take_up_again(city, case_id)
    generation = max(generation for started, generation in city.workflows.started if started == case_id)
    assert generation > before.generation
    assert route_request(city, case_id, generation).next == "work"
    assert [one.case.request.id for one in find_duplicates(city, "pothole", NEAR).open] == [case_id]
    assert find_duplicates(city, "pothole", NEAR).closed == ()


def test_a_repeated_call_opens_it_once(city: Any) -> None:
    case_id = closed(city)
    report = a_report(point=NEAR, reopens=case_id)
    first, second = submit_request(city, report), submit_request(city, report)
    assert (second.request.id, second.replayed) == (first.request.id, True)
    case = city.cases.case_file(case_id)
    assert [event.name for event in case.events].count(EventName.REQUEST_REOPENED) == 1
    assert case.request.merged == (first.request.id,)


def test_whoever_comes_second_joins(city: Any) -> None:
    case_id = closed(city)
    first, second = again(city, case_id), again(city, case_id, HOME)
    third = again(city, first.request.id)  # the number of the report that opened it means the case
    case = city.cases.case_file(case_id)
    assert case.request.life == 1
    assert case.request.merged == (first.request.id, second.request.id, third.request.id)


def test_of_two_at_the_same_instant_one_opens_and_the_other_joins() -> None:
    def scene() -> tuple[Any, list[Act]]:
        city = memory_city()
        case_id = closed(city)
        watch(city.nearby, "read")
        watch(city.cases, "commit")
        reports = [a_report(point=NEAR, reopens=case_id), a_report(point=HOME, reopens=case_id)]
        return city, [_filing(city, report) for report in reports]

    played = 0
    for city, results in every_order(scene):
        (parent,) = {result.request.duplicate_of for result in results}
        case = city.cases.case_file(parent)
        assert case.request.life == 1
        assert set(case.request.merged) == {result.request.id for result in results}
        played += 1
    assert played > 1


def _filing(city: Any, report: Any) -> Callable[[], Submitted]:
    return lambda: submit_request(city, report)


@pytest.mark.parametrize("code", ["nothing", "elsewhere", "another_kind", "private", "too_late", "joined"])
def test_what_cannot_come_back_is_refused_with_a_way_on(city: Any, code: str) -> None:
    number, point = closed(city), NEAR
    report = a_report(point=point, reopens=number)
    if code == "nothing":
        report = a_report(reopens="7QX-4CM-2WF")
    elif code == "elsewhere":
        report = a_report(point=BEYOND, reopens=number)
    elif code == "another_kind":
        report = a_report("graffiti_removal", point=NEAR, reopens=number)
    elif code == "private":
        private, _ = filed(city, "homeless_outreach")
        report = a_report("homeless_outreach", reopens=private)
    elif code == "too_late":
        city.clock += 14 * DAY_S + 601
    elif code == "joined":
        report = a_report("missed_collection", reopens=number)
    with pytest.raises(BadInput) as refused:
        submit_request(city, report)
    assert [problem.field for problem in refused.value.problems] == ["reopens"]
    assert city.cases.case_file(number).request.status is Status.DONE


def test_it_does_not_come_back_for_ever(city: Any) -> None:
    case_id = closed(city)
    for life in range(1, 4):
        again(city, case_id)
        take_up_again(city, case_id)
        work(city, case_id, life + 1)
    with pytest.raises(BadInput) as refused:
        again(city, case_id)
    assert "call 311" in refused.value.problems[0].problem


def test_entries_whose_days_are_over_leave_with_the_next_report(city: Any) -> None:
    case_id = closed(city)
    assert case_id in {entry.case_id for entry in city.nearby.read("pavement", cell_of(HOME)).entries}
    city.clock += 15 * DAY_S
    fresh = submit_request(city, a_report())
    assert fresh.request.closed_before == ()
    assert {entry.case_id for entry in city.nearby.read("pavement", cell_of(HOME)).entries} == {fresh.request.id}


def test_closed_cases_do_not_count_as_many_reports_nearby(city: Any) -> None:
    closed(city)
    second = submit_request(city, a_report(point=NEAR)).request.id
    (event,) = city.cases.case_file(second).events
    assert event.data["filed_nearby_24h"] == 0
