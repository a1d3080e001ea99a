"""Public lists: exactly what is asked for, in one order, while others go on filing."""

from typing import Any

import pytest

from hex311.domain.events import EventName
from hex311.domain.geography import Point
from hex311.domain.lifecycle import Status
from hex311.domain.request import Draft
from hex311.ports import Change
from hex311.spatial.area import Area
from hex311.usecases.change_case import change_case, written
from hex311.usecases.list_requests import Listed, Wanted, list_requests, requests_by_id
from hex311.usecases.submit_request import submit_request
from tests.support.city import HOME, a_report

DAY = 86_400


def file(city: Any, code: str = "pothole", days_ago: float = 0.0, east: float = 0.0) -> str:
    """A report of so many days ago, so many degrees east of home; its number."""
    now = city.clock
    city.clock = int(now - days_ago * DAY)
    place = Point(latitude=HOME.latitude, longitude=HOME.longitude + east)
    number = submit_request(city, a_report(code, place)).request.id
    city.clock = now
    return number


def close(city: Any, number: str) -> None:
    def decide(case: Any) -> Change:
        draft = Draft(case.request).record(
            EventName.REQUEST_CLOSED, city.clock, {"outcome": "x"}, status=Status.DONE, closed_at=city.clock
        )
        return written(city, case, draft)

    change_case(city, number, decide)


def wanted(city: Any, **parts: Any) -> Wanted:
    return Wanted(**{"begin": city.clock - 90 * DAY, "end": city.clock, **parts})


def ids(listed: Listed) -> list[str]:
    return [one.id for one in listed.summaries]


def test_newest_first_and_nothing_outside_the_window(city: Any) -> None:
    old = file(city, days_ago=91)
    numbers = [file(city, days_ago=days) for days in (89, 30, 3, 1)]
    found = ids(list_requests(city, wanted(city), 10))
    assert found == numbers[::-1]
    assert old not in found


def test_states_and_services(city: Any) -> None:
    hole, other, done = file(city, days_ago=3), file(city, "graffiti_removal", days_ago=2), file(city, days_ago=1)
    close(city, done)
    assert ids(list_requests(city, wanted(city, states=("open",)), 10)) == [other, hole]
    assert ids(list_requests(city, wanted(city, states=("closed",)), 10)) == [done]
    assert ids(list_requests(city, wanted(city, codes=("pothole",)), 10)) == [done, hole]
    assert ids(list_requests(city, wanted(city, codes=("pothole", "graffiti_removal")), 10)) == [done, other, hole]


def test_pages_go_on_where_the_last_one_ended_while_others_file(city: Any) -> None:
    numbers = [file(city, days_ago=days / 10) for days in range(1, 24)]
    told: list[str] = []
    before = ""
    while True:
        page = list_requests(city, wanted(city, before=before), 5)
        told += ids(page)
        file(city)
        if not page.next:
            break
        before = page.next
    assert told == numbers


def test_same_second_is_told_once_each(city: Any) -> None:
    numbers = sorted((file(city) for _ in range(7)), reverse=True)
    told: list[str] = []
    before = ""
    while len(told) < 7:
        page = list_requests(city, wanted(city, before=before), 2)
        told, before = told + ids(page), page.next
    assert told == numbers
    assert before == ""


def test_an_area(city: Any) -> None:
    here, beside = file(city, days_ago=2), file(city, days_ago=1, east=0.03)
    box = Area(HOME.latitude - 0.001, HOME.longitude - 0.001, HOME.latitude + 0.001, HOME.longitude + 0.001)
    assert ids(list_requests(city, wanted(city, area=box), 10)) == [here]
    far = Point(latitude=HOME.latitude, longitude=HOME.longitude + 0.03)
    circle = Area(far.latitude - 0.001, far.longitude - 0.001, far.latitude + 0.001, far.longitude + 0.001, far, 50.0)
    assert ids(list_requests(city, wanted(city, area=circle), 10)) == [beside]


def test_by_the_last_change(city: Any) -> None:
    first, second = file(city, days_ago=40), file(city, days_ago=20)
    close(city, first)
    found = list_requests(city, wanted(city, begin=city.clock - DAY, by_update=True), 10)
    assert ids(found) == [first]
    assert second not in ids(found)


def test_private_ones_are_in_no_list_but_those_that_ask_for_them(city: Any) -> None:
    private, public = file(city, "elder_wellbeing", days_ago=2), file(city, days_ago=1)
    around = Area(HOME.latitude - 0.01, HOME.longitude - 0.01, HOME.latitude + 0.01, HOME.longitude + 0.01)
    for parts in ({}, {"area": around}, {"by_update": True}, {"area": around, "by_update": True}):
        assert ids(list_requests(city, wanted(city, **parts), 10)) == [public]
        assert ids(list_requests(city, wanted(city, **parts, private=True), 10)) == [public, private]
        of_type = {**parts, "codes": ("elder_wellbeing",)}
        assert ids(list_requests(city, wanted(city, **of_type), 10)) == []
        assert ids(list_requests(city, wanted(city, **of_type, private=True), 10)) == [private]
    assert requests_by_id(city, [private]) == ()
    assert [one.id for one in requests_by_id(city, [private, public], private=True)] == [private, public]


def test_numbers_in_their_order_and_unknown_ones_left_out(city: Any) -> None:
    first, second = file(city, days_ago=100), file(city)
    found = requests_by_id(city, [second, "nonsense", first, second])
    assert [one.id for one in found] == [second, first]


def test_unreleased_words_are_not_in_a_summary(city: Any) -> None:
    number = submit_request(city, a_report(description="my name is Ann")).request.id
    summary = requests_by_id(city, [number])[0]
    assert summary.description == ""
    assert summary.address == ""


@pytest.mark.parametrize("most", [1, 3, 1000])
def test_what_is_read_and_not_told_stays_small(city: Any, most: int) -> None:
    for number in range(30):
        file(city, days_ago=number / 10)
        if number % 2:
            close(city, file(city, days_ago=number / 10 + 0.01))
    read: list[int] = []
    newest = city.request_lists.newest

    def counted(*arguments: Any) -> Any:
        found = newest(*arguments)
        read.append(len(found))
        return found

    city.request_lists.newest = counted
    told = list_requests(city, wanted(city), most).summaries
    assert sum(read) <= 1.2 * len(told) + 2 * 8
    assert len(read) <= 5


def test_a_page_that_reads_too_much_in_vain_ends_early_and_the_next_goes_on(city: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr("hex311.usecases.list_requests.MOST_IN_VAIN", 3)
    numbers = [file(city, days_ago=days) for days in range(1, 12)]
    far = [file(city, days_ago=days + 0.5, east=0.002) for days in range(1, 12)]
    edge = Area(HOME.latitude - 0.0001, HOME.longitude - 0.0001, HOME.latitude + 0.0001, HOME.longitude + 0.0001)
    told: list[str] = []
    before, pages = "", 0
    while True:
        page = list_requests(city, wanted(city, area=edge, before=before), 100)
        told, before, pages = told + ids(page), page.next, pages + 1
        if not before:
            break
    assert told == numbers
    assert far
    assert pages > 1
