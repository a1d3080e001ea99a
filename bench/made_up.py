"""Invented histories without gaps, for what Chicago's files cannot show: whether the dates keep up with a change.

Each type is worked on from Monday to Friday, four new cases a day for five hundred days.
"""

import random
from collections.abc import Callable

from hex311.domain.worked_days import WorkedDays
from hex311_cli.estimates.backtest import Lived

FIRST, DAYS, A_DAY = 734_140, 500, 4
WORKED = WorkedDays.of(range(5))


def made_up_history() -> list[Lived]:
    """All types; `FIRST` is a Monday."""
    return [
        *_type("even, a week", lambda rng, day: rng.expovariate(1 / 5)),
        *_type("ever slower for half a year", lambda rng, day: rng.expovariate(1 / (4 + 8 * _risen(day, 200, 380)))),
        *_type("half as slow from one day on", lambda rng, day: rng.expovariate(1 / (10 if day < 300 else 5))),
        *_type("slow every winter", lambda rng, day: rng.expovariate(1 / (12 if day % 365 < 90 else 4))),
        *_type("closed in bulk every second Friday", _in_bulk),
        *_type("one day for nearly all", lambda rng, day: 0 if rng.random() < 0.7 else rng.randrange(1, 9)),
        *_type("two months", lambda rng, day: rng.weibullvariate(50, 2)),
    ]  # fmt: skip


def _type(code: str, wait: Callable[[random.Random, int], float]) -> list[Lived]:
    """Cases with a wait in worked days, drawn for the day of the opening."""
    rng = random.Random(code)
    opened = [FIRST + day for day in range(DAYS) for _ in range(A_DAY)]
    return [
        Lived(code, "", day, max(day, WORKED.day(WORKED.number(day) + int(wait(rng, day - FIRST))))) for day in opened
    ]


def _risen(day: int, first: int, last: int) -> float:
    return min(1.0, max(0.0, (day - first) / (last - first)))


def _in_bulk(rng: random.Random, day: int) -> float:
    return float(WORKED.number(FIRST + (day - 4 + 13) // 14 * 14 + 4) - WORKED.number(FIRST + day))
