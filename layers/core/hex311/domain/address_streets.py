"""Which streets of the city somebody may mean."""

from dataclasses import dataclass
from typing import NamedTuple

from hex311.domain.address import Street, StreetParts
from hex311.domain.address_book import Gazetteer
from hex311.domain.address_query import Reading, street_readings

LEAST_LIKELY = 0.66
"""Streets less like what was typed are not offered."""

SAME_DIRECTION, OTHER_DIRECTION, NO_SUCH_DIRECTION = 0.03, -0.06, -0.02
SAME_TYPE, OTHER_TYPE = 0.02, -0.04
MOST_STREETS = 24


class Guess(NamedTuple):
    """A street with how likely it is meant, and by which reading of the text."""

    score: float
    street: Street
    reading: Reading


@dataclass(frozen=True, slots=True)
class NameGuess:
    """A street's own name (id) with how likely it is meant, and the parts it was read from."""

    name_id: int
    score: float
    parts: StreetParts


def likely_streets(book: Gazetteer, reading: Reading) -> list[Guess]:
    """Streets for the words of a reading, the likeliest first."""
    best: dict[int, Guess] = {}
    for guess in likely_names(book, reading.words):
        for street in book.streets(guess.name_id):
            score = guess.score + _fit(guess.parts, street.parts) - reading.cost
            if score >= LEAST_LIKELY and (street.id not in best or best[street.id].score < score):
                best[street.id] = Guess(score, street, reading)
    return sorted(best.values(), key=_order)[:MOST_STREETS]


def likely_names(book: Gazetteer, words: tuple[str, ...]) -> list[NameGuess]:
    """Street names for some words. A reading that is a name as it stands keeps the others from being guessed at."""
    readings = street_readings(words)
    sure = [parts for parts in readings if book.is_name(parts.key)]
    guesses: list[NameGuess] = []
    for parts in sure or readings:
        guesses += [NameGuess(name_id, likeness, parts) for name_id, likeness in book.names(parts.key)]
    return guesses


def _fit(asked: StreetParts, street: StreetParts) -> float:
    """What agreeing or disagreeing direction and kind add to the likeness of the name."""
    fit = 0.0
    wanted = asked.direction or asked.after
    if wanted:
        has = {street.direction, street.after} - {""}
        fit += SAME_DIRECTION if wanted in has else OTHER_DIRECTION if has else NO_SUCH_DIRECTION
    if asked.type:
        fit += SAME_TYPE if asked.type == street.type else OTHER_TYPE
    return fit


def _order(guess: Guess) -> tuple[float, str]:
    return -guess.score, guess.street.label
