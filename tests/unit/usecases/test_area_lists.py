"""Lists of areas: equal to a filter of all requests, page by page, while others write and stores lag behind."""

import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from hex311.domain.summary import Summary
from hex311.spatial.area import Area
from hex311.spatial.request_list import sort_key
from hex311.usecases import list_requests as lists
from hex311.usecases.list_requests import Wanted, list_requests
from tests.support.city import HOME, memory_city
from tests.support.written_lists import CODES, DAY, NOW, WrittenLists, belongs, changed, some_summary

SEEDS = range(40)


def some_area(dice: random.Random) -> Area:
    north, east = dice.uniform(-0.02, 0.02), dice.uniform(-0.03, 0.03)
    centre = beside_home(north, east)
    radius = dice.choice([60, 300, 1_000, 2_500])
    box = (
        centre.latitude - radius / 111_000,
        centre.longitude - radius / 83_000,
        centre.latitude + radius / 111_000,
        centre.longitude + radius / 83_000,
    )
    return Area(*box, centre, radius) if dice.random() < 0.5 else Area(*box)


def beside_home(north: float, east: float) -> Any:
    return HOME._replace(latitude=HOME.latitude + north, longitude=HOME.longitude + east)


def some_wanted(dice: random.Random) -> Wanted:
    """An area with any of the other filters."""
    begin = NOW - dice.choice([7, 30, 90]) * DAY
    return Wanted(
        begin,
        NOW - dice.choice([0, 0, 3]) * DAY,
        states=dice.choice([("open", "closed"), ("open",), ("closed",)]),
        codes=dice.choice([(), (), CODES[:1], CODES[1:3]]),
        area=some_area(dice),
        by_update=dice.random() < 0.5,
        private=dice.random() < 0.3,
    )


def city_of(summaries: list[Summary]) -> tuple[Any, WrittenLists]:
    city = memory_city()
    city.request_lists = written = WrittenLists(summaries)
    return city, written


def pages(city: Any, wanted: Wanted, most: int) -> Iterator[tuple[Summary, ...]]:
    while True:
        page = list_requests(city, wanted, most)
        assert len(page.summaries) <= most
        yield page.summaries
        if not page.next:
            return
        wanted = replace(wanted, before=page.next)


def in_order(wanted: Wanted, found: Any) -> list[str]:
    ordered = sorted(found, key=lambda one: sort_key(one, by_update=wanted.by_update), reverse=True)
    return [one.id for one in ordered]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_list_is_a_filter_of_all_requests_and_none_is_read_in_vain(seed: int) -> None:
    dice = random.Random(seed)
    summaries = [some_summary(dice, number) for number in range(300)]
    city, written = city_of(summaries)
    wanted, most = some_wanted(dice), dice.choice([1, 7, 150, 1_000])
    told = [one.id for page in pages(city, wanted, most) for one in page]
    assert told == in_order(wanted, (one for one in summaries if belongs(wanted, one)))
    assert written.read == len(told)


@pytest.mark.parametrize("seed", SEEDS)
def test_pages_while_others_write(seed: int) -> None:
    """Every request that is left alone is told once, in its place; none twice, and each as it was told fits."""
    dice = random.Random(seed)
    summaries = [some_summary(dice, number) for number in range(300)]
    city, written = city_of(summaries)
    wanted = some_wanted(dice)
    touched: set[str] = set()

    def others_write() -> None:
        for _ in range(dice.choice([0, 0, 1, 4])):
            one = changed(dice, dice.choice(list(written.now.values())), NOW + dice.randrange(60))
            if dice.random() < 0.3:
                one = some_summary(dice, len(written.now), at=NOW)
            written.now[one.id] = one
            touched.add(one.id)
        if dice.random() < 0.5:
            written.indexed = dict(written.now)
        if dice.random() < 0.5:
            written.replica = dict(written.now)

    written.between = others_write
    told = [one for page in pages(city, wanted, dice.choice([3, 20, 150])) for one in page]
    ids = [one.id for one in told]
    assert len(set(ids)) == len(ids)
    assert ids == in_order(wanted, told)
    assert all(belongs(wanted, one) for one in told)
    left_alone = [one for one in summaries if one.id not in touched and belongs(wanted, one)]
    assert [one for one in ids if one not in touched] == in_order(wanted, left_alone)


@pytest.mark.parametrize("seed", range(10))
def test_answers_older_than_the_index_are_asked_for_once_more(seed: int) -> None:
    dice = random.Random(seed)
    summaries = [some_summary(dice, number) for number in range(200)]
    city, written = city_of(summaries)
    for one in dice.sample(summaries, 100):
        written.now[one.id] = changed(dice, one, NOW - dice.randrange(DAY))
    written.indexed = dict(written.now)
    for one in dice.sample(summaries, 20):
        del written.replica[one.id]
    wanted = some_wanted(dice)
    told = [one for page in pages(city, wanted, 50) for one in page]
    assert [one.id for one in told] == in_order(wanted, (one for one in written.now.values() if belongs(wanted, one)))


def test_what_the_table_no_longer_shows_is_not_told_for_being_in_the_index() -> None:
    dice = random.Random(1)
    summaries = [some_summary(dice, number) for number in range(100)]
    city, written = city_of(summaries)
    for one in summaries[::2]:
        written.now[one.id] = replace(one, is_private=True)
    for one in summaries[::5]:
        del written.now[one.id]
    written.replica = dict(written.now)
    wanted = Wanted(NOW - 90 * DAY, NOW, area=Area(41.28, -97.13, 41.32, -97.07))
    told = {one.id for one in list_requests(city, wanted, 100).summaries}
    assert told == {one.id for one in written.now.values() if belongs(wanted, one)}


@pytest.mark.parametrize("seed", range(10))
def test_pages_by_number_are_those_by_key(seed: int) -> None:
    dice = random.Random(seed)
    city, written = city_of([some_summary(dice, number) for number in range(300)])
    wanted = some_wanted(dice)
    by_key = list(pages(city, wanted, 20))
    read = written.read
    by_number = [list_requests(city, wanted, 20, skip=20 * number).summaries for number in range(len(by_key))]
    assert by_number == by_key
    assert written.read == 2 * read  # what is skipped is not read


@pytest.mark.parametrize("seed", range(10))
def test_a_page_that_looks_through_too_much_ends_early(seed: int, monkeypatch: Any) -> None:
    monkeypatch.setattr(lists, "MOST_IN_VAIN", 20)
    monkeypatch.setattr(lists, "MOST_AHEAD", 100)
    dice = random.Random(seed)
    summaries = [some_summary(dice, number) for number in range(300)]
    city, written = city_of(summaries)
    wanted = replace(some_wanted(dice), codes=CODES[:1], begin=NOW - 90 * DAY)
    told: list[str] = []
    for page in pages(city, wanted, 100):
        told += [one.id for one in page]
        assert written.looked_at <= 100 + 20 + len(page) + 36 * 16
        written.looked_at = 0
    assert told == in_order(wanted, (one for one in summaries if belongs(wanted, one)))


@pytest.mark.parametrize("seed", range(20))
def test_without_an_area_nothing_is_read_that_does_not_fit(seed: int) -> None:
    dice = random.Random(seed)
    summaries = [some_summary(dice, number) for number in range(300)]
    city, _ = city_of(summaries)
    wanted = replace(some_wanted(dice), area=None)
    told = [one.id for page in pages(city, wanted, dice.choice([1, 7, 150])) for one in page]
    assert told == in_order(wanted, (one for one in summaries if belongs(wanted, one)))
