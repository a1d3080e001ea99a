"""Who changes a case says which version of it they have seen; what happened since is told to them in words."""

from hex311.domain.errors import ChangedMeanwhile
from hex311.domain.events import Event, EventName
from hex311.domain.moments import ago
from hex311.domain.policy import Staff, name_in
from hex311.ports import CaseFile

#: What changes nothing that a colleague decides upon.
QUIET = frozenset(
    {
        EventName.FOLLOW_REQUESTED,
        EventName.FOLLOWER_CONFIRMED,
        EventName.FOLLOWER_LEFT,
        EventName.REQUEST_JOINED,
        EventName.TWINS_LINKED,
        EventName.CONTACT_READ,
        EventName.PHOTOS_VIEWED,
        EventName.ESTIMATE_CHANGED,
        EventName.WORKFLOW_FAILED,
        EventName.WORK_ORDER_ESCALATED,
        EventName.WORK_ORDER_DELIVERED,
        EventName.WORK_ORDER_UNDELIVERED,
        EventName.OFFICER_INFORMED,
    }
)


def check_seen(staff: Staff, case: CaseFile, seen: int | None, now: int) -> None:
    """`ChangedMeanwhile` when something else than quiet news came after the version `seen`; None checks nothing."""
    if seen is None:
        return
    since = [event for event in case.events if event.version > seen and event.name not in QUIET]
    if since:
        raise ChangedMeanwhile(
            f"{_who(staff, since[-1])} changed this {ago(now - since[-1].occurred_at)} ago ({since[-1].name}). "
            f"It is now version {case.request.version}; please look at it again."
        )


def _who(staff: Staff, event: Event) -> str:
    kind, _, rest = event.actor.partition(":")
    if kind != "staff":
        return {"resident": "The reporter", "system": "The workflow"}.get(kind, "Somebody")
    return "You" if rest.startswith(staff.subject) else name_in(event.actor) or "A colleague"
