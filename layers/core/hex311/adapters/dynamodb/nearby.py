"""The neighbourhood of open cases: one item per duplicate group and H3 cell, read strongly."""

from typing import Any

from boto3.dynamodb.types import TypeDeserializer

from hex311.adapters.dynamodb.codec import to_nearby
from hex311.adapters.dynamodb.faults import passing_faults
from hex311.adapters.dynamodb.records import NearbyRecord
from hex311.domain.duplicates import NearbyCell, entry_key

_ENTRY = "e_"
_deserialize = TypeDeserializer().deserialize


class DynamoNearby:
    """The `NearbyIndex` port. Entries are attributes of their own, so the item is read raw."""

    @passing_faults
    def read(self, group: str, cell: str) -> NearbyCell:
        raw = NearbyRecord._get_connection().get_item(entry_key(group, cell), consistent_read=True).get("Item", {})
        entries = tuple(
            to_nearby(name.removeprefix(_ENTRY), _numbers(_deserialize(packed)))
            for name, packed in sorted(raw.items())
            if name.startswith(_ENTRY)
        )
        version = int(raw["v"]["N"]) if "v" in raw else 0
        return NearbyCell(group=group, cell=cell, version=version, entries=entries)


def _numbers(packed: list[Any]) -> list[Any]:
    """DynamoDB's decimals as the floats and seconds they were."""
    latitude, longitude, created_at, *rest = packed
    return [float(latitude), float(longitude), int(created_at), *rest]
