"""The way of a report: where, known already?, details, photo, check and send. One question page after the other.

Until it is sent nothing is kept here (but photos, which wait in quarantine as any upload does): the draft travels in
the form. So a reload or a step back repeats a page and never an act, and the last step is guarded by the draft's key.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from chalice import Response

from hex311.domain.catalogue import Service
from hex311.domain.errors import NotFound
from hex311.http.basic.call import Call
from hex311.http.basic.draft import ANSWER, STEPS, Draft
from hex311.http.basic.pages import OWN, Wrong, page
from hex311.http.basic.photos import photo_step, photos_left
from hex311.http.basic.place import NONE, Told, choice_value, read_choice, read_place
from hex311.http.basic.questions import Asked, ask, read_back, shown
from hex311.http.basic.send import send
from hex311.usecases.catalogue_views import service_view
from hex311.usecases.duplicate_views import duplicates_view
from hex311.usecases.find_address import MOST_TEXT
from hex311.usecases.find_duplicates import find_duplicates

MOST_DESCRIPTION = 4_000


def begin(call: Call, code: str) -> Response:
    """The first page of the form. Whoever keeps cookies is known by the next one."""
    service = call.pack.service(code)
    draft = Draft.new(description=(call.query.get("words") or "").strip()[:MOST_DESCRIPTION])
    return place_page(call, service, draft, headers={"Set-Cookie": call.keys.header})


def go_on(call: Call, code: str) -> Response:
    """What was posted, and the page that is due."""
    call.check_origin()
    service, draft = call.pack.service(code), Draft.read(call.form)
    wish, step = call.form.first("go"), call.form.first("step")
    if wish in STEPS:
        return show(call, service, draft, wish)
    if step == "place":
        return _place(call, service, draft, read_place(call, draft))
    if step == "choose":
        chosen = call.form.first("choice")
        if chosen == NONE:
            return place_page(call, service, draft)
        return _place(call, service, draft, read_choice(call, draft, chosen))
    if step == "known":
        again = call.form.first("again")
        others = tuple(number for number in draft.many("not_duplicate_of") if number != again)
        told = draft.with_texts(reopens=again).with_lists(not_duplicate_of=others)
        return forward(call, service, told.after("known"))
    if step == "details":
        return _details(call, service, draft)
    if step == "photo":
        draft, wrongs = photo_step(call, service, draft)
        return photo_page(call, service, draft, wrongs) if wrongs else forward(call, service, draft)
    if step == "check":
        return _check(call, service, draft)
    raise NotFound


def forward(call: Call, service: Service, draft: Draft) -> Response:
    """The first step that is not done."""
    return show(call, service, draft, next((one for one in STEPS if one not in draft.many("done")), "check"))


def show(call: Call, service: Service, draft: Draft, step: str) -> Response:
    if step == "place" or draft.point is None:
        return place_page(call, service, draft)
    if step == "known":
        return known_page(call, service, draft)
    if step == "details":
        return details_page(call, service, draft, ask(call, service, draft))
    if step == "photo":
        if service.document.get("photo") == "none":
            return forward(call, service, draft.after("photo"))
        return photo_page(call, service, draft)
    return check_page(call, service, draft)


def _page(
    call: Call,
    service: Service,
    name: str,
    title: str,
    draft: Draft,
    wrongs: Sequence[Wrong] = (),
    status: int = 400,
    headers: dict[str, str] | None = None,
    **values: Any,
) -> Response:
    """A step of the form; `title` is the key of its heading, `status` that of a page with something wrong on it."""
    told = {"service": service_view(call.pack, service, call.language), "draft": draft, **values}
    return page(
        call, name, call.words.say(title), status if wrongs else 200, {**OWN, **(headers or {})}, wrongs, **told
    )


def place_page(
    call: Call, service: Service, draft: Draft, wrong: Wrong | None = None, headers: dict[str, str] | None = None
) -> Response:
    """Types that are somebody else's show whose instead."""
    if service.redirect:
        return _page(call, service, "elsewhere", "elsewhere.title", draft)
    wrongs, hidden = [wrong] if wrong else [], draft.hidden("place")
    return _page(call, service, "place", "place.title", draft, wrongs, headers=headers, most=MOST_TEXT, hidden=hidden)


