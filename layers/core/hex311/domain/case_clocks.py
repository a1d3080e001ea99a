"""The clocks of a case and of its work orders, read from its event log.

`WorkOrderCreated` starts the clock of a work order and `RequestSubmitted` that of the case; both carry the time that
was promised. A work order that is created again starts anew, and so does a case that is reopened: these are the
generations of a due time. The clock of a work order stands still while the work is paused; every clock of the case
stands still while the resident is asked.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hex311.domain.events import Event, EventName
from hex311.domain.lifecycle import Status
from hex311.domain.request import ServiceRequest
from hex311.domain.sla_clock import Course, Pause
from hex311.domain.work_order import OVER, WorkOrder

#: Why a clock stands still when nobody at the city stopped it.
WAITING_FOR_RESIDENT = "waiting_for_resident"

#: A case that comes back, and one that turns out to be of another type.
_PROMISED_ANEW = (EventName.REQUEST_REOPENED, EventName.REQUEST_RECLASSIFIED)
_FILED = (EventName.REQUEST_SUBMITTED, EventName.REQUEST_IMPORTED)


@dataclass(frozen=True, slots=True)
class Escalated:
    """An escalation that was told: the level, and the due time that was broken."""

    level: str
    due_at: int


def order_course(events: Sequence[Event], order: WorkOrder, request: ServiceRequest) -> Course:
    """What happened to the promise of a work order. `events` are those of its case, in order of version."""
    begun = next((e for e in reversed(events) if e.name is EventName.WORK_ORDER_CREATED and _about(e, order)), None)
    # An order that no such event tells of (split from another) begins with itself.
    started_at, promised_at = order.created_at, order.course.promised_at if order.course else order.due_at
    if begun is not None:
        started_at, promised_at = begun.occurred_at, begun.data.get("due_at", promised_at)
    later = [event for event in events if begun is None or event.version > begun.version]
    pauses = (
        *_pauses(later, EventName.WORK_ORDER_PAUSED, EventName.WORK_ORDER_RESUMED, order),
        *_waits(events),
    )
    return Course(started_at, promised_at, tuple(pauses), _end(order, request))


def case_course(events: Sequence[Event], request: ServiceRequest) -> Course:
    """What happened to the promise of the case itself (`expected_at`)."""
    anew = (event for event in reversed(events) if event.name in _PROMISED_ANEW)
    begun = next((event for event in anew if "expected_at" in event.data), None)
    begun = begun or next((event for event in events if event.name in _FILED), None)
    started_at, promised_at = request.created_at, request.expected_at
    if begun is not None:
        started_at = int(begun.data.get("promised_from", begun.occurred_at))
        promised_at = begun.data.get("expected_at", request.expected_at)
    closed_at = (request.closed_at or request.updated_at) if request.is_closed else None
    return Course(started_at, promised_at, tuple(_waits(events)), closed_at)


def escalations(events: Iterable[Event], order: WorkOrder) -> frozenset[Escalated]:
    """Every escalation of this work order that was told, with the due time it was about."""
    return frozenset(
        Escalated(str(event.data["level"]), int(event.data["due_at"]))
        for event in events
        if event.name is EventName.WORK_ORDER_ESCALATED and _about(event, order)
    )


def _end(order: WorkOrder, request: ServiceRequest) -> int | None:
    if order.status in OVER:
        return order.completed_at or request.closed_at or request.updated_at
    return (request.closed_at or request.updated_at) if request.is_closed else None


def _about(event: Event, order: WorkOrder) -> bool:
    return event.data.get("work_order_id") == order.id


def _waits(events: Iterable[Event]) -> Iterable[Pause]:
    """The times in which the resident was asked. The answer, or any other status than waiting, ends the wait."""
    since: int | None = None
    for event in events:
        if event.name is EventName.RESIDENT_ASKED:
            since = event.occurred_at if since is None else since
        elif since is not None and (
            event.name is EventName.RESIDENT_ANSWERED or event.data.get("status", Status.WAITING) != Status.WAITING
        ):
            yield Pause(since, event.occurred_at, WAITING_FOR_RESIDENT)
            since = None
    if since is not None:
        yield Pause(since, None, WAITING_FOR_RESIDENT)


def _pauses(events: Iterable[Event], begins: EventName, ends: EventName, order: WorkOrder) -> Iterable[Pause]:
    """The pauses of one work order. Work that goes on (started, assigned anew, handed over) is not paused any more."""
    since: int | None = None
    reason = ""
    for event in events:
        if not _about(event, order):
            continue
        if event.name is begins:
            since, reason = (event.occurred_at, str(event.data.get("reason", ""))) if since is None else (since, reason)
        elif since is not None and event.name in (ends, *_GOES_ON):
            yield Pause(since, event.occurred_at, reason)
            since = None
    if since is not None:
        yield Pause(since, None, reason)


_GOES_ON = (
    EventName.WORK_ORDER_STARTED,
    EventName.WORK_ORDER_COMPLETED,
    EventName.WORK_ORDER_TRANSFERRED,
)
