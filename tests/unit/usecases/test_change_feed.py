"""The change feed: every public event once, a case's in order, whatever is late, repeated, reordered or racing."""

import random
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from hex311.domain.errors import Gone, TransientFault
from hex311.domain.events import EventName
from hex311.domain.policy import Role, Staff
from hex311.domain.public_change import KEPT_S, Mark, PublicChange
from hex311.domain.request import Draft
from hex311.ports import Clash, Standing
from hex311.usecases.change_case import change_case, written
from hex311.usecases.publish_changes import publish_changes
from hex311.usecases.read_changes import changes_between, feed_end, read_changes
from hex311.usecases.release_content import release_content, withdraw_content
from hex311.usecases.submit_request import submit_request
from tests.support.city import a_report, memory_city
from tests.support.turns import Caller, watch

TRIAGE = Staff("triage", frozenset({Role.ADMIN}), frozenset())
A_LOT = 1_000


def filed(city: Any, code: str = "pothole", **changes: Any) -> str:
    return submit_request(city, a_report(code, **changes)).request.id


def happened(city: Any, case_id: str, name: EventName = EventName.REQUEST_ROUTED) -> int:
    """Record one more event of a case; its version."""
    data = {"department": "streets"}
    decide = lambda case: written(city, case, Draft(case.request).record(name, city.now(), data))  # noqa: E731
    return change_case(city, case_id, decide).request.version


def everything(city: Any) -> tuple[PublicChange, ...]:
    return read_changes(city, None, A_LOT).changes


def told(city: Any) -> list[tuple[str, int]]:
    return [(change.case_id, change.version) for change in everything(city)]


def a_department(city: Any) -> str:
    return next(iter(city.catalogue.current().documents["departments"]))


@pytest.fixture(autouse=True)
def _streets(monkeypatch: pytest.MonkeyPatch, city: Any) -> None:
    """`happened` speaks of a department that exists."""
    code = a_department(city)
    departments = city.catalogue.current().documents["departments"]
    monkeypatch.setitem(departments, "streets", departments[code])


def test_positions_have_no_holes_and_a_page_follows_the_other(city: Any) -> None:
    for _ in range(5):
        case_id = filed(city)
        publish_changes(city, case_id, happened(city, case_id))
        city.clock += 7
    assert [change.mark.position for change in everything(city)] == list(range(1, 11))
    seen: list[int] = []
    after: Mark | None = None
    while page := read_changes(city, after, 3):
        if not page.changes:
            break
        seen += [change.mark.position for change in page.changes]
        after = page.end
    assert seen == list(range(1, 11))


def test_a_commit_that_is_delayed_past_a_later_one_is_told_behind_it(city: Any) -> None:
    early, late = filed(city), filed(city)
    publish_changes(city, early, 1)
    publish_changes(city, late, 1)
    reader = read_changes(city, None, A_LOT)
    moment = city.clock
    delayed: list[Any] = []
    commit, city.cases.commit = city.cases.commit, delayed.append
    happened(city, early)  # decided and stamped now, but its write is under way for long
    city.cases.commit = commit
    city.clock += 60
    publish_changes(city, late, happened(city, late))
    first = read_changes(city, reader.end, A_LOT)
    assert [change.case_id for change in first.changes] == [late]
    city.clock += 60
    city.cases.commit(delayed[0])
    publish_changes(city, early, 2)
    second = read_changes(city, first.end, A_LOT)
    assert [(change.case_id, change.version) for change in second.changes] == [(early, 2)]
    assert second.changes[0].occurred_at == moment < first.changes[0].occurred_at
    assert second.changes[0].mark > first.changes[0].mark


