"""The functions over a city in memory: every app and handler is handed the same ports."""

import importlib
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hex311.http.api import logger
from hex311.settings import Settings
from tests.support.city import ROOT, memory_city

FUNCTIONS = Path(ROOT / "functions")


def modules() -> list[Any]:
    """Every entry point (`functions/<name>/app.py` or `handler.py`) that works on the ports."""
    found = sorted([*FUNCTIONS.glob("*/app.py"), *FUNCTIONS.glob("*/handler.py")])
    names = [f"functions.{path.parent.name}.{path.stem}" for path in found if "import ports\n" in path.read_text()]
    return [importlib.import_module(name) for name in names]


@pytest.fixture
def city(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A city in memory behind all functions."""
    ports = memory_city()
    ports.settings = Settings(stage="test")  # type: ignore[attr-defined]
    for module in modules():
        monkeypatch.setattr(module, "ports", lambda: ports)
    return ports


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the functions write to their log. All loggers of a service share one handler."""
    written = io.StringIO()
    before = logger.registered_handler.setStream(written)  # type: ignore[attr-defined]
    yield written
    logger.registered_handler.setStream(before)  # type: ignore[attr-defined]
