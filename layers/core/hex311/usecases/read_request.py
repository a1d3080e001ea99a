"""What the public may see of a case, and what the person who reported it may see of it."""

from hex311.domain.errors import NotFound
from hex311.domain.secrets import secret_matches
from hex311.ports import CaseFile, Ports
from hex311.usecases.change_case import NO_SUCH_REQUEST, case_id_of, load


def read_request(ports: Ports, number: str, secret: str | None) -> tuple[CaseFile, bool]:
    """The case and whether the caller holds its follow secret.

    Raises `NotFound` for unknown and mistyped numbers, and for private cases without the secret: nothing tells
    them apart.
    """
    case = load(ports, case_id_of(number))
    is_reporter = secret_matches(secret, case.request.follow_hash)
    if case.request.is_private and not is_reporter:
        raise NotFound(NO_SUCH_REQUEST)
    return case, is_reporter
