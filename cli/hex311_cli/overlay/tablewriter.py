"""Write and delete many items of the overlay table: batches of 25, a few threads, nothing left behind."""

import random
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from typing import Any

from botocore.exceptions import ClientError

THREADS = 4
BATCH = 25
READ_BATCH = 100
PATIENCE_S = 90.0
"""How long one batch is offered again before the write is given up."""

_BUSY = {"ProvisionedThroughputExceededException", "ThrottlingException", "RequestLimitExceeded", "InternalServerError"}

Done = Callable[[int], None]
"""Told how many items are done so far."""


class TableBusy(Exception):
    """The table did not take some items in time; those before them are written."""


class OverlayTableWriter:
    """Writes generations of cell items through a low-level DynamoDB client (which threads may share)."""

    def __init__(self, dynamodb: Any, table_name: str) -> None:
        self._dynamodb, self._table_name = dynamodb, table_name

    def put(self, items: Iterable[tuple[str, bytes]], active_from: int, done: Done) -> None:
        """Put (cell, body) items with this activation time; returns when all are stored."""
        requests = [{"PutRequest": {"Item": {**_key(cell, active_from), "body": {"B": body}}}} for cell, body in items]
        self._run(requests, done)

    def delete(self, cells: Iterable[str], active_from: int, done: Done) -> None:
        """Delete the cells' items of this activation time, if they are there."""
        self._run([{"DeleteRequest": {"Key": _key(cell, active_from)}} for cell in cells], done)

    def read(self, cells: Sequence[str], active_from: int) -> dict[str, bytes]:
        """The bodies of the cells' items of this activation time, of those that are there."""
        found: dict[str, bytes] = {}
        for at in range(0, len(cells), READ_BATCH):
            left: Any = {
                "Keys": [_key(cell, active_from) for cell in cells[at : at + READ_BATCH]],
                "ConsistentRead": True,
            }
            deadline = time.monotonic() + PATIENCE_S
            while left:
                answer = self._dynamodb.batch_get_item(RequestItems={self._table_name: left})
                for item in answer["Responses"].get(self._table_name, ()):
                    found[item["cell"]["S"]] = item["body"]["B"]
                left = answer.get("UnprocessedKeys", {}).get(self._table_name)
                if left and time.monotonic() > deadline:
                    raise TableBusy(f"the table {self._table_name} did not give its items in {PATIENCE_S:.0f} s")
                if left:
                    time.sleep(random.uniform(0.1, 0.5))
        return found

    def _run(self, requests: Sequence[dict[str, Any]], done: Done) -> None:
        batches = [requests[at : at + BATCH] for at in range(0, len(requests), BATCH)]
        finished = 0
        with ThreadPoolExecutor(THREADS) as pool:
            running = {pool.submit(self._batch, batch): len(batch) for batch in batches}
            try:
                for batch in as_completed(running):
                    batch.result()
                    finished += running[batch]
                    done(finished)
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise

    def _batch(self, requests: Sequence[dict[str, Any]]) -> None:
        left: Any = list(requests)
        deadline = time.monotonic() + PATIENCE_S
        pause = 0.05
        while True:
            left = self._offer(left)
            if not left:
                return
            if time.monotonic() > deadline:
                raise TableBusy(f"the table {self._table_name} did not take {len(left)} items in {PATIENCE_S:.0f} s")
            time.sleep(pause * random.uniform(0.5, 1.5))
            pause = min(pause * 2, 2.0)

    def _offer(self, requests: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """One call; returns what was not taken."""
        try:
            answer = self._dynamodb.batch_write_item(RequestItems={self._table_name: requests})
        except ClientError as fault:
            if fault.response["Error"]["Code"] in _BUSY:
                return requests
            raise
        left: list[dict[str, Any]] = answer.get("UnprocessedItems", {}).get(self._table_name, [])
        return left


def _key(cell: str, active_from: int) -> dict[str, Any]:
    return {"cell": {"S": cell}, "active_from": {"N": str(active_from)}}
