"""How every step with a work order is taken: permitted, asked once, on the version the writer has seen, on record.

A verb (claim, assign, ...) says who may, when it is done already, and what it makes of the order. Everything else is
the same for all of them and stands here; a bulk action and its preview take the very same verbs.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from hex311.domain.errors import BadInput, ChangedMeanwhile, Forbidden, MoveNotAllowed, NotFound, Problem
from hex311.domain.events import EventName
from hex311.domain.moments import ago
from hex311.domain.policy import Action, Staff, allows
from hex311.domain.request import Draft
from hex311.domain.step_position import Standpoint, StepPosition, days_kept
from hex311.domain.work_order import LastChange, WorkOrder
from hex311.ports import CaseFile, Change, Ports
from hex311.usecases.change_case import NO_SUCH_REQUEST, change_case, written
from hex311.usecases.pass_on import passed_on
from hex311.usecases.photos_of_work import with_photos_of_work
from hex311.usecases.process_of import status_of, with_orders
from hex311.usecases.read_for_staff import departments_of

NO_SUCH_ORDER = "There is no such work order."
DAY_S = 86_400


@dataclass(frozen=True, slots=True)
class Fact:
    """An event to be told: its name, and what it says besides the work order and its department."""

    name: EventName
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Taken:
    """What a step makes of a work order.

    `words` say it to a colleague (`assigned to Crew 4`), `note` is kept with the history. `changes` are fields of the
    request, `parts` further work orders that are written; `passed_to` is the outside owner who has it from now on.
    `photo_ids` become the case's own; with `photo_needed` one of them has to be there to be seen.
    """

    order: WorkOrder
    facts: tuple[Fact, ...]
    words: str
    note: str = ""
    changes: Mapping[str, Any] = field(default_factory=dict)
    parts: tuple[WorkOrder, ...] = ()
    passed_to: str = ""
    photo_ids: tuple[str, ...] = ()
    photo_needed: bool = False


@dataclass(frozen=True, slots=True)
class Verb:
    """A step. `done_already` makes a repeated request harmless, `take` raises what speaks against it."""

    name: str
    action: Action
    done_already: Callable[[CaseFile, WorkOrder], bool]
    take: Callable[[CaseFile, WorkOrder, int], Taken]


def take_step(
    ports: Ports,
    staff: Staff,
    verb: Verb,
    case_id: str,
    order_id: str,
    seen: int | None = None,
    bulk: str = "",
    stands: Standpoint | None = None,
) -> WorkOrder:
    """Take the step and return the work order as it then stands.

    `seen` is the version that the writer has looked at. Without it the last writer wins, as far as the step is possible
    at all. `stands` is where the device says that it is. Raises `NotFound`, `Forbidden`, `MoveNotAllowed`,
    `ChangedMeanwhile`, or what the verb says.
    """

    def decide(case: CaseFile) -> Change | None:
        taken = plan_step(ports, staff, verb, case, order_id, seen)
        return recorded(ports, case, staff, verb.name, taken, bulk, stands) if taken else None

    order = change_case(ports, case_id, decide).work_order(order_id)
    if order is None:
        raise NotFound(NO_SUCH_ORDER)
    return order


def plan_step(
    ports: Ports, staff: Staff, verb: Verb, case: CaseFile, order_id: str, seen: int | None = None
) -> Taken | None:
    """What the step would do to the case as it stands; None when there is nothing left to do. Writes nothing."""
    order = order_for(staff, verb.action, case, order_id)
    if verb.done_already(case, order):
        return None
    if seen is not None and seen != order.version:
        raise conflict(staff, order, ports.now())
    if case.request.is_closed and order.is_active:
        raise MoveNotAllowed("The request is closed meanwhile: nothing is left to do here.")
    return verb.take(case, order, ports.now())


def order_for(staff: Staff, action: Action, case: CaseFile, order_id: str) -> WorkOrder:
    """The work order, if the staff member may do this with it; `NotFound` where even the existence is private."""
    order, private = case.work_order(order_id), case.request.is_private
    allowed = allows(staff, action, [order.department] if order else departments_of(case), private=private)
    if private and not allowed:
        raise NotFound(NO_SUCH_REQUEST)
    if order is None:
        raise NotFound(NO_SUCH_ORDER)
    if not allowed:
        raise Forbidden
    return order


def recorded(
    ports: Ports,
    case: CaseFile,
    staff: Staff,
    verb: str,
    taken: Taken,
    bulk: str = "",
    stands: Standpoint | None = None,
) -> Change:
    """The change that a step writes: the order with its next version, and the events with who did it."""
    now, before = ports.now(), case.work_order(taken.order.id)
    last = LastChange(staff.subject, staff.name, now, verb, taken.words, bulk, _restorable(case, before, bulk))
    order = replace(taken.order, version=taken.order.version + 1, last=last)
    actor = f"{staff.actor}: {taken.note}" if taken.note else staff.actor
    catalogue = ports.catalogue.at(case.request.catalogue_version)
    status = status_of(catalogue, case.request, with_orders(case, order, *taken.parts))
    draft = Draft(replace(case.request, **taken.changes))
    draft, claims = with_photos_of_work(ports, case, draft, order, taken.photo_ids, staff.actor, taken.photo_needed)
    for fact in taken.facts:
        data = {"work_order_id": order.id, "department": order.department, **fact.data}
        draft = draft.record(fact.name, now, data, status=status, actor=actor)
    if taken.passed_to:
        draft = passed_on(catalogue, draft, taken.passed_to, now)
    positions = _positions(ports, order, verb, stands, now)
    orders = (order, *taken.parts)
    return written(ports, case, draft, work_orders=orders, photo_claims=claims, positions=positions)


def _positions(
    ports: Ports, order: WorkOrder, verb: str, stands: Standpoint | None, now: int
) -> tuple[StepPosition, ...]:
    """Where the step was taken; nothing where the city keeps no such positions, whatever a device sends."""
    days = days_kept(ports.catalogue.current().city)
    if stands is None or days == 0:
        return ()
    forget_at = now + days * DAY_S
    return (StepPosition(order.case_id, order.id, order.version, verb, stands.point, stands.accuracy_m, forget_at),)


#: What a bulk action can change of a work order, and its undo restores.
RESTORED = (
    "assignee",
    "assignee_kind",
    "assignee_name",
    "planned_for",
    "department",
    "crew",
    "pause_reason",
    "paused_from",
    "transferred",
    "started_at",
)


def _restorable(case: CaseFile, before: WorkOrder | None, bulk: str) -> dict[str, Any]:
    if not bulk or before is None:
        return {}
    return {
        **{name: getattr(before, name) for name in RESTORED},
        "status": str(before.status),
        "responsible": case.request.department,
    }


def conflict(staff: Staff, order: WorkOrder, now: int) -> ChangedMeanwhile:
    """`<name> changed this 20 s ago: assigned to Crew 4.`, and which version to look at."""
    last = order.last
    who = "You" if last.by == staff.subject else last.name or "Somebody"
    return ChangedMeanwhile(
        f"{who} changed this {ago(now - last.at)} ago: {last.words or order.status}. "
        f"It is now version {order.version}; please look at it again."
    )


def reason_of(ports: Ports, kind: str, code: str) -> Mapping[str, Any]:
    """A reason of the city pack (`city.yaml`: `work`); `BadInput` names the possible ones."""
    known = {one["code"]: one for one in ports.catalogue.current().city.get("work", {}).get(kind, ())}
    if code not in known:
        mend = f"Use one of: {', '.join(known)}." if known else "The city has to list its reasons first."
        raise BadInput([Problem("reason", f"'{code[:64]}' is not a reason for this.", mend)])
    return known[code]  # type: ignore[no-any-return]
