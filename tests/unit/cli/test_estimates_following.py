"""Night by night: open cases hear of a new date when it matters, and not otherwise."""

import random

from hex311.domain.worked_days import EVERY_DAY
from hex311_cli.estimates.backtest import Lived
from hex311_cli.estimates.following import follow
from hex311_cli.estimates.methods import AsInTheCity

FIRST = 734_140
OURS = AsInTheCity(EVERY_DAY)


def lives(days: int, mean: float, stuck: int = 0) -> list[Lived]:
    """Five cases a day; every `stuck`-th takes a hundred days."""
    rng = random.Random(311)
    opened = [FIRST + day for day in range(days) for _ in range(5)]
    waits = [100 if stuck and n % stuck == 0 else int(rng.expovariate(1 / mean)) for n, _ in enumerate(opened)]
    return [Lived("pothole", "", day, day + wait) for day, wait in zip(opened, waits, strict=True)]


def test_an_even_history_brings_little_news_and_the_later_dates_hold_too() -> None:
    found = follow(lives(150, 8.0), OURS)["pothole"]
    assert found.cases > 600
    assert found.per_case < 1.0
    p50, p80 = found.later.shares
    assert abs(p50 - 0.5) < 0.15
    assert abs(p80 - 0.8) < 0.15


def test_a_case_that_is_stuck_does_not_hear_of_a_new_date_night_after_night() -> None:
    """Nearly all take a day or two, one in twenty a hundred days: the stuck ones are told a few times in all."""
    found = follow(lives(120, 1.5, stuck=20), OURS)["pothole"]
    stuck = 120 * 5 // 20
    assert found.told_anew / stuck < 12
    assert found.looks < stuck * 100 / 3
