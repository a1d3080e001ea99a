"""What comes next for a case: a pure function of its process, its facts and the work done so far.

Nothing here remembers anything. A workflow that starts again from the beginning (after a crash, a redeploy, a
time-out) is told the same next step, because the stored work orders say how far it is.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hex311.domain.catalogue import Document
from hex311.domain.conditions import Facts, holds, overlay_words
from hex311.domain.geography import Overlay
from hex311.domain.lifecycle import Status
from hex311.domain.sla import WorkingCalendar
from hex311.domain.work_order import WorkOrder, WorkStatus

#: What an outcome's `then` says when no stage is to follow.
END = "end"


@dataclass(frozen=True, slots=True)
class PlannedWork:
    """A work order that the present stage calls for."""

    id: str
    stage: str
    code: str
    title: Mapping[str, str]
    department: str
    crew: str
    sla: Mapping[str, float] | None
    life: int = 0


@dataclass(frozen=True, slots=True)
class Waiting:
    """A waiting period: the stage, and the moment (epoch seconds) at which it is over."""

    stage: str
    until: int


@dataclass(frozen=True, slots=True)
class NextStep:
    """The stage to work on (`work`), or to sit out (`wait`), or, when all are over, the status to close with.

    `closed_by` is the id of the work order whose outcome closes the case.
    """

    work: tuple[PlannedWork, ...] = ()
    wait: Waiting | None = None
    close_as: Status | None = None
    outcome: str = ""
    outcome_text: Mapping[str, str] | None = None
    closed_by: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """What routing knows of a case. Times are epoch seconds.

    `life` counts how often it was opened again; the present life began at `since` and, after the first, with the
    stage `first_stage`. `departments` are those that did the work last time, by work order code: after a reopening it
    goes back to them, whoever the map names.
    """

    facts: Facts
    orders: Sequence[WorkOrder]
    since: int
    now: int
    calendar: WorkingCalendar
    zone: ZoneInfo
    life: int = 0
    first_stage: str = ""
    departments: Mapping[str, str] = field(default_factory=dict)


def next_step(process: Document, standing: Standing) -> NextStep:
    """The first stage with unfinished work, else how to close.

    A stage none of whose conditions hold is passed over. The facts of a stage are those at its beginning: the
    outcomes of other stages, and the day on which the last of them ended.
    """
    if "closes" in process:
        closes = process["closes"]
        return NextStep(close_as=Status(closes["status"]), outcome=closes["code"], outcome_text=closes["text"])
    stages = process["stages"]
    done = [order for order in standing.orders if order.status is WorkStatus.COMPLETED]
    number = _index(stages, standing.first_stage) if standing.first_stage else 0
    begun, walked = standing.since, [stage["code"] for stage in stages[:number]]
    while number < len(stages):
        stage = stages[number]
        number += 1
        facts = replace(
            standing.facts,
            outcomes=_outcomes(_counted(done, walked, standing.life)),
            day=datetime.fromtimestamp(begun, tz=UTC).astimezone(standing.zone).date(),
        )
        walked.append(stage["code"])
        if "wait" in stage:
            if holds(stage.get("when"), facts):
                begun = _waits_until(stage["wait"], begun, standing)
                if standing.now < begun:
                    return NextStep(wait=Waiting(stage["code"], begun))
            continue
        planned = _all_work(stage, facts, standing)
        finished = {order.id: order for order in done}
        unfinished = tuple(work for work in planned if work.id not in finished)
        if unfinished:
            return NextStep(work=unfinished)
        results = [finished[work.id] for work in planned]
        begun = max([begun, *(order.completed_at or 0 for order in results)])
        follows = _follows(stages, stage, results)
        if follows == END:
            break
        number = max(number, _index(stages, follows)) if follows else number
    return _closing(stages, [order for order in done if order.life == standing.life])


def _all_work(stage: Document, facts: Facts, standing: Standing) -> list[PlannedWork]:
    """What the process calls for, and whatever else people have made of it meanwhile (split, or called for before)."""
    planned = [
        _planned(stage["code"], work, standing) for work in stage["work_orders"] if holds(work.get("when"), facts)
    ]
    known = {work.id for work in planned}
    return planned + [
        PlannedWork(order.id, order.stage, order.code, order.title, order.department, order.crew, None, order.life)
        for order in standing.orders
        if order.stage == stage["code"]
        and order.life == standing.life
        and order.id not in known
        and order.status is not WorkStatus.WITHDRAWN
    ]


def _counted(done: Iterable[WorkOrder], walked: Sequence[str], life: int) -> list[WorkOrder]:
    """The completed work of the stages before this one: the newest life of each."""
    newest: dict[tuple[str, str], WorkOrder] = {}
    for order in done:
        known = newest.get((order.stage, order.code))
        if order.stage in walked and order.life <= life and (known is None or known.life < order.life):
            newest[order.stage, order.code] = order
    return list(newest.values())


def _follows(stages: Sequence[Document], stage: Document, results: Iterable[WorkOrder]) -> str:
    """What the outcomes of a stage say should follow: the nearest stage that any names, else `end`, else nothing."""
    rules = {work["code"]: {o["code"]: o.get("then", "") for o in work["outcomes"]} for work in stage["work_orders"]}
    named: list[str] = [then for order in results if (then := rules.get(order.code, {}).get(order.outcome, ""))]
    wanted = [then for then in named if then != END]
    if wanted:
        return min(wanted, key=lambda code: _index(stages, code))
    return END if named else ""


def _index(stages: Sequence[Document], code: str) -> int:
    return next(number for number, stage in enumerate(stages) if stage["code"] == code)


def _waits_until(wait: Mapping[str, float], begun: int, standing: Standing) -> int:
    if "days" in wait:
        return begun + int(timedelta(days=wait["days"]).total_seconds())
    until = standing.calendar.due(begun, {"working_days": wait["working_days"]})
    return until if until is not None else begun


def _closing(stages: Sequence[Document], completed: list[WorkOrder]) -> NextStep:
    place = {
        (stage["code"], work["code"]): (number, position)
        for number, stage in enumerate(stages)
        for position, work in enumerate(stage.get("work_orders", ()))
    }
    completed = [order for order in completed if (order.stage, order.code) in place]
    if not completed:
        return NextStep(close_as=Status.COULD_NOT_BE_DONE, outcome="no_work_needed")
    # A refusal that later work put right does not decide: only the last stage's orders speak. Among them the first
    # that was refused, else the first as the process names them: that is the work, the others go along with it.
    completed.sort(key=lambda order: (place[order.stage, order.code], order.completed_at or 0, order.id))
    last = [order for order in completed if order.stage == completed[-1].stage]
    deciding = next((order for order in last if order.outcome_status != Status.DONE), last[0])
    return NextStep(
        close_as=Status(deciding.outcome_status),
        outcome=deciding.outcome,
        outcome_text=deciding.outcome_text,
        closed_by=deciding.id,
    )


def responsible_for(process: Document, stage: str, code: str, overlay: Overlay) -> tuple[str, str] | None:
    """Department and crew that a work order would have under this overlay; None when the process has none such."""
    work = work_in(process, stage, code)
    return (department_for(work["department"], overlay), _crew(work.get("crew"), overlay)) if work else None


def work_in(process: Document, stage: str, code: str) -> Document | None:
    """What the process says of a work order; None when it has none such."""
    for one in process.get("stages", ()):
        for work in one.get("work_orders", ()):
            if (one["code"], work["code"]) == (stage, code):
                return work  # type: ignore[no-any-return]
    return None


def work_order_id(stage: str, code: str, life: int) -> str:
    """The id within its case; work that is done again after a reopening is another work order."""
    return f"{stage}.{code}" if life == 0 else f"{stage}.{code}.again{life}"


def _outcomes(orders: Iterable[WorkOrder]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for order in orders:
        found[order.code] = (*found.get(order.code, ()), order.outcome)
    return found


def _planned(stage: str, work: Document, standing: Standing) -> PlannedWork:
    overlay = standing.facts.overlay
    return PlannedWork(
        id=work_order_id(stage, work["code"], standing.life),
        stage=stage,
        code=work["code"],
        title=work["title"],
        department=standing.departments.get(work["code"]) or department_for(work["department"], overlay),
        crew=_crew(work.get("crew"), overlay),
        sla=work.get("sla"),
        life=standing.life,
    )


def department_for(rule: Any, overlay: Overlay) -> str:
    """The department of a work order: a plain code, or by what a map layer answers, with a default."""
    if isinstance(rule, str):
        return rule
    for word in overlay_words(overlay, rule["overlay"], rule.get("attribute")):
        if word in rule["map"]:
            return str(rule["map"][word])
    return str(rule["default"])


def _crew(rule: Any, overlay: Overlay) -> str:
    if not rule:
        return ""
    words = overlay_words(overlay, rule["overlay"], rule.get("attribute"))
    return f"{rule['overlay']}:{words[0]}" if words else str(rule.get("default", ""))
