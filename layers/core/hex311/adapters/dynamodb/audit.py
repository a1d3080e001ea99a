"""The log of administrative actions in DynamoDB: a partition for each month, and two indexes."""

from typing import Any

from pynamodb.exceptions import QueryError

from hex311.adapters.dynamodb import keys
from hex311.adapters.dynamodb.faults import code_of, passing_faults
from hex311.adapters.dynamodb.paging import decode_cursor, encode_cursor, not_a_cursor
from hex311.adapters.dynamodb.records import AuditRecord
from hex311.domain.audit import AuditAction, AuditEntry, AuditQuestion, Outcome
from hex311.ports import AuditLog, AuditPage

_PLAIN = ("id", "at", "by", "by_name", "about", "case_id", "reason")


class DynamoAuditLog(AuditLog):
    """The `AuditLog` port; the table is set by `use_tables`."""

    @passing_faults
    def note(self, entry: AuditEntry) -> None:
        sk = keys.audit_sk(entry.at, entry.id)
        AuditRecord(
            keys.audit_pk(entry.month),
            sk,
            document={
                **{name: getattr(entry, name) for name in _PLAIN},
                "action": str(entry.action),
                "outcome": str(entry.outcome),
                "details": dict(entry.details),
            },
            by_person_pk=entry.by,
            by_person_sk=sk,
            by_case_pk=entry.case_id or None,
            by_case_sk=sk if entry.case_id else None,
        ).save()

    @passing_faults
    def page(self, question: AuditQuestion, limit: int, cursor: str | None) -> AuditPage:
        index, pk = _place(question)
        start = decode_cursor(cursor, pk, index)
        told: Any = {"limit": limit, "scan_index_forward": False, "last_evaluated_key": start}
        if index == keys.AUDIT_CASE_INDEX:
            result = AuditRecord.by_case.query(pk, **told)
        elif index:
            result = AuditRecord.by_person.query(pk, **told)
        else:
            result = AuditRecord.query(pk, **told)
        try:
            found = tuple(_entry(record) for record in result)
        except QueryError as error:
            if start and code_of(error) == "ValidationException":
                raise not_a_cursor() from error
            raise
        return AuditPage(found, encode_cursor(result.last_evaluated_key))


def _place(question: AuditQuestion) -> tuple[str, str]:
    """The index (empty: the table itself) and the partition in which the answer stands."""
    if question.case_id:
        return keys.AUDIT_CASE_INDEX, question.case_id
    if question.by:
        return keys.AUDIT_PERSON_INDEX, question.by
    return "", keys.audit_pk(question.month)


def _entry(record: AuditRecord) -> AuditEntry:
    document = record.document
    return AuditEntry(
        **{name: document[name] for name in _PLAIN},
        action=AuditAction(document["action"]),
        outcome=Outcome(document["outcome"]),
        details=document["details"],
    )
