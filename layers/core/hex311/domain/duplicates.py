"""When two reports are likely one: rules, entries, matches.

The neighbourhood is kept in the *write-cover* layout: a report writes its entry into the item of every H3 cell that
its circle touches, so a later report reads exactly one item, that of its own cell. Each item counts its changes in
`version`; a report may only be written if its own cell's version is still the one it has read. Of two reports within
each other's radius, whichever commits second therefore has seen the first.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from hex311.domain.catalogue import DuplicateRule
from hex311.domain.geography import Point, distance_m

DAY_S = 86_400


@dataclass(frozen=True, slots=True)
class NearbyEntry:
    """One open case near a cell. `radius_m` is its own circle; `same` holds its answers that must match."""

    case_id: str
    point: Point
    created_at: int
    service_code: str
    same: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NearbyCell:
    """What one read of (duplicate group, cell) gives; version 0 means the item does not exist yet."""

    group: str
    cell: str
    version: int
    entries: tuple[NearbyEntry, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A likely duplicate and how far away it is, in metres."""

    case_id: str
    service_code: str
    distance_m: float
    created_at: int


def entry_key(group: str, cell: str) -> str:
    return f"{group}#{cell}"


def matches(
    rule: DuplicateRule,
    point: Point,
    answers: Mapping[str, Any],
    entries: Iterable[NearbyEntry],
    now: int,
    exclude: Iterable[str] = (),
) -> tuple[Match, ...]:
    """The likely duplicates among the entries, nearest first, ties by case id.

    An answer the reporter has not given yet (asked before the details) excludes nothing.
    """
    skip, wanted = set(exclude), same_answers(rule, answers)
    found = [
        Match(entry.case_id, entry.service_code, round(distance, 1), entry.created_at)
        for entry in entries
        if entry.case_id not in skip
        and now - entry.created_at <= rule.window_days * DAY_S
        and all(entry.same.get(code, answer) == answer for code, answer in wanted.items())
        and (distance := distance_m(point, entry.point)) <= rule.radius_m
    ]
    return tuple(sorted(found, key=lambda match: (match.distance_m, match.case_id)))


def same_answers(rule: DuplicateRule, answers: Mapping[str, Any]) -> dict[str, str]:
    """The answers that decide sameness, as text."""
    return {code: str(answers[code]) for code in rule.same_answers if answers.get(code) not in (None, "", [])}
