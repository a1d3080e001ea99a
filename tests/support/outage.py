"""The power fails: a process dies before or after any call of a port, and nobody cleans up after it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, TypeVar

T = TypeVar("T")

PORTS = (
    "cases",
    "clocks",
    "nearby",
    "contacts",
    "limits",
    "catalogue",
    "overlays",
    "messenger",
    "tiles",
    "workflows",
    "bus",
)


class Outage(BaseException):
    """Not an error that code could catch and mend."""


class Fuse:
    """Counts the moments before and after each port call, and blows at one of them (0: never)."""

    def __init__(self, blow_at: int) -> None:
        self.moments: list[str] = []
        self._blow_at = blow_at

    def pass_moment(self, where: str) -> None:
        self.moments.append(where)
        if len(self.moments) == self._blow_at:
            raise Outage(where)


class _Fused:
    def __init__(self, port: Any, name: str, fuse: Fuse) -> None:
        self._port, self._name, self._fuse = port, name, fuse

    def __getattr__(self, name: str) -> Any:
        inner = getattr(self._port, name)
        if not callable(inner):
            return inner

        def call(*args: Any, **kwargs: Any) -> Any:
            self._fuse.pass_moment(f"before {self._name}.{name}")
            result = inner(*args, **kwargs)
            self._fuse.pass_moment(f"after {self._name}.{name}")
            return result

        return call


@contextmanager
def fuse(city: Any, blow_at: int) -> Iterator[Fuse]:
    """All ports of the city behind one fuse, for a while."""
    real = {name: getattr(city, name) for name in PORTS}
    new = Fuse(blow_at)
    for name, port in real.items():
        setattr(city, name, _Fused(port, name, new))
    try:
        yield new
    finally:
        for name, port in real.items():
            setattr(city, name, port)


def every_outage(city: Any, prepare: Callable[[], T], act: Callable[[T], Any], at: str = "") -> Iterator[tuple[str, T]]:
    """Let `act` die at each of its moments in turn (those with `at` in their name), each time on something new.

    Gives where it died, and on what. The caller then does what a retry would do, and looks at what is left.
    """
    first = prepare()
    with fuse(city, 0) as whole:
        act(first)
    assert len(whole.moments) > 4, "hardly any port was called"
    for number, where in enumerate(whole.moments, start=1):
        if at in where:
            subject = prepare()
            with fuse(city, number), suppress(Outage):
                act(subject)
                raise AssertionError(f"it did not die {where}")
            yield where, subject
