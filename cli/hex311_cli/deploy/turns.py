"""Only one `hex311 up` or `down` at a time in one checkout: they share the build folder and the local cloud."""

from __future__ import annotations

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from hex311_cli.deploy.places import Places


@contextmanager
def one_at_a_time(places: Places, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold the turn; `waiting` is called first when another command holds it."""
    folder = places.root / ".hex311"
    folder.mkdir(exist_ok=True)
    with (folder / "up.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            waiting()
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
