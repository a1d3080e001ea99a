"""Not fixed: who may say so, for how long, how often, and who hears of it."""

from dataclasses import replace
from typing import Any

import pytest

from hex311.domain.errors import Forbidden, MoveNotAllowed, NotFound
from hex311.domain.lifecycle import Status
from hex311.domain.moments import iso
from hex311.domain.policy import Role, Staff
from hex311.domain.request import Draft
from hex311.usecases.change_case import change_case, written
from hex311.usecases.find_duplicates import find_duplicates
from hex311.usecases.flag_closures import list_flags
from hex311.usecases.follow_request import confirm_follower, leave_request
from hex311.usecases.reopen_request import reopen_request
from hex311.usecases.run_workflow import close_request, create_work_order, resume_workflow, route_request, take_up_again
from hex311.usecases.submit_request import submit_request
from hex311.usecases.views import public_view, staff_view
from hex311.usecases.work_on_order import complete_work_order
from tests.support.city import HOME, a_report, resident
from tests.support.closing import proof

ADMIN = Staff("admin", frozenset({Role.ADMIN}), frozenset())
DAY_S = 86_400
OUTCOMES = {"inspect": "gas_cut", "fill_gas_cut": "filled"}


def filed(city: Any, code: str = "pothole", **more: Any) -> tuple[str, str]:
    submitted = submit_request(city, a_report(code, **more))
    return submitted.request.id, submitted.follow_secret


def work(city: Any, case_id: str, generation: int, took_s: int = 600, **outcomes: str) -> list[str]:
    """Play the machine and the crews to the closing; returns the ids of the work orders in order."""
    seen: list[str] = []
    city.workflows.start(case_id, generation)
    for _ in range(20):
        routed = route_request(city, case_id, generation)
        if routed.next == "close":
            close_request(city, case_id)
            city.workflows.end(case_id, generation)
            return seen
        for order_id in routed.work_order_ids:
            city.workflows.waiting.add(f"{generation}/{order_id}")
            create_work_order(city, case_id, order_id, generation, f"{generation}/{order_id}")
            if took_s:
                city.clock += took_s
            code = city.cases.case_file(case_id).work_order(order_id).code
            complete_work_order(city, ADMIN, case_id, order_id, {**OUTCOMES, **outcomes}[code], "", proof(city))
            resume_workflow(city, case_id, order_id)
            seen.append(order_id)
    raise AssertionError("the process does not end")


def test_the_reporter_says_not_fixed_and_the_department_that_closed_it_gets_it_back(city: Any) -> None:
    case_id, secret = filed(city)
    assert work(city, case_id, 1) == ["inspection.inspect", "repair.fill_gas_cut"]
    assert city.cases.case_file(case_id).request.closed_by == "repair.fill_gas_cut"
    assert find_duplicates(city, "pothole", HOME).open == ()
    case = reopen_request(city, case_id, secret, None, "The hole is back.")
    assert case.request.status is Status.REOPENED
    assert (case.request.life, case.request.department, case.request.outcome) == (1, "bluestem_gas", "")
    assert find_duplicates(city, "pothole", HOME).open  # it is open again, so others find it
    take_up_again(city, case_id)
    assert city.workflows.started == [(case_id, 1), (case_id, 2)]
    assert work(city, case_id, 2) == ["repair.fill_gas_cut.again1"]
    case = city.cases.case_file(case_id)
    assert case.request.status is Status.DONE
    assert case.work_order("repair.fill_gas_cut.again1").department == "bluestem_gas"
    told = staff_view(city, case, "en", ADMIN)
    assert told["replies"][0]["text"] == "The hole is back."
    assert "hole is back" not in str(public_view(city, case, "en", is_reporter=False))


def test_what_was_handed_to_others_comes_back_to_them(city: Any) -> None:
    """Whoever did the work hears of it, though the map names somebody else."""
    case_id, secret = filed(city, "missed_collection")
    routed = route_request(city, case_id, 1)
    create_work_order(city, case_id, routed.work_order_ids[0], 1, "token")
    given_to_parks = [replace(order, department="parks") for order in city.cases.case_file(case_id).work_orders]
    change_case(city, case_id, lambda case: written(city, case, Draft(case.request), work_orders=tuple(given_to_parks)))
    work(city, case_id, 1, collect="collected")
    reopen_request(city, case_id, secret, None, "")
    (order,) = route_request(city, case_id, 2).work_order_ids
    create_work_order(city, case_id, order, 2, "again")
    assert city.cases.case_file(case_id).work_order(order).department == "parks"


def test_a_second_call_finds_it_open_and_changes_nothing(city: Any) -> None:
    case_id, secret = filed(city)
    work(city, case_id, 1)
    first = reopen_request(city, case_id, secret, None, "back")
    assert reopen_request(city, case_id, secret, None, "back") == first


def test_what_was_said_of_an_earlier_closing_opens_nothing(city: Any) -> None:
    """Kept on a phone without a connection, or sent again after a lost answer."""
    case_id, secret = filed(city)
    work(city, case_id, 1)
    first = iso(city.cases.case_file(case_id).request.closed_at)
    reopen_request(city, case_id, secret, None, "", first)
    take_up_again(city, case_id)
    city.clock += DAY_S
    work(city, case_id, 2)
    closed = city.cases.case_file(case_id)
    assert reopen_request(city, case_id, secret, None, "", first) == closed
    assert reopen_request(city, case_id, secret, None, "", iso(closed.request.closed_at)).request.life == 2


