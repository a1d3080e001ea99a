"""The places table: directories of categories, and the leaves that hold the places.

Keys: `cell` (S), `sk` (S). Items:

    CATEGORIES            CATEGORIES    which categories there are, `body` JSON {code: kind}
    DIRECTORY#<category>  DIRECTORY     a category's directory: `kind`, `size`, `version`, `source`, `body`
    <category>#<cell>     <version>     a leaf, `body`; never changed, gone some time after its directory lets go of it

Reads are eventually consistent. Directories are remembered for a minute, leaves (which never change) for as long as
there is room. A leaf that is not there yet is asked for once more, strongly consistent.
"""

import json
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from hex311.adapters.dynamodb.faults import PASSING
from hex311.adapters.dynamodb.keys import CATEGORIES, DIRECTORY, directory_key
from hex311.domain.errors import TransientFault
from hex311.domain.place import Category, CategoryKind, Leaf, Place
from hex311.domain.place_item import unpack_leaves, unpack_places

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

CACHE_SECONDS = 60
"""How late a reader may be; leaves outlive their directory much longer than that."""

CACHE_LEAVES = 128
MOST_KEYS = 100
MOST_ROUNDS = 5

Key = tuple[str, str]


class DynamoPlaces:
    """The `Places` port."""

    def __init__(self, table_name: str, now: Callable[[], int], client: "DynamoDBClient | None" = None) -> None:
        self._table_name, self._now, self._client = table_name, now, client
        self._categories: tuple[int, dict[str, CategoryKind]] | None = None
        self._directories: dict[str, tuple[int, Category]] = {}
        self._leaves: OrderedDict[Key, tuple[Place, ...]] = OrderedDict()

    def categories(self) -> Mapping[str, CategoryKind]:
        """The published categories and their kinds; empty before the first publication."""
        if self._categories is None or not self._is_fresh(self._categories[0]):
            key = (CATEGORIES, CATEGORIES)
            item = self._read([key], consistent=False).get(key)
            self._categories = (self._now(), json.loads(item["body"]["S"]) if item else {})
        return self._categories[1]

    def directories(self, codes: Sequence[str]) -> tuple[Category, ...]:
        """Directories in the order of the codes; those that are not published are left out."""
        known = {code: held[1] for code in codes if (held := self._directories.get(code)) and self._is_fresh(held[0])}
        missing = [code for code in dict.fromkeys(codes) if code not in known]
        found = self._read([(directory_key(code), DIRECTORY) for code in missing], consistent=False)
        for code in missing:
            self._directories.pop(code, None)
            item = found.get((directory_key(code), DIRECTORY))
            if item:
                leaves = unpack_leaves(item["body"]["B"])
                known[code] = Category(code, item["kind"]["S"], int(item["size"]["N"]), leaves)
                self._directories[code] = (self._now(), known[code])
        return tuple(known[code] for code in dict.fromkeys(codes) if code in known)

    def leaves(self, leaves: Sequence[Leaf]) -> Mapping[Leaf, tuple[Place, ...]]:
        """The places in each of the leaves. `TransientFault` when one cannot be read."""
        found: dict[Leaf, tuple[Place, ...]] = {}
        missing: dict[Key, Leaf] = {}
        for leaf in leaves:
            key = (leaf.key, leaf.version)
            if key in self._leaves:
                self._leaves.move_to_end(key)
                found[leaf] = self._leaves[key]
            else:
                missing[key] = leaf
        items = self._read(list(missing), consistent=False)
        late = [key for key in missing if key not in items]
        items |= self._read(late, consistent=True)
        for key, leaf in missing.items():
            if key not in items:
                # A directory older than any remembered one named it: the next call reads a fresh one.
                self._directories.clear()
                raise TransientFault
            found[leaf] = self._leaves[key] = unpack_places(items[key]["body"]["B"])
        while len(self._leaves) > CACHE_LEAVES:
            self._leaves.popitem(last=False)
        return found

    def _is_fresh(self, read_at: int) -> bool:
        return 0 <= self._now() - read_at < CACHE_SECONDS

    def _read(self, keys: Sequence[Key], *, consistent: bool) -> dict[Key, Any]:
        found: dict[Key, Any] = {}
        for start in range(0, len(keys), MOST_KEYS):
            found |= self._batch(keys[start : start + MOST_KEYS], consistent)
        return found

    def _batch(self, keys: Sequence[Key], consistent: bool) -> dict[Key, Any]:
        """One BatchGetItem, repeated for what the table did not get round to."""
        if self._client is None:
            self._client = boto3.client("dynamodb")
        left: Any = [{"cell": {"S": cell}, "sk": {"S": sk}} for cell, sk in keys]
        found: dict[Key, Any] = {}
        for _ in range(MOST_ROUNDS):
            try:
                answer = self._client.batch_get_item(
                    RequestItems={self._table_name: {"Keys": left, "ConsistentRead": consistent}}
                )
            except ClientError as fault:
                if fault.response["Error"]["Code"] in PASSING:
                    raise TransientFault from fault
                raise
            except BotoCoreError as fault:
                raise TransientFault from fault
            for item in answer["Responses"].get(self._table_name, []):
                found[item["cell"]["S"], item["sk"]["S"]] = item
            unread = answer.get("UnprocessedKeys", {}).get(self._table_name)
            left = unread["Keys"] if unread else []
            if not left:
                return found
        raise TransientFault
