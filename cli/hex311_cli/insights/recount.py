"""Prove that the counters say what the cases say, and mend them where they do not.

The recount reads every case (a tool for people, not a part of the road), adds up what each of them counts for, and
compares the sums with the counters. Cases that change meanwhile are looked at again before anything is called wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import boto3

from hex311.adapters.dynamodb import keys
from hex311.domain.contribution import Contribution, CounterKey, delta, unescaped
from hex311.ports import Ports
from hex311.usecases.change_case import load
from hex311.usecases.count_insights import count_insights, counted_as

Counters = dict[CounterKey, Counter[str]]


@dataclass(slots=True)
class Recount:
    """`uncounted` cases were not counted as they are; `wrong` counters differ from the sum of what was counted.

    `wrong` maps a counter to (what stands there, what should).
    """

    cases: int = 0
    counters: int = 0
    uncounted: list[str] = field(default_factory=list)
    wrong: dict[tuple[CounterKey, str], tuple[int, int]] = field(default_factory=dict)

    @property
    def is_exact(self) -> bool:
        return not self.uncounted and not self.wrong


def recount(ports: Ports, case_ids: Iterable[str], stored: Counters) -> Recount:
    """Compare the counters with the cases. `stored` are the counters as they stand."""
    found, sums = Recount(), Counters()
    for case_id in case_ids:
        found.cases += 1
        counted = ports.insights.counted(case_id)
        wanted = counted_as(ports, load(ports, case_id))
        if counted is None or counted.contribution != wanted.contribution:
            found.uncounted.append(case_id)
        if counted is not None:
            add(sums, counted.contribution)
    for key in sums.keys() | stored.keys():
        for name in sums.get(key, Counter()).keys() | stored.get(key, Counter()).keys():
            there, right = stored.get(key, Counter())[name], sums.get(key, Counter())[name]
            found.counters += 1
            if there != right:
                found.wrong[key, name] = (there, right)
    return found


def add(sums: Counters, contribution: Contribution) -> None:
    for key, counts in delta(None, contribution).items():
        kept = sums.setdefault(key, Counter())
        for name, number in counts.items():
            kept[name] += number


def count_missing(ports: Ports, found: Recount) -> int:
    """Count the cases that were not counted as they are; returns how many."""
    for case_id in found.uncounted:
        count_insights(ports, case_id)
    return len(found.uncounted)


class StoredCounters:
    """The counters in the table, read and mended directly."""

    def __init__(self, table: str) -> None:
        self._table = table
        self._client = boto3.client("dynamodb")

    def read(self) -> Counters:
        """All of them; reads the whole table."""
        found: Counters = {}
        pages = self._client.get_paginator("scan").paginate(TableName=self._table, ConsistentRead=True)
        for page in pages:
            for item in page["Items"]:
                layer, _, year = item["pk"]["S"].rpartition("#")
                if item["sk"]["S"] == keys.COUNTED or item["pk"]["S"] == keys.MODEL or layer == keys.INFORMATION:
                    continue  # calls that only asked are no cases: nothing tells anew how many there were
                area, code, period = item["sk"]["S"].split("#")
                counts = {name[1:]: int(value["N"]) for name, value in item.items() if "N" in value}
                found[CounterKey(layer, unescaped(area), code, f"{year}-{period}")] = Counter(counts)
        return found

    def mend(self, found: Recount) -> int:
        """Add to each wrong counter what it lacks; what others count meanwhile is kept. Returns how many."""
        for (key, name), (there, right) in found.wrong.items():
            self._client.update_item(
                TableName=self._table,
                Key={
                    "pk": {"S": keys.counters_pk(key.layer, key.period[:4])},
                    "sk": {"S": keys.counters_sk(key.area, key.code, key.period)},
                },
                UpdateExpression="ADD #counter :lack",
                ExpressionAttributeNames={"#counter": f"n{name}"},
                ExpressionAttributeValues={":lack": {"N": str(right - there)}},
            )
        return len(found.wrong)


def case_ids(table: str) -> Iterator[str]:
    """The id of every case; reads the whole table."""
    pages = (
        boto3.client("dynamodb")
        .get_paginator("scan")
        .paginate(
            TableName=table,
            ConsistentRead=True,
            ProjectionExpression="id",
            FilterExpression="sk = :meta",
            ExpressionAttributeValues={":meta": {"S": keys.META}},
        )
    )
    for page in pages:
        for item in page["Items"]:
            yield item["id"]["S"]
