"""A case moves: everything that was derived from its place follows, and the workflow loses nothing."""

from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest

from hex311.domain.errors import BadInput, ChangedMeanwhile, MoveNotAllowed, OutsideCity
from hex311.domain.geography import Point
from hex311.domain.policy import Role, Staff
from hex311.domain.work_order import WorkStatus
from hex311.domain.work_order_news import news_of
from hex311.spatial.cover import blurred, cell_of
from hex311.spatial.tiles import parent_key
from hex311.usecases.correct_location import Correction, correct_location
from hex311.usecases.link_late_twin import link_late_twin
from hex311.usecases.render_tiles import render_tiles
from hex311.usecases.run_workflow import create_work_order, route_request, take_up_again
from hex311.usecases.submit_request import submit_request
from hex311.usecases.views import public_view, staff_view
from hex311.usecases.work_on_order import start_work_order
from tests.support.city import FAR_AWAY, HOME, a_report, memory_city, rivermark
from tests.unit.usecases.test_run_workflow import ADMIN

#: Another tile and another cell; west of HOME the lights are the utility's.
WEST = Point(latitude=41.305, longitude=-97.13)
NEAR = Point(latitude=41.3001, longitude=-97.0999)


@pytest.fixture
def city() -> Any:
    return memory_city()


def filed(city: Any, code: str = "pothole", **changes: Any) -> str:
    return submit_request(city, a_report(code, **changes)).request.id


def with_work(city: Any, code: str) -> tuple[str, str]:
    number = filed(city, code)
    work = route_request(city, number, 1).work_order_ids[0]
    city.workflows.start(number, 1)
    city.workflows.waiting.add("token")
    create_work_order(city, number, work, 1, "token")
    return number, work


def move(city: Any, number: str, point: Point = WEST, **more: Any) -> Any:
    return correct_location(city, ADMIN, number, Correction(point, "it is across the river", **more))


def test_place_layers_and_neighbourhood_follow(city: Any) -> None:
    number = filed(city, address="12 Elm Street")
    before = city.cases.case_file(number).request
    here = f"{before.duplicate_group}#{cell_of(HOME)}"
    assert number in city.store.nearby[here][1]
    after = move(city, number).request
    assert (after.point, after.public_point) == (WEST, WEST)
    assert after.overlay.first("street_light_owner").feature_id == "utility"
    assert number not in city.store.nearby[here][1]
    assert number in city.store.nearby[f"{before.duplicate_group}#{cell_of(WEST)}"][1]
    assert after.address == ""
    assert [(one["lat"], one["address"]) for one in after.earlier] == [(HOME.latitude, "12 Elm Street")]


def test_a_small_step_keeps_the_words_and_new_words_are_taken(city: Any) -> None:
    number = filed(city, address="12 Elm Street")
    assert move(city, number, NEAR).request.address == "12 Elm Street"
    assert move(city, number, WEST, address="9 Oak Road").request.address == "9 Oak Road"


def test_the_map_forgets_the_old_place_and_both_tiles_are_drawn(city: Any) -> None:
    number = filed(city)
    render_tiles(city, [number])
    move(city, number)
    features = {key: city.cases.map_features(key) for key in {parent_key(HOME), parent_key(WEST)}}
    shown = [one for found in features.values() for one in found if one.expires_at is None]
    assert [one.case_id for one in shown] == [number]
    drawn = dict(city.tiles.objects)
    render_tiles(city, [number])
    changed = {path for path, body in city.tiles.objects.items() if drawn.get(path) != body}
    assert len(changed) >= 4  # of both places, on more than one zoom


def test_a_blurred_place_stays_blurred(city: Any) -> None:
    code = next(code for code, service in city.catalogue.current().services.items() if service.privacy == "blurred")
    assert move(city, filed(city, code)).request.public_point == blurred(WEST)


def test_work_goes_to_whom_the_new_place_belongs(city: Any) -> None:
    number, work = with_work(city, "street_light_out")
    before = city.cases.case_file(number).work_order(work)
    after = move(city, number)
    order = after.work_order(work)
    assert order.department != before.department
    assert (order.point, order.address, order.status) == (WEST, after.request.address, WorkStatus.OPEN)
    assert after.request.department == order.department
    names = [str(event.name) for event in after.events]
    assert names.index("LocationCorrected") < names.index("WorkOrderTransferred")
    told = next(event for event in after.events if event.name == "WorkOrderTransferred")
    assert {(department, str(news)) for _, department, news in news_of(told, after.work_orders)} == {
        (before.department, "withdrawn"),
        (order.department, "created"),
    }
    # The execution goes on waiting under the same token.
    assert order.task_token == "token"


