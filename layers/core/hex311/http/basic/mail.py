"""Links of mails, for browsers whose pages cannot read them: pasted into a form, they say yes, or stop the mails."""

from chalice import Response

from hex311.domain.errors import BadInput, NotFound
from hex311.http.basic.call import Call
from hex311.http.basic.pages import Wrong, page
from hex311.usecases.follow_request import confirm_follower, leave_request

MOST_TYPED = 600


def mail_page(call: Call) -> Response:
    return _form(call)


def mail_act(call: Call) -> Response:
    """A link of a mail, or what stands in it behind `#`. `leave` stops the mails; opening a page does neither."""
    call.check_origin()
    typed = call.form.first("link")[:MOST_TYPED]
    token = typed.rpartition("#")[2].strip()
    is_leaving = call.form.first("act") == "leave"
    if not token:
        return _form(call, typed, "mail.missing")
    call.count_address()
    try:
        number = (leave_request if is_leaving else confirm_follower)(call.ports, token)
    except (BadInput, NotFound):
        return _form(call, typed, "mail.wrong")
    said = "mail.left" if is_leaving else "mail.confirmed"
    return page(call, "mail_done", call.words.say(f"{said}_title"), said=call.words.say(said), number=number)


def _form(call: Call, typed: str = "", wrong: str = "") -> Response:
    wrongs = [Wrong("link", call.words.say(wrong))] if wrong else []
    return page(call, "mail", call.words.say("mail.title"), 400 if wrong else 200, wrongs=wrongs, typed=typed)
