"""The telephone desk: what agents find, file and count for those who call."""

import io
from typing import Any

import pytest

from functions.calls_api.app import app as calls
from functions.intake_api.app import app as intake
from hex311.domain.audit import AuditAction
from hex311.domain.catalogue import Catalogue
from hex311.domain.policy import Role
from hex311.usecases.act_for_caller import CALLS_PER_HOUR
from hex311.usecases.find_caller import LOOK_UPS_PER_HOUR, MOST_CASES
from tests.support.city import VERSION
from tests.support.gateway import Answer, a_body, call, signed_in

AGENT = signed_in("agent", subject="agent-1")
PHONE = "312-555-0142"
CALLERS, REQUESTS, CALLS = ("/api/v1/staff/callers", "/api/v1/staff/requests", "/api/v1/staff/information-calls")
PRIVATE = "homeless_outreach"


def report(service_code: str = "pothole", **changes: Any) -> str:
    """A resident's own report; its number."""
    answer = call(intake, "POST", "/api/v1/requests", a_body(service_code, **changes))
    assert answer.status == 201, answer.text
    return str(answer.json["service_request_id"])


def send(path: str, body: Any, key: str = "", claims: Any = AGENT) -> Answer:
    return call(calls, "POST", path, body, headers={"Idempotency-Key": key} if key else None, claims=claims)


def found(body: Any, claims: Any = AGENT) -> list[str]:
    answer = send(CALLERS, body, claims=claims)
    assert answer.status == 200, answer.text
    return [one["service_request_id"] for one in answer.json["cases"]]


def filed(service_code: str = "pothole", **changes: Any) -> Answer:
    return send(REQUESTS, a_body(service_code, **changes))


def test_a_caller_is_found_by_any_way_to_write_the_number(city: Any) -> None:
    first = report(reporter={"phone": "+1 312 555 0142", "first_name": "Ana", "language": "es"})
    city.clock += 60
    second = report("graffiti_removal", reporter={"phone": PHONE, "first_name": "Ana Byte"})
    report("graffiti_removal", reporter={"phone": "312-555-0143"})
    assert found({"phone": "(312) 555-0142"}) == [second, first]
    answer = send(CALLERS, {"phone": "13125550142"}).json
    assert answer["contact"]["first_name"] == "Ana Byte"
    assert [(one["is_reporter"], one["is_open"]) for one in answer["cases"]] == [(True, True), (True, True)]


def test_whoever_left_an_address_as_well_is_found_by_the_number_too(city: Any) -> None:
    number = report(reporter={"phone": PHONE, "email": "Ana@example.org"})
    assert found({"phone": PHONE}) == found({"email": "ana@EXAMPLE.org"}) == [number]


def test_nobody_is_found_by_somebody_elses_number(city: Any) -> None:
    report(reporter={"phone": PHONE})
    answer = send(CALLERS, {"phone": "312-555-0199"}).json
    assert answer == {"cases": [], "contact": None}


def test_private_cases_are_not_told_to_those_who_may_not_read_them(city: Any) -> None:
    hidden = report(PRIVATE, reporter={"phone": PHONE, "first_name": "Ana"})
    answer = send(CALLERS, {"phone": PHONE})
    assert answer.json == send(CALLERS, {"phone": "312-555-0199"}).json
    assert hidden not in answer.text
    assert found({"phone": PHONE}, signed_in("triage")) == [hidden]


def test_a_department_finds_its_own_cases_alone(city: Any) -> None:
    report(reporter={"phone": PHONE})
    assert found({"phone": PHONE}, signed_in("dispatcher", departments=("parks",))) == []


def test_only_the_newest_cases_are_told(city: Any) -> None:
    numbers = []
    for _ in range(MOST_CASES + 2):
        city.clock += 60
        numbers.append(report("graffiti_removal", reporter={"phone": PHONE}))
    assert found({"phone": PHONE}) == numbers[::-1][:MOST_CASES]


def test_every_look_up_is_noted_before_it_is_answered(city: Any) -> None:
    number = report(reporter={"phone": PHONE})
    found({"phone": PHONE})
    found({"phone": "312-555-0199"})
    entries = [(one.action, one.by, one.case_id) for one in city.audit.entries.values()]
    look = (AuditAction.CALLER_FOUND, "agent-1", "")
    assert entries == [look, (AuditAction.CONTACT_READ, "agent-1", number), look]
    sought = {one.about for one in city.audit.entries.values() if one.action is AuditAction.CALLER_FOUND}
    assert len(sought) == 2
    assert not [one for one in sought if "555" in one]


