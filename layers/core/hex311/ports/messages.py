"""What leaves the city: mail, text messages, calls, deliveries to departments."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from hex311.domain.delivery import Circuit, Delivery, DeliveryState, WorkLink


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
