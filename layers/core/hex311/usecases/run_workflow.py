"""The steps that the state machine takes for a case, each safe to repeat.

The execution only carries ids. Every step reads the stored case and does what is missing, so an execution that
starts again under the next generation picks up where the last one stopped.
"""

from dataclasses import dataclass, replace
from typing import Any

from hex311.domain.errors import TransientFault
from hex311.domain.events import EventName
from hex311.domain.lifecycle import Status
from hex311.domain.request import Draft
from hex311.domain.routing import NextStep, next_step
from hex311.domain.sla import WorkingCalendar
from hex311.domain.work_order import WorkOrder, WorkStatus
from hex311.ports import CaseFile, Change, Ports
from hex311.usecases.change_case import change_case, load, written


@dataclass(frozen=True, slots=True)
class Routed:
    """`next` is `work` (with the ids of the work orders to see through), `close` or `end`."""

    next: str
    work_order_ids: tuple[str, ...] = ()


def route_request(ports: Ports, case_id: str, generation: int) -> Routed:
    """Find the next step of a case and, at first, who is responsible for it."""
    case = change_case(ports, case_id, lambda case: _confirm(ports, case, generation))
    # An execution that has a successor ends quietly: two must not work on one case.
    if case.request.is_closed or case.request.generation > generation:
        return Routed("end")
    step = step_of(ports, case)
    return Routed("work", tuple(work.id for work in step.work)) if step.work else Routed("close")


def step_of(ports: Ports, case: CaseFile) -> NextStep:
    request = case.request
    catalogue = ports.catalogue.at(request.catalogue_version)
    process = catalogue.process(catalogue.service(request.service_code).process)
    return next_step(process, request.answers, request.overlay, case.work_orders)


def _confirm(ports: Ports, case: CaseFile, generation: int) -> Change | None:
    request = case.request
    if request.is_closed or (request.generation >= generation and request.status is not Status.RECEIVED):
        return None
    changed = replace(request, generation=max(request.generation, generation))
    if request.status is not Status.RECEIVED:
        # A successor execution took over: that is no news for the timeline.
        return written(ports, case, Draft(changed))
    step = step_of(ports, case)
    department = step.work[0].department if step.work else ""
    draft = Draft(changed).record(
        EventName.REQUEST_ROUTED,
        ports.now(),
        {"department": department, "process": _process_code(ports, case)},
        status=Status.CONFIRMED,
        department=department,
    )
    return written(ports, case, draft)


def _process_code(ports: Ports, case: CaseFile) -> str:
    request = case.request
    return ports.catalogue.at(request.catalogue_version).service(request.service_code).process


def create_work_order(ports: Ports, case_id: str, work_order_id: str, generation: int, task_token: str) -> None:
    """Make the work order (once), remember who waits for it, and answer at once if the work is done already."""
    case = change_case(
        ports, case_id, lambda case: _with_work_order(ports, case, work_order_id, generation, task_token)
    )
    order = case.work_order(work_order_id)
    is_open = order is not None and order.status is not WorkStatus.COMPLETED
    if order is None or order.token_generation > generation or (is_open and case.request.is_closed):
        # Not called for any more, or a successor's: the execution is sent back to ask what comes next.
        ports.workflows.answer(task_token, {"work_order_id": work_order_id, "outcome": ""})
    elif order.status is WorkStatus.COMPLETED:
        ports.workflows.answer(task_token, answer_of(order))


def answer_of(order: WorkOrder) -> dict[str, Any]:
    """What the waiting execution is told."""
    return {"work_order_id": order.id, "outcome": order.outcome}


def _with_work_order(
    ports: Ports, case: CaseFile, work_order_id: str, generation: int, task_token: str
) -> Change | None:
    known = case.work_order(work_order_id)
    if case.request.is_closed:
        return None
    if known:
        if known.task_token == task_token or known.token_generation > generation:
            return None
        renewed = replace(known, task_token=task_token, token_generation=generation)
        return written(ports, case, Draft(case.request), work_orders=(renewed,))
    planned = next((work for work in step_of(ports, case).work if work.id == work_order_id), None)
    if planned is None:
        return None
    now, request = ports.now(), case.request
    catalogue = ports.catalogue.at(request.catalogue_version)
    calendar = WorkingCalendar(catalogue.city["calendar"], catalogue.city["timezone"])
    order = WorkOrder(
        case_id=request.id,
        id=planned.id,
        stage=planned.stage,
        code=planned.code,
        title=planned.title,
        department=planned.department,
        crew=planned.crew,
        created_at=now,
        due_at=calendar.due(now, planned.sla),
        task_token=task_token,
        token_generation=generation,
        private=request.is_private,
    )
    outside = catalogue.is_outside_owner(planned.department)
    draft = Draft(request).record(
        EventName.WORK_ORDER_CREATED,
        now,
        {"work_order_id": order.id, "department": order.department},
        status=Status.PASSED_ON if outside else Status.SCHEDULED,
        department=planned.department,
    )
    return written(ports, case, draft, work_orders=(order,))


