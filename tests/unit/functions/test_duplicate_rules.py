"""Duplicate rules in an admin's hands: versions, back-fill, and nothing that a pack could not say."""

import json
from typing import Any

import pytest

from functions.admin_api.app import app as admin
from functions.intake_api.app import app as intake
from functions.widen_covers import handler as widen
from hex311 import schemas
from hex311.adapters.event_bus import envelope
from hex311.domain.duplicate_rules import raised_radii
from hex311.domain.geography import Point
from hex311.usecases.publish_duplicate_rules import carried_over, remembered_rules
from tests.support.city import HOME, VERSION
from tests.support.events import failures, queue_batch
from tests.support.gateway import Answer, a_body, call, lambda_context

ADMIN = {"sub": "ada", "cognito:groups": "admin"}
PATH = "/api/v1/staff/duplicate-rules"
METRE = 1 / 111_195


def put(version: str, claims: dict[str, str] = ADMIN, **body: Any) -> Answer:
    return call(admin, "PUT", PATH, {"version": version, **body}, claims=claims)


def rule(city: Any, code: str = "pothole", **changes: Any) -> dict[str, Any]:
    return {**city.catalogue.current().service(code).document["duplicates"], **changes}


def report(metres: float = 0) -> dict[str, Any]:
    body = a_body("pothole", lat=HOME.latitude + metres * METRE)
    found: dict[str, Any] = call(intake, "POST", "/api/v1/requests", body).json
    return found


def rules_of_group(city: Any, **changes: Any) -> dict[str, Any]:
    """The same change for all types of the pothole's group, which must agree."""
    group = rule(city)["group"]
    services = city.catalogue.current().services.values()
    return {
        one.code: {**one.document["duplicates"], **changes}
        for one in services
        if one.document["duplicates"] != "off" and one.document["duplicates"]["group"] == group
    }


def test_a_rule_is_published_as_a_version_and_holds_at_once(city: Any) -> None:
    first = report()["service_request_id"]
    assert report(60)["duplicates"] == []
    new = put(VERSION, rules={"pothole": rule(city, radius_m=5)}).json
    assert (new["previous"], new["edited_by"]) == (VERSION, "ada")
    assert new["rules"]["pothole"] == {"rule": rule(city, radius_m=5), "by": "admin"}
    assert report(10)["duplicates"] == []
    assert first in report(2)["duplicates"]
    (event,) = city.publications.events
    assert (event.data["version"], event.data["raised"], event.actor) == (new["version"], {}, "staff:ada")
    schemas.check("events/city_event", envelope(event))
    assert "staff" not in json.dumps(envelope(event))


def test_what_was_read_must_still_stand(city: Any) -> None:
    new = put(VERSION, rules={"pothole": "off"}).json["version"]
    late = put(VERSION, rules={"pothole": "off"})
    assert (late.status, late.code) == (409, "overtaken")
    assert city.catalogue.current_version == new


def test_an_older_version_comes_back_and_the_pack_too(city: Any) -> None:
    before = rule(city)
    second = put(VERSION, rules={"pothole": "off"}).json["version"]
    third = put(second, rules_of=VERSION).json
    assert third["rules"]["pothole"] == {"rule": before, "by": "pack"}
    fourth = put(third["version"], rules_of=second).json
    assert fourth["rules"]["pothole"]["rule"] == "off"
    assert put(fourth["version"], rules={"pothole": "pack"}).json["rules"]["pothole"]["rule"] == before
    older = call(admin, "GET", PATH, query={"version": second}, claims=ADMIN).json
    assert older["rules"]["pothole"]["rule"] == "off"


WRONG: dict[str, Any] = {
    "radius": {"radius_m": 9_000},
    "window": {"window_days": 0},
    "text": {"radius_m": "wide"},
    "unknown field": {"colour": "red"},
    "status": {"statuses": ["closed"]},
    "no such question": {"same_answers": ["shoe_size"]},
}


@pytest.mark.parametrize("name", WRONG)
def test_what_a_pack_could_not_say_is_refused(city: Any, name: str) -> None:
    answer = put(VERSION, rules={"pothole": rule(city, **WRONG[name])})
    assert answer.status == 400
    assert all(field.startswith("rules.pothole") for field in answer.fields)
    assert city.catalogue.current_version == VERSION


