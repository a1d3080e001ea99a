"""The escalation sweep: every broken promise is told once per level, however often and by how many it is looked for.

The index `watch` holds every work order whose clock has something to tell, by the second from which it is true. An
entry leaves it, or moves on to the next level, only in the very transaction that records the event. A sweep that dies
loses nothing, therefore; and as the event log decides what was told, two sweeps at once tell nothing twice.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from hex311.domain.case_clocks import escalations
from hex311.domain.errors import BadInput, Problem
from hex311.domain.events import EventName
from hex311.domain.policy import Action, Staff, allows, check
from hex311.domain.request import Draft
from hex311.domain.sla_clock import ClockState
from hex311.domain.work_order import WorkOrder
from hex311.ports import CaseFile, Change, Page, Ports, Watched
from hex311.usecases.change_case import change_case, written
from hex311.usecases.keep_clocks import order_clock, untold, with_clock

AT_ONCE = 100
LEVELS = (str(ClockState.LATE), str(ClockState.VERY_LATE))


@dataclass
class Sweep:
    """What a sweep did. `oldest_s` is how long ago the first entry should have been told (0: none stood there);
    `unfinished` says that time ran out, and that the next sweep goes on."""

    looked_at: int = 0
    told: int = 0
    oldest_s: int = 0
    unfinished: bool = False
    failed: list[tuple[str, Exception]] = field(default_factory=list)


def escalate_work_orders(ports: Ports, may_go_on: Callable[[], bool]) -> Sweep:
    """Tell of every work order that has become late or very late by now.

    A case that cannot be told of is left for the next sweep and holds up no other: its fault stands in `failed`.
    """
    sweep, now = Sweep(), ports.now()
    after: Watched | None = None
    done: set[str] = set()
    while page := ports.clocks.watched(now, AT_ONCE, after):
        if after is None:
            sweep.oldest_s = max(1, now - page[0].at)
        for watched in page:
            if watched.case_id in done:
                continue
            if not may_go_on():
                sweep.unfinished = True
                return sweep
            done.add(watched.case_id)
            _tell(ports, watched, sweep)
        after = page[-1]
    return sweep


def _tell(ports: Ports, watched: Watched, sweep: Sweep) -> None:
    sweep.looked_at += 1
    told = [0]

    def decide(case: CaseFile) -> Change | None:
        change = _escalated(ports, case)
        told[0] = len(change.events) if change else 0
        return change

    try:
        change_case(ports, watched.case_id, decide)
    except Exception as error:
        # One spoilt case must not keep the city from hearing of the others; the function names it and fails.
        sweep.failed.append((watched.case_id, error))
        return
    sweep.told += told[0]


def _escalated(ports: Ports, case: CaseFile) -> Change | None:
    """Every level of every work order of a case that is true by now and was not told; None when there is none.

    An order that is watched for nothing (its clock was moved by a newer rule) is written without an event.
    """
    catalogue, now = ports.catalogue.at(case.request.catalogue_version), ports.now()
    draft, moved = Draft(case.request), []
    for order in case.work_orders:
        clock = order_clock(catalogue, order, now)
        levels = [level for level, at in untold(clock, escalations(case.events, order)) if at <= now]
        for level in levels:
            facts = {"work_order_id": order.id, "department": order.department, "level": str(level)}
            draft = draft.record(EventName.WORK_ORDER_ESCALATED, now, {**facts, "due_at": clock.due_at})
        if levels or with_clock(catalogue, case.events, order, case.request, now) != order:
            moved.append(order)
    return written(ports, case, draft, work_orders=tuple(moved)) if moved else None


def list_escalations(
    ports: Ports, staff: Staff, department: str, level: str | None, limit: int, cursor: str | None
) -> Page:
    """A department's late work, the longest overdue first; `level` leaves only what is `late` or `very_late`.

    A page may be shorter than `limit` though more follow. Raises `Forbidden` for a department that is not theirs and
    `BadInput` for an unknown department or level.
    """
    if department not in ports.catalogue.current().documents["departments"]:
        raise BadInput([Problem("department", "There is no such department.", "Use a code of the city pack.")])
    if level is not None and level not in LEVELS:
        raise BadInput([Problem("level", "There is no such level.", f"Use one of: {', '.join(LEVELS)}.")])
    check(staff, Action.LIST_ESCALATIONS, [department], private=False)
    page = ports.clocks.late(department, ports.now(), limit, cursor)
    return Page(_seen(staff, page.work_orders, level), page.cursor)


def _seen(staff: Staff, orders: Sequence[WorkOrder], level: str | None) -> tuple[WorkOrder, ...]:
    return tuple(
        order
        for order in orders
        if order.escalated
        and level in (None, order.escalated)
        and allows(staff, Action.LIST_ESCALATIONS, [order.department], private=order.private)
    )
