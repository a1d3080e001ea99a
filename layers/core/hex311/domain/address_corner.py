"""Corners ("Main & 6th") and stretches ("Main between 6th and 7th")."""

from collections.abc import Sequence

from hex311.domain.address import Corner, Match, Street, StreetParts
from hex311.domain.address_book import Gazetteer
from hex311.domain.address_streets import NameGuess, likely_names
from hex311.domain.geography import Point, distance_m

MOST_NAMES = 5
LEAST_LIKELY = 0.66
LONGEST_STRETCH_M = 3_000.0
_DIRECTION, _OTHER_DIRECTION, _TYPE, _OTHER_TYPE = 0.02, -0.04, 0.01, -0.02


def find_corner(book: Gazetteer, a: tuple[str, ...], b: tuple[str, ...]) -> list[Match]:
    """Where the two streets meet. Known streets that do not meet are offered themselves (`no_such_corner`)."""
    matches = [corner_match(book, corner, score) for score, corner in _corners(book, a, b)]
    return matches or _apart(book, _names(book, a), _names(book, b))


def corner_match(book: Gazetteer, corner: Corner, score: float) -> Match:
    """A corner as an answer, its first street first."""
    labels = [book.street(street_id).label for street_id in corner.streets]
    return Match("corner", "valid", " & ".join(labels), corner.point, score, corner.inside, labels[0])


def find_between(book: Gazetteer, words: tuple[str, ...], ends: tuple[tuple[str, ...], tuple[str, ...]]) -> list[Match]:
    """The middle of a street between two others: of all pairs of corners the one nearest to each other."""
    first, second = (_corners(book, words, end) for end in ends)
    pairs = [
        ((one + other) / 2, distance_m(a.point, b.point), a, b)
        for one, a in first
        for other, b in second
        if a.names[0] == b.names[0] and a.names[1] != b.names[1]
    ]
    found: dict[tuple[int, ...], Match] = {}
    for score, length, a, b in sorted(pairs, key=lambda pair: (-round(pair[0], 2), pair[1])):
        if length <= LONGEST_STRETCH_M:
            street = book.street(a.streets[0]).label
            across = [book.street(corner.streets[1]).label for corner in (a, b)]
            label = f"{street} between {across[0]} and {across[1]}"
            match = Match("block", "valid", label, _middle(a.point, b.point), score, a.inside or b.inside, street)
            found.setdefault((*a.names, b.names[1]), match)
    return list(found.values())


def _corners(book: Gazetteer, a: tuple[str, ...], b: tuple[str, ...]) -> list[tuple[float, Corner]]:
    """(score, corner) wherever two streets that may be meant meet, each corner once."""
    found: dict[Point, tuple[float, Corner]] = {}
    for one in _names(book, a):
        for other in _names(book, b):
            for corner in book.corners(one.name_id, other.name_id):
                score = (one.score + other.score) / 2 + _fits(book, corner, one.parts, other.parts)
                if score >= LEAST_LIKELY and (corner.point not in found or found[corner.point][0] < score):
                    found[corner.point] = (score, corner)
    return sorted(found.values(), key=lambda pair: (-pair[0], pair[1].point.latitude, pair[1].point.longitude))


def _names(book: Gazetteer, words: tuple[str, ...]) -> list[NameGuess]:
    guesses = sorted(likely_names(book, words), key=lambda guess: -guess.score)
    return [guess for guess in guesses[:MOST_NAMES] if guess.score >= LEAST_LIKELY]


def _fits(book: Gazetteer, corner: Corner, a: StreetParts, b: StreetParts) -> float:
    streets = (book.street(corner.streets[0]), book.street(corner.streets[1]))
    return sum(_fit(asked, street.parts) for asked, street in zip((a, b), streets, strict=True)) / 2


def _fit(asked: StreetParts, street: StreetParts) -> float:
    fit = 0.0
    if wanted := asked.direction or asked.after:
        fit += _DIRECTION if wanted in (street.direction, street.after) else _OTHER_DIRECTION
    if asked.type:
        fit += _TYPE if asked.type == street.type else _OTHER_TYPE
    return fit


def _apart(book: Gazetteer, *sides: Sequence[NameGuess]) -> list[Match]:
    """The streets themselves, when both are known but never meet."""
    best = [max(side, key=lambda guess: guess.score) for side in sides if side]
    if len(best) < len(sides):
        return []
    streets: list[tuple[Street, float]] = [
        (street, guess.score) for guess in best for street in book.streets(guess.name_id)
    ]
    return [
        Match("street", "no_such_corner", street.label, street.point, score, street.inside, street.label)
        for street, score in streets
    ]


def _middle(a: Point, b: Point) -> Point:
    across = (b.longitude - a.longitude + 180) % 360 - 180
    longitude = (a.longitude + across / 2 + 180) % 360 - 180
    return Point(latitude=(a.latitude + b.latitude) / 2, longitude=longitude)
