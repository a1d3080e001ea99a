"""What the city has published: its pack, its layers' answers, its places and addresses."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from hex311.domain.address_book import Gazetteer
from hex311.domain.catalogue import Catalogue, Document
from hex311.domain.city_events import CityEvent
from hex311.domain.geography import Overlay, Point
from hex311.domain.place import Category, CategoryKind, Leaf, Place


class Publications(Protocol):
    def publish(self, seen: str, version: str, documents: Mapping[str, Any], event: CityEvent) -> None:
        """Make `version` the standing one: `seen` with these documents instead of its own, and the event with it.
        `Clash` when `seen` does not stand any more."""


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
