"""What follows from an event: tiles, workflows, the bus."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from hex311.domain.city_events import CityEvent
from hex311.domain.events import Event


class TileStore(Protocol):
    def replace(self, path: str, build: Callable[[], bytes]) -> None:
        """Store the tile that `build` returns, so that of two concurrent builders the later reader wins."""


class Workflows(Protocol):
    def start(self, case_id: str, generation: int) -> bool:
        """Start (or find running) the execution of this generation; False when one ran under it and has ended."""

    def is_running(self, case_id: str, generation: int) -> bool: ...

    def answer(self, task_token: str, output: dict[str, Any]) -> bool:
        """Answer a waiting task; False when nobody waits under this token any more."""


class EventBus(Protocol):
    def publish(self, events: Sequence[Event | CityEvent]) -> None:
        """Publish all; raises `TransientFault` when any was not accepted."""
