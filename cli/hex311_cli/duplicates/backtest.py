"""What a duplicate rule would have done with last year's cases.

The rule joins a report to an earlier one of its type within radius and window, as the system would. A case that the
old system closed as a duplicate counts as marked. Recall cannot be better than its ceiling: a marked case whose mate
is not in the history within 100 m and a year before it cannot be found by any rule.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from hex311.domain.geography import Point, distance_m
from hex311.spatial.cover import cell_of

DAY_S = 86_400
WIDEST_M, LONGEST_DAYS = 100.0, 365.0
#: Grid of half a hundredth of a degree and more: neighbours within WIDEST_M are in the same or an adjacent square.
_SQUARE = 0.002
RADII = (1.0, 5.0, 10.0, 20.0, 30.0, 50.0, 75.0, 100.0)
WINDOWS = (1.0, 3.0, 7.0, 14.0, 30.0, 60.0, 120.0, 365.0)
# Whole neighbourhoods go to one half or the other, so no pair is torn apart.
_HALF_RESOLUTION = 7


@dataclass(frozen=True, slots=True)
class PastCase:
    """One case of the history. `answers` are the columns that a rule may compare, in plain words."""

    number: str
    kind: str
    point: Point
    created_at: int
    is_marked: bool
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule to try: metres, days, and the columns that must be equal."""

    radius_m: float
    window_days: float
    same: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """`joined` reports would have been joined to an earlier one; `right` of them are marked."""

    cases: int
    marked: int
    findable: int
    joined: int
    right: int

    @property
    def precision(self) -> float:
        return self.right / self.joined if self.joined else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.marked if self.marked else 0.0

    @property
    def ceiling(self) -> float:
        return self.findable / self.marked if self.marked else 0.0

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Mate:
    """An earlier case near a later one."""

    distance_m: float
    days: float
    earlier: PastCase


class Past:
    """The cases of one type with all mates that any rule could find."""

    def __init__(self, cases: Iterable[PastCase]) -> None:
        self.cases = sorted(cases, key=lambda case: (case.created_at, case.number))
        self.mates: dict[str, list[Mate]] = {}
        squares: dict[tuple[int, int], list[PastCase]] = defaultdict(list)
        for case in self.cases:
            row, column = int(case.point.latitude // _SQUARE), int(case.point.longitude // _SQUARE)
            near = [one for r, c in product((-1, 0, 1), repeat=2) for one in squares[row + r, column + c]]
            self.mates[case.number] = [
                Mate(distance, days, one)
                for one in near
                if (days := (case.created_at - one.created_at) / DAY_S) <= LONGEST_DAYS
                and (distance := distance_m(case.point, one.point)) <= WIDEST_M
            ]
            squares[row, column].append(case)

    def score(self, rule: Rule) -> Score:
        joined = [case for case in self.cases if any(joins(rule, case, mate) for mate in self.mates[case.number])]
        marked = [case for case in self.cases if case.is_marked]
        return Score(
            cases=len(self.cases),
            marked=len(marked),
            findable=sum(bool(self.mates[case.number]) for case in marked),
            joined=len(joined),
            right=sum(case.is_marked for case in joined),
        )

    def tuned(self, columns: Sequence[str] = ()) -> Rule:
        """The rule with the best balance of precision and recall; of equals the tightest."""
        sames = [(), *((column,) for column in columns)]
        rules = [Rule(*numbers) for numbers in product(RADII, WINDOWS, sames)]
        return max(rules, key=lambda rule: (self.score(rule).f1, -rule.radius_m, -rule.window_days))


def joins(rule: Rule, case: PastCase, mate: Mate) -> bool:
    return (
        mate.distance_m <= rule.radius_m
        and mate.days <= rule.window_days
        and all(case.answers.get(name, "") == mate.earlier.answers.get(name, "") for name in rule.same)
    )


def halves(cases: Iterable[PastCase]) -> tuple[list[PastCase], list[PastCase]]:
    """To tune on, and to report: whole neighbourhoods, drawn by a hash of their cell."""
    split: tuple[list[PastCase], list[PastCase]] = ([], [])
    for case in cases:
        digest = hashlib.sha256(cell_of(case.point, _HALF_RESOLUTION).encode()).digest()
        split[digest[0] % 2].append(case)
    return split
