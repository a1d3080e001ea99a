"""The overlay table: one Query gives every layer's answer for a point.

Access pattern: `cell = :cell AND active_from <= :at`, newest first, one item, eventually consistent (items of
an activated generation never change). Keys: `cell` (S, H3 index), `active_from` (N, epoch seconds); the
content is the binary attribute `body` (see `hex311.spatial.overlay_item`).
"""

from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from hex311.adapters.dynamodb.faults import PASSING
from hex311.domain.errors import TransientFault
from hex311.domain.geography import Overlay, Point
from hex311.spatial.overlay_item import decode
from hex311.spatial.overlay_reader import StoredCell, read_overlay

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

CACHE_SECONDS = 60
CACHE_CELLS = 256


class DynamoOverlay:
    """Reads the overlay table and remembers cells for a minute, so bursts from one street cost one read.

    A new generation is therefore seen at most `CACHE_SECONDS` after its activation. Questions about another
    moment (`at`) and cells without an item are never remembered.
    """

    def __init__(self, table_name: str, now: Callable[[], int], client: "DynamoDBClient | None" = None) -> None:
        self._table_name = table_name
        self._now = now
        self._client = client
        self._cache: OrderedDict[str, tuple[int, StoredCell]] = OrderedDict()

    def overlay(self, point: Point, at: int | None = None) -> Overlay:
        """All layers' answers for the point, as of `at` (epoch seconds; default now).

        Raises `TransientFault` when the table cannot be reached or is too busy.
        """
        if at is None:
            return read_overlay(point, self._remembered)
        return read_overlay(point, lambda cell: self._query(cell, at))

    def _remembered(self, cell: str) -> StoredCell | None:
        now = self._now()
        held = self._cache.get(cell)
        if held is not None and 0 <= now - held[0] < CACHE_SECONDS:
            self._cache.move_to_end(cell)
            return held[1]
        stored = self._query(cell, now)
        if stored is None:
            self._cache.pop(cell, None)
            return None
        self._cache[cell] = (now, stored)
        self._cache.move_to_end(cell)
        if len(self._cache) > CACHE_CELLS:
            self._cache.popitem(last=False)
        return stored

    def _query(self, cell: str, at: int) -> StoredCell | None:
        if self._client is None:
            self._client = boto3.client("dynamodb")
        try:
            page = self._client.query(
                TableName=self._table_name,
                KeyConditionExpression="cell = :cell AND active_from <= :at",
                ExpressionAttributeValues={":cell": {"S": cell}, ":at": {"N": str(at)}},
                ScanIndexForward=False,
                Limit=1,
            )
        except ClientError as fault:
            if fault.response["Error"]["Code"] in PASSING:
                raise TransientFault from fault
            raise
        except BotoCoreError as fault:
            raise TransientFault from fault
        if not page["Items"]:
            return None
        item = page["Items"][0]
        return StoredCell(int(item["active_from"]["N"]), decode(item["body"]["B"]))
