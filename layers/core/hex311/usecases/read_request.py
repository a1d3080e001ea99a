"""What the public may see of a case, and what the person who reported it may see of it."""

from hex311.domain.errors import NotFound
from hex311.domain.secrets import secret_matches
from hex311.domain.tracking import parse_tracking_number
from hex311.ports import CaseFile, Ports


def read_request(ports: Ports, number: str, secret: str | None) -> tuple[CaseFile, bool]:
    """The case and whether the caller holds its follow secret.

    Raises `NotFound` for unknown and mistyped numbers, and for private cases without the secret: nothing tells
    them apart.
    """
    case_id = parse_tracking_number(number)
    case = ports.cases.case_file(case_id) if case_id else None
    if case is None:
        raise NotFound("There is no request with this number. Please check it.")
    is_reporter = secret_matches(secret, case.request.follow_hash)
    if case.request.is_private and not is_reporter:
        raise NotFound("There is no request with this number. Please check it.")
    return case, is_reporter