def close_request(ports: Ports, case_id: str) -> None:
    """Close with the outcome that the people who did the work wrote."""

    def decide(case: CaseFile) -> Change | None:
        if case.request.is_closed:
            return None
        step, now = step_of(ports, case), ports.now()
        if step.close_as is None:
            return None
        draft = Draft(case.request).record(
            EventName.REQUEST_CLOSED,
            now,
            {"outcome": step.outcome},
            status=step.close_as,
            closed_at=now,
            outcome=step.outcome,
            outcome_text=dict(step.outcome_text or {}),
        )
        return written(ports, case, draft)

    change_case(ports, case_id, decide)


def flag_failure(ports: Ports, case_id: str, generation: int, error: str) -> None:
    """Note on the case that its workflow stopped, so that a person looks at it. Not shown to the public."""

    def decide(case: CaseFile) -> Change | None:
        seen = any(
            event.name is EventName.WORKFLOW_FAILED and event.data.get("generation") == generation
            for event in case.events
        )
        if seen or case.request.is_closed:
            return None
        data = {"generation": generation, "error": error[:200]}
        return written(ports, case, Draft(case.request).record(EventName.WORKFLOW_FAILED, ports.now(), data))

    change_case(ports, case_id, decide)


def start_workflow(ports: Ports, case_id: str) -> None:
    """Begin the first execution of a case. A repeated event finds it running, or finished, and does nothing."""
    load(ports, case_id)
    ports.workflows.start(case_id, 1)


def resume_workflow(ports: Ports, case_id: str, work_order_id: str) -> None:
    """Tell the waiting execution that a work order is completed; start a successor when nobody waits any more."""
    case = load(ports, case_id)
    order = case.work_order(work_order_id)
    if order is None or order.status is not WorkStatus.COMPLETED or case.request.is_closed:
        return
    if order.task_token and ports.workflows.answer(order.task_token, answer_of(order)):
        return
    # Nobody waits under this token. A running execution means that this message came twice, or that the execution
    # is about to look for itself; only a dead one needs a successor.
    if not ports.workflows.is_running(case_id, order.token_generation):
        start_successor(ports, case)


def release_workflow(ports: Ports, case_id: str) -> None:
    """The case was merged into another: whoever waits for its work is told that none is called for."""
    case = load(ports, case_id)
    if not case.request.is_closed:
        return
    for order in case.work_orders:
        if order.task_token and order.status is not WorkStatus.COMPLETED:
            ports.workflows.answer(order.task_token, {"work_order_id": order.id, "outcome": ""})


def take_up_again(ports: Ports, case_id: str) -> None:
    """The case was opened again: the execution that still waits looks again, or a successor takes over.

    `TransientFault` while an execution runs that nobody can wake: it is about to find out by itself, or to end.
    """
    case = load(ports, case_id)
    if case.request.is_closed:
        return
    generation = max([case.request.generation, *(order.token_generation for order in case.work_orders)])
    if not ports.workflows.is_running(case_id, generation):
        start_successor(ports, case)
        return
    waiting = [order for order in case.work_orders if order.task_token and order.status is not WorkStatus.COMPLETED]
    woken = [ports.workflows.answer(order.task_token, {"work_order_id": order.id, "outcome": ""}) for order in waiting]
    if not any(woken):
        raise TransientFault


MOST_SUCCESSORS = 50


def start_successor(ports: Ports, case: CaseFile) -> int:
    """Start the next execution of a case whose last one is gone; returns its generation.

    The name of an execution cannot be used twice, so a generation that ran and ended is skipped.
    """
    generation = max([case.request.generation, *(order.token_generation for order in case.work_orders)])
    for candidate in range(generation + 1, generation + 1 + MOST_SUCCESSORS):
        if ports.workflows.start(case.request.id, candidate):
            return candidate
    raise RuntimeError(f"no free workflow generation for {case.request.id} after {generation}")
