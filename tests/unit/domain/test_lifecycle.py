"""One table of moves; and a closed case is only left by reopening it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hex311.domain.errors import MoveNotAllowed
from hex311.domain.events import EventName
from hex311.domain.geography import Overlay, Point
from hex311.domain.lifecycle import ALLOWED_MOVES, CLOSED, OPEN, Status, is_closed, move, open311_status
from hex311.domain.request import Draft, ServiceRequest
from hex311.domain.work_order import WorkOrder, WorkStatus

HERE = Point(latitude=41.3, longitude=-97.1)


def request(status: Status = Status.RECEIVED) -> ServiceRequest:
    return ServiceRequest("7QX-4CM-2WF", "pothole", "1", status, 1, HERE, HERE, Overlay(0, ()), 0, 0)


@pytest.mark.parametrize("current", list(Status))
@pytest.mark.parametrize("wanted", list(Status))
def test_every_pair_is_decided_by_the_table(current: Status, wanted: Status) -> None:
    if wanted == current or wanted in ALLOWED_MOVES[current]:
        assert move(current, wanted) is wanted
    else:
        with pytest.raises(MoveNotAllowed):
            move(current, wanted)


def test_what_is_closed_can_only_be_reopened_and_nothing_goes_back_to_received() -> None:
    assert all(ALLOWED_MOVES[status] == {Status.REOPENED} for status in CLOSED)
    assert all(Status.RECEIVED not in moves for moves in ALLOWED_MOVES.values())
    assert all(status in OPEN or Status.REOPENED not in ALLOWED_MOVES[status] for status in OPEN)


def test_passed_on_is_not_done() -> None:
    assert not is_closed(Status.PASSED_ON)
    assert open311_status(Status.PASSED_ON) == "open"
    assert {open311_status(status) for status in CLOSED} == {"closed"}


@given(st.lists(st.sampled_from([None, *Status]), max_size=12))
def test_versions_have_no_gaps_and_a_refused_move_records_nothing(wishes: list[Status | None]) -> None:
    draft = Draft(request())
    for at, wish in enumerate(wishes):
        before = draft
        try:
            draft = draft.record(EventName.REQUEST_ROUTED, at, {"note": 1}, status=wish)
        except MoveNotAllowed:
            assert draft is before
    assert [event.version for event in draft.events] == list(range(2, 2 + len(draft.events)))
    assert draft.request.version == 1 + len(draft.events)
    assert all(event.data["status"] in set(Status) and event.data["service_code"] for event in draft.events)


def order(status: WorkStatus) -> WorkOrder:
    return WorkOrder("7QX-4CM-2WF", "a.b", "a", "b", {}, "parks", "", 0, status=status)


@pytest.mark.parametrize("status", list(WorkStatus))
def test_completed_work_stays_completed_and_all_other_may_go_back_to_the_queue(status: WorkStatus) -> None:
    with pytest.raises(MoveNotAllowed):
        order(WorkStatus.COMPLETED).moved(status)
    if status is not WorkStatus.COMPLETED:
        assert order(status).moved(WorkStatus.OPEN).status is WorkStatus.OPEN
