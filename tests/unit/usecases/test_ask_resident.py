"""A question to the reporter, its answer, and what happens without one; and what was passed on to others."""

import copy
from typing import Any

import pytest

from hex311.domain.catalogue import Catalogue
from hex311.domain.errors import Forbidden, MoveNotAllowed, NotFound
from hex311.domain.events import EventName
from hex311.domain.lifecycle import Status
from hex311.domain.policy import Role, Staff
from hex311.usecases.ask_resident import answer_question, ask_resident, lapse_question, lapse_questions
from hex311.usecases.flag_closures import list_checks
from hex311.usecases.pass_on import check_owner, escalate_checks
from hex311.usecases.read_for_staff import read_for_staff
from hex311.usecases.run_workflow import create_work_order, route_request
from hex311.usecases.submit_request import submit_request
from hex311.usecases.views import public_view, staff_view
from hex311.usecases.work_on_order import start_work_order, transfer_work_order
from tests.support.city import HOME, VERSION, Point, a_report

ADMIN = Staff("admin", frozenset({Role.ADMIN}), frozenset())
DAY_S = 86_400
ASKED = "Which door is it?"


@pytest.fixture
def case(city: Any) -> tuple[str, str]:
    """A case with work that has begun; its id and its follow secret."""
    submitted = submit_request(city, a_report("missed_collection"))
    case_id = submitted.request.id
    (order,) = route_request(city, case_id, 1).work_order_ids
    create_work_order(city, case_id, order, 1, "token")
    start_work_order(city, ADMIN, case_id, order)
    return case_id, submitted.follow_secret


def request(city: Any, case_id: str) -> Any:
    return city.cases.case_file(case_id).request


def test_asked_and_answered(city: Any, case: tuple[str, str]) -> None:
    case_id, secret = case
    ask_resident(city, ADMIN, case_id, ASKED)
    once = city.cases.case_file(case_id)
    assert once.request.status is Status.WAITING
    assert ask_resident(city, ADMIN, case_id, ASKED) == once
    with pytest.raises(MoveNotAllowed):
        ask_resident(city, ADMIN, case_id, "Another question?")
    mine, others = (public_view(city, once, "en", is_reporter=who) for who in (True, False))
    assert mine["question"]["text"] == ASKED
    assert ASKED not in str(others)
    answer_question(city, case_id, secret, "The blue one.")
    answered = city.cases.case_file(case_id)
    assert answered.request.status is Status.UNDER_WAY  # the work goes on where it was
    assert answer_question(city, case_id, secret, "The blue one.") == answered
    with pytest.raises(MoveNotAllowed):
        answer_question(city, case_id, secret, "No, the red one.")
    assert [reply["by"] for reply in answered.request.replies] == ["city", "resident"]
    assert "blue" not in str(public_view(city, answered, "en", is_reporter=False))
    assert "blue" not in str([event.data for event in answered.events])


def test_only_the_reporter_answers(city: Any, case: tuple[str, str]) -> None:
    case_id, _ = case
    ask_resident(city, ADMIN, case_id, ASKED)
    for secret in (None, "", "guessed"):
        with pytest.raises(Forbidden):
            answer_question(city, case_id, secret, "The blue one.")
    private = submit_request(city, a_report("homeless_outreach")).request.id
    with pytest.raises(NotFound):
        answer_question(city, private, "guessed", "x")


def test_without_an_answer_the_work_goes_on(city: Any, case: tuple[str, str]) -> None:
    case_id, _ = case
    ask_resident(city, ADMIN, case_id, ASKED)
    city.clock = request(city, case_id).answer_by - 1
    assert lapse_questions(city, 10) == 0
    city.clock += 1
    assert lapse_questions(city, 10) == 1
    assert lapse_questions(city, 10) == 0
    assert not lapse_question(city, case_id)
    assert request(city, case_id).status is Status.UNDER_WAY


