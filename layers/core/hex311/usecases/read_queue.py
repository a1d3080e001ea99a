"""A department's queue for a screen that shows and narrows all of it: many rows in a page, little in a row."""

from typing import Any

from hex311.domain.catalogue import Catalogue
from hex311.domain.moments import iso
from hex311.domain.policy import Staff
from hex311.domain.work_order import WorkOrder
from hex311.ports import OrderFilter, Ports
from hex311.usecases.keep_clocks import order_clock
from hex311.usecases.list_work_orders import list_work_orders


def read_queue(
    ports: Ports,
    staff: Staff,
    department: str,
    status: str,
    limit: int,
    cursor: str | None,
    only: OrderFilter,
    language: str,
) -> dict[str, Any]:
    """A page of the list of `list_work_orders`, with its rules and refusals (schema `staff/queue`)."""
    page = list_work_orders(ports, staff, department, status, limit, cursor, only)
    catalogue, now = ports.catalogue.current(), ports.now()
    rows = [
        _row(catalogue, order, areas, language, now) for order, areas in zip(page.work_orders, page.areas, strict=True)
    ]
    types = {order.service_code for order in page.work_orders} & set(catalogue.services)
    names = {code: catalogue.text(catalogue.services[code].name, language) for code in sorted(types)}
    return {"rows": rows, "services": names, "next": page.cursor}


def _row(catalogue: Catalogue, order: WorkOrder, areas: tuple[str, ...], language: str, now: int) -> dict[str, Any]:
    told = {
        "service_request_id": order.case_id,
        "work_order_id": order.id,
        "version": order.version,
        "service_code": order.service_code,
        "title": catalogue.text(order.title, language),
        "address": order.address,
        "private": order.private,
        "crew": order.crew,
        "assignee": order.assignee,
        "assignee_name": order.assignee_name,
        "planned_for": order.planned_for,
        "created_at": iso(order.created_at),
        "due_at": iso(order.due_at),
        **_troubled(catalogue, order, now),
        "areas": list(areas),
    }
    place = {"lat": order.point.latitude, "long": order.point.longitude} if order.point else {}
    return {**{name: value for name, value in told.items() if value}, **place}


def _troubled(catalogue: Catalogue, order: WorkOrder, now: int) -> dict[str, Any]:
    """What is told of a clock that is late or stands still. Of any other the due time says all, and that is stored:
    walking through the working calendar for each of ten thousand rows would take longer than all the rest."""
    is_late = order.due_at is not None and order.due_at < now
    stands_still = order.course is not None and any(pause.until is None for pause in order.course.pauses)
    if order.completed_at is not None or not (is_late or stands_still):
        return {}
    clock = order_clock(catalogue, order, now)
    if clock.paused is None:
        return {"very_late_at": iso(clock.very_late_at)}
    return {
        "very_late_at": iso(clock.very_late_at),
        "paused": {"reason": clock.paused.reason, "since": iso(clock.paused.since)},
        "left_s": clock.left_s,
    }
