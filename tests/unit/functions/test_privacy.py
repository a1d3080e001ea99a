"""Personal data goes to one table and to those who may read it: never to the public, the bus, the map or the log."""

import io
import json
from typing import Any

import pytest

from functions.create_work_order import handler as create_work_order
from functions.explore_api.app import app as explore
from functions.intake_api.app import app as intake
from functions.notify_followers import handler as notify
from functions.open311_api.app import app as open311
from functions.relay_events import handler as relay
from functions.render_tiles import handler as tiles
from functions.route_request import handler as route_request
from functions.staff_api.app import app as staff
from hex311 import schemas
from hex311.adapters.event_bus import envelope
from hex311.adapters.ses import MailNotTaken
from tests.support.events import message, queue_batch, stream_batch
from tests.support.gateway import CLIENT, a_body, call, lambda_context, signed_in

PERSON = {"first_name": "Anastazja", "last_name": "Bytelska", "email": "anastazja@example.org", "phone": "555-0142-77"}
WORDS = "The dog of number seventeen, ask for Anastazja"
ADDRESS = "17 Sycamore Terrace"
#: What must never be seen by the public.
PERSONAL = (*PERSON.values(), "Anastazja", "seventeen", CLIENT)


def submit(code: str, **changes: Any) -> tuple[str, str]:
    """Number and follow secret of a report with everything personal in it."""
    body = a_body(code, description=WORDS, address=ADDRESS, reporter=PERSON, **changes)
    answer = call(intake, "POST", "/api/v1/requests", body, headers={"Idempotency-Key": f"draft of {PERSON['email']}"})
    assert answer.status == 201, answer.text
    assert not leaks(answer.text)
    number, secret = answer.json["follow_url"].rsplit("#", 1)[1].split(".", 1)
    return number, secret


def leaks(text: str, *more: str) -> list[str]:
    return [word for word in (*PERSONAL, *more) if word in text]


def journey(city: Any, number: str) -> None:
    """Everything that happens behind a report, with the mails that it causes."""
    step = {"case_id": number, "generation": 1}
    routed = route_request.handler(step, lambda_context())
    for order in routed["work_orders"]:
        create_work_order.handler({**step, **order, "task_token": "token"}, lambda_context())
    told = city.cases.case_file(number).events
    relay.handler(json.loads(json.dumps(stream_batch(told))), lambda_context())
    for module in (notify, tiles):
        module.handler(queue_batch([message(event) for event in city.bus.published]), lambda_context())
    assert [mail.to for mail in city.messenger.sent] == [PERSON["email"]]


CODES = ["graffiti_removal", "missed_collection", "homeless_outreach"]


@pytest.mark.parametrize("code", CODES)
def test_nothing_personal_is_written_to_the_log(
    city: Any, log: io.StringIO, capsys: pytest.CaptureFixture[str], code: str
) -> None:
    number, secret = submit(code)
    journey(city, number)
    headers = {"X-Follow-Secret": secret}
    call(intake, "POST", "/api/v1/requests", a_body(code, reporter={**PERSON, "phone": "?" * 40}))
    call(intake, "POST", "/api/v1/requests", a_body(code, answers={"no_question": WORDS}, reporter=PERSON))
    call(intake, "POST", "/api/v1/requests", json.dumps(a_body(code, reporter=PERSON))[:-2])
    call(intake, "POST", f"/api/v1/requests/{number}/followers", {"email": PERSON["email"]}, headers=headers)
    call(explore, "GET", f"/api/v1/requests/{number}", headers=headers)
    claims = {**signed_in("admin"), "email": "worker@example.org"}
    call(staff, "GET", f"/api/v1/staff/requests/{number}/contact", query={"reason": WORDS}, claims=claims)
    call(staff, "GET", f"/api/v1/staff/requests/{number}/contact", query={"reason": ""}, claims=claims)
    city.cases.case_file = _fail
    call(intake, "POST", "/api/v1/requests", a_body(code, description=WORDS, reporter=PERSON))
    call(explore, "GET", f"/api/v1/requests/{number}", headers=headers)
    written = log.getvalue() + capsys.readouterr().out
    assert written.count("\n") > 5
    assert not leaks(written, secret, ADDRESS, "worker@example.org")


def _fail(case_id: str) -> Any:
    raise RuntimeError("a defect")


