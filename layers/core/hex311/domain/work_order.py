"""Work orders: what a department has to do for a service request."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from hex311.domain.errors import MoveNotAllowed
from hex311.domain.geography import Point
from hex311.domain.sla_clock import Course


class WorkStatus(StrEnum):
    OPEN = "open"
    ASSIGNED = "assigned"
    SCHEDULED = "scheduled"
    STARTED = "started"
    PAUSED = "paused"
    COMPLETED = "completed"
    WITHDRAWN = "withdrawn"


#: Nobody has to do anything any more.
OVER = frozenset({WorkStatus.COMPLETED, WorkStatus.WITHDRAWN})

_ANY_TIME = frozenset(
    {WorkStatus.ASSIGNED, WorkStatus.SCHEDULED, WorkStatus.STARTED, WorkStatus.COMPLETED, WorkStatus.WITHDRAWN}
)

_MOVES: dict[WorkStatus, frozenset[WorkStatus]] = {
    WorkStatus.OPEN: _ANY_TIME | {WorkStatus.OPEN},
    WorkStatus.ASSIGNED: _ANY_TIME | {WorkStatus.OPEN, WorkStatus.PAUSED},
    WorkStatus.SCHEDULED: _ANY_TIME | {WorkStatus.OPEN, WorkStatus.PAUSED},
    WorkStatus.STARTED: (_ANY_TIME | {WorkStatus.OPEN, WorkStatus.PAUSED}) - {WorkStatus.WITHDRAWN},
    WorkStatus.PAUSED: _ANY_TIME | {WorkStatus.OPEN},
    WorkStatus.COMPLETED: frozenset(),
    WorkStatus.WITHDRAWN: frozenset({WorkStatus.OPEN}),
}

_ENDED = {
    WorkStatus.COMPLETED: "This work is completed. If it has to be done again, the request has to be opened again.",
    WorkStatus.WITHDRAWN: "This work was withdrawn: nobody needs to do it any more.",
}
_NOT_YET = {
    (WorkStatus.OPEN, WorkStatus.PAUSED): "Nobody has this work yet, so there is nothing to pause. Assign it first.",
}


@dataclass(frozen=True, slots=True)
class LastChange:
    """Who changed a work order last, when (epoch seconds), and what was done, in a few words (`assigned to Crew 4`).

    `name` is the staff member's display name, empty where the login has none. `verb` is the step (`assign`); `bulk`
    names the bulk action that it was a part of, `before` what an undo of that restores.
    """

    by: str = ""
    name: str = ""
    at: int = 0
    verb: str = ""
    words: str = ""
    bulk: str = ""
    before: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WorkOrder:
    """One piece of work. Its id is `<case id>/<stage>/<code>` seen from outside, `<stage>.<code>` within the case.

    `task_token` answers the waiting workflow execution of `token_generation`; it is never shown. `version` counts what
    staff did with it (what the workflow does is not counted): a writer says which version they have seen. `crew` is
    the district that the process names. `assignee` is the crew or person who has it (`assignee_kind`), `assignee_name`
    what people call them. `planned_for` is local time in the city, a day or a day with the time. `transferred` says
    that people chose the department, which no map layer overrules. `split_from` is the work order that this one is a
    part of, `detail` what the part is about. `quantities` and `materials` are amounts by their code in the process.
    `life` is the request's when the work was called for: what is done again after a reopening is another work order.
    `due_at` is when its promise is used up, None while its clock stands still before that. `course` is what happened
    to the promise and `calendar` the department whose calendar counts; `watch_at` is when the escalation sweep has to
    look at it, `escalated` the level that was told. `usecases/keep_clocks` keeps these five from the event log.
    `service_code`, `point` and `address` are the request's when the work was called for, so that a queue shows what
    and where without reading requests; on work from before they were kept they are empty.
    """

    case_id: str
    id: str
    stage: str
    code: str
    title: Mapping[str, str]
    department: str
    crew: str
    created_at: int
    due_at: int | None = None
    status: WorkStatus = WorkStatus.OPEN
    assignee: str = ""
    outcome: str = ""
    outcome_status: str = ""
    outcome_text: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    started_at: int | None = None
    completed_at: int | None = None
    task_token: str = ""
    token_generation: int = 0
    private: bool = False
    life: int = 0
    course: Course | None = None
    calendar: str = ""
    watch_at: int | None = None
    escalated: str = ""
    version: int = 1
    assignee_kind: str = ""
    assignee_name: str = ""
    planned_for: str = ""
    pause_reason: str = ""
    paused_from: str = ""
    refusal_reason: str = ""
    sentence: str = ""
    photo_ids: tuple[str, ...] = ()
    quantities: Mapping[str, float] = field(default_factory=dict)
    materials: Mapping[str, float] = field(default_factory=dict)
    transferred: bool = False
    split_from: str = ""
    detail: str = ""
    last: LastChange = field(default_factory=LastChange)
    service_code: str = ""
    point: Point | None = None
    address: str = ""

    @property
    def is_active(self) -> bool:
        """Somebody still has to do it."""
        return self.status not in OVER

    def moved(self, status: WorkStatus) -> "WorkOrder":
        if status not in _MOVES[self.status]:
            raise MoveNotAllowed(
                _ENDED.get(self.status)
                or _NOT_YET.get((self.status, status))
                or f"A work order that is '{self.status}' cannot become '{status}'."
            )
        return replace(self, status=status)

    def unassigned(self) -> "WorkOrder":
        """Nobody's again, in the queue of its department."""
        return replace(
            self.moved(WorkStatus.OPEN),
            assignee="",
            assignee_kind="",
            assignee_name="",
            planned_for="",
            pause_reason="",
            paused_from="",
            started_at=None,
        )


def next_part_id(order_id: str, taken: set[str]) -> str:
    """The id of the next part of a work order that is split: `<id>~2`, `<id>~3`, ..."""
    root = order_id.split("~")[0]
    number = 2
    while f"{root}~{number}" in taken:
        number += 1
    return f"{root}~{number}"