def _place(call: Call, service: Service, draft: Draft, told: Told) -> Response:
    if told.is_known:
        return forward(call, service, told.draft)
    if not told.choices:
        return place_page(call, service, draft, told.wrong)
    choices = [{"value": choice_value(one), "label": one.label} for one in told.choices]
    wrongs, hidden = [told.wrong] if told.wrong else [], draft.hidden()
    return _page(
        call, service, "choose_place", "place.choose", draft, wrongs, choices=choices, none=NONE, hidden=hidden
    )


def known_page(call: Call, service: Service, draft: Draft, wrongs: tuple[Wrong, ...] = ()) -> Response:
    """Only where something is known already. Whoever goes on says that theirs is another matter."""
    assert draft.point is not None
    found = find_duplicates(call.ports, service.code, draft.point, asset_id=draft.text("asset_id"))
    view = duplicates_view(call.ports, found, call.language)
    numbers = [one["service_request_id"] for one in (*view["duplicates"], *view["closed_before"])]
    if not numbers:
        told = draft.after("known")
        return check_page(call, service, told, wrongs) if wrongs else forward(call, service, told)
    told = draft.with_lists(not_duplicate_of=tuple(numbers))
    return _page(
        call, service, "known", "known.title", told, wrongs, found=view, hidden=told.hidden("reopens")
    )  # fmt: skip


def details_page(call: Call, service: Service, draft: Draft, asked: Asked, wrongs: tuple[Wrong, ...] = ()) -> Response:
    before = draft.many("asked")
    told = draft.with_lists(asked=tuple(dict.fromkeys((*before, *asked.new)))).before("details")
    wrongs = (*asked.wrongs, *wrongs) if before else wrongs
    return _page(
        call, service, "details", "details.title", told, wrongs,
        questions=shown(call, asked, draft), more=bool(before and asked.new and not wrongs), most=MOST_DESCRIPTION,
        hidden=told.hidden(ANSWER, "description"),
    )  # fmt: skip


def _details(call: Call, service: Service, draft: Draft) -> Response:
    asked = ask(call, service, draft)
    if asked.stop:
        stop = Wrong("stop", asked.stop.message)
        return _page(
            call, service, "stop", "stop.title", draft, [stop], 422, phone=asked.stop.phone, hidden=draft.hidden()
        )
    wrongs: tuple[Wrong, ...] = ()
    if len(draft.text("description")) > MOST_DESCRIPTION:
        wrongs = (Wrong("description", call.words.say("details.long", most=MOST_DESCRIPTION)),)
    if wrongs or not asked.is_answered:
        return details_page(call, service, draft, asked, wrongs)
    return forward(call, service, draft.after("details"))


def photo_page(call: Call, service: Service, draft: Draft, wrongs: Sequence[Wrong] = ()) -> Response:
    left, needed = photos_left(draft), service.needs_photo
    return _page(
        call, service, "photo", "photo.title", draft, wrongs, left=left, needed=needed, hidden=draft.hidden()
    )  # fmt: skip


def check_page(
    call: Call, service: Service, draft: Draft, wrongs: tuple[Wrong, ...] = (), status: int = 400
) -> Response:
    answers = read_back(call, ask(call, service, draft), draft)
    hidden = draft.hidden("email", "phone")
    return _page(call, service, "check", "check.title", draft, wrongs, status, answers=answers, hidden=hidden)


def _check(call: Call, service: Service, draft: Draft) -> Response:
    """Everything is looked at once more by the use case; what it refuses is brought to its page."""
    asked = ask(call, service, draft)
    if draft.point is None:
        return place_page(call, service, draft)
    if not asked.is_answered:
        return _details(call, service, draft)
    sent = send(call, service, draft, asked.questions)
    if isinstance(sent, Response):
        return sent
    if sent.step == "known":
        return known_page(call, service, draft.with_texts(reopens="").before("known"), sent.wrongs)
    if sent.step == "photo":
        return photo_page(call, service, draft.before("photo"), sent.wrongs)
    if sent.step == "place":
        return place_page(call, service, draft.before("place"), sent.wrongs[0])
    told = replace(draft, key=sent.key) if sent.key else draft
    return check_page(call, service, told, sent.wrongs, sent.status)
