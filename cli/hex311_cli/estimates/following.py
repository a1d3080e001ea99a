"""How often the estimate of an open case would have been told anew, night by night, and whether what was told held.

Plays the nightly job on a history: learn, then look at the cases that are due for it (`next_look`), and tell what is
news (`is_news`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from hex311.domain.estimate import Estimate, is_news
from hex311_cli.estimates.backtest import Coverage, Known, Lived, Verdict
from hex311_cli.estimates.methods import AsInTheCity

#: A look is due after so many days, as in `count_insights`.
REVIEW_DAYS = 7
_DAY = 86_400


@dataclass(slots=True)
class Followed:
    """Of one type: cases with a date, dates told anew while they were open, looks that took, and how these dates
    held (`later`; ages count from the day on which they were told)."""

    cases: int = 0
    told_anew: int = 0
    looks: int = 0
    later: Coverage = field(default_factory=Coverage)

    @property
    def per_case(self) -> float:
        return self.told_anew / self.cases if self.cases else 0.0


@dataclass(slots=True)
class _Open:
    case: Lived
    told: Estimate | None
    look: int


def follow(cases: Iterable[Lived], method: AsInTheCity) -> dict[str, Followed]:
    """Each type for itself."""
    types: dict[str, list[Lived]] = defaultdict(list)
    for case in cases:
        types[case.code].append(case)
    return {code: _one_type(lived, method) for code, lived in sorted(types.items())}


def _one_type(cases: list[Lived], method: AsInTheCity) -> Followed:
    found, known = Followed(), Known(cases[0].code)
    days: dict[int, list[Lived]] = defaultdict(list)
    for case in cases:
        days[case.opened].append(case)
    waiting: list[_Open] = []
    for today in range(min(days), max(case.closed for case in cases) + 1):
        waiting = [one for one in waiting if one.case.closed >= today]
        due = [one for one in waiting if one.look <= today]
        if not due and today not in days:
            continue
        model = method.model(known, today)
        for one in () if model.is_thin else due:
            found.looks += 1
            named = model.days(one.case.area, one.case.opened, today)
            now = today * _DAY
            later = Estimate(*((day + 1) * _DAY - 1 for day in named)) if named else None
            if later and is_news(one.told, later, now):
                found.told_anew += one.told is not None
                if one.told is not None and not one.case.merged:
                    p50, p80 = (day - today for day in named or ())
                    twin = Lived(one.case.code, one.case.area, today, one.case.closed)
                    found.later.told[twin] = Verdict((p50, p80), one.case.closed - today)
                one.told = later
            one.look = _next_look(one.told, today)
        for case in days.get(today, ()):
            named = model.days(case.area, today, today)
            told = Estimate(*((day + 1) * _DAY - 1 for day in named)) if named else None
            found.cases += told is not None
            if named:
                known.told.append((case, named))
            waiting.append(_Open(case, told, _next_look(told, today)))
        known.cases += days.get(today, [])
    return found


def _next_look(told: Estimate | None, today: int) -> int:
    past = ((at + 1) // _DAY for at in (told.p50_at, told.p80_at)) if told else ()
    return min([today + REVIEW_DAYS, *(day for day in past if day > today)])
