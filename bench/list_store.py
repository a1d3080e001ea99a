"""The list indexes of a city in this process, behind the real adapter: every call is counted as DynamoDB charges it.

The answers are those of Query and BatchGetItem in DynamoDB's own JSON; PynamoDB and the adapter read them as ever.
"""

import random
from base64 import b64decode
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from math import ceil
from typing import Any
from unittest.mock import patch

from pynamodb.connection.base import Connection

from bench.nearby import CENTRE, CITY_M, STREET_CORNERS, _somewhere
from hex311.adapters.dynamodb import keys
from hex311.adapters.dynamodb.lists import summary_record, to_summary
from hex311.domain.lifecycle import Status
from hex311.domain.summary import Summary
from hex311.spatial.request_list import ListIndex, Part
from tests.support.city import VERSION, rivermark

NOW = 1_790_000_000
DAY_S = 86_400
#: A case stays open for so many days in the mean; the city's cases are those of half a year.
OPEN_DAYS, CITY_DAYS = 9, 180
READ_UNIT = 4_096
Item = dict[str, Any]


@dataclass
class Charge:
    """What calls cost, and what they read. Units are those of eventually consistent reads unless a call asks for more:
    a query is charged for the sum of what it reads, a batch for each item by itself."""

    calls: int = 0
    units: float = 0.0
    bytes: int = 0
    entries: int = 0
    requests: int = 0

    def add(self, sizes: list[int], *, in_one: bool, strongly: bool = False) -> None:
        self.calls += 1
        self.bytes += sum(sizes)
        whole = max(1, ceil(sum(sizes) / READ_UNIT)) if in_one else sum(ceil(size / READ_UNIT) for size in sizes)
        self.units += whole if strongly else whole / 2


@dataclass
class ListStore:
    """Every index as DynamoDB keeps it: partitions of items sorted by the second key."""

    items: dict[str, Item] = field(default_factory=dict)
    indexes: dict[str, dict[str, list[tuple[str, str]]]] = field(default_factory=dict)
    charge: Charge = field(default_factory=Charge)
    answered: list[str] = field(default_factory=list)

    def put(self, summary: Summary) -> None:
        item = summary_record(summary).to_dynamodb_dict()
        item["entry"]["B"] = b64decode(item["entry"]["B"])
        self.items[summary.id] = item
        for index in ListIndex:
            partition = item[str(index.part)]["S"]
            pair = (item[_order(index)]["S"], summary.id)
            self.indexes.setdefault(str(index), defaultdict(list))[partition].append(pair)

    def sort(self) -> None:
        for index in self.indexes.values():
            for partition in index.values():
                partition.sort()

    @contextmanager
    def answering(self) -> Iterator[None]:
        """PynamoDB asks this store."""
        with patch.object(Connection, "_make_api_call", lambda _, name, kwargs, *rest: self._answer(name, kwargs)):
            yield

    def counted(self) -> Charge:
        """What was charged since the last time."""
        charge, self.charge = self.charge, Charge()
        return charge

    def read(self) -> Iterator[Summary]:
        """The requests that were handed out since the last time."""
        answered, self.answered = self.answered, []
        return (self.summary(case_id) for case_id in answered)

    def summary(self, case_id: str) -> Summary:
        return to_summary(self.items[case_id])

    def _answer(self, operation: str, call: Item) -> Item:
        if operation == "DescribeTable":
            raise AssertionError("a warm function does not ask this")
        return {"Query": self._query, "BatchGetItem": self._batch}[operation](call)

    def _query(self, call: Item) -> Item:
        index = ListIndex(call["IndexName"])
        partition, low, high = (value["S"] for value in call["ExpressionAttributeValues"].values())
        pairs = self.indexes[str(index)].get(partition, [])
        begin, end = bisect_left(pairs, (low, "")), bisect_right(pairs, (high, "~"))
        found = [case_id for _, case_id in pairs[max(begin, end - call["Limit"]) : end][::-1]]
        if index.part is Part.TILE:
            carried = "entry"
            self.charge.entries += len(found)
        else:
            carried = "summary"
            self._hand_out(found)
        items = [self._entry(case_id, index, carried) for case_id in found]
        self.charge.add([size_of(item) for item in items], in_one=True)
        return {"Items": items, "Count": len(items), "ScannedCount": len(items)}

    def _batch(self, call: Item) -> Item:
        ((table, wanted),) = call["RequestItems"].items()
        ids = [key["pk"]["S"].removeprefix(keys.case_pk("")) for key in wanted["Keys"]]
        found = [one for one in ids if one in self.items]
        self._hand_out(found)
        items = [self.items[one] for one in found]
        self.charge.add([size_of(item) for item in items], in_one=False, strongly=wanted.get("ConsistentRead", False))
        return {"Responses": {table: items}, "UnprocessedKeys": {}}

    def _entry(self, case_id: str, index: ListIndex, carried: str) -> Item:
        names = ("pk", "sk", str(index.part), _order(index), carried)
        return {name: self.items[case_id][name] for name in names}

    def size_of_entry(self, case_id: str) -> int:
        return size_of(self._entry(case_id, ListIndex.BY_TILE, "entry"))

    def _hand_out(self, ids: list[str]) -> None:
        self.charge.requests += len(ids)
        self.answered += ids


def _order(index: ListIndex) -> str:
    return "updated_sk" if index.is_by_update else "filed_sk"


def size_of(item: Item) -> int:
    """Bytes of an item of texts and bytes, names included, as DynamoDB counts them."""
    values = ((name, *value.values()) for name, value in item.items())
    return sum(len(name) + len(value if isinstance(value, bytes) else value.encode()) for name, value in values)


def summaries(count: int, city_m: float = CITY_M) -> Iterator[Summary]:
    """The cases of half a year: at street corners of a city that is `2 * city_m` across (28 km), services of unlike
    frequency, most closed within days, some with released words or pictures."""
    dice = random.Random(count)
    corners = [_somewhere(dice, CENTRE, city_m) for _ in range(STREET_CORNERS)]
    codes = [code for code, one in rivermark()["services"].items() if one["privacy"] == "public"]
    weights = [1 / (rank + 2) for rank in range(len(codes))]
    departments = list(rivermark()["departments"])
    for number, code in enumerate(dice.choices(codes, weights, k=count)):
        point = _somewhere(dice, dice.choice(corners), 60)
        created = NOW - int(dice.uniform(0, CITY_DAYS * DAY_S))
        closed = created + int(dice.expovariate(1 / (OPEN_DAYS * DAY_S)))
        is_closed = closed < NOW
        yield Summary(
            id=f"{number // 10**6:03d}-{number // 1_000 % 1_000:03d}-{number % 1_000:03d}",
            service_code=code,
            catalogue_version=VERSION,
            status=Status.DONE if is_closed else Status.SCHEDULED,
            created_at=created,
            updated_at=closed if is_closed else dice.randint(created, NOW),
            latitude=point.latitude,
            longitude=point.longitude,
            channel="web",
            expected_at=created + 7 * DAY_S,
            closed_at=closed if is_closed else None,
            department=dice.choice(departments),
            outcome_text={"en": "The crew was there and mended it.", "es": "El equipo lo reparó."} if is_closed else {},
            description="There is a large one near the corner, since last week." if dice.random() < 0.2 else "",
            photo_ids=(f"{dice.getrandbits(128):032x}",) if dice.random() < 0.1 else (),
        )
