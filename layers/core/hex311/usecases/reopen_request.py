""" "Not fixed": for some days after the closing, those who reported or follow may say so, and the work goes on.

The case begins a new life with the stage that closed it, and reaches the department that did the work. Each reopening
is bound to the closing it answers, so a repeated call finds the case open and changes nothing; how often a case comes
back is limited, and told to the supervisor.
"""

from hex311.domain.catalogue import Catalogue
from hex311.domain.errors import Forbidden, MoveNotAllowed, NotFound
from hex311.domain.events import EventName
from hex311.domain.follower import FollowerStatus
from hex311.domain.lifecycle import CAN_COME_BACK, Status
from hex311.domain.moments import iso
from hex311.domain.request import Draft, ServiceRequest
from hex311.domain.secrets import secret_matches
from hex311.ports import CaseFile, Change, Ports
from hex311.usecases.change_case import NO_SUCH_REQUEST, change_case, written

DAY_S = 86_400
#: After so many reopenings people must talk to each other.
USUAL_MOST_REOPENINGS = 3
#: From this life on the supervisor is told.
TOLD_FROM = 2


def reopen_request(
    ports: Ports, case_id: str, secret: str | None, token: str | None, reason: str, closing: str = ""
) -> CaseFile:
    """Open a closed case again, for its reporter (`secret`) or a follower (`token` of a mail).

    `closing` is the `closed_at` (ISO 8601) that it is said of: what is sent late, or again after a lost answer, says
    nothing of a later closing.

    Raises `NotFound` for cases that are not there (also private ones, to strangers), `Forbidden` for anybody else,
    and `MoveNotAllowed` when it is too late, was too often, or cannot come back. An open case stays as it is.
    """

    def decide(case: CaseFile) -> Change | None:
        _check_right(ports, case, secret, token)
        if not case.request.is_closed or (closing and closing != iso(case.request.closed_at)):
            return None
        catalogue = ports.catalogue.at(case.request.catalogue_version)
        check_possible(catalogue, case.request, ports.now(), catalogue.city["reopen_days"])
        return written(ports, case, reopened(case, ports.now(), reason))

    return change_case(ports, case_id, decide)


def reopened(case: CaseFile, now: int, reason: str, actor: str = "resident") -> Draft:
    """The case in its next life, beginning with the stage of the work order that closed it."""
    request = case.request
    last = case.work_order(request.closed_by)
    life = request.life + 1
    data = {"life": life, "department": last.department if last else request.department}
    said = ({"at": now, "by": "resident", "text": reason},) if reason else ()
    draft = Draft(request).record(
        EventName.REQUEST_REOPENED,
        now,
        data,
        status=Status.REOPENED,
        actor=actor,
        life=life,
        reopened_at=now,
        first_stage=last.stage if last else "",
        department=data["department"],
        closed_at=None,
        closed_by="",
        outcome="",
        outcome_text={},
        flags=(),
        replies=(*request.replies, *said),
    )
    if draft.request.times_reopened < TOLD_FROM:
        return draft
    return draft.record(
        EventName.CLOSURE_FLAGGED,
        now,
        {"flag": "repeat_reopening", "department": data["department"]},
        flags=("repeat_reopening",),
    )


def _check_right(ports: Ports, case: CaseFile, secret: str | None, token: str | None) -> None:
    if secret_matches(secret, case.request.follow_hash):
        return
    read = ports.secrets.read_link_token("leave", token) if token else None
    follower = case.follower(read[1]) if read and read[0] == case.request.id else None
    if follower and follower.status is FollowerStatus.CONFIRMED:
        return
    if case.request.is_private:
        raise NotFound(NO_SUCH_REQUEST)
    raise Forbidden("Only those who reported or follow a request can say that it is not fixed.")


def check_possible(catalogue: Catalogue, request: ServiceRequest, now: int, days: int) -> None:
    """`MoveNotAllowed`, saying why, unless the closed case may come back within so many days."""
    city = catalogue.city
    if request.status not in CAN_COME_BACK:
        raise MoveNotAllowed("This report was joined to another one. Please look at that one.")
    if not request.closed_by:
        raise MoveNotAllowed("Nobody had to go out for this, so there is nothing to do again. Please report it anew.")
    if now > last_day(request, days):
        raise MoveNotAllowed(f"This was closed more than {days} days ago. Please report it anew.")
    most = city.get("most_reopenings", USUAL_MOST_REOPENINGS)
    if request.times_reopened >= most:
        raise MoveNotAllowed(f"This was opened again {most} times already. Please call 311 and talk to a person.")


def last_day(request: ServiceRequest, days: int) -> int:
    """Until when (epoch seconds) a closed case may come back."""
    return (request.closed_at or 0) + days * DAY_S
