"""In-memory twins of all ports, for tests and for trying things out. They keep the contracts, not the data."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from hex311.adapters.memory.addresses import MemoryAddressBooks
from hex311.adapters.memory.api_keys import MemoryApiKeys
from hex311.adapters.memory.audit import MemoryAuditLog
from hex311.adapters.memory.case_sweep import MemoryCaseSweep
from hex311.adapters.memory.cases import MemoryCases, MemoryStore
from hex311.adapters.memory.changes import MemoryChanges
from hex311.adapters.memory.clocks import MemoryClocks
from hex311.adapters.memory.deliveries import MemoryDeliveries, MemoryTexts, MemoryWebhooks
from hex311.adapters.memory.hotspots import MemoryHotspots
from hex311.adapters.memory.information_calls import MemoryInformationCalls
from hex311.adapters.memory.insights import MemoryInsights
from hex311.adapters.memory.layer_imports import (
    MemoryLayerGenerations,
    MemoryLayerJobs,
    MemoryLayerReroutings,
    MemoryLayerUploads,
)
from hex311.adapters.memory.lists import MemoryRequestLists
from hex311.adapters.memory.photos import MemoryPhotoFiles, MemoryPhotos
from hex311.adapters.memory.places import MemoryPlaces
from hex311.adapters.memory.presence import MemoryPresence
from hex311.adapters.memory.publications import MemoryPublications, MemoryWidenJobs
from hex311.adapters.memory.staff_pool import MemoryStaffPool
from hex311.adapters.memory.views import MemoryViews
from hex311.domain.catalogue import Catalogue, Document
from hex311.domain.city_events import CityEvent
from hex311.domain.duplicates import NearbyCell, entry_key
from hex311.domain.errors import NotFound, TooMany
from hex311.domain.events import Event
from hex311.domain.follower import Contact
from hex311.domain.geography import Overlay, Point
from hex311.domain.secrets import Secrets
from hex311.domain.signature import KeyRing
from hex311.ports import TILE, LimitHit, LimitPolicy, Mail, Pictures, Stamp


@dataclass
class MemoryNearby:
    store: MemoryStore

    def read(self, group: str, cell: str) -> NearbyCell:
        version, entries = self.store.nearby.get(entry_key(group, cell), (0, {}))
        return NearbyCell(group, cell, version, tuple(entries.values()))


@dataclass
class MemoryContacts:
    store: MemoryStore
    secrets: Secrets

    def read(self, case_id: str, role: str) -> Contact | None:
        return self.store.contacts.get((case_id, role))

    def find(self, kind: str, spellings: Sequence[str], most: int) -> Sequence[tuple[str, str]]:
        wanted = {self.secrets.contact_hmac(kind, spelling) for spelling in spellings}
        return sorted(
            place
            for place, contact in self.store.contacts.items()
            if (value := getattr(contact, kind)) and self.secrets.contact_hmac(kind, value) in wanted
        )[:most]

    def officer(self, code: str) -> Contact | None:
        return self.store.contacts.get((f"OFFICER#{code}", "OFFICER"))


@dataclass
class MemoryLimits:
    store: MemoryStore

    def count(self, hit: LimitHit) -> None:
        if self.store.limits.get(hit.key, 0) >= hit.most:
            raise TooMany(60, hit.message)
        self.store.limits[hit.key] = self.store.limits.get(hit.key, 0) + 1


@dataclass
class MemoryCatalogue:
    versions: dict[str, Catalogue]
    current_version: str

    def current(self) -> Catalogue:
        return self.versions[self.current_version]

    def newest(self) -> Catalogue:
        return self.current()

    def at(self, version: str) -> Catalogue:
        try:
            return self.versions[version]
        except KeyError:
            raise NotFound(version) from None

    def articles(self, version: str, language: str) -> Mapping[str, Document]:
        found: Mapping[str, Document] = self.at(version).documents.get("knowledge", {}).get(language, {})
        return found


@dataclass
class FixedOverlay:
    """Answers from a function of the point."""

    answer: Callable[[Point], Overlay]

    def overlay(self, point: Point, at: int | None = None) -> Overlay:
        return self.answer(point)


@dataclass
class MemoryMessenger:
    sent: list[Mail] = field(default_factory=list)

    def send(self, mail: Mail) -> None:
        self.sent.append(mail)


@dataclass
class MemoryTiles:
    objects: dict[str, bytes] = field(default_factory=dict)

    puts: list[str] = field(default_factory=list)

    def stamp(self, path: str) -> Stamp:
        name = hashlib.sha256(self.objects[path]).hexdigest() if path in self.objects else ""
        return Stamp(f"{name}-{self.puts.count(path)}" if name else "", name)

    def store(self, path: str, body: bytes, before: Stamp, content_type: str = TILE) -> bool | None:
        if self.stamp(path) != before:
            return False
        if self.objects.get(path) == body:
            return None
        self.publish(path, body, "", for_ever=False)
        return True

    def read(self, path: str) -> bytes | None:
        return self.objects.get(path)

    def paths(self, prefix: str) -> Iterable[str]:
        return [path for path in sorted(self.objects) if path.startswith(prefix)]

    def publish(self, path: str, body: bytes, content_type: str, *, for_ever: bool) -> None:
        self.objects[path] = body
        self.puts.append(path)


@dataclass
class MemoryWorkflows:
    """Remembers what was started and answered. `waiting` holds the tokens that somebody waits under."""

    running: set[tuple[str, int]] = field(default_factory=set)
    ended: set[tuple[str, int]] = field(default_factory=set)
    started: list[tuple[str, int]] = field(default_factory=list)
    waiting: set[str] = field(default_factory=set)
    answers: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def start(self, case_id: str, generation: int) -> bool:
        if (case_id, generation) in self.ended:
            return False
        if (case_id, generation) not in self.running:
            self.started.append((case_id, generation))
            self.running.add((case_id, generation))
        return True

    def is_running(self, case_id: str, generation: int) -> bool:
        return (case_id, generation) in self.running

    def end(self, case_id: str, generation: int) -> None:
        self.running.discard((case_id, generation))
        self.ended.add((case_id, generation))

    def answer(self, task_token: str, output: dict[str, Any]) -> bool:
        if task_token not in self.waiting:
            return False
        self.waiting.discard(task_token)
        self.answers.append((task_token, output))
        return True


@dataclass
class MemoryBus:
    published: list[Event | CityEvent] = field(default_factory=list)

    def publish(self, events: Sequence[Event | CityEvent]) -> None:
        self.published += events


@dataclass
class MemoryPorts:
    """The `Ports` of a city in memory. `clock` is epoch seconds and moves only when told to."""

    catalogue: MemoryCatalogue
    overlays: FixedOverlay
    clock: int = 1_790_000_000
    public_url: str = "https://city.example"
    stack: str = "hex311"
    front_door_mark: str = "mark of the front door"
    limit_policy: LimitPolicy = field(default_factory=lambda: LimitPolicy(1000, 1000, 1000, 1000))
    secrets: Secrets = field(default_factory=lambda: Secrets("pepper of the tests"))
    webhook_keys: KeyRing = field(default_factory=lambda: KeyRing({}))

    def __post_init__(self) -> None:
        self.store = MemoryStore()
        self.cases = MemoryCases(self.store)
        self.changes = MemoryChanges()
        self.clocks = MemoryClocks(self.store)
        self.api_keys = MemoryApiKeys()
        self.views = MemoryViews()
        self.audit = MemoryAuditLog()
        self.staff_pool = MemoryStaffPool()
        self.nearby = MemoryNearby(self.store)
        self.request_lists = MemoryRequestLists(self.store)
        self.hotspots = MemoryHotspots()
        self.case_sweep = MemoryCaseSweep(self.store)
        self.widen_jobs = MemoryWidenJobs()
        self.publications = MemoryPublications(self.catalogue)
        self.contacts = MemoryContacts(self.store, self.secrets)
        self.limits = MemoryLimits(self.store)
        self.presence = MemoryPresence()
        self.insights = MemoryInsights()
        self.information_calls = MemoryInformationCalls()
        self.messenger = MemoryMessenger()
        self.texts = MemoryTexts()
        self.webhooks = MemoryWebhooks()
        self.deliveries = MemoryDeliveries()
        self.tiles = MemoryTiles()
        self.workflows = MemoryWorkflows()
        self.bus = MemoryBus()
        self.addresses = MemoryAddressBooks()
        self.photos = MemoryPhotos(self.store)
        self.photo_files = MemoryPhotoFiles()
        self.layer_generations = MemoryLayerGenerations()
        self.layer_uploads = MemoryLayerUploads()
        self.layer_jobs = MemoryLayerJobs()
        self.layer_reroutings = MemoryLayerReroutings()
        self.places = MemoryPlaces()

    @cached_property
    def pictures(self) -> Pictures:
        """The real thing: it keeps nothing. Imported only where it is used, as in `hex311.wiring`."""
        from hex311.adapters.pictures import PillowPictures

        return PillowPictures()

    def now(self) -> int:
        return self.clock

    def pause(self, attempt: int) -> None:
        return None

    def with_limits(self, **limits: int) -> None:
        self.limit_policy = replace(self.limit_policy, **limits)
