"""A report that is being written, as it travels in the hidden fields of its own form: nothing of it is kept here."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import uuid4

from hex311.domain.catalogue import Document, Service
from hex311.domain.geography import Point
from hex311.http.form import Form

#: Fields whose text goes along as it was typed.
TEXTS = ("place", "lat", "long", "address", "asset_id", "description", "email", "phone", "reopens")
#: Lists of words: steps that are done, questions that were asked, reports that were shown and are another matter.
LISTS = ("done", "asked", "not_duplicate_of", "photo_id")
STEPS = ("place", "known", "details", "photo", "check")
ANSWER = "answer."
_KEY = re.compile(r"[0-9a-f]{32}", re.ASCII)
_PHOTO = re.compile(r"[0-9a-f]{32}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Draft:
    """`key` is made with the form, so that whatever is sent again files the same report. `answers` are as typed."""

    key: str
    fields: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    answers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def new(cls, description: str = "") -> "Draft":
        return cls(uuid4().hex, {"description": description})

    @classmethod
    def read(cls, form: Form) -> "Draft":
        key = form.first("key")
        answers = {
            name.removeprefix(ANSWER): tuple(value for value in form.all(name) if value)
            for name in form.fields
            if name.startswith(ANSWER)
        }
        return cls(
            key if _KEY.fullmatch(key) else uuid4().hex,
            {name: form.first(name).replace("\r\n", "\n") for name in TEXTS},
            {name: tuple(dict.fromkeys(value for value in form.all(name) if value)) for name in LISTS},
            answers,
        )

    def text(self, name: str) -> str:
        return self.fields.get(name, "")

    def many(self, name: str) -> tuple[str, ...]:
        return self.lists.get(name, ())

    def answer(self, code: str) -> tuple[str, ...]:
        return self.answers.get(code, ())

    @property
    def point(self) -> Point | None:
        """The place, once it is known; None for what is none on the globe."""
        try:
            latitude, longitude = float(self.text("lat")), float(self.text("long"))
        except ValueError:
            return None
        return point_of(latitude, longitude)

    @property
    def photo_ids(self) -> tuple[str, ...]:
        return tuple(one for one in self.many("photo_id") if _PHOTO.fullmatch(one))

    def with_texts(self, **texts: str) -> "Draft":
        return replace(self, fields={**self.fields, **texts})

    def with_lists(self, **lists: tuple[str, ...]) -> "Draft":
        return replace(self, lists={**self.lists, **lists})

    def after(self, step: str) -> "Draft":
        """With this step done."""
        return self.with_lists(done=tuple(dict.fromkeys((*self.many("done"), step))))

    def before(self, *steps: str) -> "Draft":
        """With these steps to be done again."""
        return self.with_lists(done=tuple(one for one in self.many("done") if one not in steps))

    def values(self, questions: list[Document]) -> dict[str, Any]:
        """The answers by the types of their questions; what cannot be read stays as it was typed."""
        return {
            question["code"]: _value(question, given)
            for question in questions
            if question["type"] != "notice" and (given := self.answer(question["code"]))
        }

    def body(self, service: Service, questions: list[Document], language: str) -> dict[str, Any]:
        """The report as `POST /api/v1/requests` takes it, so that it is checked by the same schema."""
        point = self.point
        reporter = {name: self.text(name) for name in ("email", "phone") if self.text(name)}
        told = {name: self.text(name) for name in ("address", "asset_id", "description", "reopens") if self.text(name)}
        lists = {"not_duplicate_of": list(self.many("not_duplicate_of")), "photo_ids": list(self.photo_ids)}
        return {
            "service_code": service.code,
            "lat": point.latitude if point else None,
            "long": point.longitude if point else None,
            "answers": self.values(questions),
            **told,
            **{name: value for name, value in lists.items() if value},
            **({"reporter": {**reporter, "language": language}} if reporter else {}),
        }

    def hidden(self, *shown: str) -> list[tuple[str, str]]:
        """(name, value) of everything that the page does not show as a field of its own; `answer.` stands for all
        answers."""
        pairs = [("key", self.key)]
        pairs += [(name, value) for name, value in self.fields.items() if value and name not in shown]
        pairs += [(name, value) for name, values in self.lists.items() if name not in shown for value in values]
        if ANSWER not in shown:
            pairs += [(ANSWER + code, value) for code, values in self.answers.items() for value in values]
        return pairs


def point_of(latitude: float, longitude: float) -> Point | None:
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        return None
    return Point(latitude=latitude, longitude=longitude)


def _value(question: Document, given: tuple[str, ...]) -> Any:
    if question["type"] == "multivaluelist":
        return list(given)
    text = given[0]
    if question["type"] != "number":
        return text
    plain = text.replace(",", ".")
    if not re.fullmatch(r"[+-]?\d{1,15}(\.\d{1,15})?", plain, re.ASCII):
        return text
    return float(plain) if "." in plain else int(plain)
