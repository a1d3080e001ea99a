"""Calls that asked something and filed nothing: counted by topic, language and day, and never by person."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

#: The topic of a call that no help article answers: the city sees what it has no words for.
OTHER = "other"


@dataclass(frozen=True, slots=True)
class InformationCall:
    """One call. `topic` is the slug of a help article or `other`, `day` the city's, as `2026-11-22`."""

    topic: str
    language: str
    day: str


@dataclass(frozen=True, slots=True)
class CountedCalls:
    """So many calls of a topic in a language on a day."""

    call: InformationCall
    count: int


@dataclass(frozen=True, slots=True)
class CallFigures:
    """Sums of a period, the greatest first, days in order."""

    total: int
    by_topic: tuple[tuple[str, int], ...]
    by_language: tuple[tuple[str, int], ...]
    by_day: tuple[tuple[str, int], ...]


def figures_of(counted: Iterable[CountedCalls]) -> CallFigures:
    topics: Counter[str] = Counter()
    languages: Counter[str] = Counter()
    days: Counter[str] = Counter()
    for one in counted:
        topics[one.call.topic] += one.count
        languages[one.call.language] += one.count
        days[one.call.day] += one.count
    return CallFigures(topics.total(), _greatest(topics), _greatest(languages), tuple(sorted(days.items())))


def _greatest(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda row: (-row[1], row[0])))
