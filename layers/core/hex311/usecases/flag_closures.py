"""Closings that a supervisor should look at: too quick to be work, too many by one hand, too often undone.

A flag is no verdict and stops nothing. It stands on the case, and on the department's list of flags.
"""

from hex311.domain.errors import BadInput, Problem
from hex311.domain.events import EventName
from hex311.domain.policy import Action, Staff, allows, check
from hex311.domain.request import Draft, ServiceRequest
from hex311.ports import CaseFile, Ports

#: Work that is closed so soon after it was called for, in seconds, was hardly done.
QUICK_S = 120
#: So many closings by one person within this time are looked at.
MASS, MASS_WINDOW_S = 20, 600
MOST_LISTED = 100


def flags_of(ports: Ports, case: CaseFile, closed_by: str) -> tuple[str, ...]:
    """What is odd about closing this case with that work order; `actor_of` says whose hand it was."""
    order, found = case.work_order(closed_by), []
    actor = actor_of(case, closed_by)
    if order is None or not actor:
        return ()
    if (order.completed_at or 0) - order.created_at < QUICK_S:
        found.append("quick_closure")
    if ports.cases.closings_by(actor, ports.now() - MASS_WINDOW_S) + 1 >= MASS:
        found.append("mass_closure")
    return tuple(found)


def flagged(draft: Draft, flags: tuple[str, ...], department: str, now: int) -> Draft:
    """Note the flags beside the closing, in the same transaction."""
    for flag in flags:
        data = {"flag": flag, "department": department}
        draft = draft.record(EventName.CLOSURE_FLAGGED, now, data, flags=(*draft.request.flags, flag))
    return draft


def actor_of(case: CaseFile, work_order_id: str) -> str:
    """Which staff member completed a work order; empty when it was no staff member."""
    for event in reversed(case.events):
        if event.name is EventName.WORK_ORDER_COMPLETED and event.data.get("work_order_id") == work_order_id:
            kind, _, who = event.actor.partition(":")
            return who.partition(":")[0] if kind == "staff" else ""
    return ""


def list_flags(ports: Ports, staff: Staff, department: str) -> list[ServiceRequest]:
    """The flagged closings and reopenings of a department, newest first, without those that the reader may not see.

    Raises `Forbidden`, `BadInput` for an unknown department.
    """
    return _listed(ports, staff, Action.LIST_FLAGS, "flags", department, None)


def list_checks(ports: Ports, staff: Staff, department: str) -> list[ServiceRequest]:
    """Passed-on cases whose owner a department should ask by now how it stands, the longest overdue first."""
    return _listed(ports, staff, Action.CHECK_OWNER, "checks", department, ports.now())


def _listed(
    ports: Ports, staff: Staff, action: Action, kind: str, department: str, until: int | None
) -> list[ServiceRequest]:
    if department not in ports.catalogue.current().documents["departments"]:
        raise BadInput([Problem("department", "There is no such department.", "Use a code of the city pack.")])
    check(staff, action, [department], private=False)
    found = ports.cases.attention(kind, department, until, MOST_LISTED)
    cases = [case for case_id in found if (case := ports.cases.case_file(case_id))]
    return [case.request for case in cases if allows(staff, action, [department], private=case.request.is_private)]
