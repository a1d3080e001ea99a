"""Following a case by e-mail: asked for, confirmed by a link, left by a link.

Nobody gets mail who has not said yes: the address of a reporter, too, is only used after its owner has confirmed.
A GET changes nothing (mail scanners open links); the links lead to a page that posts.
"""

from dataclasses import replace

from hex311.domain.errors import BadInput, NotFound, Problem
from hex311.domain.events import EventName
from hex311.domain.follower import Contact, Follower, FollowerStatus
from hex311.domain.request import Draft
from hex311.domain.secrets import secret_matches
from hex311.ports import AlreadyAnswered, CaseFile, Change, IdempotencyRecord, Ports
from hex311.usecases.change_case import NO_SUCH_REQUEST, case_id_of, change_case, written
from hex311.usecases.submission_limits import mail_limit


def follow_request(ports: Ports, number: str, email: str, language: str, secret: str | None, key: str = "") -> None:
    """Ask to follow. The answer is the same whether or not the address follows already.

    `key` is the client's key of this wish: sent again after a lost answer it sends no second mail. Raises `NotFound`
    (also for private cases without the secret) and `TooMany`.
    """

    def decide(case: CaseFile) -> Change | None:
        if case.request.is_private and not secret_matches(secret, case.request.follow_hash):
            raise NotFound(NO_SUCH_REQUEST)
        # the follower's id is of case and address, so a key that is used for another address is another wish
        record_key = f"follow-{ports.secrets.follower_id(case.request.id, email)}-{key}" if key else ""
        if record_key and ports.cases.answered(record_key) is not None:
            return None
        draft, follower = add_follower(ports, case, Draft(case.request), email, language)
        if follower is None:
            return None
        return written(
            ports,
            case,
            draft,
            followers=(follower,),
            contacts=((f"FOLLOWER#{follower.id}", Contact(email=email, language=language)),),
            limits=(mail_limit(ports, email),),
            idempotency=IdempotencyRecord(record_key, "follow", case.request.id) if record_key else None,
        )

    try:
        change_case(ports, case_id_of(number), decide)
    except AlreadyAnswered:
        return  # the same wish, arriving twice at once


def add_follower(
    ports: Ports, case: CaseFile, draft: Draft, email: str, language: str
) -> tuple[Draft, Follower | None]:
    """Record a wish to follow, unless there is no address or it follows already."""
    if not email:
        return draft, None
    follower_id = ports.secrets.follower_id(case.request.id, email)
    known = case.follower(follower_id)
    if known and known.status is FollowerStatus.CONFIRMED:
        return draft, None
    now = ports.now()
    follower = Follower(case.request.id, follower_id, FollowerStatus.PENDING, language, now)
    draft = draft.record(EventName.FOLLOW_REQUESTED, now, {"follower_id": follower_id}, actor="resident")
    return draft, follower


def confirm_follower(ports: Ports, token: str) -> str:
    """The owner of the mailbox said yes. Returns the case id; repeating it changes nothing."""
    return _answer(ports, "confirm", token, FollowerStatus.CONFIRMED, EventName.FOLLOWER_CONFIRMED)


def leave_request(ports: Ports, token: str) -> str:
    """One click and it stops. Returns the case id; repeating it changes nothing."""
    return _answer(ports, "leave", token, FollowerStatus.LEFT, EventName.FOLLOWER_LEFT)


def _answer(ports: Ports, purpose: str, token: str, status: FollowerStatus, name: EventName) -> str:
    read = ports.secrets.read_link_token(purpose, token)
    if read is None:
        raise BadInput([Problem("token", "This link is not complete or not ours.", "Open the link in the mail again.")])
    case_id, follower_id = read

    def decide(case: CaseFile) -> Change | None:
        follower = case.follower(follower_id)
        if follower is None:
            raise NotFound("Nobody asked to follow with this link.")
        if follower.status is status:
            return None
        draft = Draft(case.request).record(name, ports.now(), {"follower_id": follower_id}, actor="resident")
        return written(ports, case, draft, followers=(replace(follower, status=status),))

    change_case(ports, case_id, decide)
    return case_id
