"""moto's transactions, quick: it copies every table whole for each item of a transaction, so that it can take it back.

Here only the items that the transaction names are kept, and put back when it fails. What tests see is the same:
`tests/unit/adapters/test_moto_transactions.py` holds it against moto's own.
"""

import copy
from typing import Any

from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models.dynamo_type import DynamoType, Item
from moto.dynamodb.models.table import Table

SLOW = DynamoDBBackend.transact_write_items


class _Kept:
    """One item of a table as it was before."""

    def __init__(self, table: Table, attributes: dict[str, Any]) -> None:
        self._table = table
        self._hash = DynamoType(attributes[table.hash_key_attr])
        self._range = DynamoType(attributes[table.range_key_attr]) if table.range_key_attr else None
        self._item: Item | None = copy.deepcopy(table.get_item(self._hash, self._range))

    def put_back(self) -> None:
        items: Any = self._table.items
        if self._item is None:
            self._table.delete_item(self._hash, self._range)
        elif self._range is None:
            items[self._hash] = self._item
        else:
            items[self._hash][self._range] = self._item


def _quick(self: DynamoDBBackend, transact_items: list[dict[str, Any]]) -> None:
    operations = [operation for one in transact_items for operation in one.values()]
    tables = {name: self.tables[name] for name in {one.get("TableName") for one in operations} if name in self.tables}
    kept = [
        _Kept(table, attributes)
        for one in operations
        if (table := tables.get(one.get("TableName", "")))
        and table.hash_key_attr in (attributes := one.get("Item") or one["Key"])
    ]
    Table.__deepcopy__ = lambda table, _memo: table  # type: ignore[attr-defined]
    try:
        SLOW(self, transact_items)
    except Exception:
        for one in kept:
            one.put_back()
        raise
    finally:
        del Table.__deepcopy__  # type: ignore[attr-defined]


def quicken() -> None:
    """Let all of this process's moto backends do it so."""
    DynamoDBBackend.transact_write_items = _quick  # type: ignore[method-assign]
