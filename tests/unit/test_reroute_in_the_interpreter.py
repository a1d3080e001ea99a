"""Open cases that follow the layers, by the branch of the definition that does it, run by moto's interpreter."""

import json
import uuid
from typing import Any

import pytest

from hex311.adapters.memory.ports import FixedOverlay
from hex311.usecases import reroute_open_cases
from hex311.usecases.reroute_open_cases import fail_rerouting, reroute_batch, rerouting_report
from tests.support.city import ROOT, memory_city
from tests.support.machine import Machine, TransientFault, interpreter
from tests.unit.usecases.test_import_layers import ADMIN
from tests.unit.usecases.test_reroute_case import redrawn, with_work
from tests.unit.usecases.test_reroute_open_cases import published, started

DEFINITION = (
    (ROOT / "statemachines" / "import_layers.asl.yaml").read_text().replace("IntervalSeconds: 2", "IntervalSeconds: 1")
)


@pytest.fixture
def city(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(reroute_open_cases, "BATCH", 3)
    city = memory_city()
    for _ in range(7):
        with_work(city, "street_light_out")
    city.overlays = FixedOverlay(redrawn)
    return city


def run(machine: Machine, number: str, run_id: str) -> str:
    """The status at the end of an execution, started as the adapter does."""
    given = json.dumps({"import_id": number, "reroute": run_id})
    name = uuid.uuid4().hex  # AWS makes one up; the interpreter does not
    arn = machine.client.start_execution(stateMachineArn=machine.arn, name=name, input=given)["executionArn"]
    return str(machine.ended(arn)["status"])


def test_batch_follows_batch_until_all_are_asked(city: Any) -> None:
    number = published(city)
    run_id = started(city, number, dry_run=False)
    tired = [True]

    def batch(payload: dict[str, Any]) -> dict[str, Any]:
        if tired:
            tired.pop()
            raise TransientFault
        return {"more": reroute_batch(city, payload["import_id"], payload["run"], lambda: True)}

    with interpreter(DEFINITION) as machine:
        machine.steps = {"RerouteOpenCases": batch}
        assert run(machine, number, run_id) == "SUCCEEDED"
        assert machine.names() == ["RerouteOpenCases"] * 4
    report = rerouting_report(city, ADMIN, number)
    assert [report[name] for name in ("status", "asked", "changed")] == ["done", 7, 7]


def test_what_breaks_off_is_noted_and_goes_on_when_it_is_started_again(city: Any) -> None:
    number = published(city)
    run_id = started(city, number, dry_run=False)
    batches: list[int] = []

    def step(payload: dict[str, Any]) -> dict[str, Any]:
        if "failure" in payload:
            fail_rerouting(city, payload["import_id"], payload["run"])
            return {"more": False}
        batches.append(1)
        if len(batches) == 2:
            raise MemoryError
        return {"more": reroute_batch(city, payload["import_id"], payload["run"], lambda: True)}

    with interpreter(DEFINITION) as machine:
        machine.steps = {"RerouteOpenCases": step}
        assert run(machine, number, run_id) == "FAILED"
        assert rerouting_report(city, ADMIN, number)["status"] == "failed"
        assert rerouting_report(city, ADMIN, number)["asked"] == 3
        assert started(city, number, dry_run=False) == run_id
        assert run(machine, number, run_id) == "SUCCEEDED"
    report = rerouting_report(city, ADMIN, number)
    assert [report[name] for name in ("status", "asked", "changed")] == ["done", 7, 7]
