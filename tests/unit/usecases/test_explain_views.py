"""What the public reads of a case beyond its status: who works on what and why they, and why the date has moved."""

from typing import Any

import pytest

from hex311 import schemas
from hex311.domain.errors import BadInput
from hex311.domain.policy import Role, Staff
from hex311.usecases.ask_resident import answer_question, ask_resident
from hex311.usecases.count_insights import count_insights
from hex311.usecases.estimates import make_estimates
from hex311.usecases.explain_views import work_view
from hex311.usecases.reopen_request import reopen_request
from hex311.usecases.run_workflow import create_work_order, route_request, take_up_again
from hex311.usecases.submit_request import submit_request
from hex311.usecases.views import department_view, public_view
from hex311.usecases.work_on_order import start_work_order
from tests.support.city import a_report
from tests.support.photos import sent_photo
from tests.unit.usecases.test_estimates import IN_MEMORY, lived_through
from tests.unit.usecases.test_reopen_request import work

ADMIN = Staff("admin", frozenset({Role.ADMIN}), frozenset())
DAY_S = 86_400


def seen(city: Any, case_id: str, *, mine: bool = False) -> dict[str, Any]:
    view = public_view(city, city.cases.case_file(case_id), "en", is_reporter=mine)
    schemas.check("requests/request", view)
    return view


def with_work(city: Any, code: str) -> tuple[str, str]:
    submitted = submit_request(city, a_report(code))
    for order in route_request(city, submitted.request.id, 1).work_order_ids:
        create_work_order(city, submitted.request.id, order, 1, "token")
    return submitted.request.id, submitted.follow_secret


def test_the_layer_that_chose_the_department_is_named_with_its_answer(city: Any) -> None:
    case_id, _ = with_work(city, "street_light_out")
    (order,) = seen(city, case_id)["work"]
    assert (order["status"], order["planned_for"]) == ("open", None)
    assert order["department"] == seen(city, case_id)["department"]
    assert order["why"]["by"] in ("layer", "rest")
    assert order["why"]["layer_name"]
    assert (order["why"]["area_name"] is not None) is (order["why"]["by"] == "layer")


def test_a_department_that_does_it_everywhere_needs_no_layer(city: Any) -> None:
    case_id, _ = with_work(city, "stray_animal")
    (order,) = seen(city, case_id)["work"]
    assert order["why"] == {"by": "type", "layer_name": None, "area_name": None}


def test_where_the_place_is_not_shown_no_area_is_named(city: Any) -> None:
    case_id, _ = with_work(city, "street_light_out")
    case = city.cases.case_file(case_id)
    catalogue = city.catalogue.at(case.request.catalogue_version)
    (shown,) = work_view(catalogue, case, "en", department_view, exact=True)
    assert shown["crew_area"] == {"layer_name": "Council districts", "name": "District 3"}
    (hidden,) = work_view(catalogue, case, "en", department_view, exact=False)
    assert hidden["crew_area"] is None
    assert hidden["why"] == {"by": shown["why"]["by"], "layer_name": None, "area_name": None}
    assert not seen(city, with_work(city, "missed_collection")[0])["location_is_exact"]


def test_after_a_reopening_it_goes_to_those_who_did_it_before(city: Any) -> None:
    submitted = submit_request(city, a_report())
    case_id = submitted.request.id
    work(city, case_id, 1)
    done = seen(city, case_id)["work"]
    assert [order["status"] for order in done] == ["completed", "completed"]
    reopen_request(city, case_id, submitted.follow_secret, None, "")
    take_up_again(city, case_id)
    (again,) = route_request(city, case_id, 2).work_order_ids
    create_work_order(city, case_id, again, 2, "token")
    (order,) = seen(city, case_id)["work"]
    assert order["department"] == done[-1]["department"]
    assert order["status"] == "open"


@IN_MEMORY
def test_a_date_that_moved_is_told_with_what_it_was_and_why(city: Any) -> None:
    lived_through(city, slowest=14)
    make_estimates(city, lambda: True)
    submitted = submit_request(city, a_report("graffiti_removal"))
    case_id = submitted.request.id
    first = seen(city, case_id)
    assert first["date_moves"] == []
    count_insights(city, case_id)
    city.clock += 9 * DAY_S
    make_estimates(city, lambda: True)
    now = seen(city, case_id)
    (move,) = now["date_moves"]
    assert (move["was_on"], move["is_on"]) == (first["estimate"]["p80_on"], now["estimate"]["p80_on"])
    assert move["at"] == now["estimate"]["moved_at"]
    assert move["why"] == ("slower" if move["was_on"] >= move["at"][:10] else "passed")


def test_waiting_for_an_answer_moves_the_target_and_says_so(city: Any) -> None:
    case_id, secret = with_work(city, "missed_collection")
    start_work_order(city, ADMIN, case_id, city.cases.case_file(case_id).work_orders[0].id)
    before = seen(city, case_id)["estimate"]["expected_at"]
    ask_resident(city, ADMIN, case_id, "Which door?")
    assert seen(city, case_id)["date_moves"] == [], "while we wait there is no date"
    city.clock += 4 * DAY_S
    answer_question(city, case_id, secret, "The blue one.")
    (move,) = seen(city, case_id)["date_moves"]
    assert move["why"] == "answer"
    assert move["was_on"] == before[:10]
    assert seen(city, case_id)["estimate"]["expected_at"][:10] == move["is_on"] > move["was_on"]


@pytest.mark.parametrize("code", ["pothole", "graffiti_removal"])
def test_a_case_that_was_just_filed_has_neither_work_nor_moves(city: Any, code: str) -> None:
    view = seen(city, submit_request(city, a_report(code)).request.id)
    assert view["work"] == view["date_moves"] == []


def test_an_answer_may_bring_photos_which_only_the_reporter_hears_of(city: Any) -> None:
    case_id, secret = with_work(city, "missed_collection")
    ask_resident(city, ADMIN, case_id, "A photo, please?")
    photo_id = sent_photo(city)
    answered = answer_question(city, case_id, secret, "Here.", [photo_id])
    assert answered.request.photo_ids == (photo_id,)
    assert answer_question(city, case_id, secret, "Here.", [photo_id]) == answered
    assert seen(city, case_id, mine=True)["photo_ids"] == [photo_id]
    assert seen(city, case_id)["photos"] == []


def test_a_photo_of_another_case_is_refused_and_the_question_stays(city: Any) -> None:
    case_id, secret = with_work(city, "missed_collection")
    ask_resident(city, ADMIN, case_id, "A photo, please?")
    other = sent_photo(city)
    submit_request(city, a_report(photo_ids=(other,)))
    with pytest.raises(BadInput):
        answer_question(city, case_id, secret, "Here.", [other])
    assert "question" in seen(city, case_id, mine=True)
