"""The overlay table: one Query gives every layer's answer for a point.

Access pattern: `cell = :cell AND active_from <= :at`, newest first, one item, eventually consistent (items of
an activated generation never change). Keys: `cell` (S, H3 index, or `LAYER#<id>` for a layer's volatile
attributes), `active_from` (N, epoch seconds); the content is the binary attribute `body` (see
`hex311.spatial.overlay_item`).
"""

from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from hex311.adapters.dynamodb.faults import PASSING
from hex311.domain.errors import TransientFault
from hex311.domain.geography import Overlay, Point
from hex311.spatial.overlay_item import decode
from hex311.spatial.overlay_reader import StoredItem, read_overlay

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

CACHE_SECONDS = 60
"""How long items are remembered. Publications are written at least so long before their activation."""

CACHE_ITEMS = 256


class _Remembered(NamedTuple):
    """What was read at `read_at`: the item active then, and the one that takes its place within the minute."""

    read_at: int
    active: StoredItem | None
    coming: StoredItem | None


class DynamoOverlay:
    """Reads the overlay table and remembers items for a minute, so bursts from one street cost one read.

    A read looks one minute ahead: whoever remembers an item also knows the one that will replace it while it is
    remembered, so all readers change at the second of activation. Only in that minute a read takes two queries.
    Questions about another moment (`at`) and cells without an item are never remembered.
    """

    def __init__(self, table_name: str, now: Callable[[], int], client: "DynamoDBClient | None" = None) -> None:
        self._table_name = table_name
        self._now = now
        self._client = client
        self._cache: OrderedDict[str, _Remembered] = OrderedDict()

    def overlay(self, point: Point, at: int | None = None) -> Overlay:
        """All layers' answers for the point, as of `at` (epoch seconds; default now).

        Raises `TransientFault` when the table cannot be reached or is too busy.
        """
        if at is None:
            return read_overlay(point, self._remembered)
        return read_overlay(point, lambda key: self._query(key, at))

    def _remembered(self, key: str) -> StoredItem | None:
        now = self._now()
        held = self._cache.get(key)
        if held is None or not 0 <= now - held.read_at < CACHE_SECONDS:
            held = self._read_ahead(key, now)
            self._cache.pop(key, None)
            if held.active is None and held.coming is None:
                return None
            self._cache[key] = held
            if len(self._cache) > CACHE_ITEMS:
                self._cache.popitem(last=False)
        self._cache.move_to_end(key)
        if held.coming is not None and held.coming.active_from <= now:
            return held.coming
        return held.active

    def _read_ahead(self, key: str, now: int) -> _Remembered:
        newest = self._query(key, now + CACHE_SECONDS)
        if newest is None or newest.active_from <= now:
            return _Remembered(now, newest, None)
        return _Remembered(now, self._query(key, now), newest)

    def _query(self, key: str, at: int) -> StoredItem | None:
        if self._client is None:
            self._client = boto3.client("dynamodb")
        try:
            page = self._client.query(
                TableName=self._table_name,
                KeyConditionExpression="cell = :cell AND active_from <= :at",
                ExpressionAttributeValues={":cell": {"S": key}, ":at": {"N": str(at)}},
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
        return StoredItem(int(item["active_from"]["N"]), decode(item["body"]["B"]))
