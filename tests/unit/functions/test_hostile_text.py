"""Markup, programs and unreadable characters in a resident's words: kept as text, and given back as that text."""

import json
from typing import Any
from xml.etree import ElementTree

import pytest

from functions.explore_api.app import app as explore
from functions.intake_api.app import app as intake
from functions.open311_api.app import app as open311
from functions.staff_api.app import app as staff
from hex311.usecases.run_workflow import create_work_order, route_request
from tests.support.closing import shown
from tests.support.gateway import a_body, call, signed_in
from tests.support.hostile import NAUGHTY, naughty_strings

ADMIN = signed_in("admin")


def file(body: dict[str, Any]) -> tuple[str, str]:
    """Number and follow secret of a report that must be taken."""
    answer = call(intake, "POST", "/api/v1/requests", body)
    assert answer.status == 201, answer.text
    number, secret = answer.json["follow_url"].rsplit("#", 1)[1].split(".", 1)
    return number, secret


def test_every_naughty_string_comes_back_as_it_was(city: Any) -> None:
    for text in naughty_strings():
        number, secret = file(a_body(description=text, address=text[:300]))
        mine = call(explore, "GET", f"/api/v1/requests/{number}", headers={"X-Follow-Secret": secret})
        assert mine.headers["content-type"].startswith("application/json")
        assert mine.headers["x-content-type-options"] == "nosniff"
        assert mine.json["description"] == text.strip()
        assert mine.json["address"] == text[:300].strip()


@pytest.mark.parametrize("text", NAUGHTY, ids=range(len(NAUGHTY)))
def test_released_text_reaches_public_staff_and_open311_unharmed(city: Any, text: str) -> None:
    number, _ = file(a_body(description=text))
    if text.strip():
        released = {"parts": ["description"]}
        assert call(staff, "POST", f"/api/v1/staff/requests/{number}/release", released, claims=ADMIN).status == 200
    public = call(explore, "GET", f"/api/v1/requests/{number}").json
    internal = call(staff, "GET", f"/api/v1/staff/requests/{number}", claims=ADMIN).json
    assert public["description"] == internal["description"] == text.strip()
    as_json = call(open311, "GET", f"/open311/v2/requests/{number}.json").json
    assert as_json[0]["description"] == text.strip()
    as_xml = call(open311, "GET", f"/open311/v2/requests/{number}.xml").text
    (shown,) = ElementTree.fromstring(as_xml.encode()).iter("description")
    kept = "".join(c for c in text.strip() if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff"))
    assert (shown.text or "").splitlines() == kept.replace("\r\n", "\n").splitlines()
    assert not [child for child in ElementTree.fromstring(as_xml.encode()).iter() if child.tag in ("script", "b", "i")]


@pytest.mark.parametrize("text", NAUGHTY, ids=range(len(NAUGHTY)))
def test_naughty_answers_and_names_are_kept_or_refused_but_never_trip(city: Any, text: str) -> None:
    reporter = {"first_name": text[:100], "last_name": text[:100], "email": "ana@example.org"}
    answers = {**a_body()["answers"], "size": text[:60]}
    answer = call(intake, "POST", "/api/v1/requests", a_body(answers=answers, reporter=reporter))
    assert (answer.status, answer.fields) == (400, ["answers.size"])
    number, _ = file(a_body(reporter=reporter))
    path = f"/api/v1/staff/requests/{number}/contact"
    contact = call(staff, "GET", path, query={"reason": f"call back {text}"}, claims=ADMIN).json
    assert (contact["first_name"], contact["last_name"]) == (text[:100], text[:100])


@pytest.mark.parametrize("text", NAUGHTY, ids=range(len(NAUGHTY)))
def test_naughty_notes_and_assignees_are_text_for_staff_only(city: Any, text: str) -> None:
    number, _ = file(a_body("graffiti_removal"))
    order_id = route_request(city, number, 1).work_order_ids[0]
    create_work_order(city, number, order_id, 1, "token")
    base = f"/api/v1/staff/requests/{number}/work-orders/{order_id}"
    assigned = call(staff, "POST", f"{base}/assign", {"assignee": text[:100]}, claims=ADMIN)
    assert assigned.status == 200
    assert assigned.json["assignee"] == text[:100]
    outcome = assigned.json["outcomes"][0]["code"]
    report = {"outcome": outcome, "note": text[:2000], **shown(city)}
    finished = call(staff, "POST", f"{base}/complete", report, claims=ADMIN)
    assert finished.json["note"] == text[:2000]
    public = call(explore, "GET", f"/api/v1/requests/{number}")
    assert public.status == 200
    if len(text) > 8:
        assert json.dumps(text[:50], ensure_ascii=False)[1:-1] not in public.text


@pytest.mark.parametrize("text", [text for text in NAUGHTY if text], ids=range(len(NAUGHTY)))
def test_naughty_searches_are_answered(city: Any, text: str) -> None:
    for query in (
        {"lat": text[:500], "long": "1"},
        {"lat": "41.3", "long": "-97.1", "service_code": text[:500], "lang": text[:500]},
    ):
        for path in ("/api/v1/duplicates", "/api/v1/overlay"):
            assert call(explore, "GET", path, query=query).status in (200, 400, 404, 422)
    headers = {"X-Follow-Secret": text[:500], "Accept-Language": text[:500]}
    assert call(explore, "GET", "/api/v1/requests/7QX-4CM-2WF", headers=headers).status == 404
    assert call(explore, "GET", "/api/v1/services", headers=headers).status == 200
