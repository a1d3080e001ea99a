"""What staff do about deliveries: see what did not arrive, and send it off again."""

from typing import Any

from hex311.domain.delivery import OFFICER, OFFICERS, Delivery, DeliveryState
from hex311.domain.errors import BadInput, MoveNotAllowed, NotFound, Problem
from hex311.domain.moments import iso
from hex311.domain.policy import Action, Staff, allows, check
from hex311.ports import DeliveryPage, Ports

NO_SUCH_DELIVERY = "There is no such delivery."


def list_deliveries(
    ports: Ports, staff: Staff, department: str, to: str, state: str, limit: int, cursor: str | None
) -> DeliveryPage:
    """Deliveries in one state, to a department (`to` is `department`) or about its work orders to `officers`.

    What must not be seen is left out, and in the line of the officers what is another department's.
    """
    if department not in ports.catalogue.current().documents["departments"]:
        raise BadInput([Problem("department", "There is no such department.", "Use a code of the city pack.")])
    if state not in set(DeliveryState):
        raise BadInput([Problem("state", "There is no such state.", f"Use one of: {', '.join(DeliveryState)}.")])
    if to not in ("department", OFFICERS):
        raise BadInput([Problem("to", "There is no such line.", f"Use department or {OFFICERS}.")])
    check(staff, Action.LIST_DELIVERIES, [department], private=False)
    line = OFFICERS if to == OFFICERS else department
    page = ports.deliveries.listed(line, DeliveryState(state), limit, cursor)
    seen = tuple(
        delivery
        for delivery in page.deliveries
        if delivery.department == department
        and allows(staff, Action.LIST_DELIVERIES, [department], private=delivery.private)
    )
    return DeliveryPage(seen, page.cursor)


def redrive_delivery(ports: Ports, staff: Staff, delivery_id: str) -> Delivery:
    """Send it off again within a minute, with a week of attempts; `MoveNotAllowed` when it has arrived."""
    delivery = ports.deliveries.find(delivery_id)
    if delivery is None or not allows(staff, Action.REDRIVE_DELIVERY, [delivery.department], private=delivery.private):
        if delivery is not None and not delivery.private:
            check(staff, Action.REDRIVE_DELIVERY, [delivery.department], private=False)
        raise NotFound(NO_SUCH_DELIVERY)
    return redriven(ports, delivery)


def redriven(ports: Ports, delivery: Delivery) -> Delivery:
    if not delivery.is_owed:
        raise MoveNotAllowed("This has arrived: there is nothing to send again.")
    again = delivery.redriven(ports.now())
    ports.deliveries.keep(again)
    return again


def delivery_view(delivery: Delivery) -> dict[str, Any]:
    """Schema `staff/delivery.json`: no address and no word of the other side is in it."""
    return {
        "delivery_id": delivery.id,
        "service_request_id": delivery.case_id,
        "work_order_id": delivery.work_order_id,
        "department": delivery.department,
        "officer": delivery.target.removeprefix(OFFICER) if delivery.target.startswith(OFFICER) else None,
        "news": str(delivery.news),
        "state": str(delivery.state),
        "attempts": delivery.attempts,
        "reason": delivery.reason or None,
        "since": iso(delivery.created_at),
        "next_attempt_at": iso(delivery.next_at),
        "finished_at": iso(delivery.finished_at),
    }
