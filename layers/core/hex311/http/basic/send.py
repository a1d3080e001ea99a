"""Sending a report that was looked over: once for its key, and every refusal brought to the page where it is mended."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from chalice import Response

from hex311.domain.catalogue import Document, Service
from hex311.domain.errors import BadInput, KeyReused, OutsideCity, Problem, TooMany, TransientFault
from hex311.http.basic.call import Call
from hex311.http.basic.cookie import Key
from hex311.http.basic.done import done_page
from hex311.http.basic.draft import Draft
from hex311.http.basic.pages import Wrong, detail, moved, sentence
from hex311.http.errors import STATUS
from hex311.http.submission import submission_of
from hex311.schemas import check
from hex311.usecases.submit_request import submit_request
from hex311.usecases.view_filed import filed_number

CHANNEL = "web-basic"
#: The page on which a field of the report is mended; everything else is told above the button.
_PAGES = {"lat": "place", "long": "place", "photo_ids": "photo", "reopens": "known", "asset_id": "place"}
_FIELDS = {"reporter.email": "email", "reporter.phone": "phone"}


@dataclass(frozen=True, slots=True)
class NotSent:
    """Why a report was not taken: the step to go back to (`check`: stay here), and a new key where one is needed."""

    wrongs: tuple[Wrong, ...]
    step: str = "check"
    status: int = 400
    key: str = ""


def send(call: Call, service: Service, draft: Draft, questions: list[Document]) -> Response | NotSent:
    """The receipt. Sent again, with the same key, it is the same receipt."""
    body = draft.body(service, questions, call.language)
    try:
        check("requests/submit_request", body)
        submission = submission_of(body, f"basic-{draft.key}", call.source, call.language, CHANNEL)
        submitted = submit_request(call.ports, submission)
    except KeyReused:
        return _sent_before(call, draft)
    except (TooMany, TransientFault) as error:
        wrong = Wrong("send", sentence(call, error), detail(call, error))
        return NotSent((wrong,), status=STATUS[type(error)])
    except OutsideCity as error:
        return NotSent((Wrong("place", sentence(call, error), detail(call, error)),), "place", 422)
    except BadInput as error:
        return _mended_where(call, error)
    key = Key(submitted.request.id, secret=submitted.follow_secret)
    if not call.keys.is_kept:
        # A browser without cookies could not show what only its reporter may see after a redirect. A reload sends
        # the same form again, and is answered with this page again.
        return done_page(call, key, draft.text("email"))
    call.keys = call.keys.with_key(key)
    return moved(call, f"done/{key.number}", keep=True, mail="1" if draft.text("email") else "")


def _sent_before(call: Call, draft: Draft) -> NotSent:
    """The form was changed after it had been filed: the first one stands, and a second one needs its own key."""
    number = filed_number(call.ports, f"basic-{draft.key}")
    return NotSent((Wrong("send", call.words.say("error.sent_before", number=number)),), status=409, key=uuid4().hex)


def _mended_where(call: Call, error: BadInput) -> NotSent:
    step = next((page for problem in error.problems if (page := _page_of(problem))), "check")
    return NotSent(tuple(_wrong(call, problem, step) for problem in error.problems), step, STATUS[type(error)])


def _page_of(problem: Problem) -> str:
    return _PAGES.get(problem.field.partition(".")[0], "")


def _wrong(call: Call, problem: Problem, step: str) -> Wrong:
    words = call.words
    field = _FIELDS.get(problem.field, "")
    if field:
        return Wrong(field, words.say(f"check.{field}_wrong"))
    told: dict[str, Any] = {"place": "place", "photo": "photo", "known": "known"}
    return Wrong(told.get(step, "send"), words.say("error.bad_input"), f"{problem.problem} {problem.mend}".strip())
