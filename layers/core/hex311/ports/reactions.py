"""What follows from an event: tiles, workflows, the bus."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from hex311.domain.city_events import CityEvent
from hex311.domain.events import Event

TILE = "application/vnd.mapbox-vector-tile"


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which bytes an object holds: `etag` names the write, `content` the uncompressed bytes. Empty where there is
    no object yet."""

    etag: str = ""
    content: str = ""


class TileStore(Protocol):
    """Objects of the map. Tiles are compressed as they are stored."""

    def stamp(self, path: str) -> Stamp:
        """What stands there now."""

    def store(self, path: str, body: bytes, before: Stamp, content_type: str = TILE) -> bool | None:
        """Store a tile (or another file that changes) in the place of `before`, which was read before its facts were:
        True when it was stored, None when the same stands there already, False when somebody else has stored one
        since. So of two builders at once, the later reader wins."""

    def read(self, path: str) -> bytes | None:
        """A tile as it was before it was compressed; None when there is none."""

    def paths(self, prefix: str) -> Iterable[str]:
        """All objects below a prefix."""

    def publish(self, path: str, body: bytes, content_type: str, *, for_ever: bool) -> None:
        """Store a file that is no tile: `for_ever` says that these bytes will always be what the path means."""


class Workflows(Protocol):
    def start(self, case_id: str, generation: int) -> bool:
        """Start (or find running) the execution of this generation; False when one ran under it and has ended."""

    def is_running(self, case_id: str, generation: int) -> bool: ...

    def answer(self, task_token: str, output: dict[str, Any]) -> bool:
        """Answer a waiting task; False when nobody waits under this token any more."""


class EventBus(Protocol):
    def publish(self, events: Sequence[Event | CityEvent]) -> None:
        """Publish all; raises `TransientFault` when any was not accepted."""
