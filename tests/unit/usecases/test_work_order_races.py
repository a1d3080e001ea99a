"""Two staff race on one work order, with lost answers and retries: no update is lost, each stands in the history once.

A staff member looks (and keeps the version), acts on what they saw, and may never learn what became of it; then the
same is sent again. Another's whole step may come between the reading and the writing of one. The machine below makes
such schedules up and shrinks those that go wrong.
"""

from collections import Counter
from collections.abc import Callable
from typing import Any

import hypothesis.strategies as st
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from hex311.domain.errors import BadInput, ChangedMeanwhile, CityError, MoveNotAllowed
from hex311.domain.policy import Role, Staff
from hex311.domain.work_order import OVER, WorkOrder
from hex311.usecases.work_on_order import (
    Assignee,
    assign_work_order,
    claim_work_order,
    complete_work_order,
    pause_work_order,
    refuse_work_order,
    resume_work_order,
    schedule_work_order,
    start_work_order,
)
from tests.support.city import answers_for, memory_city
from tests.support.closing import proof
from tests.support.outside import a_case

STAFF = {
    name: Staff(name, frozenset({Role.DISPATCHER}), frozenset({"sanitation"}), name=f"{name.capitalize()} Field")
    for name in ("nora", "otis")
}
WALL = {**answers_for("graffiti_removal"), "owner": "public"}
NAMES = {
    "claim": "WorkOrderClaimed",
    "assign": "WorkOrderAssigned",
    "schedule": "WorkOrderScheduled",
    "start": "WorkOrderStarted",
    "pause": "WorkOrderPaused",
    "resume": "WorkOrderResumed",
    "complete": "WorkOrderCompleted",
    "refuse": "WorkOrderCompleted",
}
Step = Callable[[Any, Staff, tuple[str, str], int | None], WorkOrder]
STEPS: dict[str, Step] = {
    "claim": lambda city, who, work, seen: claim_work_order(city, who, *work, seen),
    "start": lambda city, who, work, seen: start_work_order(city, who, *work, seen),
    "resume": lambda city, who, work, seen: resume_work_order(city, who, *work, seen),
    "pause weather": lambda city, who, work, seen: pause_work_order(city, who, *work, "weather", "", seen),
    "pause access": lambda city, who, work, seen: pause_work_order(city, who, *work, "access", "", seen),
    "refuse": lambda city, who, work, seen: refuse_work_order(city, who, *work, "not_ours", seen=seen),
    **{
        f"assign {crew}": lambda city, who, work, seen, crew=crew: assign_work_order(
            city, who, *work, Assignee(crew, "crew"), seen
        )
        for crew in ("graffiti_1", "graffiti_2")
    },
    **{
        f"schedule {day}": lambda city, who, work, seen, day=day: schedule_work_order(city, who, *work, day, seen)
        for day in ("2027-01-11", "2027-01-12")
    },
    **{
        f"complete {outcome}": lambda city, who, work, seen, outcome=outcome: complete_work_order(
            city, who, *work, outcome, "", proof(city), seen
        )
        for outcome in ("cleaned", "painted_over")
    },
}
people, steps = st.sampled_from(sorted(STAFF)), st.sampled_from(sorted(STEPS))


