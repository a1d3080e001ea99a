"""Work orders: what a department has to do for a service request."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from hex311.domain.errors import MoveNotAllowed
from hex311.domain.sla_clock import Course


class WorkStatus(StrEnum):
    OPEN = "open"
    ASSIGNED = "assigned"
    STARTED = "started"
    COMPLETED = "completed"
    WITHDRAWN = "withdrawn"


#: Nobody has to do anything any more.
OVER = frozenset({WorkStatus.COMPLETED, WorkStatus.WITHDRAWN})

_MOVES: dict[WorkStatus, frozenset[WorkStatus]] = {
    WorkStatus.OPEN: frozenset({WorkStatus.ASSIGNED, WorkStatus.STARTED, WorkStatus.COMPLETED, WorkStatus.WITHDRAWN}),
    WorkStatus.ASSIGNED: frozenset(
        {WorkStatus.ASSIGNED, WorkStatus.STARTED, WorkStatus.COMPLETED, WorkStatus.WITHDRAWN}
    ),
    WorkStatus.STARTED: frozenset({WorkStatus.ASSIGNED, WorkStatus.COMPLETED}),
    WorkStatus.COMPLETED: frozenset(),
    WorkStatus.WITHDRAWN: frozenset({WorkStatus.OPEN}),
}


@dataclass(frozen=True, slots=True)
class WorkOrder:
    """One piece of work. Its id is `<case id>/<stage>/<code>` seen from outside, `<stage>.<code>` within the case.

    `planned_for` is local time in the city, a day or a day with the time.
    `task_token` answers the waiting workflow execution of `token_generation`; it is never shown. `life` is the
    request's when the work was called for: what is done again after a reopening is another work order.
    `due_at` is when its promise is used up, None while its clock stands still before that. `course` is what happened
    to the promise and `calendar` the department whose calendar counts; `watch_at` is when the escalation sweep has to
    look at it, `escalated` the level that was told. `usecases/keep_clocks` keeps these five from the event log.
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
    planned_for: str = ""

    def moved(self, status: WorkStatus) -> "WorkOrder":
        if status not in _MOVES[self.status]:
            raise MoveNotAllowed(f"A work order that is '{self.status}' cannot become '{status}'.")
        return replace(self, status=status)
