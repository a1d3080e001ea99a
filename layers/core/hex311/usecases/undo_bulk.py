"""Take a bulk action back: a compensation with facts of its own, only where nothing has happened since."""

from dataclasses import replace
from typing import Any

from hex311.domain.errors import Forbidden, MoveNotAllowed, NotFound
from hex311.domain.events import EventName
from hex311.domain.policy import Action, Staff, allows
from hex311.domain.work_order import WorkOrder, WorkStatus
from hex311.ports import BulkAction, CaseFile, Change, Ports
from hex311.usecases.bulk_work_orders import UNDO_S, BulkReport, Line, each
from hex311.usecases.change_case import change_case
from hex311.usecases.change_work_order import RESTORED, Fact, Taken, order_for, recorded
from hex311.usecases.transfer_work_order import handed_over

#: The right that each step takes is the right to take it back.
_RIGHTS = {
    "claim": Action.CLAIM_WORK_ORDER,
    "assign": Action.ASSIGN_WORK_ORDER,
    "schedule": Action.SCHEDULE_WORK_ORDER,
    "transfer": Action.TRANSFER_WORK_ORDER,
}


def undo_bulk(ports: Ports, staff: Staff, bulk_id: str) -> BulkReport:
    """Restore every order as it was before, for whom ordered the action and for a minute.

    Undoing again changes nothing. `NotFound` when there is no such action of theirs.
    """
    action = ports.cases.bulk_action(bulk_id)
    if action is None or action.by != staff.subject:
        raise NotFound("There is no such bulk action of yours.")
    wanted = [{"service_request_id": case_id, "work_order_id": order_id} for case_id, order_id in action.orders]

    def undo(one: dict[str, str]) -> Line:
        return _undo(ports, staff, action, one["service_request_id"], one["work_order_id"])

    return BulkReport(each(ports, wanted, undo), bulk_id, action.at + UNDO_S)


def _undo(ports: Ports, staff: Staff, action: BulkAction, case_id: str, order_id: str) -> Line:
    undone = f"undo:{action.id}"
    left = [False]

    def decide(case: CaseFile) -> Change | None:
        order = case.work_order(order_id)
        left[0] = order is None or order.last.bulk not in (action.id, undone)
        if order is None or order.last.bulk != action.id:
            # Put back already, never changed by the action, or changed since: told to those who may see the order.
            order = order_for(staff, Action.LIST_WORK_ORDERS, case, order_id)
            if left[0]:
                _refuse_later_change(order, action)
            return None
        _refuse(ports, staff, action, case, order)
        return recorded(ports, case, staff, "undo", _restored(ports, case, order, action.verb), undone)

    order = change_case(ports, case_id, decide).work_order(order_id)
    if left[0]:
        return Line(case_id, order_id, "unchanged", "The action had not changed it.", order=order)
    return Line(case_id, order_id, "undone", order=order)


def _refuse_later_change(order: WorkOrder, action: BulkAction) -> None:
    if order.last.at >= action.at:
        who = order.last.name or "Somebody"
        raise MoveNotAllowed(f"{who} changed it since: {order.last.words}.")


def _refuse(ports: Ports, staff: Staff, action: BulkAction, case: CaseFile, order: WorkOrder) -> None:
    department = str(order.last.before["department"])
    if not allows(staff, _RIGHTS[action.verb], [department], private=case.request.is_private):
        raise Forbidden
    if case.request.is_closed or not order.is_active:
        raise MoveNotAllowed("The request went on since: there is nothing left to restore.")
    if ports.now() > action.at + UNDO_S:
        raise MoveNotAllowed("The minute for taking it back is over. Please change it by hand.")


def _restored(ports: Ports, case: CaseFile, order: WorkOrder, verb: str) -> Taken:
    before: dict[str, Any] = dict(order.last.before)
    old = replace(order, **{name: before[name] for name in RESTORED}, status=WorkStatus(before["status"]))
    words = f"put back as it was before ({verb} undone)"
    if verb == "transfer":
        taken = handed_over(ports, case, order, old, "undone")
        return replace(taken, words=words, changes={**taken.changes, "department": before["responsible"]})
    if verb != "schedule":
        return Taken(old, (Fact(EventName.WORK_ORDER_RESTORED, {"undone": verb}),), words)
    if old.planned_for:
        return Taken(old, (Fact(EventName.WORK_ORDER_SCHEDULED, {"planned_for": old.planned_for}),), words)
    return Taken(old, (Fact(EventName.WORK_ORDER_UNSCHEDULED),), words)
