"""How a report stands, and looking one up by its number, or by what only its reporter or follower has."""

from dataclasses import replace
from uuid import uuid4

from chalice import Response

from hex311.domain.errors import NotFound
from hex311.domain.moments import iso
from hex311.domain.tracking import parse_tracking_number
from hex311.http.basic.call import Call
from hex311.http.basic.cookie import Key, read_key
from hex311.http.basic.pages import Wrong, moved, page
from hex311.usecases.photo_views import own_photos_view
from hex311.usecases.read_request import read_request
from hex311.usecases.views import public_view

MOST_TYPED = 600
#: What was done on the page before, each with a sentence of its own.
SAID = ("joined", "follow", "reopened", "answered")


def lookup_page(call: Call) -> Response:
    """The form; `?number=` leads straight to the report."""
    typed = (call.query.get("number") or "").strip()[:MOST_TYPED]
    if not typed:
        return _lookup(call)
    number = parse_tracking_number(typed)
    return moved(call, f"request/{number}") if number else _lookup(call, typed, "lookup.no_number")


def look_up(call: Call) -> Response:
    """A number, `NUMBER.SECRET`, `NUMBER~TOKEN` or the whole link of a mail, by POST: nothing of it shall stand in an
    address."""
    call.check_origin()
    typed = call.form.first("number")[:MOST_TYPED]
    told = typed.rpartition("#")[2].strip()
    code = call.form.first("code")[:MOST_TYPED]
    key = read_key(told) or read_key(f"{told}.{code}")
    number = parse_tracking_number(key.number if key else told)
    if number is None:
        return _lookup(call, typed, "lookup.no_number" if typed else "lookup.missing")
    if key is None:
        return _lookup(call, typed, "lookup.wrong_code", "code") if code else moved(call, f"request/{number}")
    key = Key(number, key.secret, key.token)
    try:
        _, is_reporter = read_request(call.ports, number, key.secret or None)
    except NotFound:
        return _lookup(call, typed, "lookup.not_found")
    if key.secret and not is_reporter:
        return _lookup(call, number, "lookup.wrong_code", "code")
    if not call.keys.is_kept:
        return status_of(call, key)
    call.keys = call.keys.with_key(key)
    return moved(call, f"request/{number}", keep=True)


def _lookup(call: Call, typed: str = "", wrong: str = "", field: str = "number") -> Response:
    wrongs = [Wrong(field, call.words.say(wrong))] if wrong else []
    title = call.words.say("lookup.title")
    # the first visit leaves the cookie that shows whether this browser keeps any
    headers = {"Set-Cookie": call.keys.header}
    status = 404 if wrong == "lookup.not_found" else 400 if wrong else 200
    return page(call, "lookup", title, status, headers, wrongs, typed=typed, here="request")


def status_page(call: Call, typed: str) -> Response:
    """`GET /basic/request/{number}`."""
    number = parse_tracking_number(typed)
    if number is None:
        return _lookup(call, typed[:MOST_TYPED], "lookup.no_number")
    return status_of(call, call.keys.of(number), said=(call.query.get("said") or ""))


def status_of(
    call: Call, key: Key, wrongs: tuple[Wrong, ...] = (), status: int = 400, said: str = "", typed: str = ""
) -> Response:
    """The report as its reader may see it. `typed` is what stood in the form that was refused."""
    try:
        case, is_reporter = read_request(call.ports, key.number, key.secret or None)
    except NotFound:
        return _lookup(call, key.number, "lookup.not_found")
    if key.secret and not is_reporter:
        key = Key(key.number)
    view = public_view(call.ports, case, call.language, is_reporter)
    until = view["reopen_until"] or ""
    can_reopen = bool(key.secret or key.token) and until >= (iso(call.ports.now()) or "")
    there = {"email": not view["closed_at"], "join": not (view["closed_at"] or is_reporter), "reason": can_reopen}
    there["answer"] = is_reporter and "question" in view
    # where the form has gone meanwhile, the link leads to what is told in its place
    wrongs = tuple(one if there[one.field] else replace(one, field="main") for one in wrongs)
    own_photos = own_photos_view(call.ports, case, call.language) if is_reporter else []
    return page(
        call, "status", view["service_name"], status if wrongs else 200, {"Set-Cookie": call.keys.header}, wrongs,
        view=view, key=key, is_reporter=is_reporter, said=said if said in SAID else "", typed=typed,
        can_reopen=can_reopen, join_key=uuid4().hex, own_photos=own_photos,
    )  # fmt: skip
