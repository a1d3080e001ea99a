"""One local cloud per test module."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.local.support import LocalCloud


@pytest.fixture(scope="module")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalCloud]:
    """A running local cloud, empty at the start of the module."""
    started = LocalCloud(tmp_path_factory.mktemp("cloud"))
    started.start()
    yield started
    started.stop()
