"""What departments outside answer: by a signed call, by a link; twice, late, out of order, forged."""

import json
from typing import Any

import pytest

from functions.callbacks_api.app import app as callbacks
from hex311 import schemas
from hex311.domain.signature import KeyRing, new_key, sign
from hex311.usecases.deliver_work_orders import deliver_work_orders
from hex311.usecases.run_workflow import close_request
from tests.support.closing import shown
from tests.support.gateway import Answer, call
from tests.support.hostile import BROKEN, NAUGHTY
from tests.support.outside import MAILBOX, a_case, deliver_by, department_of, told

PATH = "/api/v1/callbacks/work-orders/{}"
LINK = "/api/v1/callbacks/link"
GRAFFITI = department_of("graffiti_removal")
KEY = new_key()


@pytest.fixture
def case_id(city: Any) -> str:
    city.webhook_keys = KeyRing({GRAFFITI: [{"key": KEY}]})
    return a_case(city)[0]


def order_of(city: Any, case_id: str) -> Any:
    return city.cases.case_file(case_id).work_orders[0]


def outcome_of(city: Any, case_id: str) -> str:
    order = order_of(city, case_id)
    catalogue = city.catalogue.current()
    process = catalogue.process(catalogue.service("graffiti_removal").process)
    work = next(w for s in process["stages"] for w in s["work_orders"] if f"{s['code']}.{w['code']}" == order.id)
    return str(work["outcomes"][0]["code"])


def tell(city: Any, case_id: str, action: str, *, key: str = KEY, to: str = GRAFFITI, **more: Any) -> Answer:
    """A signed call; `id`, `at`, `raw` and headers may be bent."""
    order = order_of(city, case_id)
    proof = shown(city) if action == "complete" else {}
    named = ("outcome", "reason", "note", "sentence", "photo_ids", "quantities", "materials")
    said = {**proof, **{name: value for name, value in more.items() if name in named}}
    body = {"service_request_id": case_id, "work_order_id": order.id, "action": action, **said}
    raw = more.get("raw", json.dumps(body).encode())
    message_id, at = more.get("id", f"call-{action}"), more.get("at", city.now())
    headers = {
        "webhook-id": message_id,
        "webhook-timestamp": str(at),
        "webhook-signature": more.get("signature", sign([key], message_id, at, raw)),
        "content-type": "application/json",
    }
    return checked(call(callbacks, "POST", PATH.format(to), raw, headers=headers), "called_back")


def test_a_system_takes_a_work_order_through(city: Any, case_id: str) -> None:
    for action, status in (("acknowledge", "open"), ("start", "started")):
        answer = tell(city, case_id, action)
        assert (answer.status, answer.json["status"], answer.json["repeated"]) == (200, status, False)
    answer = tell(city, case_id, "complete", outcome=outcome_of(city, case_id))
    assert (answer.status, answer.json["status"]) == (200, "completed")
    actors = {event.actor.split(" ")[0] for event in told(city, case_id, "WorkOrderCompleted")}
    assert actors == {f"vendor:{GRAFFITI}"}


def test_what_an_outcome_asks_for_comes_with_the_call(city: Any, case_id: str) -> None:
    outcome = outcome_of(city, case_id)
    bare = tell(city, case_id, "complete", outcome=outcome, photo_ids=[])
    assert (bare.status, bare.code, bare.json["problems"][0]["field"]) == (400, "bad_input", "photo_ids")
    assert "POST /api/v1/photos" in bare.text
    assert order_of(city, case_id).status == "open"
    proof = shown(city)
    assert tell(city, case_id, "complete", outcome=outcome, id="with the photo", **proof).status == 200
    order = order_of(city, case_id)
    assert (order.status, order.sentence) == ("completed", proof["sentence"])
    assert order.photo_ids == tuple(proof["photo_ids"]) == city.cases.case_file(case_id).request.staff_photo_ids


