"""Work that is somebody else's: passed on, which is not done, and looked after until it is.

The city asks the owner how it stands on a date that everybody can read. When it comes the case is flagged, which is
told as an event, and stands on the list of the department that asks; it leaves the list only with a new date or with
its end.
"""

from hex311.domain.catalogue import Catalogue
from hex311.domain.errors import MoveNotAllowed
from hex311.domain.events import EventName
from hex311.domain.policy import Action, Staff
from hex311.domain.request import OWNER_CHECK_DUE, UNCHECKED_OWNERS, Draft, ServiceRequest
from hex311.domain.sla import WorkingCalendar
from hex311.ports import CaseFile, Change, Ports
from hex311.usecases.change_case import case_id_of, change_case, written
from hex311.usecases.read_for_staff import permit
from hex311.usecases.seen_version import check_seen

USUAL_CHECK_DAYS = 10


def passed_on(catalogue: Catalogue, draft: Draft, owner: str, now: int) -> Draft:
    """Note that an outside owner has it, and when to ask them how it stands."""
    next_check_at = next_check(catalogue, owner, now)
    return draft.record(
        EventName.REQUEST_PASSED_ON,
        now,
        {"department": owner, "owner": owner, "next_check_at": next_check_at},
        next_check_at=next_check_at,
        flags=_without_due(draft.request),
        check_by=str(catalogue.department(owner).get("liaison", "")) or catalogue.first_department,
    )


def check_owner(ports: Ports, staff: Staff, number: str, note: str, seen: int | None = None) -> CaseFile:
    """Staff have asked the owner how it stands: the case comes back to their list after the owner's next days.

    `note` stays among staff. `MoveNotAllowed` for a case that nobody else has.
    """

    def decide(case: CaseFile) -> Change:
        request, now = case.request, ports.now()
        permit(staff, Action.CHECK_OWNER, case)
        check_seen(staff, case, seen, now)
        if request.next_check_at is None:
            raise MoveNotAllowed("This request was not passed on to anybody.")
        catalogue = ports.catalogue.at(request.catalogue_version)
        next_check_at = next_check(catalogue, request.department, now)
        draft = Draft(request).record(
            EventName.OWNER_CHECKED,
            now,
            {"department": request.department, "owner": request.department, "next_check_at": next_check_at},
            actor=f"{staff.actor}: {note.strip()[:200]}",
            next_check_at=next_check_at,
            flags=_without_due(request),
        )
        return written(ports, case, draft)

    return change_case(ports, case_id_of(number), decide)


def escalate_checks(ports: Ports, most: int) -> int:
    """Tell of every owner who is to be asked from now on, once for each date; at most so many. How many were told of.

    Told cases leave the line that this reads, so none can be kept waiting by others.
    """
    due = ports.cases.attention(UNCHECKED_OWNERS, "", ports.now(), most)
    return sum(_escalated(ports, case_id) for case_id in due)


def _escalated(ports: Ports, case_id: str) -> bool:
    told = [False]

    def decide(case: CaseFile) -> Change | None:
        request, now = case.request, ports.now()
        place = request.attention
        told[0] = place is not None and place[0] == UNCHECKED_OWNERS and place[2] <= now
        if not told[0]:
            return None
        data = {"department": request.check_by, "owner": request.department, "next_check_at": request.next_check_at}
        flags = (*request.flags, OWNER_CHECK_DUE)
        return written(ports, case, Draft(request).record(EventName.OWNER_CHECK_DUE, now, data, flags=flags))

    change_case(ports, case_id, decide)
    return told[0]


def _without_due(request: ServiceRequest) -> tuple[str, ...]:
    return tuple(flag for flag in request.flags if flag != OWNER_CHECK_DUE)


def next_check(catalogue: Catalogue, owner: str, now: int) -> int:
    """When to ask an outside owner again: after their `check_days` working days. Epoch seconds."""
    calendar = WorkingCalendar(catalogue.city["calendar"], catalogue.city["timezone"])
    days = catalogue.department(owner).get("check_days", USUAL_CHECK_DAYS)
    due = calendar.due(now, {"working_days": days})
    return due if due is not None else now