@pytest.mark.parametrize(
    "body", [{}, {"rules": {}}, {"rules": {"pothole": "on"}}, {"rules": {"no_such": "off"}}, {"rules_of": "x"},
             {"rules": {"pothole": "off"}, "rules_of": VERSION}, {"rules": {"homeless_outreach": {}}}]
)  # fmt: skip
def test_half_a_wish_is_none(city: Any, body: dict[str, Any]) -> None:
    assert put(VERSION, **body).status == 400
    assert city.catalogue.current_version == VERSION


def test_private_types_stay_out(city: Any) -> None:
    answer = put(VERSION, rules={"homeless_outreach": rule(city, group="people")})
    assert (answer.status, answer.fields) == (400, ["rules.homeless_outreach"])


def message_of(city: Any) -> str:
    return json.dumps({"detail-type": "DuplicateRulesPublished", "detail": envelope(city.publications.events[-1])})


def run(body: str, left_ms: int = 300_000) -> list[str]:
    context = lambda_context()
    context.get_remaining_time_in_millis = lambda: left_ms
    return failures(widen.handler(json.loads(json.dumps(queue_batch([body]))), context))


def seen_from(city: Any, metres: float) -> int:
    """How many of the reports at HOME somebody so far off is told of."""
    return len(report(metres)["duplicates"])


def test_a_larger_radius_is_filled_in_page_by_page_and_over_again(city: Any) -> None:
    for _ in range(8):
        report()
    far = 450.0
    new = put(VERSION, rules=rules_of_group(city, radius_m=500))
    assert city.publications.events[-1].data["raised"] == {rule(city)["group"]: 500}
    assert new.status == 200
    assert seen_from(city, 5) == 8  # inside the old radius nothing was missed meanwhile
    body, rounds = message_of(city), 0
    while body:
        city.widen_jobs.sent.clear()
        assert run(body, left_ms=1_000) == []  # time runs out after each page
        assert run(body, left_ms=1_000) == []  # and the message comes twice
        rounds += 1
        sent = city.widen_jobs.sent
        body = json.dumps({"radii": sent[-1][0], "cursor": sent[-1][1]}) if sent else ""
    assert rounds > 2
    assert seen_from(city, -far) == 9
    reach = {round(case.request.duplicate_radius_m) for case in city.store.cases.values()}
    assert reach == {500}


def test_a_back_fill_that_dies_goes_on(city: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(5):
        report()
    put(VERSION, rules=rules_of_group(city, radius_m=500))
    commit, left = city.cases.commit, [2]

    def dies(change: Any) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise ConnectionError
        commit(change)

    monkeypatch.setattr(city.cases, "commit", dies)
    assert run(message_of(city)) == ["m1"]
    monkeypatch.setattr(city.cases, "commit", commit)
    assert run(message_of(city)) == []
    assert {case.request.duplicate_radius_m for case in city.store.cases.values()} == {500.0}


def test_a_smaller_radius_fills_nothing(city: Any) -> None:
    before = city.catalogue.current().documents["services"]
    put(VERSION, rules=rules_of_group(city, radius_m=1))
    assert raised_radii(before, city.catalogue.current().documents["services"]) == {}
    case = report()["service_request_id"]
    assert run(message_of(city)) == []
    assert city.cases.case_file(case).request.duplicate_radius_m == 1


def test_a_new_pack_keeps_edited_rules_that_go_with_it(city: Any) -> None:
    put(VERSION, rules={"pothole": "off"})
    standing = remembered_rules(city.catalogue.current())
    pack = dict(city.catalogue.versions[VERSION].documents["services"])
    services, document, dropped = carried_over(pack, standing, has_assets=True)
    assert (services["pothole"]["duplicates"], dropped) == ("off", ())
    assert document and document["admin"] == {"pothole": "off"}  # noqa: PT018
    gone = {code: one for code, one in pack.items() if code != "pothole"}
    assert carried_over(gone, standing, has_assets=True)[2] == ("pothole",)
    assert carried_over(pack, None, has_assets=True) == (pack, None, ())


def test_far_off_is_far_off(city: Any) -> None:
    """What the helpers above take for granted."""
    assert Point(latitude=HOME.latitude, longitude=HOME.longitude) == HOME
    report()
    assert seen_from(city, 400) == 0
