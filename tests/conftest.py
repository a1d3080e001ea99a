"""Fixtures of all tests. No test may reach a real account: credentials are fakes."""

import os
from collections.abc import Iterator
from typing import Any

import pytest

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
