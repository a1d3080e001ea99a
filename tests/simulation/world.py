"""A whole city in one process, driven by a seed: residents, staff, executions, and messages that get lost, doubled
and reordered. A failing seed replays exactly."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from unittest.mock import patch

from hex311.adapters.memory.ports import MemoryPorts
from hex311.domain import tracking
from hex311.domain.errors import CityError
from hex311.domain.events import Event, EventName
from hex311.domain.geography import Point
from hex311.domain.policy import Role, Staff
from hex311.domain.work_order import WorkStatus
from hex311.ports import Change
from hex311.usecases.follow_request import confirm_follower, follow_request
from hex311.usecases.notify_followers import notify_followers
from hex311.usecases.recover_workflow import start_successor
from hex311.usecases.render_tiles import render_tiles
from hex311.usecases.run_workflow import (
    close_request,
    create_work_order,
    resume_workflow,
    route_request,
    start_workflow,
)
from hex311.usecases.submit_request import Submission, Submitted, submit_request
from hex311.usecases.work_on_order import complete_work_order
from tests.support.city import HOME, a_report, memory_city, resident
from tests.support.closing import proof

ADMIN = Staff("admin", frozenset({Role.ADMIN}), frozenset())
CODES = ("pothole", "graffiti_removal", "street_light_out", "homeless_outreach")


@contextmanager
def numbered_by(seed: int) -> Iterator[None]:
    """Tracking numbers follow from the seed too: the dice choose among cases by the order of their numbers."""
    with patch.object(tracking, "secrets", random.Random(f"numbers of {seed}")):
        yield


class Crash(BaseException):
    """The process died here; whoever called it will call again, or not."""


@dataclass
class World:
    """One seeded run. `fault_rate` is the chance that a write dies just before or just after it happens."""

    seed: int
    fault_rate: float = 0.15
    dice: random.Random = field(init=False)
    city: MemoryPorts = field(init=False)
    messages: list[Event] = field(default_factory=list)
    relayed: dict[str, int] = field(default_factory=dict)
    submissions: list[tuple[Submission, Submitted | None]] = field(default_factory=list)
    executions: list[tuple[str, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.dice = random.Random(self.seed)
        self.city = memory_city()
        commit = self.city.cases.commit

        def fragile(change: Change) -> None:
            fault = self.dice.random()
            if fault < self.fault_rate / 2:
                raise Crash("before the write")
            commit(change)
            if fault < self.fault_rate:
                raise Crash("after the write")

        self.city.cases.commit = fragile  # type: ignore[method-assign]

    def run(self, steps: int) -> None:
        for _ in range(steps):
            self.city.clock += self.dice.randrange(0, 600)
            self.relay()
            self.attempt(self.dice.choice(self.actions()))
            self.attempt(self.advance)
        self.settle()

    def actions(self) -> list[Callable[[], None]]:
        """What may happen next, the likelier the more often it is named."""
        return [self.submit, self.retry, self.deliver, self.deliver, self.follow, self.work]

    def settle(self) -> None:
        """Faults stop; everything that is still under way must come to its end."""
        self.fault_rate = 0.0
        for number, (report, answer) in enumerate(self.submissions):
            if answer is None:
                self.submissions[number] = (report, submit_request(self.city, report))
        for _ in range(200):
            self.relay()
            while self.messages:
                self.deliver()
            self.recover()
            before = self.state()
            self.advance_all()
            for case_id in list(self.city.store.cases):
                self.complete_all(case_id)
            self.relay()
            if not self.messages and self.state() == before:
                return
        raise AssertionError("the city never comes to rest")

    def state(self) -> list[tuple[str, int]]:
        return sorted((case_id, case.request.version) for case_id, case in self.city.store.cases.items())

    def attempt(self, action: Callable[[], None]) -> None:
        try:
            action()
        except (Crash, CityError):
            return

    def submit(self) -> None:
        point = Point(
            latitude=HOME.latitude + self.dice.uniform(-0.002, 0.002),
            longitude=HOME.longitude + self.dice.uniform(-0.002, 0.002),
        )
        reporter = resident(f"person{self.dice.randrange(5)}@example.org")
        self.submissions.append((a_report(self.dice.choice(CODES), point, reporter=reporter), None))
        self.retry(len(self.submissions) - 1)

    def retry(self, number: int | None = None) -> None:
        """A client sends a report (again)."""
        if not self.submissions:
            return
        index = self.dice.randrange(len(self.submissions)) if number is None else number
        report, first = self.submissions[index]
        answer = submit_request(self.city, report)
        assert first is None or first.request.id == answer.request.id
        assert first is None or first.follow_secret == answer.follow_secret
        self.submissions[index] = (report, answer)

    def relay(self) -> None:
        """The stream: every new event becomes a message, some twice, in no particular order."""
        for case_id, case in self.city.store.cases.items():
            for event in case.events[self.relayed.get(case_id, 0) :]:
                self.messages += [event] * self.dice.choice([1, 1, 1, 2, 3])
            self.relayed[case_id] = len(case.events)
        self.dice.shuffle(self.messages)

    def deliver(self) -> None:
        """A queue hands out a message; a consumer that dies leaves it in the queue."""
        if not self.messages:
            return
        event = self.messages.pop()
        try:
            self.hear(event)
        except BaseException:
            self.messages.insert(0, event)
            raise

    def hear(self, event: Event) -> None:
        """What the consumers of the queues do with an event."""
        notify_followers(self.city, event.case_id, event.version)
        for fault in render_tiles(self.city, [event.case_id]).failed.values():
            raise fault
        if event.name is EventName.REQUEST_SUBMITTED:
            start_workflow(self.city, event.case_id)
        if event.name is EventName.WORK_ORDER_COMPLETED:
            resume_workflow(self.city, event.case_id, str(event.data["work_order_id"]))

    def follow(self) -> None:
        if not self.city.store.cases:
            return
        case_id = self.dice.choice(list(self.city.store.cases))
        email = f"follower{self.dice.randrange(4)}@example.org"
        follow_request(self.city, case_id, email, "en", None)
        token = self.city.secrets.link_token("confirm", case_id, self.city.secrets.follower_id(case_id, email))
        confirm_follower(self.city, token)

    def work(self) -> None:
        if self.city.store.cases:
            self.complete_all(self.dice.choice(list(self.city.store.cases)))

    def complete_all(self, case_id: str) -> None:
        case = self.city.store.cases[case_id]
        catalogue = self.city.catalogue.at(case.request.catalogue_version)
        process = catalogue.process(catalogue.service(case.request.service_code).process)
        outcomes = {
            f"{stage['code']}.{work['code']}": work["outcomes"]
            for stage in process["stages"]
            for work in stage["work_orders"]
        }
        for order in case.work_orders:
            if order.status is not WorkStatus.COMPLETED:
                outcome = self.dice.choice(outcomes[order.id])["code"]
                complete_work_order(self.city, ADMIN, case_id, order.id, outcome, "", proof(self.city))

    def advance(self) -> None:
        """One execution takes a step, or dies."""
        running = sorted(self.city.workflows.running)
        if not running:
            return
        case_id, generation = self.dice.choice(running)
        if self.dice.random() < self.fault_rate / 2:
            self.city.workflows.end(case_id, generation)
            self.city.workflows.waiting -= {
                token for token in self.city.workflows.waiting if token.startswith(f"{case_id}/{generation}/")
            }
            return
        self.step(case_id, generation)

    def advance_all(self) -> None:
        for case_id, generation in sorted(self.city.workflows.running):
            self.step(case_id, generation)

    def step(self, case_id: str, generation: int) -> None:
        """What the state machine does, as long as it need not wait."""
        for _ in range(20):
            if self.tokens(case_id, generation):
                return
            routed = route_request(self.city, case_id, generation)
            if routed.next == "work":
                for order_id in routed.work_order_ids:
                    token = f"{case_id}/{generation}/{order_id}"
                    self.city.workflows.waiting.add(token)
                    try:
                        create_work_order(self.city, case_id, order_id, generation, token)
                    except BaseException:
                        # the task has failed, so nobody waits under its token; the machine tries again
                        self.city.workflows.waiting.discard(token)
                        raise
                continue
            if routed.next == "close":
                close_request(self.city, case_id)
            self.city.workflows.end(case_id, generation)
            return
        raise AssertionError(f"{case_id} goes round in circles")

    def tokens(self, case_id: str, generation: int) -> set[str]:
        """The tokens that an execution waits under."""
        return {token for token in self.city.workflows.waiting if token.startswith(f"{case_id}/{generation}/")}

    def recover(self) -> None:
        """What `hex311 workflows recover` does."""
        for case_id, case in list(self.city.store.cases.items()):
            generation = max([case.request.generation, *(order.token_generation for order in case.work_orders)])
            if not case.request.is_closed and not self.city.workflows.is_running(case_id, generation):
                start_successor(self.city, case)