def test_the_same_call_twice_changes_nothing(city: Any, case_id: str) -> None:
    assert tell(city, case_id, "start", id="a").json["repeated"] is False
    events = len(city.cases.case_file(case_id).events)
    assert tell(city, case_id, "start", id="a").json["repeated"] is True
    assert tell(city, case_id, "start", id="b").status == 200
    assert len(city.cases.case_file(case_id).events) == events


def test_calls_out_of_order_and_late_are_told_what_is(city: Any, case_id: str) -> None:
    outcome = outcome_of(city, case_id)
    assert tell(city, case_id, "complete", outcome=outcome).status == 200
    assert tell(city, case_id, "acknowledge").status == 200
    assert tell(city, case_id, "complete", outcome=outcome, id="again").status == 200
    late = tell(city, case_id, "start")
    assert (late.status, late.code) == (409, "move_not_allowed")
    assert "completed already" in late.json["message"]


def test_a_closed_case_takes_no_steps(city: Any, case_id: str) -> None:
    tell(city, case_id, "complete", outcome=outcome_of(city, case_id))
    close_request(city, case_id)
    before = city.cases.case_file(case_id).request.version
    assert tell(city, case_id, "start").status == 409
    assert city.cases.case_file(case_id).request.version == before


@pytest.mark.parametrize("seconds", [-301, 301, -86_400])
def test_a_call_outside_the_window_is_refused(city: Any, case_id: str, seconds: int) -> None:
    assert tell(city, case_id, "start", at=city.now() + seconds).code == "not_signed"


BENT: dict[str, dict[str, Any]] = {
    "another key": {"key": new_key()},
    "no signature": {"signature": ""},
    "no version": {"signature": "AAAA"},
    "not ASCII": {"signature": "v1,é"},
    "another department": {"to": "water"},
    "no such department": {"to": "nobody"},
    "no id": {"id": ""},
}


@pytest.mark.parametrize("bent", BENT)
def test_what_is_not_signed_as_it_must_be_is_refused_alike(city: Any, case_id: str, bent: str) -> None:
    answer = tell(city, case_id, "start", **BENT[bent])
    assert (answer.status, answer.code) == (401, "not_signed")
    assert order_of(city, case_id).status == "open"


def test_a_body_that_was_changed_is_refused(city: Any, case_id: str) -> None:
    order = order_of(city, case_id)
    signed = b'{"service_request_id": "x"}'
    signature = sign([KEY], "i", city.now(), signed)
    raw = json.dumps({"service_request_id": case_id, "work_order_id": order.id, "action": "start"}).encode()
    assert tell(city, case_id, "start", id="i", raw=raw, signature=signature).status == 401


def test_our_own_message_sent_back_does_nothing(city: Any, case_id: str) -> None:
    from hex311.domain.delivery import Delivery, News
    from hex311.usecases.work_order_message import work_order_event

    case, order = city.cases.case_file(case_id), order_of(city, case_id)
    delivery = Delivery(case_id, 3, order.id, GRAFFITI, GRAFFITI, News.CREATED, city.now(), city.now())
    raw = json.dumps(work_order_event(city, case, order, delivery)).encode()
    assert tell(city, case_id, "", raw=raw).status == 400


def test_two_keys_count_while_one_is_changed(city: Any, case_id: str) -> None:
    newer = new_key()
    city.webhook_keys = city.webhook_keys.with_new_key(GRAFFITI, newer, city.now(), 3_600)
    assert tell(city, case_id, "acknowledge", key=KEY, id="old").status == 200
    assert tell(city, case_id, "acknowledge", key=newer, id="new").status == 200
    city.clock += 3_601
    assert tell(city, case_id, "acknowledge", key=KEY, id="too old").status == 401
    assert tell(city, case_id, "acknowledge", key=newer, id="still").status == 200


def test_a_department_answers_for_its_own_work_only(city: Any, case_id: str) -> None:
    city.webhook_keys = KeyRing({"water": [{"key": KEY}]})
    answer = tell(city, case_id, "start", to="water")
    assert (answer.status, answer.code) == (404, "not_found")


