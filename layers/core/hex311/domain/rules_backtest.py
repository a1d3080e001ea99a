"""What other duplicate rules would have made of cases that were filed already.

A case counts as joined when, as it was filed, a rule would have shown its reporter an earlier case that was open then.
Only pairs are compared, by place, time and what the rule wants equal; what people did with the hint is not known.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from hex311.domain.catalogue import DuplicateRule
from hex311.domain.duplicates import ASSET, DAY_S, same_answers
from hex311.domain.geography import Point, distance_m

#: A square of the grid is wider than any rule looks: 500 m up to 60 degrees of latitude.
_SQUARE = 0.01

Rules = Mapping[str, DuplicateRule | None]
#: Answers and asset of a case, or None where it was not looked at.
Facts = Callable[[str], tuple[Mapping[str, Any], str] | None]


@dataclass(frozen=True, slots=True)
class PastCase:
    id: str
    service_code: str
    point: Point
    created_at: int
    closed_at: int | None


@dataclass(frozen=True, slots=True)
class Pair:
    """A case and the nearest earlier one that a rule finds for it."""

    later: PastCase
    earlier: PastCase
    distance_m: float

    @property
    def days(self) -> float:
        return (self.later.created_at - self.earlier.created_at) / DAY_S


@dataclass(frozen=True, slots=True)
class Tried:
    """`joined` would be shown an earlier case by the new rules only, `parted` by the old ones only."""

    cases: int
    before: int
    after: int
    joined: tuple[Pair, ...]
    parted: tuple[Pair, ...]


def try_rules(cases: Iterable[PastCase], old: Rules, new: Rules, facts: Facts) -> Tried:
    """Both sets of rules over the same cases."""
    ordered = sorted(cases, key=lambda case: (case.created_at, case.id))
    squares: dict[tuple[int, int], list[PastCase]] = defaultdict(list)
    before: dict[str, Pair] = {}
    after: dict[str, Pair] = {}
    for case in ordered:
        row, column = _square(case.point)
        near = [one for r, c in product((-1, 0, 1), repeat=2) for one in squares[row + r, column + c]]
        for rules, found in ((old, before), (new, after)):
            if pair := _found(case, near, rules, facts):
                found[case.id] = pair
        squares[row, column].append(case)
    joined = tuple(pair for case_id, pair in after.items() if case_id not in before)
    parted = tuple(pair for case_id, pair in before.items() if case_id not in after)
    return Tried(len(ordered), len(before), len(after), joined, parted)


def _found(case: PastCase, near: Sequence[PastCase], rules: Rules, facts: Facts) -> Pair | None:
    rule = rules.get(case.service_code)
    if rule is None:
        return None
    pairs = sorted(_in_reach(case, near, rule, rules), key=lambda pair: (pair.distance_m, pair.earlier.id))
    return next((pair for pair in pairs if _is_same(rule, pair, facts)), None)


def _in_reach(case: PastCase, near: Sequence[PastCase], rule: DuplicateRule, rules: Rules) -> Iterator[Pair]:
    for one in near:
        other = rules.get(one.service_code)
        if other is None or other.group != rule.group:
            continue
        is_open = one.closed_at is None or one.closed_at > case.created_at
        if not is_open or case.created_at - one.created_at > rule.window_days * DAY_S:
            continue
        distance = distance_m(case.point, one.point)
        if distance <= rule.radius_m:
            yield Pair(case, one, round(distance, 1))


def _is_same(rule: DuplicateRule, pair: Pair, facts: Facts) -> bool:
    """As at intake: an answer that was not given excludes nothing, another asset does."""
    if not rule.same_answers and not rule.same_asset:
        return True
    mine, theirs = facts(pair.later.id), facts(pair.earlier.id)
    if mine is None or theirs is None:
        return True
    wanted, has = same_answers(rule, *mine), same_answers(rule, *theirs)
    thing = wanted.pop(ASSET, None)
    if any(has.get(code, answer) != answer for code, answer in wanted.items()):
        return False
    return thing is None or has.get(ASSET) == thing


def _square(point: Point) -> tuple[int, int]:
    return int(point.latitude // _SQUARE), int(point.longitude // _SQUARE)
