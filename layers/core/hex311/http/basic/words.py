"""The pages' own sentences, one catalogue for each language. What the city says (types, statuses) is in its pack."""

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from markupsafe import Markup

from hex311.domain.languages import Borrowed

#: Every other language is read from left to right.
RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ku", "ps", "ur", "yi"})
FIRST = "en"


@cache
def catalogue(language: str) -> dict[str, str]:
    """The sentences of a language by their keys."""
    text = files(__package__).joinpath("texts", f"{language}.json").read_text(encoding="utf-8")
    found: dict[str, str] = json.loads(text)
    return found


@cache
def languages() -> tuple[str, ...]:
    """The languages that the pages have sentences in."""
    folder = files(__package__).joinpath("texts")
    return tuple(sorted(one.name.removesuffix(".json") for one in folder.iterdir() if one.name.endswith(".json")))


def spoken(of_city: Sequence[str]) -> tuple[str, ...]:
    """The city's languages that these pages speak as well, in the city's order."""
    return tuple(language for language in of_city if language in languages()) or (FIRST,)


def name_of(language: str) -> str:
    """What the language calls itself."""
    return catalogue(language)["language"]


def marked(value: object) -> object:
    """What the city has in another language only says so, for those who hear the page and for the direction of it."""
    if not isinstance(value, Borrowed):
        return value
    return Markup('<span lang="{}" dir="{}">{}</span>').format(value.language, direction_of(value.language), str(value))


def direction_of(language: str) -> str:
    return "rtl" if language.split("-")[0] in RIGHT_TO_LEFT else "ltr"


class Words:
    """The sentences of one language; what it lacks is said in English."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.direction = direction_of(language)
        self._texts = {**catalogue(FIRST), **(catalogue(language) if language in languages() else {})}

    def say(self, key: str, **values: object) -> Markup:
        """The sentence with its `{places}` filled; whatever is filled in is escaped. With `count`, the form for one
        (`<key>.one`) or for several (`<key>.other`)."""
        if "count" in values:
            key = f"{key}.one" if values["count"] == 1 else f"{key}.other"
        told = {name: marked(value) for name, value in values.items()}
        return Markup(self._texts[key]).format(**told)  # noqa: S704 (the catalogue is ours; values are escaped)

    def has(self, key: str) -> bool:
        return key in self._texts
