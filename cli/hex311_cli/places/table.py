"""The places table as the command line writes it, through a low-level DynamoDB client."""

import random
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from botocore.exceptions import ClientError

from hex311_cli.overlay.tablewriter import TableBusy

BATCH = 25
PATIENCE_S = 90.0
_BUSY = {"ProvisionedThroughputExceededException", "ThrottlingException", "RequestLimitExceeded", "InternalServerError"}

Key = tuple[str, str]
Item = dict[str, Any]


class PlacesTable:
    """Items of the table in DynamoDB's own form; keys are (`cell`, `sk`)."""

    def __init__(self, dynamodb: Any, table_name: str) -> None:
        self._dynamodb, self._table_name = dynamodb, table_name

    def get(self, key: Key) -> Item | None:
        """One item, strongly consistent."""
        found: Item | None = self._dynamodb.get_item(
            TableName=self._table_name, Key=_key(key), ConsistentRead=True
        ).get("Item")
        return found

    def put(self, items: Iterable[Item], done: Callable[[int], None]) -> None:
        """Write items in batches; `done` hears how many are written. Raises `TableBusy`."""
        left = iter(items)
        count = 0
        while batch := list(islice(left, BATCH)):
            self._batch([{"PutRequest": {"Item": item}} for item in batch])
            count += len(batch)
            done(count)

    def all_keys(self) -> Iterator[Item]:
        """Keys, `written_at` and `expires_at` of all items."""
        pages = self._dynamodb.get_paginator("scan").paginate(
            TableName=self._table_name, ProjectionExpression="cell, sk, written_at, expires_at", ConsistentRead=True
        )
        for page in pages:
            yield from page["Items"]

    def switch(self, head: Item, seen: str | None, puts: Sequence[Item], deletes: Sequence[Key]) -> None:
        """Put `head`, if its version still is `seen` (None: it is not there), and the rest, all at once or not."""
        condition: Item = {"ConditionExpression": "attribute_not_exists(cell)"}
        if seen is not None:
            condition = {
                "ConditionExpression": "version = :seen",
                "ExpressionAttributeValues": {":seen": {"S": seen}},
            }
        table = {"TableName": self._table_name}
        writes: list[Item] = [{"Put": {**table, "Item": head, **condition}}]
        writes += [{"Put": {**table, "Item": item}} for item in puts]
        writes += [{"Delete": {**table, "Key": _key(key)}} for key in deletes]
        self._dynamodb.transact_write_items(TransactItems=writes)

    def end(self, key: Key, expires_at: int, written_before: str) -> bool:
        """Let an item expire, unless it was written again since; returns whether it will."""
        try:
            self._dynamodb.update_item(
                TableName=self._table_name,
                Key=_key(key),
                UpdateExpression="SET expires_at = :end",
                ConditionExpression="written_at <= :before",
                ExpressionAttributeValues={":end": {"N": str(expires_at)}, ":before": {"N": written_before}},
            )
        except ClientError as error:
            if error.response["Error"]["Code"] != "ConditionalCheckFailedException":
                raise
            return False
        return True

    def _batch(self, requests: list[Item]) -> None:
        left: Any = requests
        deadline, pause = time.monotonic() + PATIENCE_S, 0.05
        while left:
            try:
                answer = self._dynamodb.batch_write_item(RequestItems={self._table_name: left})
                left = answer.get("UnprocessedItems", {}).get(self._table_name, [])
            except ClientError as fault:
                if fault.response["Error"]["Code"] not in _BUSY:
                    raise
            if left and time.monotonic() > deadline:
                raise TableBusy(f"the table {self._table_name} did not take {len(left)} items in {PATIENCE_S:.0f} s")
            if left:
                time.sleep(pause * random.uniform(0.5, 1.5))
                pause = min(pause * 2, 2.0)


def _key(key: Key) -> Item:
    return {"cell": {"S": key[0]}, "sk": {"S": key[1]}}
