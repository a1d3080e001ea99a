"""The memory twin of the log of administrative actions."""

from dataclasses import dataclass, field

from hex311.domain.audit import AuditEntry, AuditQuestion
from hex311.domain.errors import BadInput, Problem
from hex311.ports import AuditLog, AuditPage


@dataclass
class MemoryAuditLog(AuditLog):
    entries: dict[str, AuditEntry] = field(default_factory=dict)

    def note(self, entry: AuditEntry) -> None:
        self.entries[entry.id] = entry

    def page(self, question: AuditQuestion, limit: int, cursor: str | None) -> AuditPage:
        """The cursor is how many were told already."""
        if cursor and not cursor.isdecimal():
            raise BadInput([Problem("cursor", "This is not a cursor of this list.", "Use `next` of the last page.")])
        found = [entry for entry in reversed(self.entries.values()) if _is_asked(entry, question)]
        begin = int(cursor or 0)
        more = str(begin + limit) if begin + limit < len(found) else None
        return AuditPage(tuple(found[begin : begin + limit]), more)


def _is_asked(entry: AuditEntry, question: AuditQuestion) -> bool:
    if question.case_id:
        return entry.case_id == question.case_id
    return entry.by == question.by if question.by else entry.month == question.month
