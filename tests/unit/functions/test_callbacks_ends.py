"""How departments outside end their work: what an outcome asks for, and why something cannot be done."""

from dataclasses import replace
from typing import Any

import pytest

from hex311.domain.lifecycle import Status
from hex311.domain.policy import POLICY, Action, Role
from hex311.domain.signature import KeyRing
from hex311.usecases.run_workflow import close_request, resume_workflow, route_request
from tests.support.closing import SENTENCE, shown
from tests.support.outside import a_case, told
from tests.support.photos import sent_photo, ticket
from tests.unit.functions.test_callbacks_api import GRAFFITI, KEY, look, mailed_token, order_of, press, tell


@pytest.fixture
def case_id(city: Any) -> str:
    city.webhook_keys = KeyRing({GRAFFITI: [{"key": KEY}]})
    return a_case(city)[0]


def test_what_cannot_be_done_is_refused_with_the_consequences_of_the_staffs(city: Any, case_id: str) -> None:
    answer = tell(city, case_id, "refuse", reason="not_ours", note="it is the railway's")
    assert (answer.status, answer.json["status"]) == (200, "completed")
    order = order_of(city, case_id)
    assert (order.refusal_reason, order.outcome_status, order.note) == ("not_ours", "not_ours", "it is the railway's")
    (event,) = told(city, case_id, "WorkOrderCompleted")
    assert event.actor.startswith(f"vendor:{GRAFFITI}")
    assert event.data["reason"] == "not_ours"
    resume_workflow(city, case_id, order.id)
    assert route_request(city, case_id, 1).next == "close"
    close_request(city, case_id)
    assert city.cases.case_file(case_id).request.status is Status.NOT_OURS


def test_a_refusal_twice_late_and_otherwise(city: Any, case_id: str) -> None:
    for message in ("a", "a", "b"):
        assert tell(city, case_id, "refuse", reason="not_ours", id=message).status == 200
    assert len(told(city, case_id, "WorkOrderCompleted")) == 1
    for action, said in (("refuse", {"reason": "access"}), ("start", {}), ("complete", {"outcome": "cleaned"})):
        late = tell(city, case_id, action, id=f"late {action}", **said)
        assert (late.status, late.code) == (409, "move_not_allowed")
    assert tell(city, case_id, "acknowledge", id="still").status == 200


def test_a_reason_that_is_not_the_citys_or_not_of_this_work_says_which_are(city: Any, case_id: str) -> None:
    unknown = tell(city, case_id, "refuse", reason="bored")
    assert (unknown.status, unknown.json["problems"][0]["field"]) == (400, "reason")
    assert "weather" in unknown.json["problems"][0]["how_to_mend"]
    several = tell(city, case_id, "refuse", reason="access", id="b")
    assert several.json["problems"][0]["field"] == "outcome"
    assert tell(city, case_id, "refuse", id="c").status == 400
    assert order_of(city, case_id).status == "open"
    chosen = tell(city, case_id, "refuse", reason="access", outcome="no_permission", id="d")
    assert (chosen.status, chosen.json["outcome"]) == (200, "no_permission")


def test_the_photo_that_a_refusal_asks_for_is_waited_for(city: Any, case_id: str) -> None:
    said = {"reason": "not_found", "outcome": "not_found"}
    bare = tell(city, case_id, "refuse", id="a", **said)
    assert (bare.status, bare.json["problems"][0]["field"]) == (400, "photo_ids")
    early = tell(city, case_id, "refuse", id="b", photo_ids=[ticket(city).photo_id], **said)
    assert (early.status, early.code) == (409, "photo_on_its_way")
    foreign = tell(city, case_id, "refuse", id="c", photo_ids=["0" * 32], **said)
    assert (foreign.status, foreign.json["problems"][0]["field"]) == (400, "photo_ids")
    assert order_of(city, case_id).status == "open"
    photo_id = sent_photo(city)
    assert tell(city, case_id, "refuse", id="b", photo_ids=[photo_id], **said).json["repeated"] is False
    assert city.cases.case_file(case_id).request.staff_photo_ids == (photo_id,)


def test_a_link_refuses_too_and_shows_how_it_may(city: Any) -> None:
    case_id, token = mailed_token(city)
    view = look(token).json
    reasons = {one["code"]: one["outcomes"] for one in view["refusals"]}
    assert reasons["not_ours"] == ["permitted_mural"]
    assert {one["code"]: one["photo"] for one in view["outcomes"]}["cleaned"] == "required"
    assert {"quantities", "materials"} == set(view["counts"])
    assert press(token, "refuse", reason="not_ours").json["status"] == "completed"
    assert order_of(city, case_id).refusal_reason == "not_ours"
    assert press(token, "refuse", reason="not_ours").code == "link_ended"


def test_what_the_type_asks_for_is_shown_behind_the_link(city: Any) -> None:
    """The closure of a type may ask for more than the process does."""
    _, token = mailed_token(city)
    catalogue = city.catalogue.current()
    services = {**catalogue.documents["services"]}
    services["graffiti_removal"] = {**services["graffiti_removal"], "closure": {"sentence": "required"}}
    documents = {**catalogue.documents, "services": services}
    city.catalogue.versions[catalogue.version] = replace(catalogue, documents=documents)
    sentence = {one["code"]: (one["status"], one["sentence"]) for one in look(token).json["outcomes"]}
    assert sentence["cleaned"] == ("done", "required")
    assert sentence["no_permission"] == ("could_not_be_done", "optional")


def test_amounts_come_with_the_call(city: Any, case_id: str) -> None:
    proof = {**shown(city), "quantities": {"no_such": 1}}
    answer = tell(city, case_id, "complete", outcome="cleaned", **proof)
    assert (answer.status, answer.json["problems"][0]["field"]) == (400, "quantities.no_such")
    assert tell(city, case_id, "complete", outcome="cleaned", id="b", **shown(city)).status == 200
    assert order_of(city, case_id).sentence == SENTENCE


def test_outside_systems_have_the_rights_of_a_vendor_and_no_more() -> None:
    may = {action for action, rule in POLICY[Role.VENDOR].items() if rule.own_department and not rule.private}
    assert {Action.START_WORK_ORDER, Action.COMPLETE_WORK_ORDER} <= may
    assert not {Action.READ_CONTACT, Action.TRANSFER_WORK_ORDER, Action.SPLIT_WORK_ORDER} & may
