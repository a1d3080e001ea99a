"""A report turns out to be of another type: it goes on as that, once, and nothing of before is lost."""

from dataclasses import replace
from typing import Any

import pytest

from hex311.domain.errors import BadInput, ChangedMeanwhile, MoveNotAllowed
from hex311.domain.work_order import WorkStatus
from hex311.usecases.assign_work_order import Assignee
from hex311.usecases.correct_location import Correction, correct_location
from hex311.usecases.reclassify_request import NewType, reclassify_request
from hex311.usecases.release_content import release_content
from hex311.usecases.run_workflow import (
    begin_again,
    close_request,
    create_work_order,
    resume_workflow,
    route_request,
)
from hex311.usecases.submit_request import submit_request
from hex311.usecases.views import public_view, staff_view
from hex311.usecases.work_on_order import assign_work_order, pause_work_order, start_work_order
from tests.support.city import a_report, memory_city
from tests.unit.usecases.test_correct_location import NEAR
from tests.unit.usecases.test_run_workflow import ADMIN


@pytest.fixture
def city() -> Any:
    return memory_city()


def with_work(city: Any, code: str = "pothole", **changes: Any) -> tuple[str, str]:
    number = submit_request(city, a_report(code, **changes)).request.id
    city.workflows.start(number, 1)
    work = route_request(city, number, 1).work_order_ids[0]
    city.workflows.waiting.add("old")
    create_work_order(city, number, work, 1, "old")
    return number, work


def retype(city: Any, number: str, code: str = "graffiti_removal", **more: Any) -> Any:
    return reclassify_request(city, ADMIN, number, NewType(code, "it is paint, not a hole", **more))


def test_the_old_work_is_withdrawn_and_the_new_process_begins(city: Any) -> None:
    number, work = with_work(city)
    before = city.cases.case_file(number).request
    case = retype(city, number)
    request = case.request
    assert case.work_order(work).status is WorkStatus.WITHDRAWN
    assert (request.service_code, request.generation, request.life) == ("graffiti_removal", 2, 1)
    assert request.times_reopened == 0
    assert request.department not in ("", before.department)
    assert request.expected_at == city.catalogue.current().calendar().due(
        request.created_at, city.catalogue.current().service("graffiti_removal").document.get("sla")
    )
    begin_again(city, number, 2)
    assert city.workflows.started == [(number, 1), (number, 2)]
    assert [token for token, _ in city.workflows.answers] == ["old"]
    assert route_request(city, number, 1).next == "end"
    routed = route_request(city, number, 2)
    assert routed.next == "work"
    assert not set(routed.work_order_ids) & {work}
    create_work_order(city, number, routed.work_order_ids[0], 2, "new")
    after = city.cases.case_file(number)
    assert after.work_order(routed.work_order_ids[0]).department == request.department


def test_telling_it_twice_starts_one_execution(city: Any) -> None:
    number, _ = with_work(city)
    retype(city, number)
    begin_again(city, number, 2)
    begin_again(city, number, 2)
    route_request(city, number, 2)
    begin_again(city, number, 2)
    assert city.workflows.started == [(number, 1), (number, 2)]


def test_an_execution_that_creates_the_old_work_late_is_sent_back(city: Any) -> None:
    number, work = with_work(city)
    retype(city, number)
    create_work_order(city, number, work, 1, "late")
    order = city.cases.case_file(number).work_order(work)
    assert (order.status, order.task_token) == (WorkStatus.WITHDRAWN, "old")


def test_a_finished_piece_of_the_old_type_is_kept_and_does_not_count(city: Any) -> None:
    number, work = with_work(city)
    order = city.cases.case_file(number).work_order(work)
    city.store.cases[number] = _completed(city.store.cases[number], order)
    case = retype(city, number)
    assert case.work_order(work).status is WorkStatus.COMPLETED
    resume_workflow(city, number, work)  # told late: the case has an execution of its own by now
    close_request(city, number)
    assert city.workflows.started == [(number, 1)]
    assert not city.cases.case_file(number).request.is_closed


def _completed(case: Any, order: Any) -> Any:
    done = replace(order, status=WorkStatus.COMPLETED, completed_at=case.request.created_at, outcome="repaired")
    return replace(case, work_orders=(done,))


def test_work_that_goes_on_is_not_taken_away(city: Any) -> None:
    number, work = with_work(city)
    assign_work_order(city, ADMIN, number, work, Assignee("crew 7"))
    start_work_order(city, ADMIN, number, work)
    with pytest.raises(MoveNotAllowed, match="at work"):
        retype(city, number)
    pause_work_order(city, ADMIN, number, work, "weather")
    assert retype(city, number).work_order(work).status is WorkStatus.WITHDRAWN


def test_answers_that_fit_are_kept_and_the_others_stay_on_record(city: Any) -> None:
    number, _ = with_work(city)
    before = dict(city.cases.case_file(number).request.answers)
    request = retype(city, number).request
    known = {question["code"] for question in city.catalogue.current().service("graffiti_removal").questions}
    assert set(request.answers) <= known
    assert request.earlier[0]["answers"] == before
    with pytest.raises(BadInput):
        retype(city, with_work(city)[0], answers={"no_such_question": "x"})


def test_a_type_that_is_private_leaves_the_map_and_takes_back_what_was_public(city: Any) -> None:
    number, _ = with_work(city, "graffiti_removal", description="by the blue door")
    release_content(city, ADMIN, number, frozenset({"description"}))
    case = retype(city, number, "homeless_outreach")
    assert case.request.is_private
    assert not case.request.released
    assert "ContentWithdrawn" in [str(event.name) for event in case.events]
    assert all(entry.expires_at is not None for tile in city.store.tiles.values() for entry in tile.values())
    assert all(order.private for order in case.work_orders)


def test_a_place_that_changes_the_work_wakes_nobody_twice(city: Any) -> None:
    number, work = with_work(city)
    correct_location(city, ADMIN, number, Correction(NEAR, "by the corner"))
    event = city.cases.case_file(number).events[-1]
    assert event.data["work_changed"] is False
    assert city.cases.case_file(number).work_order(work).task_token == "old"


def test_what_is_refused(city: Any) -> None:
    number, _ = with_work(city)
    with pytest.raises(BadInput):
        retype(city, number, "no_such_type")
    with pytest.raises(ChangedMeanwhile):
        retype(city, number, seen=1)
    assert retype(city, number, "pothole").request.life == 0


def test_the_resident_reads_what_became_of_it(city: Any) -> None:
    number, _ = with_work(city)
    case = retype(city, number)
    view = public_view(city, case, "en", is_reporter=False)
    assert "Graffiti" in view["timeline"][-1]["text"]
    assert view["service_code"] == "graffiti_removal"
    assert all(moved["why"] == "type" for moved in view["date_moves"])
    assert staff_view(city, case, "es", ADMIN)["earlier"][0]["service_code"] == "pothole"