def test_nobody_looks_through_the_telephone_book(city: Any) -> None:
    for _ in range(LOOK_UPS_PER_HOUR):
        assert send(CALLERS, {"phone": PHONE}).status == 200
    assert send(CALLERS, {"phone": PHONE}).status == 429
    assert send(CALLERS, {"phone": PHONE}, claims=signed_in("agent", subject="agent-2")).status == 200


@pytest.mark.parametrize("body", [{}, {"phone": PHONE, "email": "a@b.org"}, {"phone": "-----"}, {"phone": "call me"}])
def test_what_is_no_number_is_refused_with_the_way_to_mend_it(city: Any, body: Any) -> None:
    assert send(CALLERS, body).status == 400


def test_a_number_is_in_no_log(city: Any, log: io.StringIO) -> None:
    send(CALLERS, {"phone": PHONE})
    filed(reporter={"phone": PHONE})
    assert "0142" not in log.getvalue()


def test_a_report_is_filed_as_the_caller_would_and_the_history_says_by_whom(city: Any) -> None:
    claims = {**AGENT, "name": "Kim Desk"}
    answer = send(REQUESTS, a_body(reporter={"phone": PHONE, "language": "es"}), "one", claims)
    assert answer.status == 201
    assert "follow_url" not in answer.json
    case = city.cases.case_file(answer.json["service_request_id"])
    assert case.request.channel == "phone"
    assert case.events[0].actor == "staff:agent-1 (Kim Desk)"
    assert "Kim" not in str(case.events[0].data)
    assert city.contacts.read(case.request.id, "REPORTER").language == "es"
    assert found({"phone": PHONE}) == [case.request.id]


def test_messages_speak_the_callers_language_and_the_answer_the_agents(city: Any) -> None:
    reporter = {"email": "ana@example.org", "language": "es"}
    answer = call(calls, "POST", REQUESTS, a_body(reporter=reporter), query={"lang": "en"}, claims=AGENT)
    case = city.cases.case_file(answer.json["service_request_id"])
    assert case.followers[0].language == "es"
    assert answer.json["status_text"] == city.catalogue.current().message("status.received", "en")


def test_a_lost_answer_files_once(city: Any) -> None:
    body = a_body(reporter={"phone": PHONE})
    first, again = send(REQUESTS, body, "one"), send(REQUESTS, body, "one")
    assert first.json == again.json
    assert again.headers["idempotency-replayed"] == "true"
    assert len(city.store.cases) == 1


def test_a_key_is_each_ones_own(city: Any) -> None:
    body = a_body()
    first = send(REQUESTS, body, "one").json["service_request_id"]
    other = send(REQUESTS, body, "one", signed_in("agent", subject="agent-2")).json["service_request_id"]
    resident = call(intake, "POST", "/api/v1/requests", body, headers={"Idempotency-Key": "one"}).json
    assert len({first, other, resident["service_request_id"]}) == 3


def test_a_busy_day_of_one_person_and_one_place_stops_no_agent(city: Any) -> None:
    city.with_limits(address_per_hour=1, person_per_day=1, place_per_hour=1)
    assert [filed(reporter={"phone": PHONE}).status for _ in range(3)] == [201, 201, 201]


def test_an_agent_is_no_machine(city: Any) -> None:
    for _ in range(CALLS_PER_HOUR):
        assert send(CALLS, {"topic": "street-trees"}).status == 201
    assert send(CALLS, {"topic": "street-trees"}).status == 429
    assert filed().status == 429


def test_danger_stops_an_agents_report_too(city: Any) -> None:
    service = city.catalogue.current().service("tree_down")
    stopper = service.stoppers[0]["when"]
    answer = filed(service_code="tree_down", answers={**a_body("tree_down")["answers"], **_answers_for(stopper)})
    assert (answer.status, answer.code) == (422, "emergency")


def _answers_for(when: Any) -> dict[str, Any]:
    if "any" in when:
        return _answers_for(when["any"][0])
    value = when["equals"] if "equals" in when else when["any_of"][0]
    return {when["answer"]: value}


def test_a_private_report_may_be_filed_by_whoever_may_not_read_it(city: Any) -> None:
    answer = filed(service_code=PRIVATE)
    assert answer.status == 201
    assert city.cases.case_file(answer.json["service_request_id"]).request.is_private


def test_nobody_shows_a_picture_on_the_telephone(city: Any) -> None:
    documents = city.catalogue.current().documents
    pothole = {**documents["services"]["pothole"], "photo": "required"}
    services = {**documents["services"], "pothole": pothole}
    city.catalogue.versions[VERSION] = Catalogue(VERSION, {**documents, "services": services})
    assert call(intake, "POST", "/api/v1/requests", a_body()).status == 400
    assert filed().status == 201


