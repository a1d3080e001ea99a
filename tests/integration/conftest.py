"""One city on the local cloud for all tests that come in through the front door."""

from collections.abc import Iterator

import pytest

from tests.support.cloud import CloudCity, city_on_a_cloud


@pytest.fixture(scope="session")
def cloud_city() -> Iterator[CloudCity]:
    """The demo city behind its front door (about a minute to start, once)."""
    with city_on_a_cloud() as city:
        yield city