def test_a_private_case_is_answered_in_the_staff_app(city: Any) -> None:
    department = department_of("homeless_outreach")
    city.webhook_keys = KeyRing({department: [{"key": KEY}]})
    number, _ = a_case(city, "homeless_outreach")
    hidden = tell(city, number, "acknowledge", to=department)
    assert (hidden.status, hidden.code) == (404, "not_found")


@pytest.mark.parametrize("name", BROKEN)
def test_signed_rubbish_is_still_rubbish(city: Any, case_id: str, name: str) -> None:
    assert tell(city, case_id, "", raw=BROKEN[name]).status in (400, 413)


# --- links -----------------------------------------------------------------------------------------------------------


def mailed_token(city: Any) -> tuple[str, str]:
    """A case whose work order was mailed, and the token in the mail."""
    deliver_by(city, GRAFFITI, MAILBOX)
    case_id, event = a_case(city, description="behind the blue door", address="12 Elm Street", not_duplicate_of=())
    deliver_work_orders(city, case_id, event.version)
    return case_id, city.messenger.sent[-1].text.split("/work/#")[1].split()[0]


def look(token: str) -> Answer:
    return checked(call(callbacks, "GET", LINK, headers={"x-work-order-token": token}), "work_link")


def checked(answer: Answer, schema: str) -> Answer:
    if answer.status == 200:
        schemas.check(f"answers/{schema}", answer.json)
    return answer


def press(token: str, action: str, **more: Any) -> Answer:
    return checked(call(callbacks, "POST", LINK, {"token": token, "action": action, **more}), "vendor_order")


def test_a_link_shows_and_changes_nothing_until_its_button_is_pressed(city: Any) -> None:
    case_id, token = mailed_token(city)
    before = city.cases.case_file(case_id).request.version
    for _ in range(3):
        answer = look(token)
        assert (answer.status, answer.json["description"]) == (200, "behind the blue door")
        assert answer.json["acknowledged"] is False
    assert city.cases.case_file(case_id).request.version == before
    assert press(token, "acknowledge").status == 200
    assert look(token).json["acknowledged"] is True
    (event,) = [one for one in told(city, case_id, "WorkOrderDelivered") if one.data.get("acknowledged")]
    assert event.actor == f"vendor:{GRAFFITI}"


def test_a_link_ends_with_its_work(city: Any) -> None:
    case_id, token = mailed_token(city)
    assert press(token, "start").json["status"] == "started"
    done = press(token, "complete", outcome=outcome_of(city, case_id), note="done", **shown(city))
    assert done.json["status"] == "completed"
    for answer in (look(token), press(token, "start"), press(token, "acknowledge")):
        assert (answer.status, answer.code) == (410, "link_ended")


def test_a_link_ends_with_its_time(city: Any) -> None:
    _, token = mailed_token(city)
    city.clock += 91 * 86_400
    assert look(token).code == "link_ended"


def test_a_link_opens_one_work_order_and_no_later_one_of_that_name(city: Any) -> None:
    case_id, token = mailed_token(city)
    if not hasattr(city, "store"):
        return
    from dataclasses import replace

    case = city.store.cases[case_id]
    later = tuple(replace(order, created_at=order.created_at + 1) for order in case.work_orders)
    city.store.cases[case_id] = replace(case, work_orders=later)
    assert look(token).code == "link_ended"


@pytest.mark.parametrize("token", ["", "x", "x" * 32, *NAUGHTY[:8]])
def test_other_tokens_open_nothing(city: Any, token: str) -> None:
    mailed_token(city)
    assert look(token).status == 410
    assert press(token, "acknowledge").status in (400, 410)


def test_the_answers_fit_their_schema(city: Any) -> None:
    for body in (
        {"token": "x" * 20, "action": "acknowledge"},
        {"token": "x" * 20, "action": "complete", "outcome": "a"},
    ):
        schemas.check("deliveries/link_answer", body)