def test_a_mail_that_is_refused_leaves_no_address_in_the_log(city: Any, log: io.StringIO) -> None:
    number, _ = submit("graffiti_removal")

    def refuse(mail: Any) -> None:
        raise MailNotTaken("MessageRejected")

    city.messenger.send = refuse
    told = city.cases.case_file(number).events
    answer = notify.handler(queue_batch([message(event) for event in told]), lambda_context())
    assert len(answer["batchItemFailures"]) == 1
    assert "MessageRejected" in log.getvalue()
    assert not leaks(log.getvalue())


@pytest.mark.parametrize("code", CODES)
def test_nothing_personal_goes_on_the_bus(city: Any, code: str) -> None:
    number, secret = submit(code)
    call(staff, "GET", f"/api/v1/staff/requests/{number}/contact", query={"reason": WORDS}, claims=signed_in("admin"))
    journey(city, number)
    assert len(city.bus.published) >= 4
    for event in city.bus.published:
        schemas.check("events/event", envelope(event))
        assert not leaks(json.dumps(envelope(event)), secret, ADDRESS, "staff-1")


@pytest.mark.parametrize("code", ["graffiti_removal", "missed_collection"])
def test_nothing_personal_is_answered_to_the_public(city: Any, code: str) -> None:
    number, secret = submit(code)
    journey(city, number)
    here = {"lat": a_body()["lat"], "long": a_body()["long"], "service_code": code}
    cards = call(explore, "GET", "/api/v1/duplicates", query=here)
    # a card that shows only near the true place would give a blurred one away
    assert (number in cards.text) == (code == "graffiti_removal")
    seen = [
        call(explore, "GET", f"/api/v1/requests/{number}"),
        call(explore, "GET", f"/api/v1/requests/{number}", headers={"X-Follow-Secret": "guess"}),
        call(open311, "GET", f"/open311/v2/requests/{number}.json"),
        call(open311, "GET", f"/open311/v2/requests/{number}.xml"),
    ]
    assert all(answer.status == 200 and number in answer.text for answer in seen)
    assert not [leak for answer in (cards, *seen) for leak in leaks(answer.text, secret, ADDRESS)]
    assert not leaks(str(city.tiles.objects), secret, ADDRESS)
    mine = call(explore, "GET", f"/api/v1/requests/{number}", headers={"X-Follow-Secret": secret})
    assert not leaks(mine.json["timeline"].__str__(), secret)
    assert mine.json["description"] == WORDS
    assert not [word for word in PERSON.values() if word in json.dumps({**mine.json, "description": ""})]


def test_a_private_case_is_nowhere_in_public(city: Any) -> None:
    number, secret = submit("homeless_outreach")
    journey(city, number)
    here = {"lat": a_body()["lat"], "long": a_body()["long"], "service_code": "homeless_outreach"}
    assert call(explore, "GET", f"/api/v1/requests/{number}").status == 404
    assert call(explore, "GET", f"/api/v1/requests/{number}", headers={"X-Follow-Secret": secret}).status == 200
    assert call(open311, "GET", f"/open311/v2/requests/{number}.json").status == 404
    assert call(explore, "GET", "/api/v1/duplicates", query=here).json == {"duplicates": [], "closed_before": []}
    assert number not in call(intake, "POST", "/api/v1/requests", a_body("homeless_outreach")).json["duplicates"]
    assert city.store.nearby == {}
    assert city.store.tiles == {}
    assert city.tiles.objects == {}


def test_a_case_holds_no_contact_and_no_secret_in_clear(city: Any) -> None:
    number, secret = submit("graffiti_removal")
    stored = str(city.store.cases[number]) + str(city.store.limits)
    assert not [word for word in (*PERSON.values(), secret, CLIENT) if word in stored.replace(WORDS, "")]


def test_what_staff_see_of_a_case_is_without_its_contact(city: Any) -> None:
    number, secret = submit("graffiti_removal")
    journey(city, number)
    department = city.cases.case_file(number).work_orders[0].department
    claims = signed_in("dispatcher", departments=(department,))
    case = call(staff, "GET", f"/api/v1/staff/requests/{number}", claims=claims)
    orders = call(staff, "GET", "/api/v1/staff/work-orders", query={"department": department}, claims=claims)
    for answer in (case, orders):
        assert number in answer.text
        assert not [word for word in (*PERSON.values(), secret, "token") if word in answer.text.replace(WORDS, "")]


def test_a_mail_names_nobody_but_whom_it_goes_to(city: Any) -> None:
    number, secret = submit("graffiti_removal")
    journey(city, number)
    (mail,) = city.messenger.sent
    assert not leaks(mail.subject + mail.text, secret, ADDRESS)
