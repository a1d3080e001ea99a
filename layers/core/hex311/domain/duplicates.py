"""When two reports are likely one: rules, entries, matches.

The neighbourhood is kept in the *write-cover* layout: a report writes its entry into the item of every H3 cell that
its circle touches, so a later report reads exactly one item, that of its own cell. Each item counts its changes in
`version`; a report may only be written if its own cell's version is still the one it has read. Of two reports within
each other's radius, whichever commits second therefore has seen the first.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from hex311.domain.catalogue import DuplicateRule, ReportedAgain
from hex311.domain.geography import Point, distance_m

DAY_S = 86_400
#: No code of a question looks like this.
ASSET = "@asset"


@dataclass(frozen=True, slots=True)
class NearbyEntry:
    """One case near a cell that counts. `same` holds what must match: its answers, and under `ASSET` the thing it is
    about; `parent` is the case it was merged into, which then stands for it: a report near a known duplicate finds the
    case that is worked on. `closed_at` marks a case that was closed a short while ago: it is no duplicate any more, but
    whoever reports beside it is asked whether it was not fixed (epoch seconds; 0: it is open)."""

    case_id: str
    point: Point
    created_at: int
    service_code: str
    same: Mapping[str, str] = field(default_factory=dict)
    parent: str = ""
    closed_at: int = 0

    @property
    def stands_for(self) -> str:
        return self.parent or self.case_id


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
    answers: Mapping[str, Any] | None,
    entries: Iterable[NearbyEntry],
    now: int,
    exclude: Iterable[str] = (),
    asset_id: str = "",
) -> tuple[Match, ...]:
    """The likely duplicates among the entries, nearest first, ties by case id, each case once.

    An answer the reporter has not given yet excludes nothing. Where the rule asks for the same asset and the reporter
    has named one (`asset_id`), only reports of that very thing count; who has named none is shown what lies near.
    """
    open_ones = (e for e in entries if not e.closed_at and now - e.created_at <= rule.window_days * DAY_S)
    return _nearest(rule, point, answers, open_ones, rule.radius_m, exclude, asset_id)


def closed_matches(
    rule: DuplicateRule,
    again: ReportedAgain,
    point: Point,
    answers: Mapping[str, Any] | None,
    entries: Iterable[NearbyEntry],
    now: int,
    exclude: Iterable[str] = (),
    asset_id: str = "",
) -> tuple[Match, ...]:
    """The cases that were closed nearby a short while ago and may not have been fixed, nearest first."""
    lately = (entry for entry in entries if entry.closed_at and not again.is_over(entry.closed_at, now))
    return _nearest(rule, point, answers, lately, again.radius_m, exclude, asset_id)


def _nearest(
    rule: DuplicateRule,
    point: Point,
    answers: Mapping[str, Any] | None,
    entries: Iterable[NearbyEntry],
    radius_m: float,
    exclude: Iterable[str],
    asset_id: str,
) -> tuple[Match, ...]:
    skip, wanted = set(exclude), same_answers(rule, answers or {}, asset_id)
    thing = wanted.pop(ASSET, None)
    found: dict[str, Match] = {}
    for entry in entries:
        case_id = entry.stands_for
        if (
            case_id in skip
            or entry.case_id in skip
            or any(entry.same.get(code, answer) != answer for code, answer in wanted.items())
            or (thing is not None and entry.same.get(ASSET) != thing)
            or (distance := distance_m(point, entry.point)) > radius_m
        ):
            continue
        match = Match(case_id, entry.service_code, round(distance, 1), entry.created_at)
        if case_id not in found or match.distance_m < found[case_id].distance_m:
            found[case_id] = match
    return tuple(sorted(found.values(), key=lambda match: (match.distance_m, match.case_id)))


def count_recent(entries: Iterable[NearbyEntry], now: int, window_s: int = DAY_S) -> int:
    """How many open cases of the group around the cell were filed within the window: it comes with the item read."""
    return sum(now - window_s < entry.created_at for entry in entries if not entry.closed_at)


def same_answers(rule: DuplicateRule, answers: Mapping[str, Any], asset_id: str = "") -> dict[str, str]:
    """What decides sameness, as text: the answers, and the asset where the rule asks for it."""
    given = {code: str(answers[code]) for code in rule.same_answers if answers.get(code) not in (None, "", [])}
    return {**given, ASSET: asset_id} if rule.same_asset and asset_id else given
