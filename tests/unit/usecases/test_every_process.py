"""Every process of the demo city, along every way there is: filed, worked on and closed by the real use cases."""

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from hex311.adapters.memory.ports import FixedOverlay, MemoryPorts
from hex311.domain.conditions import Facts, holds
from hex311.domain.geography import OverlayAnswer
from hex311.domain.lifecycle import Status
from hex311.domain.policy import Role, Staff
from hex311.usecases.ask_photo_ticket import ask_photo_ticket
from hex311.usecases.run_workflow import (
    close_request,
    create_work_order,
    resume_workflow,
    route_request,
    start_workflow,
)
from hex311.usecases.submit_request import submit_request
from hex311.usecases.views import public_view
from hex311.usecases.work_on_order import complete_work_order
from hex311_cli.pack.walks import Walk, walks
from tests.support.city import a_report, answers_for, memory_city, overlay_at, rivermark
from tests.support.closing import proof

ADMIN = Staff("admin", frozenset({Role.ADMIN}), frozenset())
SUMMER, WINTER = 1_781_000_000, 1_768_500_000  # in June and in January
USED = [(s["process"], code) for code, s in rivermark()["services"].items() if s["process"]]


@cache
def ways(process: str, service: str) -> tuple[Walk, ...]:
    return tuple(walks(rivermark()["processes"][process], rivermark()["services"][service]))


def city_of(walk: Walk) -> MemoryPorts:
    """A city where the tests of the place are as in the world of this walk; assets are put on the case itself."""
    city = memory_city()
    tests = [json.loads(place) for place in walk.world.places]
    answers = [_answer(test) for test in tests if "overlay" in test]
    city.overlays = FixedOverlay(
        lambda point: overlay_at(point)._replace(answers=(*overlay_at(point).answers, *answers))
    )
    city.clock = WINTER if any("season" in test for test in tests) else SUMMER
    return city


def _answer(test: Mapping[str, Any]) -> OverlayAnswer:
    value = str(test.get("equals", (test.get("any_of") or ["somewhere"])[0]))
    return OverlayAnswer(test["overlay"], value, value, {test["attribute"]: value} if "attribute" in test else {})


def file(city: MemoryPorts, service: str, walk: Walk) -> str:
    given = {name: value for name, value in walk.world.answers.items() if value is not None}
    wanted = {name: [value] if _is_many(service, name) else value for name, value in given.items()}
    asked = {question["code"] for question in rivermark()["services"][service]["questions"]}
    answers = {name: v for name, v in (answers_for(service) | wanted).items() if name in asked}
    report = a_report(service, answers=_complete(service, answers), photo_ids=(ask_photo_ticket(city).photo_id,))
    case_id = submit_request(city, report).request.id
    _put_assets(city, case_id, walk)
    return case_id


def _complete(service: str, answers: dict[str, Any]) -> dict[str, Any]:
    """With answers to the questions that these answers open up."""
    for question in rivermark()["services"][service]["questions"]:
        opened = holds(question.get("when"), Facts(answers))
        if not opened:
            answers.pop(question["code"], None)
        elif question["required"] and question["code"] not in answers:
            keys = [value["key"] for value in question.get("values", ())]
            answers[question["code"]] = keys[-1] if keys else "some text"
    return answers


def _is_many(service: str, name: str) -> bool:
    questions = rivermark()["services"][service]["questions"]
    return any(q["code"] == name and q["type"] == "multivaluelist" for q in questions)


def _put_assets(city: MemoryPorts, case_id: str, walk: Walk) -> None:
    case = city.store.cases[case_id]
    tests = [json.loads(place) for place in walk.world.places]
    beneath = tuple(f"{test['beneath']}:1" for test in tests if "beneath" in test)
    asset = next((f"{test['asset']}:1" for test in tests if "asset" in test), "")
    city.store.cases[case_id] = replace(case, request=replace(case.request, beneath=beneath, asset_id=asset))


