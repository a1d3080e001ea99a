"""The demo's past as a whole: lived through the use cases, believable at the end of it."""

from collections import Counter
from datetime import UTC, datetime

import pytest

from hex311.domain.events import EventName
from hex311.domain.lifecycle import Status
from hex311.domain.sla_clock import ClockState
from hex311.domain.work_order import WorkStatus
from hex311.usecases.keep_clocks import case_clock
from hex311_cli.demo_cases.lived_city import number_of
from hex311_cli.demo_cases.stories import story_of
from tests.support.demo_past import NOW, lived, the_past


def test_a_few_hundred_cases_most_of_them_done() -> None:
    cases = the_past().cases
    statuses = Counter(case.request.status for case in cases)
    closed = sum(case.request.is_closed for case in cases)
    assert 300 <= len(cases) <= 550
    assert closed > 0.6 * len(cases)
    assert statuses[Status.DONE] > 3 * statuses[Status.COULD_NOT_BE_DONE]
    assert {Status.NOT_OURS, Status.DUPLICATE, Status.PASSED_ON, Status.WAITING, Status.UNDER_WAY} <= set(statuses)


def test_what_is_closed_says_how_in_both_languages() -> None:
    for case in the_past().cases:
        if case.request.is_closed and not case.request.duplicate_of:
            assert set(case.request.outcome_text) == {"en", "es"}
            assert case.request.closed_by


def test_several_departments_have_work_of_every_kind() -> None:
    orders = [order for case in the_past().cases for order in case.work_orders if order.is_active]
    assert {WorkStatus.OPEN, WorkStatus.ASSIGNED, WorkStatus.SCHEDULED, WorkStatus.STARTED, WorkStatus.PAUSED} <= {
        order.status for order in orders
    }
    assert len(Counter(order.department for order in orders)) >= 8
    assert {"late", "very_late"} <= {order.escalated for order in orders}


def test_some_are_late_and_most_on_time() -> None:
    past = the_past()
    states = Counter[ClockState]()
    for case in past.cases:
        clock = case_clock(past.catalogue, case.events, case.request, NOW)
        if case.request.is_closed and clock.promised_s is not None:
            states[clock.state] += 1
    late = states.total() - states[ClockState.ON_TIME]
    assert 0.05 * states.total() < late < 0.4 * states.total()


def test_people_join_follow_reopen_and_are_asked() -> None:
    cases = the_past().cases
    told = Counter(event.name for case in cases for event in case.events)
    assert told[EventName.REQUEST_JOINED] >= 10
    assert told[EventName.REQUEST_REOPENED] >= 8
    assert told[EventName.REQUEST_MERGED] >= 3
    assert told[EventName.FOLLOWER_CONFIRMED] >= 20
    assert told[EventName.RESIDENT_ANSWERED] >= 1
    assert any(case.request.privacy == "private" and not case.request.is_closed for case in cases)


def test_photos_show_before_and_after() -> None:
    released = [case.request for case in the_past().cases if case.request.released_photos]
    assert len(released) >= 10
    assert any(set(one.photo_ids) and set(one.staff_photo_ids) <= set(one.released_photos) for one in released)


def test_nothing_lies_in_the_future_and_every_log_is_in_order() -> None:
    for case in the_past().cases:
        times = [event.occurred_at for event in case.events]
        assert times == sorted(times)
        assert times[-1] <= NOW
        assert [event.version for event in case.events] == list(range(1, len(times) + 1))


def test_the_city_works_in_its_working_time() -> None:
    """Crews of departments without a night shift finish between 8 and 17 on working days."""
    hours = Counter[int]()
    for case in the_past().cases:
        for order in case.work_orders:
            if order.completed_at and order.department == "sanitation":
                hours[datetime.fromtimestamp(order.completed_at, tz=UTC).hour] += 1
    assert set(hours) <= set(range(13, 24))  # 8 to 17 in Chicago, summer and winter


def test_numbers_stay_the_same() -> None:
    document = {"key": "0007", "service_code": "pothole", "when": {}, "latitude": 0.0, "longitude": 0.0, "address": ""}
    assert number_of(story_of(document)) == number_of(story_of(document))


@pytest.mark.parametrize("until", ["new", "assigned", "scheduled", "started", "done"])
def test_a_fate_is_followed_as_far_as_it_says(until: str) -> None:
    fate = {"outcome": "lamp_replaced", "pace": 0.3, "until": until}
    story = story_of(
        {
            "key": "a",
            "service_code": "street_light_out",
            "when": {"hours_ago": 24 * 9},
            "latitude": 41.3,
            "longitude": -97.09,
            "address": "1 Main Street",
            "answers": {"how_many": "one", "what_it_does": "dark"},
            "work": {"repair_light": [fate]},
        }
    )
    (case,) = lived([story]).cases
    wanted = {"new": WorkStatus.OPEN, "done": WorkStatus.COMPLETED}.get(until) or WorkStatus(until)
    assert case.work_orders[0].status is wanted
    assert case.request.is_closed is (until == "done")


def test_crews_have_stops_today_and_tomorrow() -> None:
    planned = Counter(
        order.planned_for for case in the_past().cases for order in case.work_orders if order.status == "scheduled"
    )
    assert planned["2026-11-22"] >= 6
    assert planned["2026-11-23"] >= 2
