"""The memory twins of deliveries, webhooks and text messages."""

import copy
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from hex311.domain.delivery import CLAIM_S, Circuit, Delivery, DeliveryState, WorkLink
from hex311.domain.errors import BadInput, Problem
from hex311.ports import DeliveryPage


@dataclass
class MemoryDeliveries:
    """The `Deliveries` port."""

    stored: dict[str, Delivery] = field(default_factory=dict)
    claims: dict[str, int] = field(default_factory=dict)
    circuits: dict[str, Circuit] = field(default_factory=dict)
    links: dict[str, WorkLink] = field(default_factory=dict)
    taken: set[tuple[str, str]] = field(default_factory=set)

    def plan(self, delivery: Delivery) -> bool:
        known = delivery.id in self.stored
        self.stored.setdefault(delivery.id, delivery)
        return not known

    def find(self, delivery_id: str) -> Delivery | None:
        return self.stored.get(delivery_id)

    def claim(self, delivery_id: str, now: int) -> Delivery | None:
        known = self.stored.get(delivery_id)
        if known is None or not known.is_owed or known.next_at is None or known.next_at > now:
            return None
        if self.claims.get(delivery_id, 0) >= now:
            return None
        self.claims[delivery_id] = now + CLAIM_S
        self.stored[delivery_id] = replace(known, attempts=known.attempts + 1)
        return self.stored[delivery_id]

    def keep(self, delivery: Delivery) -> None:
        known = self.stored.get(delivery.id)
        said_so = known is not None and known.state is DeliveryState.ACKNOWLEDGED
        if known is None or (said_so and delivery.state is not DeliveryState.ACKNOWLEDGED):
            return
        self.stored[delivery.id] = delivery
        self.claims.pop(delivery.id, None)

    def due(self, line: str, now: int, limit: int) -> Sequence[Delivery]:
        found = [one for one in self.stored.values() if one.line == line and one.is_owed]
        due = [one for one in found if one.next_at is not None and one.next_at <= now]
        return sorted(due, key=lambda one: (one.state, one.next_at, one.id))[:limit]

    def listed(self, line: str, state: DeliveryState, limit: int, cursor: str | None) -> DeliveryPage:
        if cursor and not cursor.isdecimal():
            raise BadInput([Problem("cursor", "This is not a cursor of this list.", "Use `next` of the last page.")])
        found = [one for one in self.stored.values() if (one.line, one.state) == (line, state)]
        found.sort(key=lambda one: ((one.next_at if one.is_owed else one.finished_at) or 9_999_999_999, one.id))
        start = int(cursor or 0)
        more = str(start + limit) if len(found) > start + limit else None
        return DeliveryPage(tuple(found[start : start + limit]), more)

    def of_order(self, case_id: str, work_order_id: str) -> Sequence[Delivery]:
        found = [one for one in self.stored.values() if (one.case_id, one.work_order_id) == (case_id, work_order_id)]
        return sorted(found, key=lambda one: one.version)

    def circuit(self, target: str) -> Circuit:
        return self.circuits.get(target, Circuit())

    def set_circuit(self, target: str, known: Circuit, new: Circuit) -> bool:
        if self.circuit(target) != known:
            return False
        self.circuits[target] = new
        return True

    def add_link(self, token_hash: str, link: WorkLink) -> None:
        self.links[token_hash] = link

    def read_link(self, token_hash: str) -> WorkLink | None:
        return self.links.get(token_hash)

    def was_taken(self, department: str, message_id: str) -> bool:
        return (department, message_id) in self.taken

    def mark_taken(self, department: str, message_id: str, until: int) -> None:
        self.taken.add((department, message_id))


@dataclass(frozen=True)
class Call:
    url: str
    headers: Mapping[str, str]
    body: bytes


@dataclass
class MemoryWebhooks:
    """Remembers what was posted. `answer` plays the other side; it may raise `NotTaken`."""

    calls: list[Call] = field(default_factory=list)
    answer: Callable[[Call], bytes] = lambda call: b""

    def get(self, url: str, headers: Mapping[str, str]) -> bytes:
        return self.post(url, headers, b"")

    def post(self, url: str, headers: Mapping[str, str], body: bytes) -> bytes:
        call = Call(url, copy.copy(headers), body)
        self.calls.append(call)
        return self.answer(call)


@dataclass
class MemoryTexts:
    sent: list[tuple[str, str]] = field(default_factory=list)

    def send_text(self, phone: str, text: str) -> None:
        self.sent.append((phone, text))
