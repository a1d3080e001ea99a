"""What the use cases need from the world, as small protocols. Adapters implement them.

`Ports` bundles them; `hex311.wiring` builds one from the environment, `hex311.adapters.memory` one for tests.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from hex311.domain.address_book import Gazetteer
from hex311.domain.api_key import ApiKey
from hex311.domain.catalogue import Catalogue
from hex311.domain.city_events import CityEvent
from hex311.domain.delivery import Circuit, Delivery, DeliveryState, WorkLink
from hex311.domain.duplicates import NearbyCell, NearbyEntry
from hex311.domain.events import Event
from hex311.domain.follower import Contact, Follower
from hex311.domain.geography import Overlay, Point
from hex311.domain.hotspots import CellHistory, CityHistory, Hotspot
from hex311.domain.map_entry import TileEntry
from hex311.domain.photo import Photo, Reason
from hex311.domain.picture import Redrawn
from hex311.domain.place import Category, CategoryKind, Leaf, Place
from hex311.domain.public_change import Mark, PublicChange
from hex311.domain.request import ServiceRequest
from hex311.domain.secrets import Secrets
from hex311.domain.signature import KeyRing
from hex311.domain.summary import Summary
from hex311.domain.work_order import WorkOrder
from hex311.ports_insights import Insights
from hex311.spatial.request_list import Stream, Window


class Clash(Exception):
    """Somebody else wrote first; nothing was written. Read again and decide again."""


class AlreadyAnswered(Exception):
    """The idempotency key already has its answer; nothing was written."""


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case with all that hangs on it. `events` in order of version."""

    request: ServiceRequest
    events: tuple[Event, ...] = ()
    work_orders: tuple[WorkOrder, ...] = ()
    followers: tuple[Follower, ...] = ()

    def work_order(self, work_order_id: str) -> WorkOrder | None:
        return next((order for order in self.work_orders if order.id == work_order_id), None)

    def follower(self, follower_id: str) -> Follower | None:
        return next((follower for follower in self.followers if follower.id == follower_id), None)


@dataclass(frozen=True, slots=True)
class IdempotencyRecord:
    """What a key was used for: the hash of the body, and the case that answered it."""

    key: str
    body_hash: str
    case_id: str
    duplicates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LimitHit:
    """One count against a limit: at most `most` in the window that ends at `ends_at` (epoch seconds)."""

    key: str
    most: int
    ends_at: int
    message: str


@dataclass(frozen=True, slots=True)
class Change:
    """Everything that one decision writes, in one transaction: all of it or nothing.

    `expected_version` is the version the decision was taken on (0: the case is new), `request.stamp` the very write;
    `nearby_guard` is the cell that was read for duplicates. If any of them has changed since, the write fails with
    `Clash`. `nearby_forget` are entries that leave the guarded cell. `photo_claims` are photos that become the case's;
    the write fails with `BadInput` when one is another's.
    `also` are changes of other cases in the same transaction, which holds at most 100 items in all.
    `closing_hand` is the staff member whose work closes the case: their closings are counted.
    """

    request: ServiceRequest
    expected_version: int
    events: tuple[Event, ...]
    work_orders: tuple[WorkOrder, ...] = ()
    followers: tuple[Follower, ...] = ()
    contacts: tuple[tuple[str, Contact], ...] = ()
    nearby_add: tuple[tuple[str, NearbyEntry], ...] = ()
    nearby_remove: tuple[str, ...] = ()
    nearby_guard: NearbyCell | None = None
    nearby_forget: tuple[str, ...] = ()
    tile: TileEntry | None = None
    idempotency: IdempotencyRecord | None = None
    limits: tuple[LimitHit, ...] = ()
    photo_claims: tuple[str, ...] = ()
    also: tuple["Change", ...] = ()
    closing_hand: str = ""

    @property
    def all_parts(self) -> tuple["Change", ...]:
        """This change and those of other cases that are written with it."""
        return (self, *self.also)


