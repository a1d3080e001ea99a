"""Plan a work order for a day."""

from dataclasses import replace

from hex311.domain.events import EventName
from hex311.domain.planned_time import check_planned
from hex311.domain.policy import Action, Staff
from hex311.domain.work_order import WorkOrder, WorkStatus
from hex311.ports import CaseFile, Ports
from hex311.usecases.change_work_order import Fact, Taken, Verb, take_step


def scheduling(ports: Ports, staff: Staff, planned_for: str) -> Verb:
    def done_already(case: CaseFile, order: WorkOrder) -> bool:
        return order.planned_for == planned_for and order.status is WorkStatus.SCHEDULED

    def take(case: CaseFile, order: WorkOrder, now: int) -> Taken:
        check_planned(planned_for, now, str(ports.catalogue.current().city["timezone"]))
        moved = replace(
            order.moved(WorkStatus.SCHEDULED), planned_for=planned_for, pause_reason="", paused_from="", started_at=None
        )
        fact = Fact(EventName.WORK_ORDER_SCHEDULED, {"planned_for": planned_for})
        return Taken(moved, (fact,), f"planned for {planned_for.replace('T', ' ')}")

    return Verb("schedule", Action.SCHEDULE_WORK_ORDER, done_already, take)


def schedule_work_order(
    ports: Ports, staff: Staff, case_id: str, order_id: str, planned_for: str, seen: int | None = None
) -> WorkOrder:
    """`planned_for` is local time in the city: `2026-11-30` or `2026-11-30T08:30`. The same again changes nothing."""
    return take_step(ports, staff, scheduling(ports, staff, planned_for), case_id, order_id, seen)
