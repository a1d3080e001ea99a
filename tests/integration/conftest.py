"""One city on the local cloud for all tests that come in through the front door."""

from collections.abc import Iterator

import pytest

from tests.support.cloud import CloudCity, city_on_a_cloud


@pytest.fixture(scope="session")
def cloud_city() -> Iterator[CloudCity]:
    """The demo city behind its front door (about a minute to start, once)."""
    with city_on_a_cloud() as city:
        yield city


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The road first, since nothing else works without it; tests that change the shared city's map layers last."""
    items.sort(key=lambda item: (item.get_closest_marker("changes_layers") is not None, "the_road" not in item.nodeid))
