"""What the city has published: its pack, its layers' answers, its places and addresses."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from hex311.domain.address_book import Gazetteer
from hex311.domain.catalogue import Catalogue, Document
from hex311.domain.city_events import CityEvent
from hex311.domain.geography import Overlay, Point
from hex311.domain.place import Category, CategoryKind, Leaf, Place
from hex311.domain.publication import Publication


class Publications(Protocol):
    def publish(self, note: Publication, documents: Mapping[str, Any], event: CityEvent) -> None:
        """Make `note.version` the standing one: `note.previous` with these documents instead of its own, and the event
        and the note with it. `Clash` when `note.previous` does not stand any more."""

    def go_back(self, note: Publication, event: CityEvent) -> None:
        """Let the earlier version `note.version` stand again, as it was. `Clash` as above."""

    def history(self) -> Sequence[Publication]:
        """The newest first, some hundred at most."""


class CatalogueReader(Protocol):
    def current(self) -> Catalogue: ...

    def newest(self) -> Catalogue:
        """The version that stands this very moment."""

    def at(self, version: str) -> Catalogue: ...

    def articles(self, version: str, language: str) -> Mapping[str, Document]:
        """The help articles of a version in one language, by slug: `title`, `topics`, `service_codes`, `body`."""


class OverlayReader(Protocol):
    def overlay(self, point: Point, at: int | None = None) -> Overlay: ...


class Places(Protocol):
    """Facilities and assets, by category."""

    def categories(self) -> Mapping[str, CategoryKind]: ...

    def directories(self, codes: Sequence[str]) -> tuple[Category, ...]:
        """In the order of the codes; unknown ones are left out."""

    def leaves(self, leaves: Sequence[Leaf]) -> Mapping[Leaf, tuple[Place, ...]]: ...


class AddressBooks(Protocol):
    def book(self, key: str) -> Gazetteer:
        """The published address book stored under `key`, which never changes under that name."""
