"""The real use cases behind the real definition, run by the interpreter: counted states, and a deploy in between."""

import json
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from hex311.adapters.memory.ports import MemoryPorts
from hex311.domain.moments import iso
from hex311.domain.policy import Role, Staff
from hex311.usecases.recover_workflow import flag_failure, hand_over
from hex311.usecases.run_workflow import answer_of, close_request, create_work_order, route_request
from hex311.usecases.submit_request import submit_request
from hex311.usecases.work_on_order import complete_work_order
from hex311_cli.pack.walks import Walk, transitions, walks
from tests.support.city import a_report, memory_city, rivermark
from tests.support.closing import proof
from tests.support.machine import DEFINITION, Machine, interpreter

ADMIN = Staff("admin", frozenset({Role.ADMIN}), frozenset())
PATIENCE_S = 60


def first_way(service: str) -> Walk:
    """The way on which every work order ends with its first outcome."""
    document = rivermark()["services"][service]
    return next(walks(rivermark()["processes"][document["process"]], document))


class Cloud:
    """The functions of the workflow on a city in memory, and crews that answer by themselves."""

    def __init__(self, machine: Machine, city: MemoryPorts, crews: Callable[[str, str], str]) -> None:
        self.machine, self.city, self.crews = machine, city, crews
        self.tokens: dict[str, str] = {}
        self._one_at_a_time = threading.RLock()
        machine.steps = {
            "RouteRequest": self.route,
            "CreateWorkOrder": self.create,
            "CloseRequest": lambda payload: close_request(city, payload["case_id"]),
            "FlagFailure": lambda p: {"pause_s": flag_failure(city, p["case_id"], p["generation"], p["error"])},
            "HandOver": lambda payload: hand_over(city, payload["case_id"], payload["generation"]),
        }

    def route(self, payload: dict[str, Any]) -> dict[str, Any]:
        with self._one_at_a_time:
            routed = route_request(self.city, payload["case_id"], payload["generation"])
        until = {}
        if routed.until:
            self.city.clock = routed.until  # the waiting period is over before it has begun
            until = {"until": iso(1_700_000_000)}
        orders = [{"work_order_id": order} for order in routed.work_order_ids]
        return {"next": routed.next, "round": payload["round"] + 1, "work_orders": orders, **until}

    def create(self, payload: dict[str, Any]) -> None:
        case_id, order_id = payload["case_id"], payload["work_order_id"]
        with self._one_at_a_time:
            create_work_order(self.city, case_id, order_id, payload["generation"], payload["task_token"])
        self.tokens[f"{case_id}/{order_id}"] = payload["task_token"]
        outcome = self.crews(case_id, order_id)
        if outcome:
            threading.Timer(0.2, self.done, (case_id, order_id, outcome)).start()

    def done(self, case_id: str, order_id: str, outcome: str) -> None:
        """The crew is done: written to the case, then told to whoever waits."""
        with self._one_at_a_time:
            order = complete_work_order(self.city, ADMIN, case_id, order_id, outcome, evidence=proof(self.city))
        token = self.tokens[f"{case_id}/{order_id}"]
        self.machine.client.send_task_success(taskToken=token, output=json.dumps(answer_of(order)))


@pytest.mark.parametrize(
    "service",
    ["missed_collection", "pothole", "abandoned_vehicle", "tree_down", "information_only", "sidewalk_damage"],
)
def test_states_are_entered_as_often_as_counted(service: str) -> None:
    """The count of `transitions`, which the bench and the bill stand on, is the interpreter's own."""
    walk = first_way(service)
    outcomes = dict(walk.outcomes)
    with interpreter() as machine:
        city = memory_city()
        cloud = Cloud(machine, city, lambda case_id, order_id: outcomes[order_id])
        answers = {name: value for name, value in walk.world.answers.items() if value is not None}
        report = a_report(service)
        case_id = submit_request(city, a_report(service, answers={**report.answers, **answers})).request.id
        arn = machine.start(case_id, 1)
        assert machine.ended(arn)["status"] == "SUCCEEDED"
        assert machine.transitions(arn) == transitions(walk)
    assert city.cases.case_file(case_id).request.outcome == walk.closing.outcome
    assert cloud.tokens.keys() == {f"{case_id}/{order}" for order in outcomes}


def test_a_typical_case_takes_twelve_states_at_most() -> None:
    counts = [transitions(first_way(code)) for code, s in rivermark()["services"].items() if s["process"]]
    assert sum(counts) / len(counts) <= 12
    assert sum(count <= 12 for count in counts) / len(counts) > 0.8


def test_a_deploy_that_changes_the_definition_takes_nobody_along() -> None:
    """A hundred cases wait under the old definition, with states that the new one does not know any more."""
    many = 100
    new = DEFINITION.replace("Ask what the request needs next", "See what comes next").replace(
        "Choose by the answer", "Choose what to do"
    )
    with interpreter() as machine:
        city = memory_city()
        cloud = Cloud(machine, city, lambda case_id, order_id: "")
        cases = [submit_request(city, a_report("missed_collection")).request.id for _ in range(many)]
        running = [machine.start(case_id, 1) for case_id in cases]
        until = time.monotonic() + PATIENCE_S
        while len(cloud.tokens) < many and time.monotonic() < until:
            time.sleep(0.05)
        assert len(cloud.tokens) == many
        machine.change(new)
        later = submit_request(city, a_report("missed_collection")).request.id
        running.append(machine.start(later, 1))
        while len(cloud.tokens) <= many and time.monotonic() < until:
            time.sleep(0.05)
        for case_id in [*cases, later]:
            cloud.done(case_id, "return_trip.collect", "collected")
        assert {machine.ended(arn)["status"] for arn in running} == {"SUCCEEDED"}
    assert all(city.cases.case_file(case_id).request.is_closed for case_id in [*cases, later])
