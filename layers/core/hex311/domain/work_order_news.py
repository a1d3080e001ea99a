"""Which departments must hear of an event, and what it is for them."""

from collections.abc import Iterator

from hex311.domain.delivery import News
from hex311.domain.events import Event, EventName
from hex311.domain.work_order import WorkOrder, WorkStatus

#: Steps that a department's system hears of. A split is none: the part it makes is told as a new work order.
_CHANGES = frozenset(
    {
        EventName.WORK_ORDER_CLAIMED,
        EventName.WORK_ORDER_ASSIGNED,
        EventName.WORK_ORDER_SCHEDULED,
        EventName.WORK_ORDER_UNSCHEDULED,
        EventName.WORK_ORDER_RESTORED,
        EventName.WORK_ORDER_STARTED,
        EventName.WORK_ORDER_PAUSED,
        EventName.WORK_ORDER_RESUMED,
        EventName.WORK_ORDER_COMPLETED,
    }
)
#: Everything that `news_of` has an answer to; the rule `DeliveriesRule` lets these through.
TOLD = _CHANGES | {
    EventName.WORK_ORDER_CREATED,
    EventName.WORK_ORDER_TRANSFERRED,
    EventName.REQUEST_MERGED,
    EventName.REQUEST_UNMERGED,
    EventName.REQUEST_CLOSED,
    EventName.LOCATION_CORRECTED,
    EventName.REQUEST_RECLASSIFIED,
}
_UNFINISHED = frozenset(set(WorkStatus) - {WorkStatus.COMPLETED})


def news_of(event: Event, orders: tuple[WorkOrder, ...]) -> Iterator[tuple[WorkOrder, str, News]]:
    """`(work order, department, what it is for that department)`.

    A department does not hear of what it told us itself. A transfer takes the work order from one and gives it to the
    other, a split gives out its part as a work order of its own. A case that ends or is merged takes its unfinished
    work orders back; one that is called on again hands them out anew. Another place or type takes some back, may call
    others on again, and tells the rest where the work is now.
    """
    order = next((order for order in orders if order.id == event.data.get("work_order_id")), None)
    if event.name is EventName.WORK_ORDER_CREATED and order:
        yield order, str(event.data["department"]), News.CREATED
    elif event.name is EventName.WORK_ORDER_TRANSFERRED and order:
        yield order, str(event.data["from"]), News.WITHDRAWN
        yield order, str(event.data["to"]), News.CREATED
    elif event.name in _CHANGES and order and not _said_by(order.department, event.actor):
        yield order, order.department, News.UPDATED
    elif event.name in (EventName.REQUEST_MERGED, EventName.REQUEST_CLOSED):
        for left in orders:
            if left.status in _UNFINISHED:
                yield left, left.department, News.WITHDRAWN
    elif event.name in (EventName.LOCATION_CORRECTED, EventName.REQUEST_RECLASSIFIED):
        yield from _of_another_place(event, orders)
    elif event.name is EventName.REQUEST_UNMERGED:
        for left in orders:
            if left.status is WorkStatus.OPEN:
                yield left, left.department, News.CREATED


def _of_another_place(event: Event, orders: tuple[WorkOrder, ...]) -> Iterator[tuple[WorkOrder, str, News]]:
    for order in orders:
        if order.id in event.data.get("withdrawn", ()):
            yield order, order.department, News.WITHDRAWN
        elif order.id in event.data.get("restored", ()):
            yield order, order.department, News.CREATED
        elif order.id in event.data.get("moved", ()):
            yield order, order.department, News.UPDATED


def _said_by(department: str, actor: str) -> bool:
    kind, _, rest = actor.partition(":")
    return kind == "vendor" and rest.replace(":", " ").split(" ")[0] == department
