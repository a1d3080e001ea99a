"""Give a work order to another department, with a reason."""

from dataclasses import replace
from typing import Any

from hex311.domain.errors import BadInput, Problem
from hex311.domain.events import EventName
from hex311.domain.policy import Action, Staff
from hex311.domain.work_order import WorkOrder
from hex311.ports import CaseFile, Ports
from hex311.usecases.change_work_order import Fact, Taken, Verb, reason_of, take_step


def transferring(ports: Ports, staff: Staff, department: str, reason: str, note: str) -> Verb:
    def done_already(case: CaseFile, order: WorkOrder) -> bool:
        return order.department == department and order.transferred

    def take(case: CaseFile, order: WorkOrder, now: int) -> Taken:
        catalogue = ports.catalogue.at(case.request.catalogue_version)
        reason_of(ports, "transfer_reasons", reason)
        if department not in catalogue.documents["departments"]:
            mend = "Use a code of the city pack."
            raise BadInput([Problem("department", "There is no such department.", mend)])
        if department == order.department:
            raise BadInput([Problem("department", "It is this department's already.", "Name another one.")])
        moved = replace(order.unassigned(), department=department, crew="", transferred=True)
        return handed_over(ports, case, order, moved, reason, note)

    return Verb("transfer", Action.TRANSFER_WORK_ORDER, done_already, take)


def handed_over(ports: Ports, case: CaseFile, order: WorkOrder, moved: WorkOrder, reason: str, note: str = "") -> Taken:
    """The work goes to the department of `moved`; the execution that waits for it goes on waiting under its token."""
    fact = Fact(
        EventName.WORK_ORDER_TRANSFERRED,
        {"from": order.department, "to": moved.department, "reason": reason},
    )
    catalogue = ports.catalogue.at(case.request.catalogue_version)
    name = catalogue.text(catalogue.department(moved.department)["name"], catalogue.default_language)
    changes: dict[str, Any] = {}
    if case.request.department == order.department:
        changes["department"] = moved.department
    others = [one.department for one in case.work_orders if one.is_active and one.id != order.id]
    outside = catalogue.is_outside_owner(moved.department)
    if not outside and not any(map(catalogue.is_outside_owner, others)):
        changes["next_check_at"] = None
    words = f"transferred to {name} ({reason})"
    return Taken(moved, (fact,), words, note, changes, passed_to=moved.department if outside else "")


def transfer_work_order(
    ports: Ports,
    staff: Staff,
    case_id: str,
    order_id: str,
    department: str,
    reason: str,
    note: str = "",
    seen: int | None = None,
) -> WorkOrder:
    """`reason` is a code of the pack's `transfer_reasons`. It begins anew there, open and unassigned."""
    return take_step(ports, staff, transferring(ports, staff, department, reason, note), case_id, order_id, seen)
