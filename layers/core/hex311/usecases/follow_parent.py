"""A merged case shares its parent's fate: when the parent ends or is opened again, its children are told.

Each child is changed in a transaction of its own, with an event that carries the news on to its own children. A
repeated message finds it done; one that comes late finds what the parent says now, not what it said then.
"""

from hex311.domain.events import EventName
from hex311.domain.request import Draft
from hex311.ports import CaseFile, Change, Ports
from hex311.usecases.change_case import change_case, load, written


def pass_on_to_children(ports: Ports, parent_id: str) -> int:
    """Bring the children of a case to its present state; returns how many changed."""
    return sum(follow_parent(ports, child) for child in load(ports, parent_id).request.merged)


def follow_parent(ports: Ports, child_id: str) -> bool:
    """Bring one merged case to the state of its parent: ended with it, or open with it again."""
    changed = False

    def decide(child: CaseFile) -> Change | None:
        nonlocal changed
        changed = False
        if not child.request.duplicate_of:
            return None
        parent = load(ports, child.request.duplicate_of).request
        # A parent that was itself merged goes on elsewhere: it has ended only when its own parent has.
        ended = parent.parent_is_closed if parent.duplicate_of else parent.is_closed
        if ended == child.request.parent_is_closed:
            return None
        changed = True
        name = EventName.PARENT_CLOSED if ended else EventName.PARENT_REOPENED
        draft = Draft(child.request).record(
            name,
            ports.now(),
            {"parent": parent.id, "outcome": parent.outcome if ended else ""},
            parent_is_closed=ended,
            outcome=parent.outcome if ended else "",
            outcome_text=dict(parent.outcome_text) if ended else {},
        )
        return written(ports, child, draft)

    change_case(ports, child_id, decide)
    return changed
