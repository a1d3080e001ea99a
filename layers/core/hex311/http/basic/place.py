"""Where is it? An address, corner or place in words, or coordinates; several answers are shown to choose from."""

import re
from dataclasses import dataclass

from hex311.domain.address import Match
from hex311.domain.errors import OutsideCity
from hex311.domain.geography import Point
from hex311.http.basic.call import Call
from hex311.http.basic.draft import Draft, point_of
from hex311.http.basic.pages import Wrong
from hex311.usecases.city_limits import check_inside_city
from hex311.usecases.find_address import MOST_TEXT, AddressAnswer, find_address

MOST_CHOICES = 6
#: The choice that leads back to the field.
NONE = "none"
_NUMBER = r"([+-]?\d{1,3}(?:\.\d{1,15})?)"
_POINT = re.compile(rf"\s*{_NUMBER}\s*[,; ]\s*{_NUMBER}\s*", re.ASCII)
_CHOICE = re.compile(rf"{_NUMBER},{_NUMBER},(.{{0,300}})", re.ASCII | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Told:
    """What a text means: the draft with its place, or choices, or what is wrong with it."""

    draft: Draft
    choices: tuple[Match, ...] = ()
    wrong: Wrong | None = None

    @property
    def is_known(self) -> bool:
        return not self.choices and self.wrong is None


def read_place(call: Call, draft: Draft) -> Told:
    """From the field `place`. A place that is the same as before keeps what was said of reports near it."""
    text = draft.text("place")
    if not text:
        return Told(draft, wrong=Wrong("place", call.words.say("place.missing")))
    if len(text) > MOST_TEXT:
        return Told(draft, wrong=Wrong("place", call.words.say("place.long", most=MOST_TEXT)))
    if pair := _POINT.fullmatch(text):
        point = point_of(float(pair[1]), float(pair[2]))
        if point is None:
            return Told(draft, wrong=Wrong("place", call.words.say("place.no_point")))
        return _taken(call, draft, point, "")
    answer = find_address(call.ports, text, limit=MOST_CHOICES)
    good = tuple(one for one in answer.matches if one.point and one.inside)
    if answer.verdict == "valid" and good and good[0].point:  # for sure; others are only alike
        return _taken(call, draft, good[0].point, good[0].label)
    if good:
        return Told(draft, choices=good)
    return Told(draft, wrong=_not_found(call, answer))


def read_choice(call: Call, draft: Draft, chosen: str) -> Told:
    """From the list of places found; the choice carries its coordinates and name."""
    found = _CHOICE.fullmatch(chosen)
    point = point_of(float(found[1]), float(found[2])) if found else None
    if found is None or point is None:
        told = read_place(call, draft)
        return Told(draft, told.choices, Wrong("choice", call.words.say("place.choose_one")))
    return _taken(call, draft, point, found[3])


def choice_value(match: Match) -> str:
    """What stands in the form for a place found."""
    assert match.point is not None
    return f"{match.point.latitude:.6f},{match.point.longitude:.6f},{match.label}"


def _taken(call: Call, draft: Draft, point: Point, label: str) -> Told:
    try:
        check_inside_city(call.pack, call.ports.overlays.overlay(point), call.language)
    except OutsideCity as error:
        return Told(draft, wrong=Wrong("place", _elsewhere(call, list(error.contacts))))
    told = draft.with_texts(lat=f"{point.latitude:.6f}", long=f"{point.longitude:.6f}", address=label)
    if (told.text("lat"), told.text("long")) != (draft.text("lat"), draft.text("long")):
        told = told.before("known").with_lists(not_duplicate_of=()).with_texts(asset_id="", reopens="")
    return Told(told.after("place"))


def _not_found(call: Call, answer: AddressAnswer) -> Wrong:
    if answer.verdict != "outside_city":
        return Wrong("place", call.words.say("place.not_found"))
    return Wrong("place", _elsewhere(call, [f"{one.name}: {one.phone}" for one in answer.outside if one.phone]))


def _elsewhere(call: Call, contacts: list[str]) -> str:
    """The place is outside the city, and who to call."""
    outside = call.words.say("place.outside", city=call.pack.text(call.pack.city["name"], call.language))
    return outside + " " + call.words.say("place.call", contacts="; ".join(contacts)) if contacts else outside
