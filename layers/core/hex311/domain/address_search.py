"""Somebody types an address, a corner or the name of a place: what do they mean, and is it ours?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from hex311.domain.address import Corner, KnownAddress, Match, Street, Verdict
from hex311.domain.address_book import Gazetteer
from hex311.domain.address_corner import corner_match, find_between, find_corner
from hex311.domain.address_place import place_number
from hex311.domain.address_query import MOST_NUMBER, AddressQuery, Reading, parse
from hex311.domain.address_streets import Guess, likely_streets
from hex311.domain.address_town import Town, take_town
from hex311.domain.geography import Point, distance_m

CLOSE_SCORES = 0.025
"""Answers whose scores differ by less cannot be told apart: the resident chooses."""

EXACT_NUMBER, KNOWN_BLOCK, WITHIN_NUMBERS, NO_SUCH_BLOCK = 0.05, 0.04, 0.02, -0.02
NEAR_BONUS, NEAR_M = 0.02, 1_500.0
LEAST_LIKELY_PLACE = 0.8
A_BLOCK = 100
ENOUGH = 12
"""As many streets are looked at for a number; the rest fit worse."""


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a search: a verdict on the whole, and matches, the best first.

    `town` is the neighbour that the text names, when it names one.
    """

    verdict: Verdict
    matches: tuple[Match, ...] = ()
    town: Town | None = None


def search(book: Gazetteer, text: str, limit: int, near: Point | None = None, towns: Sequence[Town] = ()) -> Found:
    """Search the address book. With `near`, of answers as good as each other the nearer comes first.

    `towns` are the city itself and its neighbours, to be known at the end of a text.
    """
    query, town = take_town(parse(text), towns)
    if not query.words:
        return Found("not_found")
    if town and not town.ours:
        return Found("outside_city", (), town)
    matches = _crossings(book, query)
    if not matches:
        matches = [*_on_streets(book, query, limit), *_places(book, query, limit)]
    matches = _ranked(matches, near)[:limit]
    return Found(_verdict(matches), tuple(matches))


def _crossings(book: Gazetteer, query: AddressQuery) -> list[Match]:
    if query.between and query.readings:
        return find_between(book, query.readings[0].words, query.between)
    if query.corner and not any(book.is_name("".join(reading.words)) for reading in query.readings):
        return find_corner(book, *query.corner)
    return []


def _on_streets(book: Gazetteer, query: AddressQuery, limit: int) -> Iterator[Match]:
    guesses = [guess for reading in query.readings for guess in likely_streets(book, reading)]
    guesses.sort(key=lambda guess: -guess.score)
    seen: set[tuple[int, int | None]] = set()
    for guess in guesses[:ENOUGH]:
        asked = guess.street.id, guess.reading.number
        if asked in seen:
            continue
        seen.add(asked)
        if guess.reading.number is None:
            yield _street(guess)
        elif 0 < guess.reading.number <= MOST_NUMBER:
            yield from _numbers(book, guess, query.unit, limit)


def _street(guess: Guess) -> Match:
    street = guess.street
    return Match("street", "street", street.label, street.point, guess.score, street.inside, street.label)


def _numbers(book: Gazetteer, guess: Guess, unit: str, limit: int) -> Iterator[Match]:
    """The number asked for, or its place among those that are known; then numbers that begin like it."""
    street, number = guess.street, guess.reading.number or 0
    known = book.address(street.id, number)
    if known:
        yield replace(_known(book, street, known, guess.score + EXACT_NUMBER), unit=unit)
    elif located := _unknown_number(book, street, guess.reading, guess.score):
        yield replace(located, unit=unit)
    for place, longer in enumerate(book.numbers_starting(street.id, number, limit)):
        yield _known(book, street, longer, guess.score - 0.1 - place / 1000)


def _known(book: Gazetteer, street: Street, known: KnownAddress, score: float) -> Match:
    return Match(
        "address",
        "valid",
        f"{known.number} {street.label}",
        known.point,
        score,
        known.inside,
        street.label,
        known.number,
        postcode=known.postcode,
        stretch=book.stretch(street.id, known.number),
    )


def known_address(book: Gazetteer, known: KnownAddress, away_m: float) -> Match:
    """A known number as the answer to a pin `away_m` metres from it."""
    return replace(_known(book, book.street(known.street_id), known, 1.0), distance_m=away_m)


def known_corner(book: Gazetteer, corner: Corner, away_m: float) -> Match:
    """A corner as the answer to a pin `away_m` metres from it."""
    return replace(corner_match(book, corner, 1.0), distance_m=away_m)


def _unknown_number(book: Gazetteer, street: Street, reading: Reading, score: float) -> Match | None:
    """A number that the address file does not have: on a block that it knows, or not even that."""
    number = reading.number or 0
    below, above = book.around(street.id, number)
    estimate = place_number(number, below, above, street.low <= number <= street.high)
    stretch = book.stretch(street.id, number)
    same_block = any(one // A_BLOCK == number // A_BLOCK for one, _ in (*below[:1], *above[:1]))
    if stretch or same_block:
        verdict: Verdict = "no_such_number"
        score += KNOWN_BLOCK
    else:
        verdict = "no_such_block"
        score += WITHIN_NUMBERS if street.low <= number <= street.high else NO_SUCH_BLOCK
    point = estimate.point if estimate else street.point
    inside = _inside(book, street, [one for one, _ in (*below[:1], *above[:1])])
    return Match(
        "block", verdict, f"{number} {street.label}", point, score, inside, street.label, number, stretch=stretch
    )


def _inside(book: Gazetteer, street: Street, numbers: Sequence[int]) -> bool:
    """Whether any of the known numbers beside it lies in the city; without any, whether the street does."""
    known = [one for number in numbers if (one := book.address(street.id, number))]
    return any(one.inside for one in known) if known else street.inside


def _places(book: Gazetteer, query: AddressQuery, limit: int) -> Iterator[Match]:
    for place, likeness in book.places(query.words, limit):
        if likeness >= LEAST_LIKELY_PLACE:
            yield Match(
                "place",
                "valid",
                place.name,
                place.point,
                likeness,
                place.inside,
                place.address,
                category=place.category,
            )


def _ranked(matches: Sequence[Match], near: Point | None) -> list[Match]:
    """Best first. Equal labels (a street and a place of one name) stay apart by kind."""
    measured = [
        replace(match, distance_m=distance_m(near, match.point)) if near and match.point else match for match in matches
    ]
    return sorted(measured, key=lambda match: (-_with_nearness(match), not match.inside, match.label))


def _with_nearness(match: Match) -> float:
    if match.distance_m is None:
        return match.score
    return match.score + NEAR_BONUS / (1 + match.distance_m / NEAR_M)


def _verdict(matches: Sequence[Match]) -> Verdict:
    """Of the best answer, unless others are as good as it is."""
    if not matches:
        return "not_found"
    best = matches[0]
    rivals = [match for match in matches if best.score - match.score < CLOSE_SCORES and match.verdict == best.verdict]
    if len(rivals) > 1 and best.verdict != "no_such_corner":
        return "ambiguous"
    return best.verdict if best.inside else "outside_city"
