"""Who calls, and what have they told the city before? By number or e-mail address; noted before it is answered."""

from dataclasses import dataclass, field

from hex311.domain.audit import AuditAction
from hex311.domain.errors import BadInput, Problem
from hex311.domain.follower import Contact
from hex311.domain.phone import is_number, spellings
from hex311.domain.policy import Action, Staff, allows, check
from hex311.ports import CaseFile, Ports
from hex311.usecases.audit_log import audited, note_contact_read
from hex311.usecases.read_for_staff import departments_of
from hex311.usecases.submission_limits import staff_limit

#: So many cases are told, the newest first.
MOST_CASES = 10
#: Somebody who is in more cases than this is told the newest of some of them.
MOST_CONTACTS = 100
LOOK_UPS_PER_HOUR = 200
REPORTER = "REPORTER"


@dataclass(frozen=True, slots=True)
class EarlierCase:
    """A case of the caller's, and whether they reported it themselves."""

    case: CaseFile
    is_reporter: bool


@dataclass(frozen=True, slots=True)
class Caller:
    """What the city knows of a caller; `contact` as it was left with their newest report that may be read."""

    cases: tuple[EarlierCase, ...] = ()
    contact: Contact = field(default_factory=Contact)


def find_caller(ports: Ports, staff: Staff, phone: str = "", email: str = "") -> Caller:
    """The caller's cases that the policy table lets this staff member read; of others not even their number is told.

    Raises `Forbidden`, `BadInput` for what is neither a number nor an address, `TooMany`.
    """
    check(staff, Action.FIND_CALLER, (), private=False)
    kind, ways = _wanted(ports, phone, email)
    ports.limits.count(staff_limit(ports, "look-up", staff.subject, LOOK_UPS_PER_HOUR))
    found = ports.contacts.find(kind, ways, MOST_CONTACTS)
    roles: dict[str, set[str]] = {}
    for case_id, role in found:
        roles.setdefault(case_id, set()).add(role)
    cases = [EarlierCase(case, REPORTER in roles[case.request.id]) for case in _readable(ports, staff, list(roles))]
    reported = next((one.case.request.id for one in cases if one.is_reporter and _may_know(staff, one.case)), "")
    # which number it was is kept as its look-up key: it proves what somebody looked for, and tells nobody a number
    sought = f"{kind}:{ports.secrets.contact_hmac(kind, ways[0])[:16]}"
    with audited(ports, staff, AuditAction.CALLER_FOUND, sought, cases=" ".join(one.case.request.id for one in cases)):
        if reported:
            note_contact_read(ports, staff, reported, "a call")
        contact = ports.contacts.read(reported, REPORTER) if reported else None
    return Caller(tuple(cases), contact or Contact())


def _wanted(ports: Ports, phone: str, email: str) -> tuple[str, tuple[str, ...]]:
    if bool(phone) is bool(email):
        raise BadInput([Problem("phone", "One of phone and email is needed.", "Send one of the two.")])
    if email:
        return "email", (email,)
    if not is_number(phone):
        raise BadInput([Problem("phone", "This is not a telephone number.", "Send the digits, with or without +.")])
    return "phone", spellings(phone, str(ports.catalogue.current().city.get("calling_code", "")))


def _readable(ports: Ports, staff: Staff, case_ids: list[str]) -> list[CaseFile]:
    """The newest that may be read. Summaries tell which are the newest; the whole case, whose they are."""
    known = ports.request_lists.these(case_ids, private=True) if case_ids else ()
    newest = sorted(known, key=lambda one: (one.created_at, one.id), reverse=True)
    readable: list[CaseFile] = []
    for summary in newest:
        if summary.is_private and not allows(staff, Action.READ_REQUEST, staff.departments, private=True):
            continue
        case = ports.cases.case_file(summary.id)
        if case and allows(staff, Action.READ_REQUEST, departments_of(case), private=case.request.is_private):
            readable.append(case)
        if len(readable) == MOST_CASES:
            break
    return readable


def _may_know(staff: Staff, case: CaseFile) -> bool:
    return allows(staff, Action.READ_CONTACT, departments_of(case), private=case.request.is_private)
