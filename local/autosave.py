"""Save the whole state every few seconds and when stopping, each time as one moment.

The emulator saves only on a clean stop, service by service, while state machines and pollers go on in threads:
a killed emulator loses everything, and even a clean stop can save a queue after the table that was written from
it. Here a forked child writes: it sees all services frozen at one moment, and the parent does not wait (a fork
of 200 MB takes some milliseconds).
"""

from __future__ import annotations

import fcntl
import gc
import logging
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

logger = logging.getLogger("local.autosave")

#: A child that takes longer hangs on a lock another thread held at the fork.
CHILD_SECONDS = 60.0

Services = dict[str, Callable[[], Any]]


class Autosave:
    """Saves at most every `seconds` when `touch` was called since; once more on `stop`.

    `save` writes the state of the services it is given; `services` lists those in use.
    """

    def __init__(self, seconds: float, save: Callable[[Services], None], services: Callable[[], Services]) -> None:
        self._seconds = seconds
        self._save = save
        self._services = services
        self._touched = False
        self._processor_seconds = 0.0
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="hex311-autosave", daemon=True)

    def touch(self) -> None:
        """Something may have changed."""
        self._touched = True

    def start(self) -> None:
        """Begin saving now and then; with `seconds` 0 only `stop` saves."""
        if self._seconds > 0:
            self._thread.start()

    def stop(self) -> None:
        """Save what stands now; falls back to saving in this process when the child fails."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()
        if not self.snapshot():
            logger.warning("saving in the process itself")
            self._save(self._services())

    def _run(self) -> None:
        wait = self._seconds
        while not self._stopping.wait(wait):
            if not self._touched:
                continue
            self._touched = False
            self.snapshot()
            # At most a tenth of one processor goes into saving, however large the state grows.
            wait = max(self._seconds, 10 * self._processor_seconds)

    def snapshot(self) -> bool:
        """Save from a forked child; whether that went well."""
        services = self._services()
        child = os.fork()
        if child == 0:
            self._save_and_exit(services)
        deadline = time.monotonic() + CHILD_SECONDS
        while time.monotonic() < deadline:
            ended, status, usage = os.wait4(child, os.WNOHANG)
            if ended:
                self._processor_seconds = usage.ru_utime + usage.ru_stime
                return os.waitstatus_to_exitcode(status) == 0
            time.sleep(0.02)
        logger.warning("the saving process hung and was ended; the last saved state stays")
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return False

    def _save_and_exit(self, services: Services) -> None:
        """In the child: never returns, and leaves the parent's sockets and signals alone."""
        code = 1
        try:
            signal.set_wakeup_fd(-1)
            gc.disable()
            self._save(services)
            code = 0
        finally:
            os._exit(code)


def save_as_one(services: Services) -> None:
    """Write all services into a folder aside and only then put the files in place, so that an emulator that is
    killed or started meanwhile finds the last whole state, never half of each."""
    from ministack.core import persistence

    state = Path(persistence.STATE_DIR)
    aside = state / "next"
    with saving_lock(state):
        aside.mkdir(parents=True, exist_ok=True)
        persistence.STATE_DIR = str(aside)
        try:
            persistence.save_all(services)
        finally:
            persistence.STATE_DIR = str(state)
        for file in aside.iterdir():
            file.replace(state / file.name)


@contextmanager
def saving_lock(state: Path) -> Iterator[None]:
    """Held while state is put in place; a start waits for the child of a killed emulator to be done."""
    state.mkdir(parents=True, exist_ok=True)
    with (state / "saving.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def autosaving(seconds: float) -> Iterator[Autosave]:
    """Save while the block runs; the emulator's own saving at shutdown becomes the last snapshot."""
    from ministack import app as gateway

    logging.getLogger("persistence").setLevel(logging.WARNING)
    autosave = Autosave(seconds, save_as_one, gateway._build_persistence_save_dict)
    emulators_own = gateway.save_all
    gateway.save_all = lambda _services: autosave.stop()
    autosave.start()
    try:
        yield autosave
    finally:
        gateway.save_all = emulators_own
