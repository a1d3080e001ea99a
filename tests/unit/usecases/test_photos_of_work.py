"""The photos that finished work is shown with: they are there, they are of this work, and they belong to the case."""

from dataclasses import replace
from typing import Any

import pytest

from hex311.domain.errors import BadInput, MoveNotAllowed, PhotoOnItsWay
from hex311.domain.events import EventName
from hex311.domain.policy import Role, Staff
from hex311.domain.request import Draft
from hex311.domain.work_order import WorkStatus
from hex311.domain.work_report import Evidence
from hex311.ports import CaseFile, Clash
from hex311.usecases.attach_photos import attach_photos
from hex311.usecases.join_request import Joining, join_request
from hex311.usecases.photos_of_work import with_photos_of_work
from hex311.usecases.settle_photos import settle_photos
from hex311.usecases.work_on_order import complete_work_order, refuse_work_order
from tests.support.city import answers_for
from tests.support.closing import SENTENCE, proof
from tests.support.outside import a_case
from tests.support.photos import is_kept, sent_photo, ticket

NORA = Staff("nora", frozenset({Role.DISPATCHER}), frozenset({"sanitation"}), name="Nora Field")
PUBLIC_WALL = {**answers_for("graffiti_removal"), "owner": "public"}


@pytest.fixture
def work(city: Any) -> tuple[str, str]:
    return graffiti(city)


def graffiti(city: Any, **changes: Any) -> tuple[str, str]:
    case_id, event = a_case(city, answers=PUBLIC_WALL, **changes)
    return case_id, str(event.data["work_order_id"])


def case_of(city: Any, work: tuple[str, str]) -> CaseFile:
    case: CaseFile = city.cases.case_file(work[0])
    return case


def complete(city: Any, work: tuple[str, str], *photo_ids: str, outcome: str = "cleaned") -> Any:
    return complete_work_order(city, NORA, *work, outcome, "", Evidence(SENTENCE, photo_ids))


def test_the_photo_becomes_the_cases_own(city: Any, work: tuple[str, str]) -> None:
    photo_id = sent_photo(city)
    assert complete(city, work, photo_id).photo_ids == (photo_id,)
    case = case_of(city, work)
    assert case.request.staff_photo_ids == (photo_id,)
    assert [str(event.name) for event in case.events][-2:] == ["PhotosAttached", "WorkOrderCompleted"]
    attached = case.events[-2]
    assert (attached.actor, attached.data["photos"], attached.data["of"]) == ("staff:nora (Nora Field)", 1, "staff")
    (photo,) = city.photos.read([photo_id]).values()
    assert (photo.case_id, photo.expires_at) == (work[0], None)
    settle_photos(city, work[0])
    assert is_kept(city, photo.folder)


def test_the_same_completion_again_changes_nothing(city: Any, work: tuple[str, str]) -> None:
    photo_id = sent_photo(city)
    once = complete(city, work, photo_id)
    events = len(case_of(city, work).events)
    assert complete(city, work, photo_id) == once
    assert complete(city, work) == once  # and where the client forgot the photo
    assert len(case_of(city, work).events) == events
    with pytest.raises(MoveNotAllowed):
        complete(city, work, photo_id, outcome="painted_over")


def test_a_completion_that_is_overtaken_by_itself_is_written_once(city: Any, work: tuple[str, str]) -> None:
    """The answer was lost and the client sent it again while the first was still being written."""
    photo_id = sent_photo(city)
    commit, began = city.cases.commit, []

    def overtaken(change: Any) -> None:
        if not began:
            began.append(True)
            complete(city, work, photo_id)
        commit(change)

    city.cases.commit = overtaken
    assert complete(city, work, photo_id).photo_ids == (photo_id,)
    names = [event.name for event in case_of(city, work).events]
    assert (names.count(EventName.WORK_ORDER_COMPLETED), names.count(EventName.PHOTOS_ATTACHED)) == (1, 1)


