"""What somebody typed, taken apart: house number, street, unit, cross streets, town.

Nothing is decided here. A text that can be read in several ways ("128 th": the number 128, or 128th Street) gives
several readings; `find_address` takes the one that the city's own streets fit best.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hex311.domain.address import StreetParts
from hex311.domain.address_words import (
    DIRECTION_SLIPS,
    DIRECTIONS,
    LEADING_TYPES,
    LINKING,
    TYPES,
    UNIT_WORDS,
    key_of,
    ordinal,
    plain,
    words_of,
)

MOST_WORDS = 16
MOST_NUMBER = 999_999

_UNIT = re.compile(rf"(?:\b(?:{UNIT_WORDS})\b ?#? ?|# ?)(\d+[a-z]?|[a-z]-?\d*)(?= |,|$)")
_FLOOR = re.compile(r"\b(\d+)(?:st|nd|rd|th) (?:floor|fl)\b")
_BETWEEN = re.compile(r"^(.+?) (?:between|btwn|btw|entre) (.+?) (?:and|y|e|&) (.+)$")
_CORNER = re.compile(r"^(.+?)(?: (?:and|at|y|con|con esquina|esquina|esq) | ?[&/@+] ?)(.+)$")
_LEAD_IN = re.compile(
    r"^(?:(?:the |la )?(?:corner|intersection|esquina|interseccion)(?: (?:of|de))?|near|at|by|next to|in front of|"
    r"across from|opposite|behind|cerca de|frente a|al lado de|en) (?=.*[a-z])"
)
_BLOCK = re.compile(r"^(?:(\d{1,6}) (?:block|blk|cuadra)|(?:block|cuadra) (\d{1,6}))(?: (?:of|de))?(?: (?:the|la))? ")
_NUMBER = re.compile(r"^0*(\d{1,6})(?:-\d{1,6})?(?:[a-z]|-[a-z])?(?: 1/2)?$")
_POSTCODE = re.compile(r"^\d{5}(?:-\d{4})?$")


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a text: a house number (or None) and the words of a street. `cost`: how unusual it is."""

    number: int | None
    words: tuple[str, ...]
    cost: float = 0.0


@dataclass(frozen=True, slots=True)
class AddressQuery:
    """A search taken apart. `corner` and `between` hold the words of the other streets; `town` what follows a comma."""

    readings: tuple[Reading, ...]
    unit: str = ""
    corner: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    between: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    town: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


def parse(text: str) -> AddressQuery:
    """Take a text apart. Never raises; a text without letters or digits has no readings."""
    unit, rest = _take_unit(plain(text))
    first, _, town = rest.partition(",")
    if not first.strip():
        first, _, town = town.partition(",")
    line = _LEAD_IN.sub("", first.strip(" ,-"))
    between = _BETWEEN.match(line)
    line = between[1] if between else line
    corner = None if between else _CORNER.match(line)
    words = tuple(line.split()[:MOST_WORDS])
    return AddressQuery(
        readings=tuple(_readings(line)),
        unit=unit,
        corner=(_street_words(corner[1]), _street_words(corner[2])) if corner else None,
        between=(_street_words(between[2]), _street_words(between[3])) if between else None,
        town=tuple(word for word in words_of(town) if not _POSTCODE.match(word)),
        words=tuple(words_of(" ".join(words))),
    )


def _take_unit(text: str) -> tuple[str, str]:
    """(unit, the text without it). A unit needs something before or after it that could be an address."""
    for pattern in (_FLOOR, _UNIT):
        found = pattern.search(text)
        if found and (rest := f"{text[: found.start()]} {text[found.end() :]}".strip(" ,")):
            return found[1].upper(), re.sub(r" +", " ", rest)
    return "", text


def _street_words(text: str) -> tuple[str, ...]:
    words = words_of(_LEAD_IN.sub("", text))
    return tuple(words[:MOST_WORDS])


def _readings(line: str) -> Iterator[Reading]:
    """All ways to read number and street, the usual ones first."""
    if block := _BLOCK.match(line):
        yield Reading(int(block[1] or block[2]), tuple(words_of(line[block.end() :])[:MOST_WORDS]))
        return
    pieces = [piece for piece in line.split() if piece.strip("-&/@+")][:MOST_WORDS]
    if len(pieces) > 2 and _POSTCODE.match(pieces[-1]) and any(piece.isalpha() for piece in pieces):
        pieces.pop()
    if not pieces:
        return
    whole = tuple(words_of(" ".join(pieces)))
    if not whole:
        return
    front = _NUMBER.match(pieces[0])
    if front and len(pieces) > 1:
        rest = pieces[2:] if len(pieces) > 2 and pieces[1] == "1/2" else pieces[1:]
        yield Reading(int(front[1]), tuple(words_of(" ".join(rest))))
        yield Reading(None, whole, 0.04)
        return
    yield Reading(None, whole)
    if len(pieces) > 1 and (back := _NUMBER.match(pieces[-1])):
        rest = [piece for piece in pieces[:-1] if piece not in ("no", "num", "numero")]
        yield Reading(int(back[1]), tuple(words_of(" ".join(rest))), 0.05)


def street_readings(words: tuple[str, ...]) -> list[StreetParts]:
    """All ways to take a street's words apart, the fullest taking-apart first; keys are never empty."""
    found: dict[StreetParts, None] = {}
    for core, direction in _with_and_without_direction(list(words)):
        for rest, kind, after in _with_and_without_type(core):
            if key := key_of(rest):
                found[StreetParts(direction, key, kind, after)] = None
                if key.isdecimal() and len(key) <= 4:
                    found[StreetParts(direction, ordinal(int(key)), kind, after)] = None
    return list(found)


def _with_and_without_direction(words: list[str]) -> Iterator[tuple[list[str], str]]:
    if len(words) > 1 and words[0] in DIRECTIONS:
        yield words[1:], DIRECTIONS[words[0]]
    elif len(words) > 1 and words[0] in DIRECTION_SLIPS:
        yield words[1:], DIRECTION_SLIPS[words[0]]
    yield words, ""


def _with_and_without_type(words: list[str]) -> Iterator[tuple[list[str], str, str]]:
    """(name, kind, direction after it) for a kind of street behind the name, before it (Spanish), and for none."""
    if len(words) > 1 and words[-1] in DIRECTIONS:
        for rest, kind in _with_and_without_kind(words[:-1]):
            yield rest, kind, DIRECTIONS[words[-1]]
    for rest, kind in _with_and_without_kind(words):
        yield rest, kind, ""


def _with_and_without_kind(words: list[str]) -> Iterator[tuple[list[str], str]]:
    if len(words) > 1 and (kind := _kind(words[-1])):
        yield words[:-1], kind
    if len(words) > 1 and words[0] in LEADING_TYPES:
        name = words[1:]
        while len(name) > 1 and name[0] in LINKING:
            name = name[1:]
        yield name, TYPES[words[0]]
    yield words, ""


def _kind(word: str) -> str:
    """The kind of street that a word means, also half typed ("boulev") or with a doubled or wrong last letter."""
    if word in TYPES:
        return TYPES[word]
    if len(word) < 3:
        return ""
    return next((TYPES[full] for full in _LONG_TYPES if full.startswith(word) or word.startswith(full)), "")


_LONG_TYPES = ("avenue", "boulevard", "street", "drive", "parkway", "terrace", "court", "circle", "highway", "avenida")
