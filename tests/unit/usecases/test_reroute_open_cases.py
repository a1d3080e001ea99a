"""All open cases follow the layers: told first, in batches, through deaths, and nobody counted twice."""

from dataclasses import replace
from typing import Any

import pytest

from hex311.adapters.memory.ports import FixedOverlay
from hex311.domain.errors import Forbidden, MoveNotAllowed, NotFound, TransientFault
from hex311.domain.geography import Overlay
from hex311.domain.lifecycle import Status
from hex311.domain.policy import Role, Staff
from hex311.usecases import reroute_open_cases
from hex311.usecases.import_layers import layer_ticket
from hex311.usecases.reroute_open_cases import fail_rerouting, reroute_batch, rerouting_report, start_rerouting
from tests.support.city import memory_city
from tests.unit.usecases.test_import_layers import ADMIN
from tests.unit.usecases.test_reroute_case import redrawn, with_work


@pytest.fixture
def city(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Eight open street lights and a merged one; the districts are drawn anew and in force."""
    monkeypatch.setattr(reroute_open_cases, "BATCH", 3)
    city = memory_city()
    cases = [with_work(city, "street_light_out")[0] for _ in range(9)]
    closed = city.store.cases[cases.pop()]
    city.store.cases[closed.request.id] = replace(closed, request=replace(closed.request, status=Status.DUPLICATE))
    city.open_ones = cases
    city.overlays = FixedOverlay(redrawn)
    return city


def published(city: Any, ahead: int = -100) -> str:
    number: str = layer_ticket(city, ADMIN, {"file_name": "wards.zip"})["import_id"]
    report = {"import_id": number, "status": "published", "published": {"generation": city.now() + ahead}}
    city.layer_uploads.reports[number] = report
    return number


def started(city: Any, number: str, **wishes: Any) -> str:
    start_rerouting(city, ADMIN, number, wishes)
    run: str = city.layer_jobs.rerouted[-1][1]
    return run


def all_batches(city: Any, number: str, run: str) -> int:
    """As the state machine does it; how many batches there were."""
    count = 1
    while reroute_batch(city, number, run, lambda: True):
        count += 1
    return count


def district(city: Any, case_id: str) -> str:
    found: str = city.cases.case_file(case_id).request.overlay.first("council_districts").feature_id
    return found


def test_a_dry_run_tells_which_cases_would_change_hands_and_changes_none(city: Any) -> None:
    number = published(city)
    before = dict(city.store.cases)
    assert all_batches(city, number, started(city, number)) >= 2
    report = rerouting_report(city, ADMIN, number)
    assert (report["status"], report["dry_run"]) == ("checked", True)
    assert [report[name] for name in ("asked", "changed", "change_hands", "outside", "failed")] == [8, 8, 8, 0, 0]
    assert {one["case_id"] for one in report["cases"]} == set(city.open_ones)
    (handover,) = report["cases"][0]["handovers"]
    assert handover["department"] != handover["department_before"]
    assert city.store.cases == before
    assert set(report) & {"cursor", "batch", "run"} == set()


def test_open_cases_follow_in_batches(city: Any) -> None:
    number = published(city)
    assert all_batches(city, number, started(city, number, dry_run=False)) >= 2
    report = rerouting_report(city, ADMIN, number)
    assert [report[name] for name in ("status", "asked", "changed", "failed")] == ["done", 8, 8, 0]
    assert {district(city, one) for one in city.open_ones} == {"4"}
    all_batches(city, number, started(city, number, dry_run=False))
    again = rerouting_report(city, ADMIN, number)
    assert [again[name] for name in ("status", "asked", "changed")] == ["done", 8, 0]


@pytest.mark.parametrize("dies_at", range(8))
def test_a_batch_that_dies_is_done_again_and_counted_once(
    city: Any, monkeypatch: pytest.MonkeyPatch, dies_at: int
) -> None:
    number = published(city)
    run, done = started(city, number, dry_run=False), []

    def dying(ports: Any, case_id: str) -> Any:
        if len(done) == dies_at:
            done.append("died")
            raise TransientFault
        done.append(case_id)
        return whole(ports, case_id)

    whole = reroute_open_cases.reroute_case
    monkeypatch.setattr(reroute_open_cases, "reroute_case", dying)
    with pytest.raises(TransientFault):
        all_batches(city, number, run)
    # The machine gives up; staff start it again, and it goes on where it stood.
    fail_rerouting(city, number, run)
    assert rerouting_report(city, ADMIN, number)["status"] == "failed"
    assert started(city, number, dry_run=False) == run
    all_batches(city, number, run)
    report = rerouting_report(city, ADMIN, number)
    assert [report[name] for name in ("status", "asked", "changed")] == ["done", 8, 8]
    assert sorted(one["case_id"] for one in report["cases"]) == sorted(city.open_ones)
    for case_id in city.open_ones:
        assert [one.name for one in city.cases.case_file(case_id).events].count("OverlayChanged") == 1


def test_a_lost_answer_skips_and_repeats_nothing(city: Any) -> None:
    number = published(city)
    run = started(city, number, dry_run=False)
    for _ in range(10):
        reroute_batch(city, number, run, lambda: False)
    assert rerouting_report(city, ADMIN, number)["asked"] == 8


def test_a_case_that_cannot_be_asked_stops_nobody_else(city: Any) -> None:
    number, poison = published(city), city.open_ones[4]
    case = city.store.cases[poison]
    city.store.cases[poison] = replace(case, request=replace(case.request, catalogue_version="gone"))
    all_batches(city, number, started(city, number, dry_run=False))
    report = rerouting_report(city, ADMIN, number)
    assert [report[name] for name in ("status", "changed", "failed")] == ["done", 7, 1]
    assert report["failures"][0]["case_id"] == poison


def test_cases_outside_the_city_keep_their_answers_and_are_counted(city: Any) -> None:
    number = published(city)
    city.overlays = FixedOverlay(lambda point: Overlay(1_800_000_000, ()))
    all_batches(city, number, started(city, number, dry_run=False))
    report = rerouting_report(city, ADMIN, number)
    assert [report[name] for name in ("asked", "changed", "outside")] == [8, 0, 8]


def test_a_superseded_run_stops(city: Any) -> None:
    number = published(city)
    first = started(city, number)
    second = started(city, number, dry_run=False)
    assert first != second
    assert not reroute_batch(city, number, first, lambda: True)
    assert not reroute_batch(city, "0" * 32, second, lambda: True)
    fail_rerouting(city, number, first)
    assert rerouting_report(city, ADMIN, number)["status"] == "running"


def test_layers_that_are_not_in_force_allow_a_dry_run_only(city: Any) -> None:
    number = published(city, ahead=1000)
    with pytest.raises(MoveNotAllowed, match="not in force yet"):
        start_rerouting(city, ADMIN, number, {"dry_run": False})
    asked: list[int | None] = []
    answer = FixedOverlay(redrawn)
    city.overlays = type("At", (), {"overlay": lambda _, point, at=None: asked.append(at) or answer.overlay(point)})()
    all_batches(city, number, started(city, number))
    assert set(asked) == {city.now() + 1000}
    city.layer_uploads.reports[number] = {"import_id": number, "status": "checked"}
    with pytest.raises(MoveNotAllowed, match="not published"):
        start_rerouting(city, ADMIN, number, {})


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
def test_nobody_else_may(city: Any, role: Role) -> None:
    number, staff = published(city), Staff("somebody", frozenset({role}), frozenset({"public_works"}))
    with pytest.raises(Forbidden):
        start_rerouting(city, staff, number, {})
    with pytest.raises(Forbidden):
        rerouting_report(city, staff, number)
    assert city.layer_jobs.rerouted == []


@pytest.mark.parametrize("number", ["", "0" * 32, "../secrets", "0" * 31 + "\n"])
def test_unknown_imports_are_not_found(city: Any, number: str) -> None:
    with pytest.raises(NotFound):
        start_rerouting(city, ADMIN, number, {})
    with pytest.raises(NotFound):
        rerouting_report(city, ADMIN, number)
    with pytest.raises(NotFound, match="Nobody has asked"):
        rerouting_report(city, ADMIN, published(city))


def test_a_start_that_is_sent_again_is_the_same_run(city: Any) -> None:
    number = published(city)
    first = start_rerouting(city, ADMIN, number, {"dry_run": True}, "key")
    assert start_rerouting(city, ADMIN, number, {"dry_run": True}, "key") == first
    all_batches(city, number, city.layer_jobs.rerouted[-1][1])
    assert start_rerouting(city, ADMIN, number, {"dry_run": True}, "key")["status"] == "checked"
    assert len(city.layer_jobs.rerouted) == 1
    start_rerouting(city, ADMIN, number, {"dry_run": True}, "another key")
    assert len(city.layer_jobs.rerouted) == 2
