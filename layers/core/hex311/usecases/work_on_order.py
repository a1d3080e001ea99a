"""What staff do with work orders: list, assign, start, complete. Every step asks the policy table."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from hex311.domain.errors import BadInput, Forbidden, NotFound, Problem
from hex311.domain.events import EventName
from hex311.domain.lifecycle import Status
from hex311.domain.policy import Action, Staff, allows, check
from hex311.domain.request import Draft
from hex311.domain.routing import work_in
from hex311.domain.work_order import WorkOrder, WorkStatus
from hex311.ports import CaseFile, Change, Page, Ports
from hex311.usecases.change_case import NO_SUCH_REQUEST, change_case, written
from hex311.usecases.process_of import process_of
from hex311.usecases.read_for_staff import departments_of

Step = Callable[[CaseFile, WorkOrder, int], Change | None]


def list_work_orders(ports: Ports, staff: Staff, department: str, status: str, limit: int, cursor: str | None) -> Page:
    """A department's work orders by due time; those the staff member may not see are left out.

    Raises `Forbidden` for a department that is not theirs, `BadInput` for an unknown department or status.
    """
    if department not in ports.catalogue.current().documents["departments"]:
        raise BadInput([Problem("department", "There is no such department.", "Use a code of the city pack.")])
    if status not in set(WorkStatus):
        raise BadInput([Problem("status", "There is no such status.", f"Use one of: {', '.join(WorkStatus)}.")])
    check(staff, Action.LIST_WORK_ORDERS, [department], private=False)
    page = ports.cases.work_orders_of(department, status, limit, cursor)
    seen = tuple(
        order
        for order in page.work_orders
        if allows(staff, Action.LIST_WORK_ORDERS, [order.department], private=order.private)
    )
    return Page(seen, page.cursor)


def assign_work_order(ports: Ports, staff: Staff, case_id: str, order_id: str, assignee: str) -> WorkOrder:
    """Give the work order to a crew or person; assigning it to the same again changes nothing."""

    def step(case: CaseFile, order: WorkOrder, now: int) -> Change | None:
        if order.assignee == assignee and order.status is WorkStatus.ASSIGNED:
            return None
        moved = replace(order.moved(WorkStatus.ASSIGNED), assignee=assignee)
        return _recorded(ports, case, staff, moved, EventName.WORK_ORDER_ASSIGNED, now)

    return _work(ports, staff, Action.ASSIGN_WORK_ORDER, case_id, order_id, step)


def start_work_order(ports: Ports, staff: Staff, case_id: str, order_id: str) -> WorkOrder:
    """The crew is on it; the case is under way unless it was passed to an outside owner."""

    def step(case: CaseFile, order: WorkOrder, now: int) -> Change | None:
        if order.status is WorkStatus.STARTED:
            return None
        moved = replace(order.moved(WorkStatus.STARTED), started_at=now)
        status = None if case.request.status is Status.PASSED_ON else Status.UNDER_WAY
        return _recorded(ports, case, staff, moved, EventName.WORK_ORDER_STARTED, now, status=status)

    return _work(ports, staff, Action.START_WORK_ORDER, case_id, order_id, step)


def complete_work_order(ports: Ports, staff: Staff, case_id: str, order_id: str, outcome: str, note: str) -> WorkOrder:
    """Finish with one of the outcomes of the process. The workflow hears of it through the event.

    Completing again with the same outcome changes nothing; with another one it is `MoveNotAllowed`.
    """

    def step(case: CaseFile, order: WorkOrder, now: int) -> Change | None:
        if order.status is WorkStatus.COMPLETED and order.outcome == outcome:
            return None
        chosen = _outcome(ports, case, order, outcome)
        moved = replace(
            order.moved(WorkStatus.COMPLETED),
            outcome=outcome,
            outcome_status=chosen["status"],
            outcome_text=dict(chosen["text"]),
            note=note,
            completed_at=now,
        )
        return _recorded(ports, case, staff, moved, EventName.WORK_ORDER_COMPLETED, now, {"outcome": outcome})

    return _work(ports, staff, Action.COMPLETE_WORK_ORDER, case_id, order_id, step)


def _work(ports: Ports, staff: Staff, action: Action, case_id: str, order_id: str, step: Step) -> WorkOrder:
    def decide(case: CaseFile) -> Change | None:
        order = _order_for(staff, action, case, order_id)
        return step(case, order, ports.now())

    order = change_case(ports, case_id, decide).work_order(order_id)
    if order is None:
        raise NotFound("There is no such work order.")
    return order


def _order_for(staff: Staff, action: Action, case: CaseFile, order_id: str) -> WorkOrder:
    order, private = case.work_order(order_id), case.request.is_private
    allowed = allows(staff, action, [order.department] if order else departments_of(case), private=private)
    if private and not allowed:
        raise NotFound(NO_SUCH_REQUEST)
    if order is None:
        raise NotFound("There is no such work order.")
    if not allowed:
        raise Forbidden
    return order


def _recorded(
    ports: Ports,
    case: CaseFile,
    staff: Staff,
    order: WorkOrder,
    name: EventName,
    now: int,
    data: dict[str, Any] | None = None,
    status: Status | None = None,
) -> Change:
    facts = {"work_order_id": order.id, "department": order.department, **(data or {})}
    actor = staff.actor
    draft = Draft(case.request).record(name, now, facts, status=status, actor=actor)
    return written(ports, case, draft, work_orders=(order,))


def _outcome(ports: Ports, case: CaseFile, order: WorkOrder, code: str) -> dict[str, Any]:
    request = case.request
    catalogue = ports.catalogue.at(request.catalogue_version)
    work = work_in(process_of(catalogue, request), order.stage, order.code)
    outcomes = {outcome["code"]: outcome for outcome in (work["outcomes"] if work else ())}
    if code not in outcomes:
        mend = f"Use one of: {', '.join(outcomes)}."
        raise BadInput([Problem("outcome", f"'{code}' is not an outcome of this work.", mend)])
    return dict(outcomes[code])
