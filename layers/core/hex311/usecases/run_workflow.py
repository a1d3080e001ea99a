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
from hex311.domain.routing import Waiting
from hex311.domain.work_order import WorkOrder, WorkStatus
from hex311.ports import CaseFile, Change, Ports
from hex311.usecases.change_case import change_case, load, written
from hex311.usecases.flag_closures import actor_of, flagged, flags_of
from hex311.usecases.pass_on import passed_on
from hex311.usecases.process_of import status_of, step_of, with_orders
from hex311.usecases.recover_workflow import is_alive, last_generation, start_successor

#: An execution may live a year and its work waits up to 300 days; from this age on it hands over before it waits again.
OLD_S = 60 * 86_400
#: Nothing asks so often and gets anywhere; each time adds to the execution's history, which ends at 25,000 events.
MOST_ROUNDS = 60


@dataclass(frozen=True, slots=True)
class Routed:
    """`next` is `work` (with the ids of the work orders to see through), `wait` (until, epoch seconds), `hand_over`
    (to a successor), `close` or `end`."""

    next: str
    work_order_ids: tuple[str, ...] = ()
    until: int | None = None


def route_request(ports: Ports, case_id: str, generation: int, started_at: int | None = None) -> Routed:
    """Find the next step of a case and, at first, who is responsible for it.

    `started_at` (epoch seconds) is when the execution began.
    """
    case = change_case(ports, case_id, lambda case: _confirm(ports, case, generation))
    # An execution that has a successor ends quietly: two must not work on one case.
    if case.request.is_closed or case.request.generation > generation:
        return Routed("end")
    step = step_of(ports, case)
    if not step.work and not step.wait:
        return Routed("close")
    if started_at is not None and ports.now() - started_at > OLD_S:
        return Routed("hand_over")
    if step.wait:
        waiting = step.wait
        change_case(ports, case_id, lambda case: _with_waiting_period(ports, case, waiting))
        return Routed("wait", until=waiting.until)
    return Routed("work", tuple(work.id for work in step.work))


def _with_waiting_period(ports: Ports, case: CaseFile, waiting: Waiting) -> Change | None:
    """Tell of a waiting period, once."""
    data = {"stage": waiting.stage, "life": case.request.life, "until": waiting.until}
    told = any(
        event.name is EventName.WAITING_PERIOD_BEGUN and data.items() <= event.data.items() for event in case.events
    )
    if told or case.request.is_closed:
        return None
    status = None if case.request.question else Status.SCHEDULED
    return written(
        ports, case, Draft(case.request).record(EventName.WAITING_PERIOD_BEGUN, ports.now(), data, status=status)
    )


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
    catalogue = ports.catalogue.at(request.catalogue_version)
    draft = Draft(changed).record(
        EventName.REQUEST_ROUTED,
        ports.now(),
        {"department": department, "process": catalogue.service(request.service_code).process},
        status=Status.CONFIRMED,
        department=department,
    )
    return written(ports, case, draft)


def create_work_order(ports: Ports, case_id: str, work_order_id: str, generation: int, task_token: str) -> None:
    """Make the work order (once), remember who waits for it, and answer at once if the work is done already."""
    case = change_case(
        ports, case_id, lambda case: _with_work_order(ports, case, work_order_id, generation, task_token)
    )
    order = case.work_order(work_order_id)
    is_open = order is not None and order.status is not WorkStatus.COMPLETED
    called_off = order is not None and order.status is WorkStatus.WITHDRAWN
    if order is None or called_off or order.token_generation > generation or (is_open and case.request.is_closed):
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
        if known.status is WorkStatus.WITHDRAWN:
            return None
        if known.task_token == task_token or known.token_generation > generation:
            return None
        renewed = replace(known, task_token=task_token, token_generation=generation)
        return written(ports, case, Draft(case.request), work_orders=(renewed,))
    planned = next((work for work in step_of(ports, case).work if work.id == work_order_id), None)
    if planned is None:
        return None
    now, request = ports.now(), case.request
    catalogue = ports.catalogue.at(request.catalogue_version)
    order = WorkOrder(
        case_id=request.id,
        id=planned.id,
        stage=planned.stage,
        code=planned.code,
        title=planned.title,
        department=planned.department,
        crew=planned.crew,
        created_at=now,
        due_at=catalogue.calendar(planned.department).due(now, planned.sla),
        task_token=task_token,
        token_generation=generation,
        private=request.is_private,
        life=planned.life,
        service_code=request.service_code,
        point=request.point,
        address=request.address,
    )
    draft = Draft(request).record(
        EventName.WORK_ORDER_CREATED,
        now,
        {"work_order_id": order.id, "department": order.department, "due_at": order.due_at},
        status=status_of(catalogue, request, with_orders(case, order)),
        department=planned.department,
    )
    if catalogue.is_outside_owner(planned.department):
        draft = passed_on(catalogue, draft, planned.department, now)
    return written(ports, case, draft, work_orders=(order,))


