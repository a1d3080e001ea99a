"""Setting shares right by how dates came true: bounded, in order, the same in any order, and back after a drift."""

import random
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from hex311.domain.calibration import BOUNDS, MOST_STEP, Kept, asked_share, asked_shares
from hex311.domain.estimate import LEVELS

TODAY = 1000
a_day = st.builds(Kept, st.integers(-2, 300), st.integers(-3, 300), st.integers(-3, 300))
a_history = st.dictionaries(st.integers(TODAY - 400, TODAY + 20), a_day, max_size=40)


@given(a_history, a_history, st.integers(0, 400))
def test_no_history_however_odd_leaves_the_bounds_or_crosses(
    p50: dict[int, Kept], p80: dict[int, Kept], delay: int
) -> None:
    shares = asked_shares(LEVELS, (p50, p80), TODAY, (delay, delay))
    assert all(low <= share <= high for share, (low, high) in zip(shares, BOUNDS, strict=True))
    assert shares[0] <= shares[1]


@given(a_history, a_day, st.integers(0, 60))
def test_one_day_moves_a_share_by_a_bounded_step(history: dict[int, Kept], last: Kept, delay: int) -> None:
    before = {day: kept for day, kept in history.items() if day < TODAY}
    old = asked_share(0.5, before, TODAY, delay, BOUNDS[0])
    new = asked_share(0.5, {**before, TODAY: last}, TODAY + 1, delay, BOUNDS[0])
    assert abs(new - old) <= MOST_STEP + 1e-12


@given(st.lists(st.tuples(st.integers(1, 5), st.sampled_from([0, 1, 2])), max_size=60), st.randoms())
def test_the_order_in_which_cases_are_counted_does_not_matter(
    cases: list[tuple[int, int]], order: random.Random
) -> None:
    def counted(some: list[tuple[int, int]]) -> dict[int, Kept]:
        found: dict[int, Kept] = {}
        for day, end in some:
            kept = found.setdefault(TODAY - day, Kept())
            kept.due, kept.before, kept.on_the_day = (
                kept.due + 1,
                kept.before + (end == 1),
                kept.on_the_day + (end == 2),
            )
        return found

    shuffled = list(cases)
    order.shuffle(shuffled)
    assert asked_share(0.5, counted(cases), TODAY, 3, BOUNDS[0]) == asked_share(
        0.5, counted(shuffled), TODAY, 3, BOUNDS[0]
    )


@given(a_history)
def test_what_falls_due_today_or_later_is_not_looked_at(history: dict[int, Kept]) -> None:
    past = {day: kept for day, kept in history.items() if day < TODAY}
    assert asked_share(0.5, history, TODAY, 3, BOUNDS[0]) == asked_share(0.5, past, TODAY, 3, BOUNDS[0])


def test_without_news_nothing_moves() -> None:
    assert asked_shares(LEVELS, ({}, {}), TODAY, (3, 9)) == LEVELS
    right = {TODAY - 5: Kept(due=40, before=15, on_the_day=10)}
    assert asked_share(0.5, right, TODAY, 3, BOUNDS[0]) == 0.5


def told(ages: list[float], days: int, delay_of: int, drift: float, seed: int = 311) -> tuple[list[float], list[float]]:
    """A city in which ages are exponential and the table is wrong by the factor `drift` (in the middle third of the
    days): what is asked each day at P50, and the share of each day's cases that came true."""
    from math import log

    rng = random.Random(seed)
    history: dict[int, Kept] = {}
    asked, kept_shares = [], []
    for today in range(days):
        share = asked_share(0.5, history, today, delay_of, BOUNDS[0])
        mean = ages[today % len(ages)] * (drift if days // 3 <= today < 2 * days // 3 else 1.0)
        named = round(-log(1 - share) * ages[today % len(ages)])
        in_time = 0.0
        for _ in range(30):
            age = int(rng.expovariate(1 / mean))
            kept = history.setdefault(today + named, Kept())
            kept.due, kept.before, kept.on_the_day = (
                kept.due + 1,
                kept.before + (age < named),
                kept.on_the_day + (age == named),
            )
            in_time += 1.0 if age < named else 0.5 if age == named else 0.0
        asked.append(share)
        kept_shares.append(in_time / 30)
    return asked, kept_shares


def mean(numbers: list[float]) -> float:
    return sum(numbers) / len(numbers)


def test_dates_come_true_again_after_a_drift_and_again_when_it_is_over() -> None:
    """Cases take half as long again. Unadjusted, 0.37 of the dates come true until the table has learned it."""
    asked, kept = told([8.0], 540, 6, drift=1.5)
    assert mean(kept[180:188]) < 0.45
    assert 0.45 < mean(kept[260:360]) < 0.55
    assert mean(asked[300:360]) > 0.56
    assert 0.45 < mean(kept[440:]) < 0.55
    assert abs(mean(asked[480:]) - 0.5) < 0.05


def test_dates_that_lie_far_ahead_do_not_make_it_swing() -> None:
    """What is told today is judged only after 60 days: an adjuster that hurries would go from bound to bound."""
    asked, _ = told([86.0], 1500, 60, drift=1.4)
    steps = [abs(b - a) for a, b in pairwise(asked)]
    assert max(steps) <= MOST_STEP
    assert max(asked) < 0.68, "it overshoots"
    assert min(asked[200:]) > 0.42, "it swings back too far"
