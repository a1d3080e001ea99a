"""Work that has to wait, with a reason, and that goes on again."""

from dataclasses import replace

from hex311.domain.errors import MoveNotAllowed
from hex311.domain.events import EventName
from hex311.domain.policy import Action, Staff
from hex311.domain.work_order import WorkOrder, WorkStatus
from hex311.ports import CaseFile, Ports
from hex311.usecases.change_work_order import Fact, Taken, Verb, reason_of, take_step


def pausing(ports: Ports, staff: Staff, reason: str, note: str) -> Verb:
    def done_already(case: CaseFile, order: WorkOrder) -> bool:
        return order.status is WorkStatus.PAUSED and order.pause_reason == reason

    def take(case: CaseFile, order: WorkOrder, now: int) -> Taken:
        reason_of(ports, "pause_reasons", reason)
        if order.status is WorkStatus.PAUSED:
            moved = replace(order, pause_reason=reason)
        else:
            moved = replace(order.moved(WorkStatus.PAUSED), pause_reason=reason, paused_from=str(order.status))
        return Taken(moved, (Fact(EventName.WORK_ORDER_PAUSED, {"reason": reason}),), f"paused ({reason})", note)

    return Verb("pause", Action.PAUSE_WORK_ORDER, done_already, take)


def resuming(ports: Ports, staff: Staff) -> Verb:
    def done_already(case: CaseFile, order: WorkOrder) -> bool:
        # After a pause the work is where it was before: this is our own repeat, or somebody else was quicker.
        return order.last.verb == "resume" and order.is_active

    def take(case: CaseFile, order: WorkOrder, now: int) -> Taken:
        if order.status is not WorkStatus.PAUSED:
            order.moved(order.status if order.status is WorkStatus.OPEN else WorkStatus.STARTED)
            raise MoveNotAllowed("This work is not paused.")
        back = WorkStatus(order.paused_from or WorkStatus.ASSIGNED)
        moved = replace(order.moved(back), pause_reason="", paused_from="")
        return Taken(moved, (Fact(EventName.WORK_ORDER_RESUMED),), "taken up again")

    return Verb("resume", Action.PAUSE_WORK_ORDER, done_already, take)


def pause_work_order(
    ports: Ports, staff: Staff, case_id: str, order_id: str, reason: str, note: str = "", seen: int | None = None
) -> WorkOrder:
    """`reason` is a code of the pack's `pause_reasons`; the note is for the history, staff only."""
    return take_step(ports, staff, pausing(ports, staff, reason, note), case_id, order_id, seen)


def resume_work_order(ports: Ports, staff: Staff, case_id: str, order_id: str, seen: int | None = None) -> WorkOrder:
    """Back to where it was before the pause."""
    return take_step(ports, staff, resuming(ports, staff), case_id, order_id, seen)
