"""Staff find that two reports are one matter: merge the later into the other, and take it back.

Merged cases form a forest. A merge ties a case that has no parent to a case that has none (the root of the one that
was named), and both are written in one transaction that stands on what was read of both; so there is never a cycle.
Followers stay where they are and hear the parent's news as long as the case is merged into it: nothing is copied, and
taking the merge back needs no record of who came from where.
"""

from dataclasses import replace

from hex311.domain.errors import BadInput, MoveNotAllowed, Problem, TransientFault
from hex311.domain.events import EventName
from hex311.domain.lifecycle import Status
from hex311.domain.policy import Action, Staff
from hex311.domain.request import Draft
from hex311.domain.work_order import WorkOrder, WorkStatus
from hex311.ports import CaseFile, Change, Clash, Ports
from hex311.usecases.change_case import ATTEMPTS, case_id_of, load, written
from hex311.usecases.read_for_staff import permit
from hex311.usecases.seen_version import check_seen

DEEPEST = 100
LEAST_REASON = 5


def merge_requests(
    ports: Ports, staff: Staff, number: str, into: str, reason: str, seen: int | None = None
) -> CaseFile:
    """Close `number` as a duplicate of `into` (of its root, where that is merged itself); returns the closed case.

    Doing it again changes nothing. Raises `BadInput` for a case and itself, for cases of unlike privacy and for a
    parent that is closed, `MoveNotAllowed` when the case is closed or work on it has begun, `Forbidden` or
    `NotFound` by the policy table, which is asked for both.
    """
    child_id, wanted = case_id_of(number), case_id_of(into)
    check_reason(reason)
    for attempt in range(ATTEMPTS):
        child = load(ports, child_id)
        permit(staff, Action.MERGE_REQUESTS, child)
        named = load(ports, wanted)
        permit(staff, Action.MERGE_REQUESTS, named)
        parent = root_of(ports, named)
        permit(staff, Action.MERGE_REQUESTS, parent)
        if child.request.duplicate_of and root_of(ports, child).request.id == parent.request.id:
            return child
        check_seen(staff, child, seen, ports.now())
        _check_pair(child, parent)
        change = _merged(ports, staff, child, parent, reason)
        try:
            ports.cases.commit(change)
        except Clash:
            ports.pause(attempt)
            continue
        return load(ports, child_id)
    raise TransientFault


def unmerge_request(ports: Ports, staff: Staff, number: str, reason: str, seen: int | None = None) -> CaseFile:
    """Take a merge back: the case is open again and goes on by itself, with its own followers and work."""
    child_id = case_id_of(number)
    check_reason(reason)
    for attempt in range(ATTEMPTS):
        child = load(ports, child_id)
        permit(staff, Action.MERGE_REQUESTS, child)
        if not child.request.duplicate_of:
            if child.request.is_closed:
                raise MoveNotAllowed("This request is not merged into another.")
            return child
        check_seen(staff, child, seen, ports.now())
        parent = load(ports, child.request.duplicate_of)
        try:
            ports.cases.commit(_unmerged(ports, staff, child, parent, reason))
        except Clash:
            ports.pause(attempt)
            continue
        return load(ports, child_id)
    raise TransientFault


def root_of(ports: Ports, case: CaseFile) -> CaseFile:
    """The case that a case is worked on under: itself, or the end of the chain that it was merged into."""
    for _ in range(DEEPEST):
        if not case.request.duplicate_of:
            return case
        case = load(ports, case.request.duplicate_of)
    raise RuntimeError(f"more than {DEEPEST} cases merged into each other, up to {case.request.id}")


def check_reason(reason: str) -> None:
    """`BadInput` unless it says something."""
    if len(reason.strip()) < LEAST_REASON:
        raise BadInput([Problem("reason", "A reason is needed.", "Say why, in a few words.")])


def _check_pair(child: CaseFile, parent: CaseFile) -> None:
    if child.request.id == parent.request.id:
        problem = "That is this request itself, or one that was merged into it."
        raise BadInput([Problem("into", problem, "Name another request.")])
    if child.request.is_private != parent.request.is_private:
        problem = "One of the two is private and the other is not."
        raise BadInput([Problem("into", problem, "Link them in a note instead.")])
    if parent.request.is_closed:
        raise BadInput([Problem("into", "That request is closed.", "Reopen it first, or close this one by itself.")])
    if child.request.is_closed:
        raise MoveNotAllowed("This request is closed already.")
    if any(order.status is WorkStatus.STARTED for order in child.work_orders):
        raise MoveNotAllowed("Work on this request has begun. Merge the other one into it.")


def _merged(ports: Ports, staff: Staff, child: CaseFile, parent: CaseFile, reason: str) -> Change:
    now, actor = ports.now(), f"{staff.actor}: {reason.strip()[:200]}"
    closed = Draft(child.request).record(
        EventName.REQUEST_MERGED,
        now,
        {"parent": parent.request.id},
        status=Status.DUPLICATE,
        actor=actor,
        closed_at=now,
        duplicate_of=parent.request.id,
        parent_is_closed=False,
    )
    joined = Draft(parent.request).record(
        EventName.DUPLICATE_JOINED,
        now,
        {"child": child.request.id},
        actor=actor,
        merged=(*parent.request.merged, child.request.id),
    )
    withdrawn = _orders_to(child, WorkStatus.WITHDRAWN, {WorkStatus.OPEN, WorkStatus.ASSIGNED})
    return written(ports, child, closed, work_orders=withdrawn, also=(written(ports, parent, joined),))


def _unmerged(ports: Ports, staff: Staff, child: CaseFile, parent: CaseFile, reason: str) -> Change:
    now, actor = ports.now(), f"{staff.actor}: {reason.strip()[:200]}"
    opened = Draft(child.request).record(
        EventName.REQUEST_UNMERGED,
        now,
        {"parent": parent.request.id},
        status=Status.REOPENED,
        actor=actor,
        closed_at=None,
        duplicate_of="",
        parent_is_closed=False,
        outcome="",
        outcome_text={},
        not_duplicate_of=tuple(dict.fromkeys((*child.request.not_duplicate_of, parent.request.id))),
    )
    left = Draft(parent.request).record(
        EventName.DUPLICATE_LEFT,
        now,
        {"child": child.request.id},
        actor=actor,
        merged=tuple(name for name in parent.request.merged if name != child.request.id),
    )
    resumed = _orders_to(child, WorkStatus.OPEN, {WorkStatus.WITHDRAWN})
    return written(ports, child, opened, work_orders=resumed, also=(written(ports, parent, left),))


def _orders_to(case: CaseFile, status: WorkStatus, among: set[WorkStatus]) -> tuple[WorkOrder, ...]:
    """The work orders that change with the case; what a crew had been given it must be given again."""
    return tuple(replace(order.moved(status), assignee="") for order in case.work_orders if order.status in among)
