"""Me too: somebody else has the same matter, and the city should know that they are more than one."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from hex311.domain.errors import MoveNotAllowed, NotFound, TransientFault
from hex311.domain.events import EventName
from hex311.domain.follower import Contact, Follower
from hex311.domain.request import Draft
from hex311.domain.secrets import secret_matches
from hex311.ports import AlreadyAnswered, CaseFile, Change, IdempotencyRecord, Ports
from hex311.usecases.attach_photos import PhotosOf, with_photos
from hex311.usecases.change_case import NO_SUCH_REQUEST, case_id_of, change_case, load, written
from hex311.usecases.follow_request import add_follower
from hex311.usecases.merge_requests import root_of
from hex311.usecases.submission_limits import mail_limit


@dataclass(frozen=True, slots=True)
class Joining:
    """Who joins: `key` is the client's key of this act or of its device; the same key joins a case once. `caller` is
    how somebody is reached whom a staff member (`actor`) joins for."""

    number: str
    key: str
    photo_ids: Sequence[str] = ()
    email: str = ""
    language: str = "en"
    secret: str | None = None
    actor: str = "resident"
    caller: Contact = field(default_factory=Contact)


def join_request(ports: Ports, joining: Joining) -> CaseFile:
    """Count one more; returns the case that is worked on, which is the root of a merged one.

    Photos wait for staff, also where the first reporter's are public. Raises `NotFound` (also for private cases
    without the secret), `MoveNotAllowed` for a closed case, `BadInput` for too many photos, `TooMany` for mails.
    """
    named = load(ports, case_id_of(joining.number))
    if named.request.is_private and not secret_matches(joining.secret, named.request.follow_hash):
        raise NotFound(NO_SUCH_REQUEST)
    case_id = root_of(ports, named).request.id
    record_key = f"me-too-{case_id}-{joining.key}"
    if ports.cases.answered(record_key) is not None:
        return load(ports, case_id)
    try:
        return change_case(ports, case_id, lambda case: _joined(ports, case, joining, record_key))
    except AlreadyAnswered:
        return load(ports, case_id)


def _joined(ports: Ports, case: CaseFile, joining: Joining, record_key: str) -> Change:
    request = case.request
    if request.duplicate_of:
        raise TransientFault  # merged this very moment; asked again it leads to the root
    if request.is_closed:
        raise MoveNotAllowed("This request is closed. If the problem is there again, please report it.")
    draft = Draft(request).record(
        EventName.REQUEST_JOINED,
        ports.now(),
        {"joined": request.joined + 1, "photos": len(joining.photo_ids)},
        actor=joining.actor,
        joined=request.joined + 1,
    )
    draft, claims = with_photos(ports, draft, joining.photo_ids, PhotosOf.OTHERS)
    draft, follower = add_follower(ports, case, draft, joining.email, joining.language)
    return written(
        ports,
        case,
        draft,
        followers=(follower,) if follower else (),
        contacts=_contacts(ports, request.id, joining, follower),
        limits=(mail_limit(ports, joining.email),) if follower else (),
        idempotency=IdempotencyRecord(record_key, "me-too", request.id),
        photo_claims=claims,
    )


def _contacts(
    ports: Ports, case_id: str, joining: Joining, follower: Follower | None
) -> tuple[tuple[str, Contact], ...]:
    """Of whoever follows, and of a caller who left a number only, so that the next call finds the case."""
    contact = replace(joining.caller, email=joining.email, language=joining.language)
    if follower:
        return ((f"FOLLOWER#{follower.id}", contact),)
    if contact.phone and not contact.email:
        return ((f"CALLER#{ports.secrets.follower_id(case_id, contact.phone)}", contact),)
    return ()
