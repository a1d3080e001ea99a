"""Staff ask the person who reported, and the clock stands still until they answer or the days for it are over.

Question and answer stand on the case, for its reporter and staff; the public only reads that something was asked.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from hex311.domain.catalogue import Catalogue
from hex311.domain.errors import Forbidden, MoveNotAllowed, NotFound
from hex311.domain.events import EventName
from hex311.domain.lifecycle import Status
from hex311.domain.policy import Action, Staff
from hex311.domain.request import Draft
from hex311.domain.secrets import secret_matches
from hex311.domain.sla import WorkingCalendar
from hex311.domain.talk import MOST_REPLIES_BYTES, stored_bytes
from hex311.ports import CaseFile, Change, Ports
from hex311.usecases.attach_photos import PhotosOf, with_photos
from hex311.usecases.change_case import NO_SUCH_REQUEST, case_id_of, change_case, written
from hex311.usecases.process_of import status_of
from hex311.usecases.read_for_staff import permit
from hex311.usecases.seen_version import check_seen

USUAL_ANSWER_DAYS = 10
#: How much of a talk is kept; more is a matter for the telephone.
MOST_REPLIES = 40
NO_ANSWER = "no_answer"


def ask_resident(ports: Ports, staff: Staff, number: str, question: str, seen: int | None = None) -> CaseFile:
    """Ask the reporter; asking the same again changes nothing. `MoveNotAllowed` for closed cases and while asked."""

    def decide(case: CaseFile) -> Change | None:
        permit(staff, Action.ASK_RESIDENT, case)
        request, now = case.request, ports.now()
        if request.question == question:
            return None
        check_seen(staff, case, seen, now)
        if request.is_closed:
            raise MoveNotAllowed("This request is closed. Reopen it to ask something.")
        if request.question:
            raise MoveNotAllowed("A question is waiting for its answer already.")
        if len(request.replies) >= MOST_REPLIES or stored_bytes(request.replies) > MOST_REPLIES_BYTES:
            raise MoveNotAllowed("So much was written already that a call is better now.")
        catalogue = ports.catalogue.at(request.catalogue_version)
        answer_by = _answer_by(catalogue, now)
        draft = Draft(request).record(
            EventName.RESIDENT_ASKED,
            now,
            {"answer_by": answer_by},
            status=Status.WAITING,
            actor=staff.actor,
            question=question,
            answer_by=answer_by,
            replies=(*request.replies, {"at": now, "by": "city", "text": question}),
        )
        return written(ports, case, draft)

    return change_case(ports, case_id_of(number), decide)


def answer_question(
    ports: Ports, case_id: str, secret: str | None, answer: str, photo_ids: Sequence[str] = ()
) -> CaseFile:
    """The reporter's answer, perhaps with photos; the work goes on. Repeating the last answer changes nothing.

    Raises `Forbidden` (`NotFound` for private cases) without the follow secret, `MoveNotAllowed` when nothing is asked,
    `BadInput` for photos that cannot be attached.
    """

    def decide(case: CaseFile) -> Change | None:
        request, now = case.request, ports.now()
        if not secret_matches(secret, request.follow_hash):
            raise NotFound(NO_SUCH_REQUEST) if request.is_private else Forbidden()
        said = request.replies[-1] if request.replies else {}
        if not request.question:
            if (said.get("by"), said.get("text")) == ("resident", answer):
                return None
            raise MoveNotAllowed("Nothing is asked here, or the time for the answer is over.")
        replies = (*request.replies, {"at": now, "by": "resident", "text": answer})
        draft = _settled(ports, case, True, "resident", replies=replies)
        draft, claims = with_photos(ports, draft, photo_ids, PhotosOf.REPORTER)
        return written(ports, case, draft, photo_claims=claims)

    return change_case(ports, case_id, decide)


def lapse_question(ports: Ports, case_id: str) -> bool:
    """The days for an answer are over: go on, or close, as the city's policy says. Whether anything was done."""
    done = [False]

    def decide(case: CaseFile) -> Change | None:
        request, now = case.request, ports.now()
        done[0] = bool(request.question) and request.answer_by is not None and request.answer_by <= now
        if not done[0] or request.is_closed:
            return None
        draft = _settled(ports, case, False, "system")
        catalogue = ports.catalogue.at(request.catalogue_version)
        if catalogue.city.get("unanswered", {}).get("then", "continue") == "close":
            draft = draft.record(
                EventName.REQUEST_CLOSED,
                now,
                {"outcome": NO_ANSWER},
                status=Status.COULD_NOT_BE_DONE,
                closed_at=now,
                outcome=NO_ANSWER,
                outcome_text=_sentence(catalogue),
            )
        return written(ports, case, draft)

    change_case(ports, case_id, decide)
    return done[0]


def lapse_questions(ports: Ports, most: int) -> int:
    """Settle every question whose days are over, at most so many; returns how many were settled."""
    due = ports.cases.attention("asked", "", ports.now(), most)
    return sum(lapse_question(ports, case_id) for case_id in due)


def _settled(ports: Ports, case: CaseFile, answered: bool, actor: str, **changes: Any) -> Draft:
    """The question is over; the status is that of the work again."""
    catalogue = ports.catalogue.at(case.request.catalogue_version)
    status = status_of(catalogue, replace(case.request, question=""), case.work_orders)
    return Draft(case.request).record(
        EventName.RESIDENT_ANSWERED,
        ports.now(),
        {"answered": answered},
        status=Status.CONFIRMED if status is Status.WAITING else status,
        actor=actor,
        question="",
        answer_by=None,
        **changes,
    )


def _answer_by(catalogue: Catalogue, now: int) -> int:
    calendar = WorkingCalendar(catalogue.city["calendar"], catalogue.city["timezone"])
    due = calendar.due(now, {"working_days": catalogue.city.get("unanswered", {}).get("days", USUAL_ANSWER_DAYS)})
    return due if due is not None else now


def _sentence(catalogue: Catalogue) -> dict[str, str]:
    return {language: catalogue.message("outcome.no_answer", language) for language in catalogue.languages}
