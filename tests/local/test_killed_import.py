"""A real `kill -9` in the middle of writing: nothing of the import is ever answered, and the same command completes."""

import os
import signal
import subprocess
import sys
import time
import uuid
from itertools import count
from typing import Any

import boto3
import pytest
from shapely import box

from hex311.adapters.dynamodb.overlay import DynamoOverlay
from hex311.domain.geography import Point
from hex311_cli.overlay.journal import DEAD_AFTER_S, Journal, undo_dead_write
from hex311_cli.overlay.publish import Clients, Report, StillWriting, publish_layers
from hex311_cli.overlay.sources import FeatureSource, LayerSource
from hex311_cli.overlay.store import LayerStore
from hex311_cli.overlay.tablewriter import OverlayTableWriter
from tests.local.support import REGION, ROOT, LocalCloud

KEYS = {"aws_access_key_id": "test", "aws_secret_access_key": "test", "region_name": REGION}
WEST, SOUTH, EAST, NORTH = -87.66, 41.84, -87.62, 41.87
MIDDLE = Point(latitude=41.8505, longitude=-87.6505)
STALLED_AFTER, STALL_S = 3, 120  # batches, seconds


class Store:
    """A table and a bucket of the local cloud, outside of this process and of the importer's: it outlives the killed.

    A test and the importer that it starts both open it, by the address of the cloud and the name.
    """

    def __init__(self, url: str, name: str) -> None:
        self.url, self.name = url, name
        self.clients = Clients(*(boto3.client(one, endpoint_url=url, **KEYS) for one in ("dynamodb", "s3")))
        self.layers = LayerStore(self.clients.s3, name)

    def create(self) -> None:
        keys = (("cell", "S", "HASH"), ("active_from", "N", "RANGE"))
        self.clients.s3.create_bucket(Bucket=self.name)
        self.clients.dynamodb.create_table(
            TableName=self.name,
            BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[{"AttributeName": name, "AttributeType": kind} for name, kind, _ in keys],
            KeySchema=[{"AttributeName": name, "KeyType": role} for name, _, role in keys],
        )

    def publish(self, layer: LayerSource, **wishes: Any) -> Report:
        return publish_layers([layer], self.name, self.name, self.clients, **wishes)

    def publish_and_stall(self, layer: LayerSource) -> None:
        """Write some items and then no more, so that whoever kills this never comes too late."""
        written = count()

        def stall(**_: Any) -> None:
            if next(written) >= STALLED_AFTER:
                time.sleep(STALL_S)

        self.clients.dynamodb.meta.events.register("before-call.dynamodb.BatchWriteItem", stall)
        self.publish(layer)

    def stored(self) -> dict[int, int]:
        """How many items there are, by activation time."""
        found: dict[int, int] = {}
        pages = self.clients.dynamodb.get_paginator("scan").paginate(
            TableName=self.name, ProjectionExpression="active_from"
        )
        for page in pages:
            for item in page["Items"]:
                at = int(item["active_from"]["N"])
                found[at] = found.get(at, 0) + 1
        return found

    def ask(self, at: float) -> list[tuple[str, str]]:
        overlay = DynamoOverlay(self.name, lambda: int(at), self.clients.dynamodb)
        return [(one.layer, one.feature_id) for one in overlay.overlay(MIDDLE, int(at)).answers]

    def kill_an_import(self) -> None:
        """Starts an import in a process of its own and kills it once some, but not all, of its items are there."""
        script = (
            "import sys; from tests.local.test_killed_import import *; Store(*sys.argv[1:]).publish_and_stall(WARDS)"
        )
        importer = subprocess.Popen(
            [sys.executable, "-c", script, self.url, self.name], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}
        )
        deadline = time.monotonic() + 60
        while len(self.stored()) < 2:
            assert importer.poll() is None, "it ended before it could be killed"
            assert time.monotonic() < deadline
        importer.send_signal(signal.SIGKILL)
        assert importer.wait(10) == -signal.SIGKILL


def columns(layer_id: str, count: int) -> LayerSource:
    width = (EAST - WEST) / count
    areas = [box(WEST + n * width, SOUTH, WEST + (n + 1) * width, NORTH) for n in range(count)]
    return LayerSource(layer_id, {"en": layer_id}, [FeatureSource(str(n), "", area) for n, area in enumerate(areas)])


CITY, WARDS = columns("city", 1), columns("wards", 4)


@pytest.fixture
def store(cloud: LocalCloud) -> Store:
    store = Store(cloud.url, f"overlay-{uuid.uuid4().hex[:8]}")
    store.create()
    return store


def test_a_killed_import_leaves_nothing_and_a_rerun_completes(store: Store) -> None:
    first = store.publish(CITY)
    store.kill_an_import()
    (standing, all_cells), (pending, some) = sorted(store.stored().items())
    assert standing == first.generation
    assert 0 < some < all_cells, "it was to be killed in the middle"
    assert store.ask(time.time()) == [("city", "0")]
    assert [one.active_from for one in store.layers.timeline().generations] == [standing]
    with pytest.raises(StillWriting, match="another publication of layers is being written"):
        store.publish(WARDS)

    # Half a minute later the same command takes the dead one's items back, and publishes.
    later = int(time.time()) + DEAD_AFTER_S + 1
    assert later < pending
    report = store.publish(WARDS, now=lambda: later)
    assert report.written == all_cells
    assert store.stored() == {standing: all_cells, report.generation: all_cells}
    assert store.ask(report.generation - 1) == [("city", "0")]
    assert store.ask(report.generation) == [("city", "0"), ("wards", "0")]


def test_nobody_comes_back_and_the_watchman_clears_up(store: Store) -> None:
    store.publish(CITY)
    before = store.stored()
    store.kill_an_import()
    pending = max(store.stored())
    journal = Journal(store.clients.s3, store.name)
    writer = OverlayTableWriter(store.clients.dynamodb, store.name)
    assert not undo_dead_write(journal, writer, time.time)
    assert undo_dead_write(journal, writer, lambda: time.time() + DEAD_AFTER_S + 1)
    assert store.stored() == before
    assert store.ask(pending + 1) == [("city", "0")]
