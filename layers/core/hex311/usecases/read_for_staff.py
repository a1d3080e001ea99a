"""What staff may read of a case: the case itself, and, audited, its contact."""

from hex311.domain.errors import BadInput, Forbidden, NotFound, Problem
from hex311.domain.events import EventName
from hex311.domain.follower import Contact
from hex311.domain.policy import Action, Staff, allows
from hex311.domain.request import Draft, ServiceRequest
from hex311.ports import CaseFile, Change, Ports
from hex311.usecases.audit_log import note_contact_read
from hex311.usecases.change_case import NO_SUCH_REQUEST, case_id_of, change_case, load, written


def departments_of(case: CaseFile) -> set[str]:
    """Everyone the case concerns: whoever is responsible, whoever has a work order, and, while an outside owner has it,
    the city's department that asks them how it stands."""
    return {case.request.department, asks_owner(case.request), *(order.department for order in case.work_orders)} - {""}


def asks_owner(request: ServiceRequest) -> str:
    """The department that looks after what was passed on; empty where nothing is."""
    return request.check_by if request.next_check_at is not None else ""


def permit(staff: Staff, action: Action, case: CaseFile) -> None:
    """`Forbidden`, or `NotFound` where even the existence is private."""
    private = case.request.is_private
    if allows(staff, action, departments_of(case), private=private):
        return
    if private:
        raise NotFound(NO_SUCH_REQUEST)
    raise Forbidden


def read_for_staff(ports: Ports, staff: Staff, number: str) -> CaseFile:
    case = load(ports, case_id_of(number))
    permit(staff, Action.READ_REQUEST, case)
    return case


def read_contact(ports: Ports, staff: Staff, number: str, reason: str) -> Contact:
    """The reporter's contact; who read it and why is written to the case and to the audit log first."""
    case_id = case_id_of(number)
    if len(reason.strip()) < 5:
        raise BadInput([Problem("reason", "A reason is needed to read contact data.", "Say why, in a few words.")])

    def decide(case: CaseFile) -> Change:
        permit(staff, Action.READ_CONTACT, case)
        draft = Draft(case.request).record(
            EventName.CONTACT_READ, ports.now(), {}, actor=f"{staff.actor}: {reason.strip()[:200]}"
        )
        return written(ports, case, draft)

    change_case(ports, case_id, decide)
    note_contact_read(ports, staff, case_id, reason)
    return ports.contacts.read(case_id, "REPORTER") or Contact()
