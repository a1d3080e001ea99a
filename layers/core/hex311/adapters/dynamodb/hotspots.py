"""Counts around cells, and the live hotspots, in the table `nearby`; their events go out through the cases table."""

from typing import Any

from pynamodb.expressions.condition import Condition
from pynamodb.expressions.operand import Path
from pynamodb.expressions.update import Action

from hex311.adapters.dynamodb import keys
from hex311.adapters.dynamodb.city_events import city_event_record
from hex311.adapters.dynamodb.connection import SharedConnection
from hex311.adapters.dynamodb.faults import PASSING_REASONS, passing_faults
from hex311.adapters.dynamodb.records import EventRecord, HotspotRecord, NearbyRecord
from hex311.adapters.dynamodb.transaction import LabelledTransaction, Refused
from hex311.domain.errors import TransientFault
from hex311.domain.hotspots import CellHistory, CityHistory, Hotspot, Recent
from hex311.ports import Clash, HotspotChange, LiveHotspots

_KIND = "n_"


class DynamoHotspots:
    """The `Hotspots` port."""

    def __init__(self, region: str) -> None:
        self._connection = SharedConnection(region=region)

    @passing_faults
    def cell(self, cell: str) -> CellHistory:
        try:
            record = HotspotRecord.get(keys.hotspot_key(cell), consistent_read=True)
        except HotspotRecord.DoesNotExist:
            return CellHistory(cell)
        return to_history(cell, int(record.v or 0), record.document)

    @passing_faults
    def city(self) -> CityHistory:
        raw = NearbyRecord._get_connection().get_item(keys.HOTSPOTS_CITY, consistent_read=True).get("Item", {})
        numbers = {name: int(value["N"]) for name, value in raw.items() if "N" in value}
        reports = {name.removeprefix(_KIND): n for name, n in numbers.items() if name.startswith(_KIND)}
        return CityHistory(numbers.get("since"), numbers.get("cells", 0), reports)

    @passing_faults
    def live(self) -> LiveHotspots:
        try:
            record = HotspotRecord.get(keys.HOTSPOTS_LIVE, consistent_read=True)
        except HotspotRecord.DoesNotExist:
            return LiveHotspots()
        spots = (Hotspot(cell, kind, since, tuple(cases), usual) for cell, kind, since, cases, usual in record.document)
        return LiveHotspots(int(record.v or 0), tuple(spots))

    @passing_faults
    def commit(self, change: HotspotChange) -> None:
        transaction = LabelledTransaction(self._connection)
        if change.cell:
            _put(transaction, keys.hotspot_key(change.cell.cell), change.cell.version, history_document(change.cell))
            _count(transaction, change)
        if change.live:
            _put(transaction, keys.HOTSPOTS_LIVE, change.live.version, live_document(change.live))
        for event in change.events:
            transaction.put("event", city_event_record(event), EventRecord.pk.does_not_exist())
        try:
            transaction.commit()
        except Refused as refused:
            if any(refusal.code in PASSING_REASONS for refusal in refused.refusals):
                raise TransientFault from refused
            raise Clash(str(refused)) from refused


def _put(transaction: LabelledTransaction, key: str, version: int, document: Any) -> None:
    condition: Condition = HotspotRecord.v == version if version else HotspotRecord.cell.does_not_exist()
    transaction.put("hotspot", HotspotRecord(key, v=version + 1, document=document), condition)


def _count(transaction: LabelledTransaction, change: HotspotChange) -> None:
    """The city's counts only ever grow by this, so nobody has to stand on what they were."""
    since = Path("since")
    actions: list[Action] = [Path(f"{_KIND}{kind}").add(1) for kind in change.kinds]
    actions.append(since.set(since | change.since))
    if change.cell and not change.cell.version:
        actions.append(Path("cells").add(1))
    transaction.update("city", NearbyRecord(keys.HOTSPOTS_CITY), actions)


def history_document(history: CellHistory) -> dict[str, Any]:
    return {
        "recent": {case_id: [one.at, one.kind] for case_id, one in history.recent.items()},
        "past": dict(history.past),
        "past_at": history.past_at,
    }


def to_history(cell: str, version: int, document: dict[str, Any]) -> CellHistory:
    recent = {case_id: Recent(at, kind) for case_id, (at, kind) in document["recent"].items()}
    return CellHistory(cell, version, recent, document["past"], document["past_at"])


def live_document(listed: LiveHotspots) -> list[list[Any]]:
    return [[spot.cell, spot.kind, spot.since, list(spot.cases), spot.expected] for spot in listed.hotspots]
