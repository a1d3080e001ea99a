"""Give a work order to a crew or a person."""

from dataclasses import dataclass, replace

from hex311.domain.errors import BadInput, Problem
from hex311.domain.events import EventName
from hex311.domain.policy import Action, Staff
from hex311.domain.work_order import WorkOrder, WorkStatus
from hex311.ports import CaseFile, Ports
from hex311.usecases.change_work_order import Fact, Taken, Verb, take_step


@dataclass(frozen=True, slots=True)
class Assignee:
    """Who gets the work: `kind` is `crew` (a code of the department's crews) or `person` (as staff call them)."""

    name: str
    kind: str = "person"


def assigning(ports: Ports, staff: Staff, assignee: Assignee) -> Verb:
    def done_already(case: CaseFile, order: WorkOrder) -> bool:
        same = (order.assignee, order.assignee_kind or "person") == (assignee.name, assignee.kind)
        return same and order.status in (WorkStatus.ASSIGNED, WorkStatus.SCHEDULED)

    def take(case: CaseFile, order: WorkOrder, now: int) -> Taken:
        known = crew_name(ports, order.department, assignee.name) if assignee.kind == "crew" else assignee.name
        # A planned day stays planned whoever comes; work that was begun or paused begins anew with somebody else.
        status = WorkStatus.SCHEDULED if order.status is WorkStatus.SCHEDULED else WorkStatus.ASSIGNED
        moved = replace(order.moved(status), assignee=assignee.name, assignee_kind=assignee.kind)
        moved = replace(moved, assignee_name=known, pause_reason="", paused_from="")
        return Taken(moved, (Fact(EventName.WORK_ORDER_ASSIGNED),), f"assigned to {known}")

    return Verb("assign", Action.ASSIGN_WORK_ORDER, done_already, take)


def crew_name(ports: Ports, department: str, code: str) -> str:
    """What a department calls its crew; `BadInput` when it has none of that code."""
    catalogue = ports.catalogue.current()
    crews = {crew["code"]: crew for crew in catalogue.department(department).get("crews", ())}
    if code not in crews:
        mend = f"Use one of: {', '.join(crews)}." if crews else "This department has no crews; send a person."
        raise BadInput([Problem("crew", f"This department has no crew '{code}'.", mend)])
    return catalogue.text(crews[code]["name"], catalogue.default_language)


def assign_work_order(
    ports: Ports, staff: Staff, case_id: str, order_id: str, assignee: str | Assignee, seen: int | None = None
) -> WorkOrder:
    """Assigning it to the same again changes nothing. Plain text is a person."""
    whom = Assignee(assignee) if isinstance(assignee, str) else assignee
    return take_step(ports, staff, assigning(ports, staff, whom), case_id, order_id, seen)
