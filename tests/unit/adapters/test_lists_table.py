"""Lists in DynamoDB: what a busy table leaves over, pages of large answers, exact entries."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import pytest
from pynamodb.connection.base import Connection

from bench.list_store import ListStore
from hex311.adapters.dynamodb.lists import DynamoRequestLists
from hex311.domain.errors import TransientFault
from hex311.domain.geography import Point
from hex311.spatial.request_list import ListIndex, Stream, Window, entry_of, partitions_of
from hex311.usecases.submit_request import submit_request
from tests.support.aws import moto_city
from tests.support.city import a_report
from tests.support.written_lists import NOW, some_summary

EVER = Window(0, NOW)


@pytest.fixture
def store() -> Iterator[ListStore]:
    dice = random.Random(3)
    store = ListStore()
    for number in range(120):
        store.put(some_summary(dice, number))
    store.sort()
    with store.answering():
        yield store


@contextmanager
def changed(operation: str, change: Any) -> Iterator[None]:
    """What the store answers to an operation goes through `change`, with what was asked."""
    answer = Connection._make_api_call

    def answered(self: Any, name: str, call: Any, *rest: Any) -> Any:
        found = answer(self, name, call, *rest)
        return change(call, found) if name == operation else found

    with patch.object(Connection, "_make_api_call", answered):
        yield


def test_what_a_busy_table_leaves_over_is_asked_for_again_with_growing_pauses(store: ListStore) -> None:
    pauses: list[int] = []
    lists = DynamoRequestLists(pauses.append)

    def halved(call: Any, answer: Any) -> Any:
        ((table, items),) = answer["Responses"].items()
        wanted = call["RequestItems"][table]["Keys"]
        most = max(40, len(wanted) // 2)
        left = {table: {"Keys": wanted[most:]}} if wanted[most:] else {}
        return {"Responses": {table: items[:most]}, "UnprocessedKeys": left}

    with changed("BatchGetItem", halved):
        found = lists.these(list(store.items), private=True, fresh=False)
    assert sorted(one.id for one in found) == sorted(store.items)
    assert pauses == [0, 1]


def test_a_table_that_stays_busy_is_a_passing_fault(store: ListStore) -> None:
    def nothing(call: Any, answer: Any) -> Any:
        ((table, wanted),) = call["RequestItems"].items()
        return {"Responses": {table: []}, "UnprocessedKeys": {table: wanted}}

    pauses: list[int] = []
    with changed("BatchGetItem", nothing), pytest.raises(TransientFault):
        DynamoRequestLists(pauses.append).these(list(store.items)[:10])
    assert pauses == list(range(6))


def test_an_index_is_read_on_where_an_answer_ended_for_its_size(store: ListStore) -> None:
    summaries = [store.summary(one) for one in store.items]
    tile = partitions_of(summaries[0])[ListIndex.BY_TILE.part]
    expected = [one for one in summaries if partitions_of(one)[ListIndex.BY_TILE.part] == tile]
    assert len(expected) > 6

    def cut(call: Any, answer: Any) -> Any:
        start = call.get("ExclusiveStartKey", {"n": {"N": "0"}})
        begin = int(start["n"]["N"])
        whole = answer["Items"][begin : begin + 3]
        return (
            {"Items": whole, "LastEvaluatedKey": {"n": {"N": str(begin + 3)}}} if len(whole) == 3 else {"Items": whole}
        )

    def with_start(self: Any, begin: int) -> dict[str, int]:
        return {"ExclusiveStartKey": begin}

    lists = DynamoRequestLists(print)
    with changed("Query", cut), patch("pynamodb.connection.base.MetaTable.get_exclusive_start_key_map", with_start):
        found = lists.entries(Stream(ListIndex.BY_TILE, tile), EVER, 100)
    in_order = sorted(expected, key=lambda one: (one.created_at, one.id), reverse=True)
    assert [entry.id for entry in found] == [one.id for one in in_order]


def test_entries_are_exact() -> None:
    """A place has no fewer digits in an entry than in the summary: what lies on the edge of an area lies on both."""
    point = Point(latitude=41.3 + 1 / 3_000_000, longitude=-97.1 - 1 / 7_000_000)
    with moto_city() as city:
        submit_request(city, a_report("pothole", point))
        (summary,) = city.request_lists.newest(Stream(ListIndex.BY_TIME, "open"), Window(0, city.clock), 10)
        for index in (ListIndex.BY_TILE, ListIndex.BY_TILE_UPDATE):
            stream = Stream(index, partitions_of(summary)[index.part])
            (entry,) = city.request_lists.entries(stream, Window(0, city.clock), 10)
            assert entry == entry_of(summary, by_update=index.is_by_update)
            assert entry.point == point
            assert entry.id == summary.id