def test_messages_may_be_lost_repeated_and_reordered(city: Any) -> None:
    dice = random.Random(311)
    versions = {}
    messages = []
    for _ in range(4):
        case_id = filed(city)
        for _ in range(3):
            versions[case_id] = happened(city, case_id)
        messages += [(case_id, version) for version in range(1, versions[case_id] + 1)] * 2
    dice.shuffle(messages)
    for case_id, version in messages[: len(messages) // 2]:  # the other half never comes
        publish_changes(city, case_id, version)
    for case_id, version in versions.items():
        publish_changes(city, case_id, version)
    for case_id, last in versions.items():
        assert [version for case, version in told(city) if case == case_id] == list(range(1, last + 1))
    assert len(told(city)) == len(set(told(city)))


def test_an_event_heals_what_was_lost_before_it(city: Any) -> None:
    case_id = filed(city)
    happened(city, case_id)
    assert publish_changes(city, case_id, happened(city, case_id)) == 3
    assert publish_changes(city, case_id, 2) == 0


def test_many_events_at_once_are_told_in_parts(city: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hex311.usecases.publish_changes.MOST_AT_ONCE", 4)
    case_id = filed(city)
    for _ in range(9):
        last = happened(city, case_id)
    assert publish_changes(city, case_id, last) == 10
    assert [version for _, version in told(city)] == list(range(1, 11))


def test_private_cases_are_never_told_and_blurred_ones_at_their_public_point(city: Any) -> None:
    services = city.catalogue.current().services.values()
    private = next(service.code for service in services if service.privacy == "private")
    blurred = next(service.code for service in services if service.privacy == "blurred")
    assert publish_changes(city, filed(city, private), 1) == 0
    case_id = filed(city, blurred)
    publish_changes(city, case_id, 1)
    (change,) = everything(city)
    request = city.cases.case_file(case_id).request
    assert (change.latitude, change.longitude) == (request.public_point.latitude, request.public_point.longitude)
    assert (change.latitude, change.longitude) != (request.point.latitude, request.point.longitude)


def test_what_is_released_later_is_a_change_of_its_own_without_the_words(city: Any) -> None:
    case_id = filed(city, description="my neighbour Jane Roe, 555-0100")
    publish_changes(city, case_id, 1)
    release_content(city, TRIAGE, case_id, frozenset({"description"}))
    publish_changes(city, case_id, 2)
    change = everything(city)[-1]
    assert (change.name, change.parts) == ("ContentReleased", ("description",))
    assert "Jane" not in repr(everything(city))
    withdraw_content(city, TRIAGE, case_id, frozenset({"description"}))
    publish_changes(city, case_id, 3)
    assert everything(city)[-1].name == "ContentWithdrawn"


def test_what_staff_alone_may_know_is_not_told(city: Any) -> None:
    case_id = filed(city)
    publish_changes(city, case_id, happened(city, case_id, EventName.CONTACT_READ))
    assert [change.name for change in everything(city)] == ["RequestSubmitted"]


def test_a_writer_that_dies_between_any_two_calls_leaves_nothing_half(city: Any) -> None:
    case_id = filed(city)

    class Killed(Exception):
        pass

    def after_(port: Any, name: str) -> Callable[..., Any]:
        real = getattr(port, name)

        def call(*args: Any) -> Any:
            real(*args)
            setattr(port, name, real)
            raise Killed

        return call

    for port, name in ((city.changes, "standing"), (city.cases, "case_file"), (city.changes, "append")):
        setattr(port, name, after_(port, name))
        with pytest.raises(Killed):
            publish_changes(city, case_id, 1)
    publish_changes(city, case_id, 1)
    assert told(city) == [(case_id, 1)]


def test_writers_that_race_come_one_after_the_other() -> None:
    for seed in range(20):
        city = memory_city()
        dice = random.Random(seed)
        cases = [filed(city) for _ in range(3)]
        watch(city.changes, "standing", "append")
        writers = [Caller(partial(publish_changes, city, case_id, 1)) for case_id in [*cases, cases[0]]]
        for writer in writers:
            writer.start()
        while running := [writer for writer in writers if not writer.is_done]:
            dice.choice(running).take_turn()
        assert sorted(told(city)) == sorted((case_id, 1) for case_id in cases)
        assert [change.mark.position for change in everything(city)] == [1, 2, 3]


def test_a_clash_is_seen_by_the_store(city: Any) -> None:
    one, other = filed(city), filed(city)
    publish_changes(city, one, 1)
    stale = Standing(other, Mark(0, 0), 0)
    change = everything(city)[0]
    with pytest.raises(Clash):
        city.changes.append(stale, [change])
    with pytest.raises(Clash):
        city.changes.append(Standing(one, city.changes.end(), 0), [change])
    assert told(city) == [(one, 1)]


def test_who_always_comes_second_tries_again_later(city: Any) -> None:
    case_id = filed(city)

    def always_late(*_: Any) -> None:
        raise Clash

    city.changes.append = always_late
    with pytest.raises(TransientFault):
        publish_changes(city, case_id, 1)


def test_a_reader_waits_for_what_is_half_written(city: Any) -> None:
    """DynamoDB may show part of a transaction to a query: the reader stops before the hole."""
    for _ in range(3):
        publish_changes(city, filed(city), 1)
    after, until_now = city.changes.after, read_changes(city, None, A_LOT)
    city.changes.after = lambda *args: tuple(one for one in after(*args) if one.mark.position != 2)
    assert [one.mark.position for one in read_changes(city, None, A_LOT).changes] == [1]
    first = until_now.changes[0].mark
    assert read_changes(city, first, A_LOT).changes == ()
    assert read_changes(city, first, A_LOT).end == first
    assert changes_between(city, first.at, first.at, None, A_LOT).changes == until_now.changes[:1]
    city.changes.after = after
    assert read_changes(city, first, A_LOT).changes == until_now.changes[1:]


def test_time_never_goes_back_with_the_clock_of_a_writer(city: Any) -> None:
    publish_changes(city, filed(city), 1)
    city.clock -= 3_600
    publish_changes(city, filed(city), 1)
    marks = [change.mark for change in everything(city)]
    assert marks == sorted(marks)
    assert marks[1].at == marks[0].at


def test_old_cursors_are_refused_when_something_may_be_missing(city: Any) -> None:
    publish_changes(city, filed(city), 1)
    end = feed_end(city).end
    assert end is not None
    city.clock += KEPT_S + 1
    assert read_changes(city, end, A_LOT).changes == ()  # a quiet city: nothing was missed
    publish_changes(city, filed(city), 1)
    with pytest.raises(Gone):
        read_changes(city, end, A_LOT)
    assert [change.mark.position for change in everything(city)] == [2]


def test_a_cursor_of_another_feed_is_refused(city: Any) -> None:
    publish_changes(city, filed(city), 1)
    with pytest.raises(Gone):
        read_changes(city, Mark(city.clock, 77), A_LOT)


def test_windows_of_time_across_months(city: Any) -> None:
    begins = []
    for _ in range(4):
        publish_changes(city, filed(city), 1)
        begins.append(city.clock)
        city.clock += 20 * 86_400
    found = changes_between(city, begins[1], begins[2], None, A_LOT)
    assert [change.mark.position for change in found.changes] == [2, 3]
    rest = changes_between(city, begins[1], begins[2], found.changes[0].mark, A_LOT)
    assert [change.mark.position for change in rest.changes] == [3]
