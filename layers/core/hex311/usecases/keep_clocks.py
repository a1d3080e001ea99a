"""The clocks follow the event log: whatever a change tells, its due times are stored in the same transaction.

`written` asks here for every change of a case, so no use case can forget to move a due time, and none has to know how.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from hex311.domain.case_clocks import Escalated, case_course, escalations, order_course
from hex311.domain.catalogue import Catalogue
from hex311.domain.events import Event, EventName
from hex311.domain.request import Draft, ServiceRequest
from hex311.domain.sla_clock import Clock, ClockState, Course, read_clock
from hex311.domain.work_order import WorkOrder
from hex311.ports import CaseFile, Ports

#: Facts that move a clock though they change neither the status of the case nor a work order.
_MOVING = frozenset(
    {
        EventName.RESIDENT_ASKED,
        EventName.RESIDENT_ANSWERED,
        EventName.REQUEST_REOPENED,
        EventName.REQUEST_RECLASSIFIED,
    }
)


def keep_clocks(
    ports: Ports, case: CaseFile, draft: Draft, work_orders: Sequence[WorkOrder]
) -> tuple[ServiceRequest, tuple[WorkOrder, ...]]:
    """The request and the work orders to write: those of the change, and those whose clock it moves."""
    request = draft.request
    told = any(event.name in _MOVING for event in draft.events)
    if not (told or work_orders or request.status != case.request.status):
        return request, ()
    catalogue = ports.catalogue.at(request.catalogue_version)
    events = (*case.events, *draft.events)
    changed = {order.id: order for order in work_orders}
    for order in {**{order.id: order for order in case.work_orders}, **changed}.values():
        kept = with_clock(catalogue, events, order, request, ports.now())
        if order.id in changed or kept != order:
            changed[order.id] = kept
    clock = case_clock(catalogue, events, request, ports.now())
    # Work that others wait for may be late: the promise stays what it was. Only a pause or a reopening moves it.
    return replace(request, expected_at=clock.due_at), tuple(changed.values())


def with_clock(
    catalogue: Catalogue, events: Sequence[Event], order: WorkOrder, request: ServiceRequest, now: int
) -> WorkOrder:
    """The work order with what the log says of its clock."""
    course, calendar = order_course(events, order, request), _calendar(events, order)
    order = replace(order, course=course, calendar=calendar)
    clock = order_clock(catalogue, order, now)
    told = escalations(events, order)
    levels = [level for level in ClockState if Escalated(level, clock.due_at or 0) in told]
    return replace(
        order, due_at=clock.due_at, escalated=str(levels[-1]) if levels else "", watch_at=_watch_at(clock, told)
    )


def order_clock(catalogue: Catalogue, order: WorkOrder, now: int) -> Clock:
    """How the promise of a work order stands; its stored course is all it takes."""
    course = order.course or Course(order.created_at, order.due_at, (), order.completed_at)
    calendar = catalogue.calendar(order.calendar or order.department)
    return read_clock(course, calendar, now, catalogue.very_late_after)


def case_clock(catalogue: Catalogue, events: Sequence[Event], request: ServiceRequest, now: int) -> Clock:
    """How the promise to the resident stands, in the city's own calendar."""
    return read_clock(case_course(events, request), catalogue.calendar(), now, catalogue.very_late_after)


def untold(clock: Clock, told: frozenset[Escalated]) -> Iterator[tuple[ClockState, int]]:
    """The levels that nobody has been told of, in order, each with the first second at which it is so.

    Work that is over troubles nobody any more. A clock that stopped after its due time is late all the same.
    """
    if clock.ended_at is not None or clock.due_at is None:
        return
    for level, at in ((ClockState.LATE, clock.due_at), (ClockState.VERY_LATE, clock.very_late_at)):
        if at is not None and Escalated(level, clock.due_at) not in told:
            yield level, at + 1


def _watch_at(clock: Clock, told: frozenset[Escalated]) -> int | None:
    return next((at for _, at in untold(clock, told)), None)


def _calendar(events: Sequence[Event], order: WorkOrder) -> str:
    """Whose calendar the promise was made in: work that is handed over is not promised anew."""
    for event in reversed(events):
        if event.name is EventName.WORK_ORDER_CREATED and event.data.get("work_order_id") == order.id:
            return str(event.data.get("department", order.department))
    return order.calendar or order.department
