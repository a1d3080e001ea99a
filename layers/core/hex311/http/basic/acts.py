"""What one can do on the page of a report: me too, follow, not fixed, answer a question. Each by its own form.

Whoever may do more than everybody says so in the form itself: the cookie alone lets nobody change anything, so no other
site can have a visitor's browser do it.
"""

import re
from collections.abc import Callable
from uuid import uuid4

from chalice import Response

from hex311.domain.errors import BadInput, CityError, NotFound
from hex311.domain.tracking import parse_tracking_number
from hex311.http.basic.call import Call
from hex311.http.basic.cookie import Key
from hex311.http.basic.pages import Wrong, detail, moved, sentence
from hex311.http.basic.status import status_of
from hex311.http.errors import STATUS
from hex311.schemas import check
from hex311.usecases.ask_resident import answer_question
from hex311.usecases.change_case import case_id_of
from hex311.usecases.follow_request import follow_request
from hex311.usecases.join_request import Joining, join_request
from hex311.usecases.reopen_request import reopen_request

_KEY = re.compile(r"[0-9a-f]{32}", re.ASCII)


def act(call: Call, typed: str, name: str) -> Response:
    """`POST /basic/request/{number}/{name}`: done once, then back to the page of the report."""
    call.check_origin()
    number = parse_tracking_number(typed)
    doing = ACTS.get(name)
    if number is None or doing is None:
        raise NotFound
    key = Key(number, call.form.first("secret")[:300], call.form.first("token")[:300])
    try:
        return doing(call, key)
    except NotFound:
        raise
    except BadInput as error:
        field = FIELDS[name]
        return status_of(call, key, (Wrong(field, call.words.say(f"{name}.wrong"), detail(call, error)),),
                         STATUS[type(error)], typed=call.form.first(field))  # fmt: skip
    except CityError as error:
        if type(error) is CityError:
            raise
        wrong = Wrong(FIELDS[name], sentence(call, error), detail(call, error))
        return status_of(call, key, (wrong,), STATUS[type(error)], typed=call.form.first(FIELDS[name]))


def _follow(call: Call, key: Key) -> Response:
    email = call.form.first("email")
    check("requests/follow_request", {"email": email, "language": call.language})
    call.count_address()
    follow_request(call.ports, key.number, email, call.language, key.secret or None)
    return _back(call, key, "follow")


def _join(call: Call, key: Key) -> Response:
    sent = call.form.first("key")
    call.count_address()
    joining = Joining(
        number=key.number,
        key=f"basic-{sent if _KEY.fullmatch(sent) else uuid4().hex}",
        language=call.language,
        secret=key.secret or None,
    )
    case = join_request(call.ports, joining)
    return _back(call, Key(case.request.id, key.secret), "joined")


def _reopen(call: Call, key: Key) -> Response:
    reason = call.form.first("reason").replace("\r\n", "\n")
    check("requests/reopen_request", {"reason": reason})
    call.count_address()
    reopen_request(call.ports, case_id_of(key.number), key.secret or None, key.token or None, reason)
    return _back(call, key, "reopened")


def _answer(call: Call, key: Key) -> Response:
    answer = call.form.first("answer").replace("\r\n", "\n")
    check("requests/answer_question", {"answer": answer})
    call.count_address()
    answer_question(call.ports, case_id_of(key.number), key.secret or None, answer)
    return _back(call, key, "answered")


def _back(call: Call, key: Key, said: str) -> Response:
    """To the report; without cookies its reporter is shown it at once, for the next page would not know them."""
    if (key.secret or key.token) and not call.keys.is_kept:
        return status_of(call, key, said=said)
    return moved(call, f"request/{key.number}", said=said)


ACTS: dict[str, Callable[[Call, Key], Response]] = {
    "follow": _follow,
    "join": _join,
    "reopen": _reopen,
    "answer": _answer,
}
#: The field that a refusal belongs to.
FIELDS = {"follow": "email", "join": "join", "reopen": "reason", "answer": "answer"}
