"""Writing and reading the log of administrative actions.

An action is noted before it is done, and how it ended afterwards. So nothing is done that is not in the log, and an
entry that only says `begun` tells that nobody knows how it ended.
"""

import re
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from hex311.domain.audit import AuditAction, AuditEntry, AuditQuestion, Outcome
from hex311.domain.errors import BadInput, CityError, Problem, TransientFault
from hex311.domain.moments import iso
from hex311.domain.policy import Action, Staff, check
from hex311.ports import Ports
from hex311.usecases.change_case import case_id_of

MOST_REASON = 200
_MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])")
_SUBJECT = re.compile(r"[\w:.@+-]{1,128}", re.ASCII)


@contextmanager
def audited(ports: Ports, staff: Staff, action: AuditAction, about: str = "", **details: str) -> Iterator[list[str]]:
    """Note the action, let it be done, note how it ended. What is refused is noted as refused, with the code.

    What it was about and is known only when it is done (who was invited) may be put into the list that it gives.
    """
    entry = _entry(ports, staff, action, about, details)
    ports.audit.note(entry)
    found: list[str] = []
    try:
        yield found
    except TransientFault:
        raise  # it may have happened: the entry goes on to say `begun`
    except CityError as error:
        ports.audit.note(replace(entry, outcome=Outcome.REFUSED, details={**details, "code": error.code}))
        raise
    ports.audit.note(replace(entry, outcome=Outcome.DONE, about=found[-1] if found else about))


def note_contact_read(ports: Ports, staff: Staff, case_id: str, reason: str) -> None:
    """To be called before a contact is read, so that nobody reads one unseen."""
    entry = _entry(ports, staff, AuditAction.CONTACT_READ, "", {})
    ports.audit.note(replace(entry, case_id=case_id, reason=reason.strip()[:MOST_REASON], outcome=Outcome.DONE))


def read_audit_log(
    ports: Ports, staff: Staff, question: dict[str, str], limit: int, cursor: str | None
) -> dict[str, Any]:
    """A page of the log, the newest first: of a `month` (this one unless asked), a person (`by`) or a `case`."""
    check(staff, Action.READ_AUDIT, (), private=True)
    page = ports.audit.page(_asked(question, ports.now()), limit, cursor)
    return {"entries": [entry_view(entry) for entry in page.entries], "next": page.cursor}


def entry_view(entry: AuditEntry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "at": iso(entry.at),
        "by": entry.by,
        "by_name": entry.by_name,
        "action": str(entry.action),
        "about": entry.about,
        "service_request_id": entry.case_id,
        "reason": entry.reason,
        "outcome": str(entry.outcome),
        "details": dict(entry.details),
    }


def _entry(ports: Ports, staff: Staff, action: AuditAction, about: str, details: dict[str, str]) -> AuditEntry:
    return AuditEntry(_entry_id(), ports.now(), staff.subject, staff.name, action, about, details=details)


def _entry_id() -> str:
    """32 hex digits that sort by the moment: one person's steps of a single second stay in their order."""
    return f"{time.time_ns():016x}{uuid.uuid4().hex[:16]}"


def _asked(question: dict[str, str], now: int) -> AuditQuestion:
    given = {name: value for name in ("month", "by", "case") if (value := question.get(name, "").strip())}
    if len(given) > 1:
        raise BadInput([Problem(sorted(given)[1], "Only one of month, by and case.", "Leave the others out.")])
    month = given.get("month", "")
    if month and not _MONTH.fullmatch(month):
        raise BadInput([Problem("month", "This is not a month.", "Send one like 2026-11.")])
    if "by" in given and not _SUBJECT.fullmatch(given["by"]):
        raise BadInput([Problem("by", "This is nobody of the staff.", "Use `by` of an entry.")])
    if "case" in given:
        return AuditQuestion(case_id=case_id_of(given["case"]))
    if "by" in given:
        return AuditQuestion(by=given["by"])
    return AuditQuestion(month=month or f"{datetime.fromtimestamp(now, UTC):%Y-%m}")