def test_work_that_has_begun_stays_with_those_who_do_it(city: Any) -> None:
    number, work = with_work(city, "street_light_out")
    start_work_order(city, ADMIN, number, work)
    before = city.cases.case_file(number).work_order(work)
    after = move(city, number).work_order(work)
    assert (after.department, after.status, after.point) == (before.department, WorkStatus.STARTED, WEST)


def test_twins_are_looked_for_at_the_new_place(city: Any) -> None:
    twin, number = filed(city, point=WEST), filed(city)
    assert move(city, number).request.unchecked
    link_late_twin(city, number)
    assert city.cases.case_file(number).request.possible_duplicates == (twin,)
    assert number in city.cases.case_file(twin).request.possible_duplicates


def test_the_same_place_again_changes_nothing(city: Any) -> None:
    number = filed(city)
    first = move(city, number, seen=1)
    assert move(city, number, seen=1) == first


def test_who_has_not_seen_the_last_change_is_told_who_made_it(city: Any) -> None:
    number = filed(city)
    other = Staff("s2", frozenset({Role.ADMIN}), frozenset(), name="Rosa Diaz")
    correct_location(city, other, number, Correction(NEAR, "by the corner"))
    with pytest.raises(ChangedMeanwhile, match="Rosa Diaz changed this"):
        move(city, number, seen=1)


def test_what_is_refused(city: Any) -> None:
    number = filed(city)
    with pytest.raises(OutsideCity):
        move(city, number, FAR_AWAY)
    with pytest.raises(BadInput):
        correct_location(city, ADMIN, number, Correction(WEST, "  no "))
    case = city.store.cases[number]
    city.store.cases[number] = replace(case, request=replace(case.request, status="done", closed_at=1))
    with pytest.raises(MoveNotAllowed):
        move(city, number)


def test_the_public_reads_a_sentence_and_no_places(city: Any) -> None:
    number = filed(city, address="12 Elm Street")
    case = move(city, number)
    event = next(event for event in case.events if event.name == "LocationCorrected")
    assert not {"lat", "long", "address", "reason"} & event.data.keys()
    view = public_view(city, case, "en", is_reporter=False)
    assert view["timeline"][-1]["text"] == "Staff set the place of this report right."
    assert "earlier" not in view
    told = staff_view(city, case, "en", ADMIN)["earlier"]
    assert [(one["address"], one["lat"]) for one in told] == [("12 Elm Street", HOME.latitude)]


def split_by_the_map(east: str, west: str) -> dict[str, Any]:
    """Rivermark, where graffiti east of HOME is one piece of work and west of it another."""
    documents = deepcopy(rivermark())
    stages = documents["processes"][documents["services"]["graffiti_removal"]["process"]]["stages"]
    (work,) = stages[-1]["work_orders"]
    here = {"overlay": "street_light_owner", "equals": "utility"}
    stages[-1]["work_orders"] = [{**work, "code": east, "when": {"not": here}}, {**work, "code": west, "when": here}]
    return documents


def test_what_the_new_place_does_not_call_for_is_withdrawn_and_comes_back_with_the_place() -> None:
    city = memory_city(split_by_the_map("hand", "pump"))
    number, hand = with_work(city, "graffiti_removal")
    case = move(city, number)
    told = case.events[-1].data
    assert (told["withdrawn"], told["work_changed"]) == ([hand], True)
    assert case.work_order(hand).status is WorkStatus.WITHDRAWN
    take_up_again(city, number)
    assert city.workflows.answers == [("token", {"work_order_id": hand, "outcome": ""})]
    # The execution was about to create what is called for no more: it is sent back to ask.
    city.workflows.waiting.add("late")
    create_work_order(city, number, hand, 1, "late")
    assert city.workflows.answers[-1][0] == "late"
    (pump,) = route_request(city, number, 1).work_order_ids
    assert pump != hand
    create_work_order(city, number, pump, 1, "second")
    back = move(city, number, HOME)
    assert back.work_order(hand).status is WorkStatus.OPEN
    assert back.work_order(pump).status is WorkStatus.WITHDRAWN
    assert route_request(city, number, 1).work_order_ids == (hand,)
