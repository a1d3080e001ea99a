"""Several callers at the same instant, one deterministic step at a time.

Each caller runs the real code in a thread of its own, but only one thread runs at any moment: it stops before every
watched port call until the schedule gives it its next turn. `every_order` goes through all schedules there are;
`random_order` draws one.
"""

import random
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any

Act = Callable[[], Any]


class Caller(threading.Thread):
    """One caller. `result` is what it returned, or the exception that ended it."""

    def __init__(self, act: Act) -> None:
        super().__init__(daemon=True)
        self.result: Any = None
        self.is_done = False
        self._act = act
        self._go = threading.Semaphore(0)
        self._stopped = threading.Semaphore(0)

    def run(self) -> None:
        self._go.acquire()
        try:
            self.result = self._act()
        except BaseException as error:  # handed over as the result
            self.result = error
        self.is_done = True
        self._stopped.release()

    def stop_here(self) -> None:
        """Called by the caller itself, before a watched call: wait for the next turn."""
        self._stopped.release()
        self._go.acquire()

    def take_turn(self) -> None:
        """Run to the next watched call, or to the end."""
        self._go.release()
        if not self._stopped.acquire(timeout=30):
            raise AssertionError("the caller neither stops nor ends")


def watch(port: Any, *names: str) -> None:
    """Let callers stop before these calls of a port; others than callers pass."""
    for name in names:
        setattr(port, name, _stopping(getattr(port, name)))


def _stopping(call: Callable[..., Any]) -> Callable[..., Any]:
    def stopping(*args: Any, **kwargs: Any) -> Any:
        current = threading.current_thread()
        if isinstance(current, Caller):
            current.stop_here()
        return call(*args, **kwargs)

    return stopping


def run(acts: Sequence[Act], choose: Callable[[int], int]) -> list[Any]:
    """Run all callers to their end; `choose(n)` says which of the n that are not done yet has the next turn."""
    callers = [Caller(act) for act in acts]
    for caller in callers:
        caller.start()
        caller.take_turn()  # what comes before the first watched call touches nothing that is shared
    while waiting := [caller for caller in callers if not caller.is_done]:
        waiting[choose(len(waiting))].take_turn()
    return [caller.result for caller in callers]


def every_order(scene: Callable[[], tuple[Any, Sequence[Act]]]) -> Iterator[tuple[Any, list[Any]]]:
    """For every schedule: a fresh scene (its world and its callers), played to the end; gives world and results."""
    path: list[tuple[int, int]] = []  # which choice was made, of how many
    while True:
        place = 0

        def choose(count: int) -> int:
            nonlocal place
            if place == len(path):
                path.append((0, count))
            choice = path[place][0]
            place += 1
            return choice

        world, acts = scene()
        yield world, run(acts, choose)
        while path and path[-1][0] + 1 == path[-1][1]:
            path.pop()
        if not path:
            return
        path[-1] = (path[-1][0] + 1, path[-1][1])


def random_order(acts: Sequence[Act], seed: int) -> list[Any]:
    chance = random.Random(seed)
    return run(acts, chance.randrange)
