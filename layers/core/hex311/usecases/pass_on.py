"""Work that is somebody else's: passed on, which is not done, and looked after until it is.

The city asks the owner how it stands on a date that everybody can read. Until staff have done so, the case stands on
their list of checks; it leaves the list only with a new date or with its end.
"""

from hex311.domain.catalogue import Catalogue
from hex311.domain.events import EventName
from hex311.domain.request import Draft
from hex311.domain.sla import WorkingCalendar

USUAL_CHECK_DAYS = 10


def passed_on(catalogue: Catalogue, draft: Draft, owner: str, now: int) -> Draft:
    """Note that an outside owner has it, and when to ask them how it stands."""
    next_check_at = next_check(catalogue, owner, now)
    return draft.record(
        EventName.REQUEST_PASSED_ON,
        now,
        {"department": owner, "owner": owner, "next_check_at": next_check_at},
        next_check_at=next_check_at,
    )


def next_check(catalogue: Catalogue, owner: str, now: int) -> int:
    """When to ask an outside owner again: after their `check_days` working days. Epoch seconds."""
    calendar = WorkingCalendar(catalogue.city["calendar"], catalogue.city["timezone"])
    days = catalogue.department(owner).get("check_days", USUAL_CHECK_DAYS)
    due = calendar.due(now, {"working_days": days})
    return due if due is not None else now
