"""The audit log in its table: by month, person and case, page by page."""

from dataclasses import replace

import pytest

from hex311.adapters.dynamodb.audit import DynamoAuditLog
from hex311.domain.audit import AuditAction, AuditEntry, AuditQuestion, Outcome
from hex311.domain.errors import BadInput
from tests.support.aws import moto_city

NOW = 1_790_000_000
ENTRY = AuditEntry("e1", NOW, "ada", "Ada", AuditAction.CONTACT_READ, "", "7QX-4CM-2WF", "to call back")


def test_what_was_noted_is_found_by_month_person_and_case() -> None:
    with moto_city():
        log = DynamoAuditLog()
        log.note(ENTRY)
        done = replace(ENTRY, outcome=Outcome.DONE, details={"roles": "crew"})
        log.note(done)  # in its place
        other = AuditEntry("e2", NOW + 1, "bo", "Bo", AuditAction.USER_INVITED, "kim")
        log.note(other)
        assert log.page(AuditQuestion(month=ENTRY.month), 10, None).entries == (other, done)
        assert log.page(AuditQuestion(by="ada"), 10, None).entries == (done,)
        assert log.page(AuditQuestion(case_id="7QX-4CM-2WF"), 10, None).entries == (done,)
        assert log.page(AuditQuestion(month="2020-01"), 10, None).entries == ()


def test_pages_follow_and_belong_to_their_question() -> None:
    with moto_city():
        log = DynamoAuditLog()
        for count in range(5):
            log.note(replace(ENTRY, id=f"e{count}", at=NOW + count))
        for question in (
            AuditQuestion(month=ENTRY.month),
            AuditQuestion(by="ada"),
            AuditQuestion(case_id=ENTRY.case_id),
        ):
            seen, cursor = [], None
            while True:
                page = log.page(question, 2, cursor)
                seen += [entry.id for entry in page.entries]
                if page.cursor is None:
                    break
                cursor = page.cursor
            assert seen == ["e4", "e3", "e2", "e1", "e0"]
        with pytest.raises(BadInput):
            log.page(AuditQuestion(by="bo"), 2, log.page(AuditQuestion(by="ada"), 2, None).cursor)
