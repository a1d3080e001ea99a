"""Fixtures of all tests. No test may reach a real account: credentials are fakes."""

import os
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest
from botocore.loaders import JSONFileLoader

from tests.support.moto_transactions import quicken

for name, value in {
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_REGION": "us-east-1",
    "POWERTOOLS_TRACE_DISABLED": "true",
    "POWERTOOLS_METRICS_NAMESPACE": "hex311",
    "POWERTOOLS_SERVICE_NAME": "tests",
}.items():
    os.environ.setdefault(name, value)


_read_file = JSONFileLoader._load_file


@cache
def _read_once(path: str, opened: Callable[..., Any]) -> Any:
    return _read_file(JSONFileLoader(), path, opened)


# Every test has AWS clients of its own; reading the same service descriptions anew took half of their time.
JSONFileLoader._load_file = lambda _, path, opened: _read_once(path, opened)
quicken()


@pytest.fixture(autouse=True)
def _far_from_the_cloud(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A local cloud that runs for other tests of this process is not where these tests' clients go."""
    if request.node.get_closest_marker("cloud") is None:
        monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)


@pytest.fixture(params=["memory", "dynamodb"])
def city(request: pytest.FixtureRequest) -> Iterator[Any]:
    """A city, once with all ports in memory and once with the real adapters on moto: the same tests for both."""
    from tests.support.aws import moto_city
    from tests.support.city import memory_city

    if request.param == "memory":
        yield memory_city()
    else:
        with moto_city() as ports:
            yield ports
