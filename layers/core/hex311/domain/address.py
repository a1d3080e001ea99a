"""Addresses: streets, known numbers, corners, places, and what a search makes of them.

Positions are WGS84 `Point`s. A "name" is a street's own name without direction and kind ("main"); several streets may
share one ("W Main Street", "E Main Street", "Main Court").
"""

from dataclasses import dataclass
from typing import Literal

from hex311.domain.address_words import DIRECTIONS, LEADING_TYPES, LINKING, TYPES, key_of, words_of
from hex311.domain.geography import Point

Kind = Literal["address", "block", "street", "corner", "place"]
Verdict = Literal[
    "valid", "no_such_number", "no_such_block", "no_such_corner", "street", "ambiguous", "outside_city", "not_found"
]


@dataclass(frozen=True, slots=True)
class StreetParts:
    """A street's name in its parts, canonical: ("w", "main", "st", "")."""

    direction: str
    key: str
    type: str
    after: str = ""


@dataclass(frozen=True, slots=True)
class Street:
    """A street as the address file writes it. `low`, `high`: its smallest and largest number (0, 0: none known).

    `point` is about its middle; None when nothing of it has been located.
    """

    id: int
    name_id: int
    label: str
    parts: StreetParts
    low: int
    high: int
    point: Point | None
    inside: bool


@dataclass(frozen=True, slots=True)
class KnownAddress:
    """A number of the address file. `inside`: within the city's limits."""

    street_id: int
    number: int
    point: Point
    postcode: str = ""
    inside: bool = True


@dataclass(frozen=True, slots=True)
class Corner:
    """Where two streets meet: their names (ids), the streets on this side, the place."""

    names: tuple[int, int]
    streets: tuple[int, int]
    point: Point
    inside: bool = True


@dataclass(frozen=True, slots=True)
class Stretch:
    """A street between two neighbouring corners, with the numbers on it. `ends`: labels of the crossing streets."""

    street_id: int
    low: int
    high: int
    ends: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Landmark:
    """A place people know by name."""

    name: str
    category: str
    address: str
    point: Point
    inside: bool = True


@dataclass(frozen=True, slots=True)
class Match:
    """One answer to a search. `score` is 0 to about 1.1; `number` and `unit` as asked for, where given.

    `verdict` says how good this one answer is; `stretch` the block it lies on, where known.
    """

    kind: Kind
    verdict: Verdict
    label: str
    point: Point | None
    score: float
    inside: bool = True
    street: str = ""
    number: int | None = None
    unit: str = ""
    postcode: str = ""
    category: str = ""
    stretch: Stretch | None = None
    distance_m: float | None = None


def split_street(text: str) -> StreetParts:
    """A street of the address file in its parts. What cannot be told apart stays in the name ("West Street" is a
    street called west, "Avenue N" one called avenue n)."""
    words = words_of(text)
    direction = after = kind = ""
    named = any(word not in DIRECTIONS for word in words[:-2])
    if named and words[-1] in DIRECTIONS and words[-2] in TYPES:
        after = DIRECTIONS[words.pop()]
    if len(words) > 1 and words[-1] in TYPES:
        kind = TYPES[words.pop()]
    elif len(words) > 1 and words[0] in LEADING_TYPES:
        kind = TYPES[words.pop(0)]
        while len(words) > 1 and words[0] in LINKING:
            words.pop(0)
    if len(words) > 1 and words[0] in DIRECTIONS:  # after the kind, so that "N Avenue" keeps its letter
        direction = DIRECTIONS[words.pop(0)]
    return StreetParts(direction, key_of(words), kind, after)
