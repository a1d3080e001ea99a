"""A department's work orders by due time."""

from hex311.domain.errors import BadInput, Problem
from hex311.domain.policy import Action, Staff, allows, check
from hex311.domain.work_order import WorkStatus
from hex311.ports import NO_FILTER, OrderFilter, Page, Ports


def list_work_orders(
    ports: Ports,
    staff: Staff,
    department: str,
    status: str,
    limit: int,
    cursor: str | None,
    only: OrderFilter = NO_FILTER,
) -> Page:
    """Those of one status, by due time; those the staff member may not see are left out.

    Raises `Forbidden` for a department that is not theirs, `BadInput` for an unknown department, status or type.
    """
    catalogue = ports.catalogue.current()
    if department not in catalogue.documents["departments"]:
        raise BadInput([Problem("department", "There is no such department.", "Use a code of the city pack.")])
    if status not in set(WorkStatus):
        raise BadInput([Problem("status", "There is no such status.", f"Use one of: {', '.join(WorkStatus)}.")])
    if only.service_code and only.service_code not in catalogue.services:
        raise BadInput([Problem("service_code", "There is no such service type.", "Use a code of the city pack.")])
    check(staff, Action.LIST_WORK_ORDERS, [department], private=False)
    page = ports.cases.work_orders_of(department, status, limit, cursor, only)
    seen = [
        (order, areas)
        for order, areas in zip(page.work_orders, page.areas, strict=True)
        if allows(staff, Action.LIST_WORK_ORDERS, [order.department], private=order.private)
    ]
    return Page(tuple(order for order, _ in seen), page.cursor, tuple(areas for _, areas in seen))