class TwoAtOneOrder(RuleBasedStateMachine):
    """`written` are the successes in the order of their versions: (version, who, verb)."""

    @initialize()
    def begin(self) -> None:
        self.city = memory_city()
        case_id, event = a_case(self.city, answers=WALL)
        self.work = (case_id, str(event.data["work_order_id"]))
        self.first_events = len(self.city.cases.case_file(case_id).events)
        self.seen: dict[str, int] = dict.fromkeys(STAFF, 1)
        self.unanswered: dict[str, tuple[str, int | None]] = {}
        self.written: list[tuple[int, str, str]] = []

    @rule(who=people)
    def look(self, who: str) -> None:
        self.seen[who] = self._order().version

    @rule(who=people, step=steps, heard=st.booleans())
    def act(self, who: str, step: str, heard: bool) -> None:
        """On what they saw last. Where the answer is lost they know no more than before."""
        self._send(who, step, self.seen[who], heard)

    @rule(who=people, step=steps)
    def act_blindly(self, who: str, step: str) -> None:
        """Without a version the last writer wins where the step is possible; nothing is lost of the history."""
        self._send(who, step, None, True)

    @precondition(lambda self: getattr(self, "unanswered", None))
    @rule(who=people, heard=st.booleans())
    def send_again(self, who: str, heard: bool) -> None:
        """What was written and not overtaken since is answered as if it had just been taken."""
        if who not in self.unanswered:
            return
        step, seen = self.unanswered.pop(who)
        before = self._order()
        stands = (before.last.by, before.last.verb, before.version) == (who, step.split()[0], (seen or 0) + 1)
        if stands:
            assert STEPS[step](self.city, STAFF[who], self.work, seen) == before
        self._send(who, step, seen, heard)
        assert not stands or self._order() == before

    @rule(who=people, step=steps, others=steps)
    def be_overtaken(self, who: str, step: str, others: str) -> None:
        """The other's whole step comes between the reading and the writing of this one."""
        other = next(name for name in STAFF if name != who)
        commit, came = self.city.cases.commit, []

        def overtaken(change: Any) -> None:
            if not came:
                came.append(True)
                self._send(other, others, self.seen[other], True)
            commit(change)

        self.city.cases.commit = overtaken
        try:
            self._send(who, step, self.seen[who], True)
        finally:
            self.city.cases.commit = commit

    @rule(seconds=st.integers(1, 7_200))
    def time_goes_by(self, seconds: int) -> None:
        self.city.clock += seconds

    def _send(self, who: str, step: str, seen: int | None, heard: bool) -> None:
        before = self._order()
        commits = [event.version for event in self.city.cases.case_file(self.work[0]).events]
        try:
            order = STEPS[step](self.city, STAFF[who], self.work, seen)
        except CityError as error:
            self._explained(error, seen)
            return
        now = self._order()
        if now.last.by == who and now.last.verb == step.split()[0] and now.version > self._known():
            assert seen is None or now.version == seen + 1, "written over what the writer had not seen"
            self.written.append((now.version, who, now.last.verb))
        assert now.version >= before.version
        assert len(self.city.cases.case_file(self.work[0]).events) >= len(commits)
        if heard:
            self.seen[who] = order.version
        else:
            self.unanswered[who] = (step, seen)

    def _explained(self, error: CityError, seen: int | None) -> None:
        """A refusal writes nothing and says in words what is: who, when, what, and the version to look at."""
        assert isinstance(error, ChangedMeanwhile | MoveNotAllowed | BadInput), error
        if isinstance(error, ChangedMeanwhile):
            last = self._order()
            assert seen != last.version, "refused though nothing had changed"
            who, _, rest = str(error).partition(" changed this ")
            assert who == "You" or who == last.last.name, error
            assert " ago: " in rest
            assert f"It is now version {last.version}" in rest

    def _order(self) -> WorkOrder:
        order = self.city.cases.case_file(self.work[0]).work_order(self.work[1])
        assert isinstance(order, WorkOrder)
        return order

    def _known(self) -> int:
        return self.written[-1][0] if self.written else 1

    @invariant()
    def every_success_stands_in_the_history_once(self) -> None:
        if not hasattr(self, "work"):
            return
        events = self.city.cases.case_file(self.work[0]).events[self.first_events :]
        told = [(str(e.name), e.actor.split(":")[1].split(" ")[0]) for e in events if e.name != "PhotosAttached"]
        assert told == [(NAMES[verb], who) for _, who, verb in self.written]
        assert [version for version, _, _ in self.written] == list(range(2, self._order().version + 1))

    @invariant()
    def what_stands_is_what_was_written_last(self) -> None:
        if not hasattr(self, "work"):
            return
        order = self._order()
        if self.written:
            assert (order.last.by, order.last.verb) == self.written[-1][1:]
        names = Counter(str(event.name) for event in self.city.cases.case_file(self.work[0]).events)
        assert names["WorkOrderCompleted"] == (order.status in OVER)
        photos = set(order.photo_ids)
        assert photos == set(self.city.cases.case_file(self.work[0]).request.staff_photo_ids)


TestTwoAtOneOrder = TwoAtOneOrder.TestCase
TestTwoAtOneOrder.settings = settings(
    max_examples=40, stateful_step_count=25, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
