"""What comes next for a case: a pure function of its process, its answers, its place and the work done so far.

Nothing here remembers anything. A workflow that starts again from the beginning (after a crash, a redeploy, a
time-out) is told the same next step, because the stored work orders say how far it is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hex311.domain.catalogue import Document
from hex311.domain.conditions import Facts, holds, overlay_words
from hex311.domain.geography import Overlay
from hex311.domain.lifecycle import Status
from hex311.domain.work_order import WorkOrder, WorkStatus


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


@dataclass(frozen=True, slots=True)
class NextStep:
    """The stage to work on (`work` is not empty) or, when all stages are over, the status to close with."""

    work: tuple[PlannedWork, ...] = ()
    close_as: Status | None = None
    outcome: str = ""
    outcome_text: Mapping[str, str] | None = None


def next_step(process: Document, answers: Mapping[str, Any], overlay: Overlay, orders: Sequence[WorkOrder]) -> NextStep:
    """The first stage with unfinished work, else how to close.

    A stage none of whose work orders' conditions hold is passed over. The closing outcome is that of the last
    completed work order whose outcome is not `done`, if any, else of the last one.
    """
    done = {order.id: order for order in orders if order.status is WorkStatus.COMPLETED}
    for stage in process["stages"]:
        outcomes = _outcomes(order for order in done.values() if order.stage != stage["code"])
        facts = Facts(answers=answers, overlay=overlay, outcomes=outcomes)
        planned = [
            _planned(stage["code"], work, overlay) for work in stage["work_orders"] if holds(work.get("when"), facts)
        ]
        unfinished = tuple(work for work in planned if work.id not in done)
        if unfinished:
            return NextStep(work=unfinished)
    return _closing(process, list(done.values()))


def _closing(process: Document, completed: list[WorkOrder]) -> NextStep:
    order_of = {stage["code"]: number for number, stage in enumerate(process["stages"])}
    completed.sort(key=lambda order: (order_of.get(order.stage, 0), order.completed_at or 0, order.id))
    not_done = [order for order in completed if order.outcome_status != Status.DONE]
    if not completed:
        return NextStep(close_as=Status.COULD_NOT_BE_DONE, outcome="no_work_needed")
    # A refusal that later work put right does not decide: only the last stage's orders speak.
    last_stage = completed[-1].stage
    deciding = next((order for order in reversed(not_done) if order.stage == last_stage), completed[-1])
    return NextStep(
        close_as=Status(deciding.outcome_status), outcome=deciding.outcome, outcome_text=deciding.outcome_text
    )


def responsible_for(process: Document, stage: str, code: str, overlay: Overlay) -> tuple[str, str] | None:
    """Department and crew that a work order would have under this overlay; None when the process has none such."""
    for one in process["stages"]:
        for work in one["work_orders"]:
            if (one["code"], work["code"]) == (stage, code):
                return department_for(work["department"], overlay), _crew(work.get("crew"), overlay)
    return None


def _outcomes(orders: Any) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for order in orders:
        found[order.code] = (*found.get(order.code, ()), order.outcome)
    return found


def _planned(stage: str, work: Document, overlay: Overlay) -> PlannedWork:
    return PlannedWork(
        id=f"{stage}.{work['code']}",
        stage=stage,
        code=work["code"],
        title=work["title"],
        department=department_for(work["department"], overlay),
        crew=_crew(work.get("crew"), overlay),
        sla=work.get("sla"),
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
    return f"{rule['overlay']}:{words[0]}" if words else ""
