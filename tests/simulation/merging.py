"""The city in trouble, where staff also merge, take back and reopen, and reports are filed without a look around."""

from collections.abc import Callable
from dataclasses import dataclass, field

from hex311.domain.errors import TransientFault
from hex311.domain.events import Event, EventName
from hex311.domain.geography import Point
from hex311.domain.lifecycle import Status
from hex311.domain.request import Draft
from hex311.domain.work_order import WorkStatus
from hex311.ports import CaseFile, Change, Clash
from hex311.usecases.change_case import change_case, written
from hex311.usecases.follow_parent import pass_on_to_children
from hex311.usecases.link_late_twin import link_late_twin
from hex311.usecases.merge_requests import merge_requests, unmerge_request
from hex311.usecases.run_workflow import release_workflow, take_up_again
from hex311.usecases.watch_hotspots import watch_hotspots
from tests.simulation.world import ADMIN, World
from tests.support.city import HOME, a_report

WHY = "the very same thing"
MOST_BUSY = 2_000
ENDS = {EventName.REQUEST_CLOSED, EventName.REQUEST_REOPENED, EventName.REQUEST_UNMERGED,
        EventName.PARENT_CLOSED, EventName.PARENT_REOPENED}  # fmt: skip


@dataclass
class MergingWorld(World):
    """`crowded` while others keep writing at the same place, so that a report is filed unguarded."""

    crowded: bool = False
    merged: int = 0
    unmerged: int = 0
    reopened: int = 0
    busy: int = 0
    late: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        super().__post_init__()
        commit = self.city.cases.commit

        def clashing(change: Change) -> None:
            if self.crowded and change.nearby_guard:
                raise Clash
            commit(change)

        self.city.cases.commit = clashing  # type: ignore[method-assign]

    def actions(self) -> list[Callable[[], None]]:
        """Messages get through more often than in a plain city, so that cases end and can be reopened."""
        more = [self.submit_crowded, self.merge, self.merge, self.unmerge, self.work, self.reopen_parent]
        return [*super().actions(), *more, *[self.deliver] * 6]

    def submit(self) -> None:
        """All close together, so that there is something to merge."""
        point = Point(
            latitude=HOME.latitude + self.dice.uniform(-0.0002, 0.0002),
            longitude=HOME.longitude + self.dice.uniform(-0.0002, 0.0002),
        )
        self.submissions.append((a_report(self.dice.choice(["pothole", "graffiti_removal"]), point), None))
        self.retry(len(self.submissions) - 1)

    def submit_crowded(self) -> None:
        self.crowded = True
        try:
            self.submit()
        finally:
            self.crowded = False
        answer = self.submissions[-1][1]
        if answer:
            self.late.add(answer.request.id)

    def merge(self) -> None:
        if len(self.city.store.cases) > 1:
            child, parent = self.dice.sample(sorted(self.city.store.cases), 2)
            merge_requests(self.city, ADMIN, child, parent, WHY)
            self.merged += 1

    def unmerge(self) -> None:
        children = sorted(name for name, case in self.city.store.cases.items() if case.request.duplicate_of)
        if children:
            unmerge_request(self.city, ADMIN, self.dice.choice(children), WHY)
            self.unmerged += 1

    def reopen_parent(self) -> None:
        """As far as the neighbourhood and the children are concerned."""
        ended = sorted(n for n, c in self.city.store.cases.items() if c.request.status is Status.DONE)
        if not ended:
            return

        def reopen(case: CaseFile) -> Change | None:
            if case.request.status is not Status.DONE:
                return None
            now = self.city.now()
            draft = Draft(case.request).record(
                EventName.REQUEST_REOPENED, now, status=Status.REOPENED, closed_at=None, reopened_at=now
            )
            return written(self.city, case, draft)

        change_case(self.city, self.dice.choice(ended), reopen)
        self.reopened += 1

    def deliver(self) -> None:
        """A message for an execution that is just on its way comes again, when that has got on."""
        try:
            super().deliver()
        except TransientFault:
            if self.fault_rate:
                raise
            self.busy += 1
            assert self.busy < MOST_BUSY, "a message never gets through"
            self.advance_all()

    def hear(self, event: Event) -> None:
        super().hear(event)
        if event.name is EventName.REQUEST_SUBMITTED:
            link_late_twin(self.city, event.case_id)
            watch_hotspots(self.city, event.case_id)
        if event.name in ENDS:
            pass_on_to_children(self.city, event.case_id)
        if event.name is EventName.REQUEST_MERGED:
            release_workflow(self.city, event.case_id)
        if event.name in (EventName.REQUEST_UNMERGED, EventName.REQUEST_REOPENED):
            take_up_again(self.city, event.case_id)

    def complete_all(self, case_id: str) -> None:
        """Crews finish what is theirs to do; of a merged case there is nothing."""
        case = self.city.store.cases[case_id]
        withdrawn = {WorkStatus.WITHDRAWN, WorkStatus.COMPLETED}
        if not case.request.is_closed and any(order.status not in withdrawn for order in case.work_orders):
            super().complete_all(case_id)