def test_one_photo_ends_the_work_of_one_case_only(city: Any, work: tuple[str, str]) -> None:
    other, photo_id = graffiti(city), sent_photo(city)
    commit, began = city.cases.commit, []

    def overtaken(change: Any) -> None:
        """The other case takes the photo after it was looked at and before this is written."""
        if not began:
            began.append(True)
            complete(city, other, photo_id)
        commit(change)

    city.cases.commit = overtaken
    with pytest.raises(BadInput) as refused:
        complete(city, work, photo_id)
    assert refused.value.problems[0].field == "photo_ids"
    assert case_of(city, work).work_orders[0].status is WorkStatus.OPEN
    assert case_of(city, other).request.staff_photo_ids == (photo_id,)
    with pytest.raises(BadInput, match="mending"):
        complete(city, work, photo_id)


def test_a_photo_that_is_not_to_be_seen_is_no_proof(city: Any, work: tuple[str, str]) -> None:
    refused, forgotten = sent_photo(city, b"not a picture"), sent_photo(city)
    asked = ticket(city).photo_id
    before = case_of(city, work)
    with pytest.raises(PhotoOnItsWay, match="send the same again"):
        complete(city, work, asked)
    with pytest.raises(BadInput) as one:
        complete(city, work, "0" * 32)
    with pytest.raises(BadInput) as two:
        complete(city, work, refused)
    assert "no such photo" in one.value.problems[0].problem
    assert "could not be used" in two.value.problems[0].problem
    city.clock += 86_401
    with pytest.raises(BadInput) as three:
        complete(city, work, forgotten)
    assert "no such photo" in three.value.problems[0].problem
    assert case_of(city, work) == before
    assert complete(city, work, sent_photo(city)).status is WorkStatus.COMPLETED


def test_one_photo_that_is_there_is_enough_and_the_next_may_be_on_its_way(city: Any, work: tuple[str, str]) -> None:
    ready, later = sent_photo(city), ticket(city).photo_id
    assert complete(city, work, ready, later).photo_ids == (ready, later)


def test_where_no_photo_is_asked_for_it_may_come_later_but_has_to_be_known(city: Any, work: tuple[str, str]) -> None:
    later = ticket(city).photo_id
    with pytest.raises(BadInput, match="mending"):
        refuse_work_order(city, NORA, *work, "access", "no_permission", "", Evidence(SENTENCE, ("0" * 32,)))
    done = refuse_work_order(city, NORA, *work, "access", "no_permission", "", Evidence(SENTENCE, (later,)))
    assert done.photo_ids == (later,)


def test_a_residents_photo_shows_nothing_of_the_work(city: Any) -> None:
    reporters, neighbours = sent_photo(city), sent_photo(city)
    work = graffiti(city, photo_ids=(reporters,))
    join_request(city, Joining(work[0], "me-too", photo_ids=(neighbours,)))
    for photo_id in (reporters, neighbours):
        with pytest.raises(BadInput) as refused:
            complete(city, work, sent_photo(city), photo_id)
        assert "before the work" in refused.value.problems[0].problem


def test_work_that_is_done_again_is_shown_again(city: Any, work: tuple[str, str]) -> None:
    old = sent_photo(city)
    complete(city, work, old)
    case = case_of(city, work)
    again = replace(case.work_orders[0], id="again", life=1, status=WorkStatus.OPEN, photo_ids=())
    case = replace(case, work_orders=(*case.work_orders, again))
    with pytest.raises(BadInput):
        with_photos_of_work(city, case, Draft(case.request), again, (old,), "staff:nora", needed=True)


def test_a_photo_that_staff_attached_before_needs_no_second_claim(city: Any, work: tuple[str, str]) -> None:
    photo_id = sent_photo(city)
    attach_photos(city, NORA, work[0], [photo_id])
    complete(city, work, photo_id)
    names = [event.name for event in case_of(city, work).events]
    assert names.count(EventName.PHOTOS_ATTACHED) == 1


def test_a_clash_is_decided_anew(city: Any, work: tuple[str, str]) -> None:
    commit, fell = city.cases.commit, []

    def clashing(change: Any) -> None:
        if not fell:
            fell.append(True)
            raise Clash
        commit(change)

    city.cases.commit = clashing
    assert complete_work_order(city, NORA, *work, "cleaned", "", proof(city)).status is WorkStatus.COMPLETED
