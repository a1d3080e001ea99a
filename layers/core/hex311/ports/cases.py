"""Cases: what one decision reads and writes, in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from hex311.domain.duplicates import NearbyCell, NearbyEntry
from hex311.domain.events import Event
from hex311.domain.follower import Contact, Follower
from hex311.domain.map_entry import MapFeature, TileEntry
from hex311.domain.request import ServiceRequest
from hex311.domain.step_position import StepPosition
from hex311.domain.work_order import WorkOrder


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
    `tile_left` is where the map showed the case before it moved or became private: stored as expired, so that it goes.
    `also` are changes of other cases in the same transaction, which holds at most 100 items in all.
    `closing_hand` is the staff member whose work closes the case: their closings are counted.
    `positions` are where the crew stood when it took the step.
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
    tile_left: TileEntry | None = None
    idempotency: IdempotencyRecord | None = None
    limits: tuple[LimitHit, ...] = ()
    photo_claims: tuple[str, ...] = ()
    also: tuple["Change", ...] = ()
    closing_hand: str = ""
    positions: tuple[StepPosition, ...] = ()

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
    """A page of work orders; `cursor` is None on the last one. `areas` are the map features (`layer:feature`) that
    each of them lies in, in the same order."""

    work_orders: tuple[WorkOrder, ...]
    cursor: str | None
    areas: tuple[tuple[str, ...], ...] = ()


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

    def step_positions(self, case_id: str, work_order_id: str, now: int) -> Sequence[StepPosition]:
        """Where the crew stood, by the order of its steps; what is to be forgotten by `now` is not told."""

    def map_features(self, tile: str) -> Sequence[MapFeature]:
        """What the z12 tile `x/y` may show, also what has expired, sorted by quad and case. Strongly consistent."""

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