@dataclass(frozen=True, slots=True)
class OrderFilter:
    """Of a queue only these: of this service type, at this map feature (`layer:feature`), this crew's, this assignee's.

    What is empty does not filter.
    """

    service_code: str = ""
    area: str = ""
    crew: str = ""
    assignee: str = ""


NO_FILTER = OrderFilter()


@dataclass(frozen=True, slots=True)
class BulkAction:
    """A bulk action as it was ordered: by whom, when (epoch seconds), the hash of its body, and each
    `(case id, work order id)`. It is kept before the first order is touched, so that a crash hides nothing."""

    id: str
    by: str
    at: int
    verb: str
    body_hash: str
    orders: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of work orders; `cursor` is None on the last one."""

    work_orders: tuple[WorkOrder, ...]
    cursor: str | None


class Cases(Protocol):
    """Service requests with their events, work orders and followers. Every read is strongly consistent except
    `work_orders_of`, which reads an index."""

    def case_file(self, case_id: str) -> CaseFile | None: ...

    def commit(self, change: Change) -> None:
        """Write a change. Raises `Clash`, `AlreadyAnswered` or `TooMany`; then nothing was written."""

    def answered(self, key: str) -> IdempotencyRecord | None: ...

    def work_orders_of(
        self, department: str, status: str, limit: int, cursor: str | None, only: OrderFilter = NO_FILTER
    ) -> Page:
        """By due time. A page may hold fewer than `limit`, even none, and still have a `cursor`."""

    def bulk_action(self, bulk_id: str) -> BulkAction | None: ...

    def keep_bulk_action(self, action: BulkAction) -> None:
        """Keep it for a day. Raises `AlreadyAnswered` when there is one of this id."""

    def tile_entries(self, tile: str) -> Sequence[TileEntry]:
        """All entries of the z12 tile `x/y`."""

    def attention(self, kind: str, department: str, until: int | None, limit: int) -> Sequence[str]:
        """Ids of cases that somebody must look at: `asked` (for all departments, by the end of the answer's time),
        `checks` (by date) or `flags` (the newest first). `until` (epoch seconds) leaves out what is later."""

    def closings_by(self, staff: str, since: int) -> int:
        """How many cases this staff member's work has closed since then."""

    def claim_mail(self, case_id: str, version: int, follower_id: str, now: int) -> bool:
        """Whether this mail is ours to send; False when it was sent. `TransientFault` while another worker holds it."""

    def mail_sent(self, case_id: str, version: int, follower_id: str) -> None: ...

    def release_mail(self, case_id: str, version: int, follower_id: str) -> None:
        """Give a claim back: the mail could not be sent."""


class RequestLists(Protocol):
    """Public summaries, read from indexes: a request filed a moment ago may be missing for a moment."""

    def newest(self, stream: Stream, window: Window, most: int) -> Sequence[Summary]:
        """Up to `most` summaries of a stream, the newest first; one call."""

    def these(self, case_ids: Sequence[str]) -> Sequence[Summary]:
        """Those of the requests that exist and are public, in any order; one call for each 100."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the change feed is: where it ends, and which version of the case was told last (0: none)."""

    case_id: str
    end: Mark
    told: int


class Changes(Protocol):
    """The change feed. All reads are strongly consistent, each by itself."""

    def standing(self, case_id: str) -> Standing: ...

    def end(self) -> Mark:
        """The last place; position 0 when nothing was told."""

    def append(self, seen: Standing, changes: Sequence[PublicChange]) -> None:
        """Write changes of one case behind the end, in one transaction; `Clash` when the feed or the case no longer
        stand as they were seen, then nothing was written."""

    def after(self, start: Mark, until: int | None, most: int) -> tuple[PublicChange, ...]:
        """Up to `most` changes behind `start` and, if given, published by `until`; in order."""

    def before(self, mark: Mark) -> Mark | None:
        """The place of the last change before a place, if one is kept."""


@dataclass(frozen=True, slots=True)
class Watched:
    """A work order that the escalation sweep has to look at from `at` (epoch seconds) on."""

    at: int
    case_id: str
    work_order_id: str


class Clocks(Protocol):
    """Work orders by the time of their clocks. Both read an index: what was written a moment ago may be missing."""

    def watched(self, until: int, limit: int, after: Watched | None) -> Sequence[Watched]:
        """At most `limit` work orders that are to be looked at by `until`, in order, those behind `after`."""

    def late(self, department: str, now: int, limit: int, cursor: str | None) -> Page:
        """Work of a department that is not over and was due before `now`, the longest overdue first."""


class NearbyIndex(Protocol):
    def read(self, group: str, cell: str) -> NearbyCell:
        """One strongly consistent read."""


@dataclass(frozen=True, slots=True)
class LiveHotspots:
    """All hotspots that are live; `version` counts the writes of this list."""

    version: int = 0
    hotspots: tuple[Hotspot, ...] = ()


@dataclass(frozen=True, slots=True)
class HotspotChange:
    """What one look at a cell writes, in one transaction: the cell (with one report more, of these kinds, which the
    city's counts share), the list of live hotspots, and the events that tell of it. Cell and list stand on the
    versions that were read."""

    cell: CellHistory | None = None
    kinds: tuple[str, ...] = ()
    since: int = 0
    live: LiveHotspots | None = None
    events: tuple[CityEvent, ...] = ()


class Hotspots(Protocol):
    """Counts around cells. All reads are strongly consistent."""

    def cell(self, cell: str) -> CellHistory: ...

    def city(self) -> CityHistory: ...

    def live(self) -> LiveHotspots: ...

    def commit(self, change: HotspotChange) -> None:
        """Write a change; `Clash` when somebody else wrote first, then nothing was written."""


class Contacts(Protocol):
    def read(self, case_id: str, role: str) -> Contact | None:
        """`role` is `REPORTER` or `FOLLOWER#<id>`."""

    def officer(self, code: str) -> Contact | None:
        """How an officer of the district is reached."""


class Limits(Protocol):
    def count(self, hit: LimitHit) -> None:
        """Count once; raises `TooMany` with the seconds to wait when the limit is reached."""


class ApiKeys(Protocol):
    """The keys of app makers, by the hash that is their id."""

    def keep(self, key: ApiKey) -> None: ...

    def find(self, key_id: str) -> ApiKey | None: ...

    def all(self) -> Sequence[ApiKey]: ...


@dataclass(frozen=True, slots=True)
class SweepPage:
    """Some cases, and where to go on (empty: these were the last)."""

    case_ids: tuple[str, ...]
    cursor: str


class CaseSweep(Protocol):
    def page(self, since: int, cursor: str) -> SweepPage:
        """The next cases that are open or merged, or were changed since then."""


class WidenJobs(Protocol):
    def go_on(self, radii: Mapping[str, float], cursor: str) -> None:
        """Let another invocation go on with a back-fill."""


class Publications(Protocol):
    def publish(self, seen: str, version: str, documents: Mapping[str, Any], event: CityEvent) -> None:
        """Make `version` the standing one: `seen` with these documents instead of its own, and the event with it.
        `Clash` when `seen` does not stand any more."""


class CatalogueReader(Protocol):
    def current(self) -> Catalogue: ...

    def newest(self) -> Catalogue:
        """The version that stands this very moment."""

    def at(self, version: str) -> Catalogue: ...


class OverlayReader(Protocol):
    def overlay(self, point: Point, at: int | None = None) -> Overlay: ...


class Places(Protocol):
    """Facilities and assets, by category."""

    def categories(self) -> Mapping[str, CategoryKind]: ...

    def directories(self, codes: Sequence[str]) -> tuple[Category, ...]:
        """In the order of the codes; unknown ones are left out."""

    def leaves(self, leaves: Sequence[Leaf]) -> Mapping[Leaf, tuple[Place, ...]]: ...


@dataclass(frozen=True, slots=True)
class Mail:
    to: str
    subject: str
    text: str
    unsubscribe_url: str | None = None


class NotTaken(Exception):
    """A message could not be handed over. `reason` is a code of ours: words of the other side end in no log."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Messenger(Protocol):
    def send(self, mail: Mail) -> None:
        """Raises `NotTaken`."""


class Texts(Protocol):
    def send_text(self, phone: str, text: str) -> None:
        """One text message; raises `NotTaken`."""


class Webhooks(Protocol):
    def get(self, url: str, headers: Mapping[str, str]) -> bytes:
        """Ask a system outside, as `post` does."""

    def post(self, url: str, headers: Mapping[str, str], body: bytes) -> bytes:
        """Post to a system outside; what it answered (cut off where it is too long). Raises `NotTaken` for a target
        that may not be called, for silence, and for every answer that is not 2xx."""


@dataclass(frozen=True, slots=True)
class DeliveryPage:
    """A page of deliveries; `cursor` is None on the last one."""

    deliveries: tuple[Delivery, ...]
    cursor: str | None


class Deliveries(Protocol):
    """What targets outside are to be told, how they have answered lately, and what links and calls they hold."""

    def plan(self, delivery: Delivery) -> bool:
        """Note a delivery; False when it stands already, which leaves it as it is."""

    def find(self, delivery_id: str) -> Delivery | None: ...

    def claim(self, delivery_id: str, now: int) -> Delivery | None:
        """The delivery, if it is due and nobody else is at it, with one more attempt counted; it is ours for
        `CLAIM_S` or until `keep`."""

    def keep(self, delivery: Delivery) -> None:
        """Store how it stands now, and let go of it."""

    def due(self, line: str, now: int, limit: int) -> Sequence[Delivery]: ...

    def listed(self, line: str, state: DeliveryState, limit: int, cursor: str | None) -> DeliveryPage: ...

    def of_order(self, case_id: str, work_order_id: str) -> Sequence[Delivery]:
        """All news of a work order, for whomever, oldest event first."""

    def circuit(self, target: str) -> Circuit: ...

    def set_circuit(self, target: str, known: Circuit, new: Circuit) -> bool:
        """False when it is not `known` any more; then nothing was written."""

    def add_link(self, token_hash: str, link: WorkLink) -> None: ...

    def read_link(self, token_hash: str) -> WorkLink | None: ...

    def was_taken(self, department: str, message_id: str) -> bool:
        """Whether a message with this id was taken from the department before."""

    def mark_taken(self, department: str, message_id: str, until: int) -> None: ...


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


class Photos(Protocol):
    """The records of photos. They are attached to cases by `Change.photo_claims`."""

    def add(self, photo: Photo) -> None: ...

    def read(self, photo_ids: Sequence[str]) -> Mapping[str, Photo]:
        """Those that exist, strongly consistent."""

    def settle(self, photo: Photo) -> Photo | None:
        """Write the outcome (state, reason, folder, size) of a photo that waits; the record as it then stands.

        None when it has an outcome already, or is no longer there: the first outcome holds.
        """


class PhotoFiles(Protocol):
    """The files of photos: uploads in quarantine, drawings that nobody sees, public copies."""

    def ticket(self, photo_id: str) -> dict[str, Any]:
        """A presigned POST (`url`, `fields`) for one photo of at most `MOST_BYTES`, valid for `TICKET_S`."""

    def quarantine(self, photo_id: str, picture: bytes) -> None:
        """Put a picture that came with a form where uploads arrive."""

    def upload(self, photo_id: str) -> bytes | None:
        """What was uploaded; None when nothing is there (any more)."""

    def discard_upload(self, photo_id: str) -> None: ...

    def store(self, folder: str, pictures: Mapping[int, bytes]) -> None:
        """Put drawings aside. They are forgotten after a day unless `keep` is called."""

    def keep(self, folder: str) -> None: ...

    def discard(self, folder: str) -> None: ...

    def publish(self, folder: str, name: str) -> None:
        """Copy the drawings to where everybody can read them."""

    def withdraw(self, name: str) -> None: ...

    def view_url(self, folder: str, size: int) -> str:
        """An address of an unreleased drawing that works for a few minutes."""


class Pictures(Protocol):
    def redraw(self, data: bytes) -> Redrawn | Reason:
        """A stranger's file as plain JPEG in all sizes, or why not. Never raises for what is in the file."""


class AddressBooks(Protocol):
    def book(self, key: str) -> Gazetteer:
        """The published address book stored under `key`, which never changes under that name."""


class LayerUploads(Protocol):
    """Map layers that staff send, each with its request and the report of its import."""

    def ticket(self, import_id: str, request: dict[str, Any]) -> dict[str, Any]:
        """Keep the request; a presigned POST (`url`, `fields`) for the file, valid for a quarter of an hour."""

    def report(self, import_id: str) -> dict[str, Any] | None:
        """How the import stands (`status` and more); None when there is none."""


class LayerJobs(Protocol):
    def start(self, import_id: str, wishes: dict[str, Any]) -> None:
        """Start the state machine that imports an upload."""

    def reroute(self, import_id: str, run: str) -> None:
        """Start it for a run of `LayerReroutings` over the open cases."""


class LayerReroutings(Protocol):
    """Runs in which open cases follow the layers of an import; `run` and `import_id` name a document."""

    def begin(self, run: dict[str, Any]) -> None:
        """Keep it and make it the standing one."""

    def keep(self, run: dict[str, Any]) -> None:
        """How a run stands now."""

    def standing(self, import_id: str) -> dict[str, Any] | None:
        """The run that was begun last; None when there is none."""


@dataclass(frozen=True, slots=True)
class LimitPolicy:
    """How much is too much."""

    address_per_hour: int
    person_per_day: int
    place_per_hour: int
    mail_per_hour: int


class Ports(Protocol):
    """All of them. Properties, so that an adapter is only made when it is used."""

    @property
    def cases(self) -> Cases: ...
    @property
    def request_lists(self) -> RequestLists: ...
    @property
    def changes(self) -> Changes: ...
    @property
    def clocks(self) -> Clocks: ...
    @property
    def api_keys(self) -> ApiKeys: ...
    @property
    def nearby(self) -> NearbyIndex: ...
    @property
    def hotspots(self) -> Hotspots: ...
    @property
    def case_sweep(self) -> CaseSweep: ...
    @property
    def widen_jobs(self) -> WidenJobs: ...
    @property
    def publications(self) -> Publications: ...
    @property
    def contacts(self) -> Contacts: ...
    @property
    def limits(self) -> Limits: ...
    @property
    def limit_policy(self) -> LimitPolicy: ...
    @property
    def catalogue(self) -> CatalogueReader: ...
    @property
    def overlays(self) -> OverlayReader: ...
    @property
    def places(self) -> Places: ...
    @property
    def insights(self) -> Insights: ...
    @property
    def messenger(self) -> Messenger: ...
    @property
    def texts(self) -> Texts: ...
    @property
    def webhooks(self) -> Webhooks: ...
    @property
    def deliveries(self) -> Deliveries: ...
    @property
    def webhook_keys(self) -> KeyRing:
        """The signing keys of the departments' systems."""

    @property
    def tiles(self) -> TileStore: ...
    @property
    def workflows(self) -> Workflows: ...
    @property
    def bus(self) -> EventBus: ...
    @property
    def photos(self) -> Photos: ...
    @property
    def photo_files(self) -> PhotoFiles: ...
    @property
    def pictures(self) -> Pictures: ...
    @property
    def layer_uploads(self) -> LayerUploads: ...
    @property
    def layer_jobs(self) -> LayerJobs: ...
    @property
    def layer_reroutings(self) -> LayerReroutings: ...
    @property
    def addresses(self) -> AddressBooks: ...
    @property
    def secrets(self) -> Secrets: ...
    @property
    def front_door_mark(self) -> str:
        """What the front door puts on every call that it passes on."""

    @property
    def public_url(self) -> str: ...
    @property
    def stack(self) -> str:
        """The name of this city's stack."""

    def now(self) -> int:
        """Epoch seconds."""

    def pause(self, attempt: int) -> None:
        """Wait a little, longer with each attempt, before trying again after a clash."""
