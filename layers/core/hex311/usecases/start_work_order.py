"""The crew is on it."""

from dataclasses import replace

from hex311.domain.events import EventName
from hex311.domain.policy import Action, Staff
from hex311.domain.step_position import Standpoint
from hex311.domain.work_order import WorkOrder, WorkStatus
from hex311.ports import CaseFile, Ports
from hex311.usecases.change_work_order import Fact, Taken, Verb, take_step


def starting(ports: Ports, staff: Staff) -> Verb:
    def done_already(case: CaseFile, order: WorkOrder) -> bool:
        return order.status is WorkStatus.STARTED

    def take(case: CaseFile, order: WorkOrder, now: int) -> Taken:
        moved = replace(order.moved(WorkStatus.STARTED), started_at=now, pause_reason="", paused_from="")
        return Taken(moved, (Fact(EventName.WORK_ORDER_STARTED),), "started")

    return Verb("start", Action.START_WORK_ORDER, done_already, take)


def start_work_order(
    ports: Ports,
    staff: Staff,
    case_id: str,
    order_id: str,
    seen: int | None = None,
    stands: Standpoint | None = None,
) -> WorkOrder:
    """Starting what is started changes nothing."""
    return take_step(ports, staff, starting(ports, staff), case_id, order_id, seen, stands=stands)
