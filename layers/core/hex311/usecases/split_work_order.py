"""Make two work orders of one: both have to be finished before the stage ends."""

from dataclasses import replace

from hex311.domain.errors import BadInput, MoveNotAllowed, Problem
from hex311.domain.events import EventName
from hex311.domain.policy import Action, Staff
from hex311.domain.work_order import LastChange, WorkOrder, WorkStatus, next_part_id
from hex311.ports import CaseFile, Ports
from hex311.usecases.change_work_order import Fact, Taken, Verb, take_step

MOST_PARTS = 10


def splitting(ports: Ports, staff: Staff, department: str, detail: str, seen: int) -> Verb:
    def done_already(case: CaseFile, order: WorkOrder) -> bool:
        # A second split looks like a repeat of the first: only the version that was seen tells them apart.
        last = order.last
        is_ours = (last.verb, last.by, last.words) == ("split", staff.subject, _words(detail))
        return is_ours and order.version == seen + 1

    def take(case: CaseFile, order: WorkOrder, now: int) -> Taken:
        to = department or order.department
        catalogue = ports.catalogue.at(case.request.catalogue_version)
        if to not in catalogue.documents["departments"]:
            raise BadInput([Problem("department", "There is no such department.", "Use a code of the city pack.")])
        if not order.is_active:
            order.moved(WorkStatus.ASSIGNED)
            raise MoveNotAllowed("Only work that is still to be done can be split.")
        root = order.split_from or order.id
        ids = {one.id for one in case.work_orders}
        if sum(one.split_from == root for one in case.work_orders) >= MOST_PARTS - 1:
            raise MoveNotAllowed(f"This work is in {MOST_PARTS} parts already.")
        part = replace(
            order,
            id=next_part_id(root, ids),
            department=to,
            crew=order.crew if to == order.department else "",
            transferred=order.transferred or to != order.department,
            created_at=now,
            status=WorkStatus.OPEN,
            assignee="",
            assignee_kind="",
            assignee_name="",
            planned_for="",
            pause_reason="",
            paused_from="",
            started_at=None,
            note="",
            task_token="",  # its execution comes for it once the present work orders of the stage are through
            version=1,
            split_from=root,
            detail=detail,
            last=LastChange(),
        )
        facts = (
            Fact(EventName.WORK_ORDER_SPLIT, {"part": part.id, "to": to}),
            Fact(EventName.WORK_ORDER_CREATED, {"work_order_id": part.id, "department": to, "split_from": root}),
        )
        passed_to = to if to != order.department and catalogue.is_outside_owner(to) else ""
        return Taken(order, facts, _words(detail), parts=(part,), passed_to=passed_to)

    return Verb("split", Action.SPLIT_WORK_ORDER, done_already, take)


def _words(detail: str) -> str:
    return f"split ({detail})"


def split_work_order(
    ports: Ports, staff: Staff, case_id: str, order_id: str, department: str, detail: str, seen: int
) -> tuple[WorkOrder, WorkOrder]:
    """The order and its new part, which `detail` describes (for staff). `department` empty keeps it in the house."""
    verb = splitting(ports, staff, department, detail, seen)
    order = take_step(ports, staff, verb, case_id, order_id, seen)
    case = ports.cases.case_file(case_id)
    parts = (
        [] if case is None else [one for one in case.work_orders if one.split_from == (order.split_from or order.id)]
    )
    return order, max(parts, key=lambda part: (part.created_at, len(part.id), part.id))