def test_or_ends_where_the_city_says_so(city: Any) -> None:
    documents = copy.deepcopy(dict(city.catalogue.current().documents))
    documents["city"]["unanswered"] = {"days": 3, "then": "close"}
    city.catalogue.versions[VERSION] = Catalogue(VERSION, documents)
    case_id = submit_request(city, a_report("missed_collection")).request.id
    ask_resident(city, ADMIN, case_id, ASKED)
    city.clock += 10 * DAY_S
    assert lapse_question(city, case_id)
    assert (request(city, case_id).status, request(city, case_id).outcome) == (Status.COULD_NOT_BE_DONE, "no_answer")
    assert route_request(city, case_id, 1).next == "end"
    with pytest.raises(MoveNotAllowed):
        ask_resident(city, ADMIN, case_id, ASKED)


def test_what_was_passed_on_comes_back_on_its_day_until_it_is_done(city: Any) -> None:
    west = Point(latitude=HOME.latitude, longitude=HOME.longitude - 0.001)
    case_id = submit_request(city, a_report("street_light_out", point=west)).request.id
    (order,) = route_request(city, case_id, 1).work_order_ids
    create_work_order(city, case_id, order, 1, "token")
    view = public_view(city, city.cases.case_file(case_id), "en", is_reporter=False)
    assert (view["status"], view["closed_at"]) == ("passed_on", None)
    said = view["timeline"][-1]
    assert said["kind"] == "RequestPassedOn"
    assert "Prairie Electric" in said["text"]
    assert "555-0190" in said["text"]
    assert view["next_check_at"][:10] in said["text"]
    assert list_checks(city, ADMIN, "public_works") == []
    due_at = request(city, case_id).next_check_at
    assert escalate_checks(city, 50) == 0
    city.clock = due_at
    assert [escalate_checks(city, 50) for _ in range(2)] == [1, 0]
    told = city.cases.case_file(case_id).events[-1]
    assert (told.name, told.data["department"]) == (EventName.OWNER_CHECK_DUE, "public_works")
    assert request(city, case_id).flags == ("owner_check_due",)
    assert [one.id for one in list_checks(city, ADMIN, "public_works")] == [case_id]
    check_owner(city, ADMIN, case_id, "They come on Monday.")
    assert list_checks(city, ADMIN, "public_works") == []
    due_at = request(city, case_id).next_check_at
    assert escalate_checks(city, 50) == 0
    city.clock = due_at
    assert [escalate_checks(city, 50) for _ in range(2)] == [1, 0]
    told = city.cases.case_file(case_id).events[-1]
    assert (told.name, told.data["department"]) == (EventName.OWNER_CHECK_DUE, "public_works")
    assert request(city, case_id).flags == ("owner_check_due",)
    assert [one.id for one in list_checks(city, ADMIN, "public_works")] == [case_id]


def test_whoever_asks_the_owner_sees_the_case_until_it_is_nobodys_to_ask(city: Any) -> None:
    west = Point(latitude=HOME.latitude, longitude=HOME.longitude - 0.001)
    case_id = submit_request(city, a_report("street_light_out", point=west)).request.id
    (order,) = route_request(city, case_id, 1).work_order_ids
    create_work_order(city, case_id, order, 1, "token")
    asks, others = (Staff("d", frozenset({Role.DISPATCHER}), frozenset({of})) for of in ("public_works", "sanitation"))
    assert staff_view(city, read_for_staff(city, asks, case_id), "en", asks)["check_by"] == "public_works"
    check_owner(city, asks, case_id, "They come on Monday.")
    for step in (lambda: read_for_staff(city, others, case_id), lambda: check_owner(city, others, case_id, "what?")):
        with pytest.raises(Forbidden):
            step()
    transfer_work_order(city, ADMIN, case_id, order, "sanitation", "wrong_department")
    with pytest.raises(Forbidden):
        read_for_staff(city, asks, case_id)


def test_what_is_in_our_own_hands_has_no_owner_to_ask(city: Any, case: tuple[str, str]) -> None:
    with pytest.raises(MoveNotAllowed):
        check_owner(city, ADMIN, case[0], "anything")
