"""Counts around cells in DynamoDB: the same as in memory, with the same refusals; events leave by the outbox."""

from collections.abc import Iterator
from dataclasses import replace

import boto3
import pytest
from moto import mock_aws

from hex311.adapters.dynamodb.hotspots import DynamoHotspots
from hex311.adapters.dynamodb.records import EventRecord, use_tables
from hex311.adapters.event_bus import envelope
from hex311.domain.city_events import CityEvent, CityEventName
from hex311.domain.hotspots import ALL_KINDS, CellHistory, CityHistory, Hotspot
from hex311.messages.stream import event_of
from hex311.ports import Clash, HotspotChange, LiveHotspots
from hex311.schemas import check
from hex311.settings import Settings

REGION = "us-east-1"
EVENT = CityEvent("hotspot-88-all-9", 1, CityEventName.HOTSPOT_DETECTED, 9, {"cell": "88", "cases": ["A"]})


@pytest.fixture
def table(monkeypatch: pytest.MonkeyPatch) -> Iterator[DynamoHotspots]:
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    with mock_aws():
        client = boto3.client("dynamodb", region_name=REGION)
        for name, keys in (("nearby", ["cell"]), ("cases", ["pk", "sk"])):
            client.create_table(
                TableName=name,
                BillingMode="PAY_PER_REQUEST",
                KeySchema=[
                    {"AttributeName": key, "KeyType": kind}
                    for key, kind in zip(keys, ("HASH", "RANGE"), strict=False)  # type: ignore[misc]
                ],
                AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"} for key in keys],
            )
        use_tables(Settings(cases_table="cases", nearby_table="nearby", region=REGION))
        yield DynamoHotspots(REGION)


def counted(cell: CellHistory, case_id: str, at: int) -> CellHistory:
    after = cell.with_report(case_id, at, "graffiti", at)
    assert after
    return after


def test_what_is_written_is_read_again(table: DynamoHotspots) -> None:
    assert table.cell("88") == CellHistory("88")
    assert table.city() == CityHistory()
    assert table.live() == LiveHotspots()
    first = counted(table.cell("88"), "A", 100)
    table.commit(HotspotChange(first, (ALL_KINDS, "graffiti"), 100))
    second = counted(table.cell("88"), "B", 200)
    spot = Hotspot("88", ALL_KINDS, 9, ("A", "B"), 0.25)
    table.commit(HotspotChange(second, (ALL_KINDS, "graffiti"), 200, LiveHotspots(0, (spot,)), (EVENT,)))
    assert table.cell("88") == replace(second, version=2)
    assert table.city() == CityHistory(100, 1, {ALL_KINDS: 2, "graffiti": 2})
    assert table.live() == LiveHotspots(1, (spot,))


def test_whoever_comes_second_writes_nothing(table: DynamoHotspots) -> None:
    stale = table.cell("88")
    table.commit(HotspotChange(counted(stale, "A", 100), (ALL_KINDS,), 100))
    with pytest.raises(Clash):
        table.commit(HotspotChange(counted(stale, "B", 100), (ALL_KINDS,), 100, events=(EVENT,)))
    assert table.city().reports == {ALL_KINDS: 1}
    assert not list(EventRecord.query("CITY#hotspot-88-all-9"))
    table.commit(HotspotChange(live=LiveHotspots()))
    with pytest.raises(Clash):
        table.commit(HotspotChange(live=LiveHotspots()))


def test_the_event_goes_the_way_of_all_events(table: DynamoHotspots) -> None:
    table.commit(HotspotChange(live=LiveHotspots(), events=(EVENT,)))
    (row,) = EventRecord.query("CITY#hotspot-88-all-9")
    told = event_of({"dynamodb": {"NewImage": row.serialize()}})
    assert told == EVENT
    check("events/city_event", envelope(told))