def test_a_follower_may_say_so_with_the_link_of_a_mail(city: Any) -> None:
    case_id, _ = filed(city, reporter=resident())
    work(city, case_id, 1)
    follower = city.secrets.follower_id(case_id, "ana@example.org")
    token = city.secrets.link_token("leave", case_id, follower)
    with pytest.raises(Forbidden):  # asked to follow, and never confirmed
        reopen_request(city, case_id, None, token, "")
    confirm_follower(city, city.secrets.link_token("confirm", case_id, follower))
    other = city.secrets.link_token("leave", "7QX-4CM-2WF", follower)
    for wrong in (None, "", "nonsense", other, city.secrets.link_token("confirm", case_id, follower)):
        with pytest.raises(Forbidden):
            reopen_request(city, case_id, None, wrong, "")
    assert reopen_request(city, case_id, None, token, "").request.status is Status.REOPENED


def test_who_left_has_no_say(city: Any) -> None:
    case_id, _ = filed(city, reporter=resident())
    follower = city.secrets.follower_id(case_id, "ana@example.org")
    token = city.secrets.link_token("leave", case_id, follower)
    confirm_follower(city, city.secrets.link_token("confirm", case_id, follower))
    work(city, case_id, 1)
    leave_request(city, token)
    with pytest.raises(Forbidden):
        reopen_request(city, case_id, None, token, "")


def test_a_stranger_does_not_learn_that_a_private_case_exists(city: Any) -> None:
    case_id, _ = filed(city, "homeless_outreach")
    with pytest.raises(NotFound):
        reopen_request(city, case_id, "guessed", None, "")
    with pytest.raises(NotFound):
        reopen_request(city, "7QX-4CM-2WF", "guessed", None, "")


def test_not_for_ever_and_not_again_and_again(city: Any) -> None:
    case_id, secret = filed(city)
    work(city, case_id, 1)
    days = city.catalogue.current().city["reopen_days"]
    view = public_view(city, city.cases.case_file(case_id), "en", is_reporter=False)
    assert view["reopen_until"]
    for life in range(1, 4):
        assert reopen_request(city, case_id, secret, None, "").request.life == life
        work(city, case_id, life + 1)
    with pytest.raises(MoveNotAllowed, match="call 311"):
        reopen_request(city, case_id, secret, None, "")
    late, secret = filed(city)
    work(city, late, 1)
    city.clock += days * DAY_S + 1
    with pytest.raises(MoveNotAllowed, match="report it anew"):
        reopen_request(city, late, secret, None, "")


def test_what_needed_nobody_cannot_come_back(city: Any) -> None:
    case_id, secret = filed(city, "information_only")
    work(city, case_id, 1)
    assert city.cases.case_file(case_id).request.status is Status.DONE
    with pytest.raises(MoveNotAllowed, match="Nobody had to go out"):
        reopen_request(city, case_id, secret, None, "")


def flags(city: Any, case_id: str) -> list[str]:
    events = city.cases.case_file(case_id).events
    return [str(event.data["flag"]) for event in events if str(event.name) == "ClosureFlagged"]


def test_a_closing_that_was_too_quick_is_flagged(city: Any) -> None:
    slow, _ = filed(city)
    work(city, slow, 1, took_s=600)
    quick, _ = filed(city)
    work(city, quick, 1, took_s=30)
    assert (flags(city, slow), flags(city, quick)) == ([], ["quick_closure"])
    assert not [e for e in city.cases.case_file(quick).events if str(e.name) == "ClosureFlagged" and e.is_public]
    department = city.cases.case_file(quick).request.department
    assert [request.id for request in list_flags(city, ADMIN, department)] == [quick]
    with pytest.raises(Forbidden):
        list_flags(city, Staff("crew", frozenset({Role.CREW}), frozenset({department})), department)


def test_many_closings_by_one_hand_are_flagged(city: Any) -> None:
    cases = [filed(city, "missed_collection")[0] for _ in range(21)]
    for case_id in cases:
        routed = route_request(city, case_id, 1)
        create_work_order(city, case_id, routed.work_order_ids[0], 1, "token")
    city.clock += 3600
    for case_id in cases:
        order = city.cases.case_file(case_id).work_orders[0].id
        complete_work_order(city, ADMIN, case_id, order, "collected", "", proof(city))
        close_request(city, case_id)
    assert [bool(flags(city, case_id)) for case_id in cases] == [False] * 19 + [True, True]
    assert flags(city, cases[-1]) == ["mass_closure"]


def test_repeated_reopenings_are_flagged(city: Any) -> None:
    case_id, secret = filed(city)
    work(city, case_id, 1)
    reopen_request(city, case_id, secret, None, "")
    assert flags(city, case_id) == []
    work(city, case_id, 2)
    reopen_request(city, case_id, secret, None, "")
    assert flags(city, case_id) == ["repeat_reopening"]
