"""Uploads of layers and what is published, in the city bucket and in memory alike."""

import json
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from moto import mock_aws
from shapely import box

from hex311.adapters.layer_generations import S3LayerGenerations
from hex311.adapters.layer_imports import S3LayerUploads, StepFunctionsImports
from hex311.adapters.memory.layer_imports import MemoryLayerJobs, MemoryLayerUploads
from hex311.domain.map_layers import LayerTimeline
from hex311_cli.overlay.objects import Folder
from hex311_cli.overlay.sources import FeatureSource, LayerSource
from hex311_cli.overlay.store import LayerStore, Manifest, Timeline

MACHINE = {"StartAt": "end", "States": {"end": {"Type": "Succeed"}}}


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    with mock_aws():
        boto3.client("s3").create_bucket(Bucket="city")
        yield "city"


@pytest.mark.parametrize("kind", ["memory", "s3"])
def test_an_upload_from_its_ticket_to_its_difference(bucket: str, kind: str) -> None:
    uploads: Any = MemoryLayerUploads() if kind == "memory" else S3LayerUploads(bucket)
    assert uploads.report("a") is None
    assert uploads.recent(5) == []
    form = uploads.ticket("a", {"file_name": "wards.zip"})
    assert form["fields"]["key"] == "imports/a/upload"
    assert uploads.report("a") == {"import_id": "a", "status": "waiting"}
    assert uploads.recent(5) == [], "nobody has started it"
    uploads.begin("a", "run")
    assert uploads.report("a") == {"import_id": "a", "run": "run", "status": "running"}
    uploads.keep("b", {"withdraw": 7})
    uploads.begin("b", "run")
    told = uploads.recent(5)
    assert {one["report"]["import_id"]: one["request"] for one in told} == {
        "a": {"file_name": "wards.zip"},
        "b": {"withdraw": 7},
    }
    assert len(uploads.recent(1)) == 1
    assert uploads.difference("a") is None
    if kind == "s3":
        Folder(boto3.client("s3"), bucket, "imports/a/").put("difference.json.gz", {"layer": "wards"})
        assert uploads.difference("a") == {"layer": "wards"}


def test_what_the_importer_publishes_is_what_is_read(bucket: str) -> None:
    generations = S3LayerGenerations(bucket)
    assert generations.timeline() == LayerTimeline()
    store = LayerStore(boto3.client("s3"), bucket)
    area = FeatureSource("1", "One", box(-87.66, 41.849, -87.648, 41.852))
    wards = store.keep(LayerSource("wards", {"en": "Wards"}, [area], {"prefer": ["1"]}, public=False))
    store.put_timeline(
        Timeline([Manifest(100, "wards", [wards], given=["wards"]), Manifest(200, None, [], removed=["wards"])])
    )
    timeline = generations.timeline()
    standing, (announced,) = timeline.standing(150), timeline.announced(150)
    assert standing is not None
    (layer,) = standing.layers
    assert (layer.id, layer.names, layer.features, layer.border, layer.public) == (
        "wards", {"en": "Wards"}, 1, "prefer", False,
    )  # fmt: skip
    assert wards.sha256.startswith(layer.version)
    assert (announced.active_from, announced.extent, announced.removed) == (200, "", ("wards",))


@pytest.mark.parametrize("kind", ["memory", "machine"])
def test_the_same_run_starts_once(bucket: str, kind: str) -> None:
    client = boto3.client("stepfunctions")
    role = "arn:aws:iam::123456789012:role/any"
    arn = client.create_state_machine(name="imports", definition=json.dumps(MACHINE), roleArn=role)["stateMachineArn"]
    jobs: Any = MemoryLayerJobs() if kind == "memory" else StepFunctionsImports(arn)
    for _ in range(2):
        jobs.start("a" * 32, {"dry_run": True}, "one")
        jobs.reroute("a" * 32, "run", "two")
    started = len(jobs.runs) if kind == "memory" else len(client.list_executions(stateMachineArn=arn)["executions"])
    assert started == 2
