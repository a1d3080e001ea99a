"""The receipt of a report: number, an honest date, what happens next, and what only the reporter may open it with."""

from chalice import Response

from hex311.http.basic.call import Call
from hex311.http.basic.cookie import Key
from hex311.http.basic.pages import moved, page
from hex311.usecases.read_request import read_request
from hex311.usecases.views import public_view


def done_page(call: Call, key: Key, mailed: str) -> Response:
    case, is_reporter = read_request(call.ports, key.number, key.secret or None)
    if not is_reporter:
        return moved(call, f"request/{key.number}")
    return page(
        call, "done", call.words.say("done.title"), key=key, mailed=mailed,
        view=public_view(call.ports, case, call.language, is_reporter=True),
        own_link=f"{call.ports.public_url}/request/#{key.text}",
    )  # fmt: skip


def done(call: Call, number: str) -> Response:
    """`GET /basic/done/{number}`, right after the report was sent; later it is the page of the report."""
    return done_page(call, call.keys.of(number), "1" if call.query.get("mail") else "")
