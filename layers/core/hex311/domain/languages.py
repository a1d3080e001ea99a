"""Texts in the reader's language, and what there is instead where a city has none in it.

A city may speak a language in part (`partial_languages` of the pack). What is not there comes in the nearest language
that has it, and as a `Borrowed`, so that the answer can say in which.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ps", "ur"})
#: First strong isolate and pop directional isolate: what stands between them keeps its own direction.
_APART, _TOGETHER = "\u2068", "\u2069"
#: Values that stand on a line of their own; a mail program would take the sign after an address for a part of it.
_LINKS = frozenset({"link", "unsubscribe_link"})


class Borrowed(str):
    """A text in another language than the one that was asked for, because there is none in that one."""

    language: str

    def __new__(cls, text: str, language: str = "") -> "Borrowed":
        borrowed = super().__new__(cls, text)
        borrowed.language = language
        return borrowed

    def strip(self, chars: str | None = None, /) -> "Borrowed":
        return Borrowed(super().strip(chars), self.language)


def nearest(there: Mapping[str, Any], language: str, default: str) -> str | None:
    """The language to say something in: the one asked for, what it is a kind of (`en-x-easy`, then `en`), the city's
    first, any. None when there is nothing at all."""
    wanted = [*_ranges(language), default, *there]
    return next((one for one in wanted if there.get(one)), None)


def text_in(texts: Mapping[str, str], language: str, default: str) -> str:
    """The text in the language, or a `Borrowed` one; empty when there is none at all."""
    found = nearest(texts, language, default)
    if found is None:
        return ""
    return texts[found] if found == language else Borrowed(texts[found], found)


def agreed(wanted: Sequence[str], spoken: Sequence[str], default: str) -> str:
    """The first wanted language that is spoken; regional variants count as their language, letters as they come."""
    known = {language.lower(): language for language in spoken}
    ranges = [part for tag in wanted for part in _ranges(tag.lower())]
    return next((known[part] for part in ranges if part in known), default)


def filled(pattern: str, language: str, values: Mapping[str, str]) -> str:
    """The sentence with its `{placeholders}` filled; unknown ones stay empty. In a language that runs from right to
    left each value stands apart, so that a number or a name in other letters keeps its order."""
    if language.split("-")[0] in _RIGHT_TO_LEFT:
        values = {
            name: f"{_APART}{value}{_TOGETHER}" if value and name not in _LINKS else value
            for name, value in values.items()
        }
    return pattern.format_map(_Blank(values))


def borrowed_in(document: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Language and place (a JSON pointer, RFC 6901) of every borrowed text in a document."""
    if isinstance(document, Borrowed):
        yield document.language, path
    elif isinstance(document, Mapping):
        for name, value in document.items():
            yield from borrowed_in(value, f"{path}/{str(name).replace('~', '~0').replace('/', '~1')}")
    elif isinstance(document, list | tuple):
        for index, value in enumerate(document):
            yield from borrowed_in(value, f"{path}/{index}")


def _ranges(tag: str) -> Iterator[str]:
    """`zh-hant-tw`, `zh-hant`, `zh`; a singleton (`-x-`) goes with what follows it."""
    parts = tag.split("-")
    while parts:
        if len(parts[-1]) > 1 or len(parts) == 1:
            yield "-".join(parts)
        parts.pop()


class _Blank(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""
