"""The memory twins of publishing and of the queue of back-fills."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from hex311.domain.catalogue import Catalogue
from hex311.domain.city_events import CityEvent
from hex311.domain.publication import Publication
from hex311.ports import Clash


class _Catalogue(Protocol):
    versions: dict[str, Catalogue]
    current_version: str


@dataclass
class MemoryPublications:
    """The `Publications` port over the catalogue in memory."""

    catalogue: _Catalogue
    events: list[CityEvent] = field(default_factory=list)
    notes: list[Publication] = field(default_factory=list)

    def publish(self, note: Publication, documents: Mapping[str, Any], event: CityEvent) -> None:
        if self.catalogue.current_version != note.previous:
            raise Clash
        whole = {**self.catalogue.versions[note.previous].documents, **documents}
        self.catalogue.versions[note.version] = Catalogue(note.version, whole)
        self._stand(note, event)

    def go_back(self, note: Publication, event: CityEvent) -> None:
        if self.catalogue.current_version != note.previous:
            raise Clash
        self._stand(note, event)

    def history(self) -> Sequence[Publication]:
        return self.notes[::-1]

    def _stand(self, note: Publication, event: CityEvent) -> None:
        self.catalogue.current_version = note.version
        self.notes.append(note)
        self.events.append(event)


@dataclass
class MemoryWidenJobs:
    """The `WidenJobs` port."""

    sent: list[tuple[dict[str, float], str]] = field(default_factory=list)

    def go_on(self, radii: Mapping[str, float], cursor: str) -> None:
        self.sent.append((dict(radii), cursor))