def test_a_caller_joins_a_known_case_and_is_found_by_it(city: Any) -> None:
    number = report()
    path = f"{REQUESTS}/{number.replace('-', '').lower()}/callers"
    body = {"caller": {"phone": PHONE, "first_name": "Ana", "language": "es"}}
    first, again = send(path, body, "one"), send(path, body, "one")
    assert (first.status, first.json) == (201, {"service_request_id": number, "joined": 1})
    assert again.json == first.json
    case = city.cases.case_file(number)
    assert case.events[-1].actor == "staff:agent-1"
    told = send(CALLERS, {"phone": PHONE}).json
    assert [(one["service_request_id"], one["is_reporter"]) for one in told["cases"]] == [(number, False)]
    assert told["contact"] is None


def test_a_caller_with_an_address_follows_what_they_join(city: Any) -> None:
    number = report()
    send(f"{REQUESTS}/{number}/callers", {"caller": {"email": "ana@example.org", "phone": PHONE, "language": "es"}})
    (follower,) = city.cases.case_file(number).followers
    assert (follower.status, follower.language) == ("pending", "es")
    assert found({"phone": PHONE}) == found({"email": "ana@example.org"}) == [number]


def test_nobody_joins_what_is_private_or_not_there(city: Any) -> None:
    hidden = report(PRIVATE)
    answers = [send(f"{REQUESTS}/{number}/callers", {}) for number in (hidden, "7QX-4CM-2WF", "nonsense")]
    assert {(one.status, one.text) for one in answers} == {(404, answers[0].text)}


def test_a_call_that_only_asked_is_counted_once_and_keeps_nothing_of_the_caller(city: Any) -> None:
    for key in ("one", "one", "two"):
        answer = send(CALLS, {"topic": "street-trees", "language": "es"}, key)
        assert (answer.status, answer.json["topic"], answer.json["language"]) == (201, "street-trees", "es")
    send(CALLS, {"topic": "other"}, "three")
    told = call(calls, "GET", CALLS, query={"lang": "es"}, claims=signed_in("manager")).json
    assert told["total"] == 3
    assert [(one["topic"], one["count"]) for one in told["by_topic"]] == [("street-trees", 2), ("other", 1)]
    assert told["by_topic"][0]["title"] == city.catalogue.articles(VERSION, "es")["street-trees"]["title"]
    assert told["by_topic"][1]["title"] is None
    assert [(one["language"], one["count"]) for one in told["by_language"]] == [("es", 2), ("en", 1)]
    assert [one["count"] for one in told["by_day"]] == [3]


def test_calls_of_other_days_are_not_in_the_period(city: Any) -> None:
    send(CALLS, {"topic": "street-trees"}, "one")
    city.clock += 40 * 86_400
    send(CALLS, {"topic": "street-trees"}, "two")
    claims = signed_in("manager")
    assert call(calls, "GET", CALLS, claims=claims).json["total"] == 1
    assert call(calls, "GET", CALLS, query={"from": "2026-09-01"}, claims=claims).json["total"] == 2


@pytest.mark.parametrize(
    "query", [{"from": "x"}, {"to": "2026-13-01"}, {"from": "2026-02-01", "to": "2026-01-01"}, {"from": "2024-01-01"}]
)
def test_a_period_that_cannot_be_is_refused(city: Any, query: dict[str, str]) -> None:
    answer = call(calls, "GET", CALLS, query=query, claims=signed_in("manager"))
    assert (answer.status, answer.code) == (400, "bad_input")


@pytest.mark.parametrize("body", [{"topic": "no-such-article"}, {"topic": "other", "language": "xx"}, {"topic": ""}])
def test_only_the_citys_topics_and_languages_are_counted(city: Any, body: Any) -> None:
    answer = send(CALLS, body)
    assert (answer.status, answer.code) == (400, "bad_input")
    assert not city.information_calls.counts


@pytest.mark.parametrize("role", [Role.CREW, Role.VENDOR, Role.MANAGER])
def test_who_answers_no_telephone_finds_and_files_nothing(city: Any, role: Role) -> None:
    number = report(reporter={"phone": PHONE})
    claims = signed_in(role)
    for path, body in (
        (CALLERS, {"phone": PHONE}),
        (REQUESTS, a_body()),
        (f"{REQUESTS}/{number}/callers", {}),
        (CALLS, {"topic": "other"}),
    ):
        assert send(path, body, claims=claims).status == 403
    assert list(city.store.cases) == [number]
    assert not city.information_calls.counts
