"""New layers and open cases: who would get them, and giving them over."""

from typing import Any

import pytest

from hex311.adapters.memory.ports import FixedOverlay
from hex311.domain.geography import Overlay, OverlayAnswer
from hex311.domain.work_order import WorkStatus
from hex311.usecases.reroute_case import reroute_case
from hex311.usecases.run_workflow import create_work_order, route_request
from hex311.usecases.submit_request import submit_request
from hex311.usecases.work_on_order import start_work_order
from tests.support.city import HOME, a_report, memory_city, overlay_at
from tests.unit.usecases.test_run_workflow import ADMIN


def redrawn(point: Any) -> Overlay:
    """The same place, in another council district, and with lights that belong to the utility."""
    answers = [
        OverlayAnswer("council_districts", "4", "District 4")
        if answer.layer == "council_districts"
        else OverlayAnswer("street_light_owner", "utility", "utility", {"owner": "utility"})
        if answer.layer == "street_light_owner"
        else answer
        for answer in overlay_at(point).answers
    ]
    return Overlay(1_800_000_000, tuple(answers))


@pytest.fixture
def city() -> Any:
    return memory_city()


def with_work(city: Any, code: str) -> tuple[str, str]:
    case_id = submit_request(city, a_report(code)).request.id
    work = route_request(city, case_id, 1).work_order_ids[0]
    create_work_order(city, case_id, work, 1, "token")
    return case_id, work


def test_nothing_changes_where_the_layers_say_the_same(city: Any) -> None:
    case_id, _ = with_work(city, "street_light_out")
    assert reroute_case(city, case_id) is None


def test_an_open_case_follows_the_new_borders(city: Any) -> None:
    case_id, work = with_work(city, "street_light_out")
    before = city.cases.case_file(case_id)
    city.overlays = FixedOverlay(redrawn)
    rerouted = reroute_case(city, case_id)
    after = city.cases.case_file(case_id)
    assert [(one.layer, one.before, one.after) for one in rerouted.layers] == [
        ("council_districts", ("3",), ("4",)),
        ("street_light_owner", ("city",), ("utility",)),
    ]
    (handover,) = rerouted.handovers
    assert handover.department_before == before.work_order(work).department
    assert after.work_order(work).department == handover.department != handover.department_before
    assert after.request.overlay.first("council_districts").feature_id == "4"
    assert after.events[-1].name == "OverlayChanged"
    assert not after.events[-1].is_public
    assert after.request.status == before.request.status
    assert reroute_case(city, case_id) is None


def test_work_that_has_begun_stays_where_it_is(city: Any) -> None:
    case_id, work = with_work(city, "street_light_out")
    start_work_order(city, ADMIN, case_id, work)
    city.overlays = FixedOverlay(redrawn)
    assert reroute_case(city, case_id).handovers == ()
    assert city.cases.case_file(case_id).work_order(work).status is WorkStatus.STARTED


def test_a_place_now_outside_the_city_keeps_its_answers(city: Any) -> None:
    case_id, _ = with_work(city, "street_light_out")
    city.overlays = FixedOverlay(lambda point: Overlay(1_800_000_000, ()))
    assert reroute_case(city, case_id) is None
    assert city.cases.case_file(case_id).request.overlay == overlay_at(HOME)
