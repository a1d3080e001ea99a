"""The neighbourhood of cases: one item per duplicate group and H3 cell, read strongly."""

from typing import Any

from hex311.adapters.dynamodb.faults import passing_faults
from hex311.adapters.dynamodb.records import NearbyRecord
from hex311.domain.duplicates import NearbyCell, NearbyEntry, entry_key
from hex311.domain.geography import Point

_ENTRY = "e_"


class DynamoNearby:
    """The `NearbyIndex` port. Entries are attributes of their own, so the item is read raw."""

    @passing_faults
    def read(self, group: str, cell: str) -> NearbyCell:
        raw = NearbyRecord._get_connection().get_item(entry_key(group, cell), consistent_read=True).get("Item", {})
        return cell_from(group, cell, raw)


def cell_from(group: str, cell: str, raw: dict[str, Any]) -> NearbyCell:
    """A raw item (DynamoDB's JSON) as a neighbourhood."""
    entries = tuple(
        _entry(name.removeprefix(_ENTRY), raw[name]["L"]) for name in sorted(raw) if name.startswith(_ENTRY)
    )
    return NearbyCell(group=group, cell=cell, version=int(raw["v"]["N"]) if "v" in raw else 0, entries=entries)


def _entry(case_id: str, packed: list[Any]) -> NearbyEntry:
    """Read straight from the numbers' text: by way of decimals it takes ten times as long."""
    return NearbyEntry(
        case_id,
        Point(latitude=float(packed[0]["N"]), longitude=float(packed[1]["N"])),
        int(packed[2]["N"]),
        packed[3]["S"],
        {code: value["S"] for code, value in packed[4]["M"].items()} if len(packed) > 4 else {},
        packed[5]["S"] if len(packed) > 5 else "",
        int(packed[6]["N"]) if len(packed) > 6 else 0,
    )
