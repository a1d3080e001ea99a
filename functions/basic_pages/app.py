"""The pages without scripts: one more door to the same use cases, for browsers that cannot run the apps.

The gateway hands over every path under /basic/, so that an unknown one is answered with a page as well.
"""

from chalice import Response

from hex311.domain.errors import NotFound
from hex311.http.api import CityApi
from hex311.http.basic.acts import act
from hex311.http.basic.call import Call
from hex311.http.basic.done import done
from hex311.http.basic.mail import mail_act, mail_page
from hex311.http.basic.pages import refused
from hex311.http.basic.start import choose_page, start_page
from hex311.http.basic.status import look_up, lookup_page, status_page
from hex311.http.basic.steps import begin, go_on
from hex311.wiring import ports

METHODS = ["GET", "HEAD", "POST"]

app = CityApi("basic_pages", lambda error, request: refused(Call(ports(), request), error))

PAGES = {"report": choose_page, "request": lookup_page, "mail": mail_page}
PAGES_OF_ONE = {"report": begin, "request": status_page, "done": done}
FORMS = {"request": look_up, "mail": mail_act}


@app.route("/basic", methods=["GET", "HEAD"])
def start() -> Response:
    return start_page(Call(ports(), app.current_request))


@app.route("/basic/{proxy+}", methods=METHODS, content_types=["*/*"])
def answer() -> Response:
    call = Call(ports(), app.current_request)
    parts = app.current_request.uri_params["proxy"].strip("/").split("/")
    return posted(call, parts) if call.request.method == "POST" else shown(call, parts)


def shown(call: Call, parts: list[str]) -> Response:
    if len(parts) == 1 and parts[0] in PAGES:
        return PAGES[parts[0]](call)
    if len(parts) == 2 and parts[0] in PAGES_OF_ONE:
        return PAGES_OF_ONE[parts[0]](call, parts[1])
    raise NotFound


def posted(call: Call, parts: list[str]) -> Response:
    if len(parts) == 1 and parts[0] in FORMS:
        return FORMS[parts[0]](call)
    if len(parts) == 2 and parts[0] == "report":
        return go_on(call, parts[1])
    if len(parts) == 3 and parts[0] == "request":
        return act(call, parts[1], parts[2])
    raise NotFound
