"""The audit log: everything administrative and every look at a contact, told before it is done."""

from typing import Any

import pytest

from hex311.domain.audit import AuditAction
from hex311.domain.errors import BadInput, Forbidden, NotFound, Overtaken, TransientFault
from hex311.domain.policy import Role, Staff
from hex311.usecases.audit_log import audited, read_audit_log
from hex311.usecases.manage_api_keys import issue_api_key, revoke_api_key
from hex311.usecases.publish_duplicate_rules import publish_duplicate_rules
from hex311.usecases.read_for_staff import read_contact
from hex311.usecases.submit_request import submit_request
from tests.support.city import a_report, resident

ADA = Staff("ada", frozenset({Role.ADMIN}), frozenset(), name="Ada")
CY = Staff("cy", frozenset({Role.AGENT}), frozenset(), name="Cy")


def entries(city: Any, **question: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = read_audit_log(city, ADA, question, 50, None)["entries"]
    return found


def test_keys_and_rules_are_in_the_log_without_the_key(city: Any) -> None:
    told = issue_api_key(city, ADA, {"name": "see-click", "scopes": ["submit"], "per_hour": 9})
    revoke_api_key(city, ADA, told["key_id"])  # in the same second, and still told in order
    with pytest.raises(Overtaken):
        publish_duplicate_rules(city, ADA, "a version before", {"pothole": "off"})
    found = entries(city)
    assert [one["action"] for one in found] == ["rules_published", "api_key_revoked", "api_key_issued"]
    assert [one["outcome"] for one in found] == ["refused", "done", "done"]
    assert {(one["by"], one["by_name"]) for one in found} == {("ada", "Ada")}
    assert found[2]["about"] == "see-click"
    assert told["api_key"] not in repr(found)


def test_a_look_at_a_contact_is_there_by_time_person_and_case_and_says_nothing_of_the_resident(city: Any) -> None:
    number = submit_request(city, a_report(reporter=resident("ana@example.org"))).request.id
    read_contact(city, CY, number, "  to call back  ")
    (one,) = entries(city)
    assert entries(city, by="cy") == entries(city, case=number.lower()) == [one]
    assert (one["action"], one["service_request_id"], one["reason"]) == ("contact_read", number, "to call back")
    assert "ana@example.org" not in repr(one)
    assert entries(city, by="ada") == entries(city, month="2024-01") == []


def test_a_contact_is_not_read_when_the_log_cannot_be_written(city: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    number = submit_request(city, a_report(reporter=resident())).request.id

    def busy(entry: Any) -> None:
        raise TransientFault

    monkeypatch.setattr(city.audit, "note", busy)
    monkeypatch.setattr(city.contacts, "read", lambda *_: pytest.fail("read without a note"))
    with pytest.raises(TransientFault):
        read_contact(city, CY, number, "to call back")


def test_what_is_refused_says_so_and_what_breaks_off_stays_begun(city: Any) -> None:
    with pytest.raises(NotFound), audited(city, ADA, AuditAction.USER_RESET, "x"):
        raise NotFound
    with pytest.raises(TransientFault), audited(city, ADA, AuditAction.USER_RESET, "y"):
        raise TransientFault
    with pytest.raises(RuntimeError), audited(city, ADA, AuditAction.USER_RESET, "z"):
        raise RuntimeError
    assert {one["about"]: one["outcome"] for one in entries(city)} == {"x": "refused", "y": "begun", "z": "begun"}


def test_pages_follow_each_other(city: Any) -> None:
    for count in range(5):
        city.clock += 1
        with audited(city, ADA, AuditAction.USER_RESET, str(count)):
            pass
    first = read_audit_log(city, ADA, {}, 3, None)
    rest = read_audit_log(city, ADA, {}, 3, first["next"])
    assert [one["about"] for one in (*first["entries"], *rest["entries"])] == ["4", "3", "2", "1", "0"]
    assert rest["next"] is None


@pytest.mark.parametrize(
    "question", [{"month": "2026-13"}, {"month": "soon"}, {"by": "a b"}, {"by": "ada", "month": "2026-11"}]
)
def test_a_question_that_makes_no_sense_is_refused(city: Any, question: dict[str, str]) -> None:
    with pytest.raises(BadInput):
        read_audit_log(city, ADA, question, 50, None)


def test_only_administrators_read_it(city: Any) -> None:
    with pytest.raises(Forbidden):
        read_audit_log(city, CY, {}, 50, None)
