"""Write changed state to disk every few seconds, so that a killed emulator loses little."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def autosaving(seconds: float) -> Iterator[None]:
    yield
