"""The memory twins of publishing and of the queue of back-fills."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from hex311.domain.catalogue import Catalogue
from hex311.domain.city_events import CityEvent
from hex311.ports import Clash


class _Catalogue(Protocol):
    versions: dict[str, Catalogue]
    current_version: str


@dataclass
class MemoryPublications:
    """The `Publications` port over the catalogue in memory."""

    catalogue: _Catalogue
    events: list[CityEvent] = field(default_factory=list)

    def publish(self, seen: str, version: str, documents: Mapping[str, Any], event: CityEvent) -> None:
        if self.catalogue.current_version != seen:
            raise Clash
        whole = {**self.catalogue.versions[seen].documents, **documents}
        self.catalogue.versions[version] = Catalogue(version, whole)
        self.catalogue.current_version = version
        self.events.append(event)


@dataclass
class MemoryWidenJobs:
    """The `WidenJobs` port."""

    sent: list[tuple[dict[str, float], str]] = field(default_factory=list)

    def go_on(self, radii: Mapping[str, float], cursor: str) -> None:
        self.sent.append((dict(radii), cursor))