def close_request(ports: Ports, case_id: str) -> None:
    """Close with the outcome that the people who did the work wrote."""

    def decide(case: CaseFile) -> Change | None:
        if case.request.is_closed:
            return None
        step, now = step_of(ports, case), ports.now()
        if step.close_as is None:
            return None
        hand, flags = actor_of(case, step.closed_by), flags_of(ports, case, step.closed_by)
        draft = Draft(case.request).record(
            EventName.REQUEST_CLOSED,
            now,
            {"outcome": step.outcome},
            status=step.close_as,
            closed_at=now,
            outcome=step.outcome,
            outcome_text=dict(step.outcome_text or {}),
            closed_by=step.closed_by,
            next_check_at=None,
            question="",
            answer_by=None,
            flags=(),
        )
        draft = flagged(draft, flags, case.request.department, now)
        return written(ports, case, draft, closing_hand=hand)

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
    if order.life < case.request.retyped_life:
        return  # the case is of another type now, and has an execution of its own
    # Nobody waits under this token. A running execution means that this message came twice, or that the execution
    # is about to look for itself; one that is gone, or has flagged that it is going, needs a successor.
    if not is_alive(ports, case, order.token_generation):
        start_successor(ports, case)


def release_workflow(ports: Ports, case_id: str) -> None:
    """The case was merged into another: whoever waits for its work is told that none is called for."""
    case = load(ports, case_id)
    if not case.request.is_closed:
        return
    for order in case.work_orders:
        if order.task_token and order.status is not WorkStatus.COMPLETED:
            ports.workflows.answer(order.task_token, {"work_order_id": order.id, "outcome": ""})


def begin_again(ports: Ports, case_id: str, generation: int) -> None:
    """The case is of another type now: the next execution takes it up, and whoever waits for the old work is let go.

    `generation` is the one that the change gave the case to; it is started once, however often this is told. An
    execution before it finds the case in newer hands, whenever it asks, and ends.
    """
    case = load(ports, case_id)
    if not case.request.is_closed:
        start_successor(ports, case, max(generation, last_generation(case)))
    for order in case.work_orders:
        if order.task_token and order.life < case.request.retyped_life and order.status is not WorkStatus.COMPLETED:
            ports.workflows.answer(order.task_token, {"work_order_id": order.id, "outcome": ""})


def take_up_again(ports: Ports, case_id: str) -> None:
    """The case was opened again: the execution that still waits looks again, or a successor takes over.

    `TransientFault` while an execution runs that nobody can wake: it is about to find out by itself, or to end.
    """
    case = load(ports, case_id)
    if case.request.is_closed:
        return
    if not is_alive(ports, case, last_generation(case)):
        start_successor(ports, case)
        return
    waiting = [order for order in case.work_orders if order.task_token and order.status is not WorkStatus.COMPLETED]
    woken = [ports.workflows.answer(order.task_token, {"work_order_id": order.id, "outcome": ""}) for order in waiting]
    # Whoever sits out a waiting period looks by itself.
    if not any(woken) and not step_of(ports, case).wait:
        raise TransientFault