def play(city: MemoryPorts, case_id: str, outcomes: Mapping[str, str]) -> list[str]:
    """The state machine and the crews, until the case is closed; returns the stages that were waited for."""
    start_workflow(city, case_id)
    waited: list[str] = []
    for _ in range(40):
        routed = route_request(city, case_id, 1)
        if routed.next == "close":
            close_request(city, case_id)
        elif routed.next == "end":
            return waited
        elif routed.until:
            waited.append(str(city.cases.case_file(case_id).events[-1].data["stage"]))
            city.clock = routed.until
        for order_id in routed.work_order_ids:
            token = f"{case_id}/{order_id}"
            city.workflows.waiting.add(token)
            create_work_order(city, case_id, order_id, 1, token)
            assert city.cases.case_file(case_id).request.status in (Status.SCHEDULED, Status.PASSED_ON)
        for order_id in routed.work_order_ids:
            city.clock += 600
            complete_work_order(city, ADMIN, case_id, order_id, outcomes[order_id], "", proof(city))
            resume_workflow(city, case_id, order_id)
    raise AssertionError("the process does not end")


@pytest.mark.parametrize(("process", "service"), USED)
def test_every_way_ends_with_its_outcome_and_its_sentences(process: str, service: str) -> None:
    for walk in ways(process, service):
        city = city_of(walk)
        case_id = file(city, service, walk)
        assert play(city, case_id, dict(walk.outcomes)) == list(walk.waits)
        case = city.cases.case_file(case_id)
        request = case.request
        assert {order.id: order.outcome for order in case.work_orders} == dict(walk.outcomes), walk
        assert (request.status, request.outcome) == (walk.closing.close_as, walk.closing.outcome)
        assert not city.workflows.waiting
        for language in ("en", "es"):
            view = public_view(city, case, language, is_reporter=False)
            assert view["outcome_text"]
            assert all(event["text"] and "{" not in event["text"] for event in view["timeline"])


def stages(process: str) -> list[dict[str, Any]]:
    return list(rivermark()["processes"][process].get("stages", ()))


def test_the_city_has_processes_of_every_kind() -> None:
    used = {process for process, _ in USED}
    several = {p for p in used if len(stages(p)) > 1}
    by_side = {p for p in used if any(len(s.get("work_orders", ())) > 1 for s in stages(p))}
    turning = {
        p
        for p in used
        if '"outcome"' in json.dumps([w.get("when") for s in stages(p) for w in s.get("work_orders", ())])
    }
    assert len(used) >= 25
    assert len(several) >= 12
    assert len(by_side) >= 5
    assert len(turning) >= 5


@pytest.mark.parametrize(
    ("service", "privacy", "said"),
    [
        ("pothole", "public", ["gas_cut", "water_cut"]),
        ("stray_animal", "public", ["taken_to_shelter"]),
        ("graffiti_removal", "public", ["agreed", "no_permission"]),
        ("missed_collection", "blurred", ["collected"]),
        ("homeless_outreach", "private", ["placed"]),
        ("tree_down", "public", ["way_clear", "wires_safe"]),
        ("elder_wellbeing", "private", ["is_well"]),
        ("street_light_out", "public", ["lamp_replaced"]),
        ("abandoned_vehicle", "public", ["still_there", "towed"]),
        ("illegal_dumping", "public", ["evidence_found", "ticket"]),
        ("information_only", "private", []),
        ("police_report", "private", ["report_filed"]),
    ],
)
def test_the_well_known_ones(service: str, privacy: str, said: list[str]) -> None:
    document = rivermark()["services"][service]
    assert document["privacy"] == privacy
    seen = {outcome for walk in ways(document["process"], service) for _, outcome in walk.outcomes}
    assert set(said) <= seen


def test_the_utility_owns_its_lights() -> None:
    (work,) = stages("street_light_repair")[0]["work_orders"]
    assert work["department"]["map"] == {"utility": "prairie_electric"}
    assert rivermark()["departments"]["prairie_electric"]["kind"] == "outside"


def test_a_police_report_goes_to_the_alternate_response_section() -> None:
    assert stages("police_report")[0]["work_orders"][0]["unit"] == "alternate_response"
