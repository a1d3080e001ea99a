"""Runs over open cases in the city bucket: the newest stands, and an older one writes only its own document."""

from collections.abc import Iterator

import boto3
import pytest
from moto import mock_aws

from hex311.adapters.layer_reroutings import S3LayerReroutings
from hex311.adapters.memory.layer_imports import MemoryLayerReroutings
from hex311.ports import LayerReroutings


@pytest.fixture(params=["memory", "s3"])
def reroutings(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[LayerReroutings]:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    with mock_aws():
        boto3.client("s3").create_bucket(Bucket="city")
        yield MemoryLayerReroutings() if request.param == "memory" else S3LayerReroutings("city")


def test_the_newest_run_stands(reroutings: LayerReroutings) -> None:
    assert reroutings.standing("a") is None
    old, new = ({"import_id": "a", "run": run, "status": "running", "names": ["Ñ"]} for run in ("1", "2"))
    reroutings.begin(old)
    assert reroutings.standing("a") == old
    reroutings.begin(new)
    reroutings.keep(old | {"status": "done"})
    assert reroutings.standing("a") == new
    reroutings.keep(new | {"status": "done"})
    assert reroutings.standing("a") == new | {"status": "done"}
    assert reroutings.standing("b") is None
