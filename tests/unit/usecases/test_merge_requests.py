"""Merging, taking back, and what the family of a merged case hears and finds."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hex311.domain.errors import BadInput, CityError, Forbidden, MoveNotAllowed, NotFound
from hex311.domain.events import EventName
from hex311.domain.geography import Point
from hex311.domain.lifecycle import Status
from hex311.domain.policy import Role, Staff
from hex311.domain.request import Draft
from hex311.usecases.change_case import change_case, written
from hex311.usecases.find_duplicates import find_duplicates
from hex311.usecases.follow_parent import pass_on_to_children
from hex311.usecases.follow_request import confirm_follower
from hex311.usecases.merge_requests import merge_requests, root_of, unmerge_request
from hex311.usecases.notify_followers import notify_followers
from hex311.usecases.run_workflow import create_work_order, release_workflow, route_request, take_up_again
from hex311.usecases.submit_request import submit_request
from hex311.usecases.views import public_view
from tests.support.aws import moto_city
from tests.support.city import HOME, a_report, memory_city, resident

WHY = "the same hole"
TRIAGE = Staff("tina", frozenset({Role.TRIAGE}), frozenset())
AGENT = Staff("aron", frozenset({Role.AGENT}), frozenset())
METRE = 1 / 111_195


def north(metres: float) -> Point:
    return Point(latitude=HOME.latitude + metres * METRE, longitude=HOME.longitude)


@pytest.fixture(params=["memory", "moto"])
def city(request: pytest.FixtureRequest) -> Any:
    if request.param == "memory":
        yield memory_city()
        return
    with moto_city() as city:
        yield city


def filed(city: Any, metres: float = 0, email: str = "") -> str:
    extra = {"reporter": resident(email)} if email else {}
    case_id = submit_request(city, a_report(point=north(metres), **extra)).request.id
    if email:
        follower = city.secrets.follower_id(case_id, email)
        confirm_follower(city, city.secrets.link_token("confirm", case_id, follower))
    return case_id


def close(city: Any, case_id: str) -> None:
    def decide(case: Any) -> Any:
        draft = Draft(case.request).record(
            EventName.REQUEST_CLOSED,
            city.now(),
            {"outcome": "filled"},
            status=Status.DONE,
            closed_at=city.now(),
            outcome_text={"en": "The hole is filled."},
        )
        return written(city, case, draft)

    change_case(city, case_id, decide)
    settle(city, case_id)


def settle(city: Any, case_id: str) -> None:
    """What the queue does: the news is passed from parent to child to grandchild."""
    pass_on_to_children(city, case_id)
    for child in city.cases.case_file(case_id).request.merged:
        settle(city, child)


def found_at(city: Any, metres: float) -> list[str]:
    return [likely.case.request.id for likely in find_duplicates(city, "pothole", north(metres)).open]


def test_a_merge_closes_one_and_counts_in_the_other(city: Any) -> None:
    parent, child = filed(city), filed(city, 5)
    merged = merge_requests(city, TRIAGE, child, parent, WHY).request
    assert (merged.status, merged.duplicate_of) == (Status.DUPLICATE, parent)
    assert city.cases.case_file(parent).request.merged == (child,)
    assert merge_requests(city, TRIAGE, child, parent, WHY).request.version == merged.version
    view = public_view(city, city.cases.case_file(child), "en", is_reporter=False)
    assert parent in view["timeline"][-1]["text"]
    assert WHY not in str(view)
    opened = unmerge_request(city, TRIAGE, child, "they differ").request
    assert (opened.status, opened.duplicate_of) == (Status.REOPENED, "")
    assert city.cases.case_file(parent).request.merged == ()
    assert unmerge_request(city, TRIAGE, child, "they differ").request.version == opened.version


def test_a_duplicate_never_hides_its_parent(city: Any) -> None:
    """The next reporter stands beside the closed duplicate; the parent itself is out of reach."""
    parent, child = filed(city), filed(city, 25)
    merge_requests(city, TRIAGE, child, parent, WHY)
    assert found_at(city, 50) == [parent]
    third = submit_request(city, a_report(point=north(50)))
    assert third.duplicates == (parent,)
    close(city, parent)
    assert found_at(city, 45) == [third.request.id]


def test_taking_back_makes_the_case_stand_for_itself_again(city: Any) -> None:
    parent, child = filed(city), filed(city, 25)
    merge_requests(city, TRIAGE, child, parent, WHY)
    unmerge_request(city, TRIAGE, child, "they differ")
    assert found_at(city, 50) == [child]
    assert found_at(city, 10) == [parent, child]


def test_followers_hear_the_parent_while_merged_and_their_own_case_after(city: Any) -> None:
    parent, child = filed(city, email="ana@example.org"), filed(city, 5, email="ben@example.org")
    both = filed(city, 6, email="ana@example.org")
    for one in (child, both):
        merge_requests(city, TRIAGE, one, parent, WHY)
    city.messenger.sent.clear()
    close(city, parent)
    news = city.cases.case_file(parent).events[-1]
    assert notify_followers(city, parent, news.version) == 2
    assert notify_followers(city, parent, news.version) == 0
    assert sorted(mail.to for mail in city.messenger.sent) == ["ana@example.org", "ben@example.org"]
    # the child's own line about it is no second mail
    assert notify_followers(city, child, city.cases.case_file(child).events[-1].version) == 0


def test_after_taking_back_nobody_hears_of_the_other(city: Any) -> None:
    parent, child = filed(city, email="ana@example.org"), filed(city, 5, email="ben@example.org")
    merge_requests(city, TRIAGE, child, parent, WHY)
    unmerge_request(city, TRIAGE, child, "they differ")
    city.messenger.sent.clear()
    close(city, parent)
    notify_followers(city, parent, city.cases.case_file(parent).events[-1].version)
    assert [mail.to for mail in city.messenger.sent] == ["ana@example.org"]


def test_children_share_the_end_and_the_return_of_their_parent(city: Any) -> None:
    parent, child, grandchild = filed(city), filed(city, 5), filed(city, 9)
    merge_requests(city, TRIAGE, grandchild, child, WHY)
    merge_requests(city, TRIAGE, child, parent, WHY)
    close(city, parent)
    for one in (child, grandchild):
        case = city.cases.case_file(one)
        assert case.request.parent_is_closed
        assert "The hole is filled." in public_view(city, case, "en", is_reporter=False)["timeline"][-1]["text"]
        version = case.request.version
        settle(city, parent)
        assert city.cases.case_file(one).request.version == version
    assert found_at(city, 5) == []

    def reopen(case: Any) -> Any:
        draft = Draft(case.request).record(
            EventName.REQUEST_REOPENED, city.now(), status=Status.REOPENED, closed_at=None
        )
        return written(city, case, draft)

    change_case(city, parent, reopen)
    settle(city, parent)
    assert not city.cases.case_file(grandchild).request.parent_is_closed
    assert found_at(city, 5) == [parent]


def test_what_cannot_be_merged(city: Any) -> None:
    parent, child = filed(city), filed(city, 5)
    with pytest.raises(BadInput):
        merge_requests(city, TRIAGE, child, child, WHY)
    with pytest.raises(BadInput):
        merge_requests(city, TRIAGE, child, parent, " ")
    with pytest.raises(NotFound):
        merge_requests(city, TRIAGE, child, "nothing", WHY)
    with pytest.raises(Forbidden):
        merge_requests(city, AGENT, child, parent, WHY)
    merge_requests(city, TRIAGE, child, parent, WHY)
    with pytest.raises(BadInput):
        merge_requests(city, TRIAGE, parent, child, WHY)
    other = filed(city, 8)
    close(city, other)
    with pytest.raises(MoveNotAllowed):
        merge_requests(city, TRIAGE, other, parent, WHY)
    with pytest.raises(BadInput):
        merge_requests(city, TRIAGE, parent, other, WHY)
    with pytest.raises(MoveNotAllowed):
        unmerge_request(city, TRIAGE, other, WHY)


def test_work_not_begun_is_called_off_and_on_again() -> None:
    city = memory_city()
    parent, child = filed(city), filed(city, 5)
    city.workflows.start(child, 1)
    order = route_request(city, child, 1).work_order_ids[0]
    create_work_order(city, child, order, 1, "token")
    city.workflows.waiting.add("token")
    merge_requests(city, TRIAGE, child, parent, WHY)
    assert str(city.cases.case_file(child).work_orders[0].status) == "withdrawn"
    release_workflow(city, child)
    assert route_request(city, child, 1).next == "end"
    city.workflows.end(child, 1)
    unmerge_request(city, TRIAGE, child, "they differ")
    assert str(city.cases.case_file(child).work_orders[0].status) == "open"
    take_up_again(city, child)
    assert city.workflows.started[-1] == (child, 2)
    assert route_request(city, child, 2).work_order_ids == (order,)


def test_a_case_that_was_just_merged_gets_no_waiting_work() -> None:
    city = memory_city()
    parent, child = filed(city), filed(city, 5)
    order = route_request(city, child, 1).work_order_ids[0]
    merge_requests(city, TRIAGE, child, parent, WHY)
    city.workflows.waiting.add("token")
    create_work_order(city, child, order, 1, "token")
    assert city.workflows.answers[-1][0] == "token"
    assert not city.cases.case_file(child).work_orders


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.integers(0, 5), st.integers(0, 5)), max_size=25))
def test_merged_cases_are_a_forest(steps: list[tuple[bool, int, int]]) -> None:
    city = memory_city()
    ids = [filed(city, number) for number in range(6)]
    for merge, one, other in steps:
        try:
            if merge:
                merge_requests(city, TRIAGE, ids[one], ids[other], WHY)
            else:
                unmerge_request(city, TRIAGE, ids[one], WHY)
        except CityError:
            continue
        cases = {case_id: city.cases.case_file(case_id) for case_id in ids}
        for case_id, case in cases.items():
            parent = case.request.duplicate_of
            assert not root_of(city, case).request.duplicate_of
            assert (case.request.status is Status.DUPLICATE) == bool(parent)
            assert all(cases[child].request.duplicate_of == case_id for child in case.request.merged)
            assert not parent or case_id in cases[parent].request.merged
