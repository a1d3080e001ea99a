"""What staff do for somebody on the telephone: file their report, or say "me too" for them."""

from dataclasses import replace

from hex311.domain.follower import Contact
from hex311.domain.policy import Action, Staff, check
from hex311.ports import CaseFile, Ports
from hex311.usecases.join_request import Joining, join_request
from hex311.usecases.submission_limits import staff_limit
from hex311.usecases.submit_request import Submission, Submitted, submit_request

CHANNEL = "phone"
CALLS_PER_HOUR = 200


def file_request(ports: Ports, staff: Staff, submission: Submission, language: str) -> Submitted:
    """File a caller's report as they would themselves. `language` is the staff member's, for what is told them; the
    caller's stands in the contact and is that of their messages.

    Raises `Forbidden` and what `submit_request` raises. Also for private types: filing shows nothing of them.
    """
    service = ports.catalogue.current().services.get(submission.service_code)
    check(staff, Action.FILE_REQUEST, (), private=service is not None and service.privacy == "private")
    for_caller = replace(
        submission,
        channel=CHANNEL,
        language=language,
        quota=staff_limit(ports, "call", staff.subject, CALLS_PER_HOUR),
        filed_by=staff.actor,
    )
    return submit_request(ports, for_caller)


def join_for_caller(ports: Ports, staff: Staff, number: str, key: str, caller: Contact) -> CaseFile:
    """The caller has the same matter as a known case: count them, and let them follow it by mail where they left an
    address. Returns the case that is worked on. Raises `Forbidden` and what `join_request` raises."""
    check(staff, Action.FILE_REQUEST, (), private=False)
    ports.limits.count(staff_limit(ports, "call", staff.subject, CALLS_PER_HOUR))
    joining = Joining(
        number=number,
        key=key,
        email=caller.email,
        language=caller.language or ports.catalogue.current().default_language,
        actor=staff.actor,
        caller=caller,
    )
    return join_request(ports, joining)
