"""Take a work order for oneself."""

from dataclasses import replace

from hex311.domain.errors import MoveNotAllowed
from hex311.domain.events import EventName
from hex311.domain.policy import Action, Staff
from hex311.domain.work_order import WorkOrder, WorkStatus
from hex311.ports import CaseFile, Ports
from hex311.usecases.change_work_order import Fact, Taken, Verb, take_step


def claiming(ports: Ports, staff: Staff) -> Verb:
    mine = f"person:{staff.subject}"

    def done_already(case: CaseFile, order: WorkOrder) -> bool:
        return order.assignee == mine and order.is_active

    def take(case: CaseFile, order: WorkOrder, now: int) -> Taken:
        if order.assignee and order.is_active:
            raise MoveNotAllowed("Somebody has this work already. To take it over, have it assigned to you.")
        status = WorkStatus.SCHEDULED if order.status is WorkStatus.SCHEDULED else WorkStatus.ASSIGNED
        moved = replace(order.moved(status), assignee=mine, assignee_kind="person", assignee_name=staff.name)
        return Taken(moved, (Fact(EventName.WORK_ORDER_CLAIMED),), "taken on")

    return Verb("claim", Action.CLAIM_WORK_ORDER, done_already, take)


def claim_work_order(ports: Ports, staff: Staff, case_id: str, order_id: str, seen: int | None = None) -> WorkOrder:
    """The work is mine; claiming it again changes nothing. `MoveNotAllowed` when somebody else has it."""
    return take_step(ports, staff, claiming(ports, staff), case_id, order_id, seen)
