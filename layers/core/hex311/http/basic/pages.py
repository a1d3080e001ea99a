"""Pages from templates. Everything that is filled in is escaped, and no page may run a script."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from chalice import Response
from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from hex311.domain.errors import BadInput, CityError, TooMany
from hex311.http.api import NO_STORE, logger
from hex311.http.basic.call import Call
from hex311.http.basic.words import FIRST, Words, languages, marked, name_of
from hex311.http.caller import language_of
from hex311.http.errors import describe
from hex311.usecases.catalogue_views import city_view

#: The door in front says the same; this holds for who comes past it.
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": NO_STORE,
}
#: Pages that are the same for everybody who speaks the language.
SHARED = {"Cache-Control": "public, max-age=30", "Vary": "Accept-Language"}
#: Steps of a form, for its writer's browser alone: a step back shows them again, where browsers that may keep nothing
#: would ask whether to send the form once more.
OWN = {"Cache-Control": "private, no-cache"}


@dataclass(frozen=True, slots=True)
class Wrong:
    """Something to mend: the id of the field, and the sentence for it. `detail` is English, from inside."""

    field: str
    text: str
    detail: str = ""


@cache
def environment() -> Environment:
    folder = files(__package__).joinpath("templates")
    made = Environment(
        loader=FunctionLoader(lambda name: folder.joinpath(name).read_text(encoding="utf-8")),
        autoescape=True,
        finalize=marked,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    # for titles and attributes, where there is no place for a mark
    made.filters["plain"] = lambda value: value.striptags() if isinstance(value, Markup) else str(value)
    return made


def page(
    call: Call,
    template: str,
    title: object,
    status: int = 200,
    headers: dict[str, str] | None = None,
    wrongs: Sequence[Wrong] = (),
    **values: Any,
) -> Response:
    """`templates/<template>.html` with `values`. `title` is the page's name, said before the city's."""
    body = environment().get_template(f"{template}.html").render(
        call=call,
        say=call.words.say,
        link=call.link,
        dates=call.dates,
        name_of=name_of,
        city=city_view(call.pack, call.language),
        title=title,
        wrongs=wrongs,
        wrong_of={wrong.field: wrong for wrong in reversed(wrongs)},
        **values,
    )  # fmt: skip
    return Response(body=body, status_code=status, headers={**HEADERS, **(headers or {})})


def moved(call: Call, path: str, keep: bool = False, **query: str) -> Response:
    """303: what was posted is done, and the page that tells of it is asked for by itself. With `keep` the browser's
    keys go along."""
    headers = {**HEADERS, "Location": call.link(path, **query)}
    if keep:
        headers["Set-Cookie"] = call.keys.header
    return Response(body="", status_code=303, headers=headers)


def sentence(call: Call, error: CityError) -> Markup:
    """What these pages say of an error, in the language of the page."""
    words = call.words
    if isinstance(error, TooMany):
        return words.say("error.too_many", minutes=max(1, round(error.retry_after_s / 60)))
    return words.say(f"error.{error.code}" if words.has(f"error.{error.code}") else "error.error")


def detail(call: Call, error: CityError) -> str:
    """The error's own words, which are English, where the page's sentence says less than they do."""
    if isinstance(error, BadInput):
        return " ".join(f"{problem.problem} {problem.mend}".strip() for problem in error.problems)
    return "" if error.message == type(error).message else error.message


def refused(call: Call, error: CityError) -> Response:
    """A page of its own for a call that failed as a whole. What is our own fault is told without asking the city for
    anything once more: perhaps that is just what fails."""
    status, _, headers = describe(error)
    if status >= 500:
        return _failure(call, error)
    try:
        about = sentence(call, error)
        return page(call, "refused", about, status, headers, about=about, detail=detail(call, error))
    except Exception:
        logger.exception("failed", extra={"path": "refused"})
        return _failure(call, CityError())


def _failure(call: Call, error: CityError) -> Response:
    """The page that needs nothing of the city."""
    status, _, headers = describe(error)
    words = Words(language_of(call.request, languages(), FIRST))
    about = words.say(f"error.{error.code}")
    body = environment().get_template("failure.html").render(words=words, about=about)
    return Response(body=body, status_code=status, headers={**HEADERS, **headers})
