"""Loading the demo's cases as a whole: where it may be done, once, and what is said when it breaks off."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws

from hex311.domain.errors import TransientFault
from hex311_cli.demo_cases import load
from hex311_cli.demo_cases.load import NOTE, load_demo
from hex311_cli.deploy.problems import DeployProblem
from hex311_cli.door import Door
from hex311_cli.target import Target

PACK = Path("a pack")


@pytest.fixture
def target() -> Iterator[Target]:
    with mock_aws():
        boto3.client("s3", "us-east-1").create_bucket(Bucket="city")
        yield Target("hex311", {"CityBucket": "city"}, Door("http://127.0.0.1:1"), is_local=True)


def notes() -> list[str]:
    return [one["Key"] for one in boto3.client("s3").list_objects_v2(Bucket="city").get("Contents", [])]


def test_never_in_an_aws_account(target: Target) -> None:
    with pytest.raises(DeployProblem, match="local cloud only"):
        load_demo(replace(target, is_local=False), PACK)


def test_once(target: Target, monkeypatch: pytest.MonkeyPatch) -> None:
    loads: list[Any] = []
    monkeypatch.setattr(load, "_loaded", lambda *given: (loads.append(given), (12, 12))[1])
    assert load_demo(target, PACK) == "12 cases"
    assert load_demo(target, PACK) == "unchanged"
    assert len(loads) == 1


def test_what_broke_off_is_told_in_words_and_begun_again(target: Target, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*given: Any) -> tuple[int, int]:
        raise TransientFault

    monkeypatch.setattr(load, "_loaded", breaks)
    with pytest.raises(DeployProblem, match="not all there"):
        load_demo(target, PACK)
    assert NOTE not in notes()
    monkeypatch.setattr(load, "_loaded", lambda *given: (12, 5))
    assert load_demo(target, PACK) == "5 cases"
    assert notes() == [NOTE]
