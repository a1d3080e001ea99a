"""Life tables: the plain cases by hand, censoring against a simulation, and no surprises on any counts."""

import random

from hypothesis import given
from hypothesis import strategies as st

from hex311.domain.estimate import MIN_CLOSINGS, Estimate, TypeModel, is_news, learn
from hex311.domain.survival import OLDEST, DailyCounts, curve, observe

FOREVER = 1e9


def lived(cases: list[tuple[int, int]], today: int) -> DailyCounts:
    """Counts of cases (opened, closed), as known on the evening before `today`."""
    counts = DailyCounts()
    for opened, closed in cases:
        counts.opened[opened] = counts.opened.get(opened, 0) + 1
        if closed < today:
            ages = counts.closed.setdefault(closed, {})
            ages[closed - opened] = ages.get(closed - opened, 0) + 1
    return counts


def test_without_open_cases_it_is_the_plain_share() -> None:
    """Ten cases of one day, closed at 0, 1, ... 9 days: at age k one of the ten minus k that are left."""
    known = curve(observe(lived([(100, 100 + age) for age in range(10)], 200), 200, FOREVER))
    assert [round(hazard, 9) for hazard in known.hazards[:10]] == [round(1 / (10 - age), 9) for age in range(10)]
    assert known.known_to == 9
    assert known.age_at(0.5) in (4, 5)
    assert known.age_at(0.8) in (7, 8)
    assert known.age_at(0.5, age=8) in (8, 9)


def test_open_cases_are_no_closings_and_no_proof_of_slowness() -> None:
    """Half of the cases are only three days old. Kaplan-Meier does not take them for slow, nor leave them out."""
    rng = random.Random(311)
    cases = [(100, 100 + int(rng.expovariate(1 / 10))) for _ in range(3000)]
    cases += [(197, 197 + int(rng.expovariate(1 / 10))) for _ in range(3000)]
    known = curve(observe(lived(cases, 200), 200, FOREVER))
    assert abs((known.age_at(0.5) or 0) - 6.9) <= 1.5  # ln 2 x 10 days
    assert abs((known.age_at(0.8) or 0) - 16.1) <= 2.5
    closed_only = sorted(closed - opened for opened, closed in cases if closed < 200)
    assert closed_only[len(closed_only) // 2] < 5, "leaving the open ones out would promise too much"


def test_a_growing_backlog_lengthens_the_estimate() -> None:
    """The crew closes ten a day, whatever comes in; first ten come in a day, then thirty."""
    queue: list[int] = []
    steady, growing = [], []
    for day in range(200):
        queue += [day] * (10 if day < 150 else 30)
        (steady if day < 150 else growing).extend((opened, day) for opened in queue[:10])
        queue = queue[10:]
    still = [(opened, 10_000) for opened in queue]
    before = curve(observe(lived(steady, 150), 150))
    after = curve(observe(lived([*steady, *growing, *still], 200), 200))
    assert (before.age_at(0.8) or 0) <= 1
    assert (after.age_at(0.8) or 1000) > (before.age_at(0.8) or 0) + 3


def test_a_small_area_leans_on_the_city_and_a_large_one_stands_alone() -> None:
    city = curve(observe(lived([(100, 100 + age % 5) for age in range(500)], 200), 200, FOREVER))
    few = curve(observe(lived([(100, 120)], 200), 200, FOREVER), city)
    many = curve(observe(lived([(100, 120 + age % 3) for age in range(5000)], 200), 200, FOREVER), city)
    assert abs((few.age_at(0.5) or 0) - (city.age_at(0.5) or 0)) <= 2
    assert (many.age_at(0.5) or 0) >= 15


@given(
    st.dictionaries(st.integers(0, 1200), st.integers(1, 5), max_size=20),
    st.lists(st.tuples(st.integers(0, 1200), st.integers(0, 1200), st.integers(1, 5)), max_size=20),
    st.integers(0, 1300),
    st.sampled_from([0.1, 0.5, 0.8, 0.99]),
    st.integers(0, 900),
)
def test_no_counts_however_odd_give_an_odd_curve(
    opened: dict[int, int], ends: list[tuple[int, int, int]], today: int, level: float, age: int
) -> None:
    """Counters may be read while a case is being counted: more closings than cases must not break anything."""
    counts = DailyCounts(opened=dict(opened))
    for number, (day, length, n) in enumerate(ends):
        target = counts.withdrawn if number % 3 == 0 else counts.closed
        target.setdefault(day, {})[length] = n
    known = curve(observe(counts, today))
    assert all(0.0 <= hazard <= 1.0 for hazard in known.hazards)
    found = known.age_at(level, age)
    assert found is None or age <= found < OLDEST


def model(cases: int) -> TypeModel:
    return learn("pothole", "2026-11-22", observe(lived([(100, 100 + age % 9) for age in range(cases)], 200), 200))


def test_a_thin_history_says_nothing() -> None:
    assert model(MIN_CLOSINGS - 1).ages("", 0) is None
    assert model(MIN_CLOSINGS).ages("", 0) is not None
    assert model(MIN_CLOSINGS).ages("", 50) is None, "nobody has seen a case that old"


def test_a_model_is_the_same_after_it_was_stored() -> None:
    fresh = model(400)
    kept = TypeModel.of_document(fresh.document())
    assert all(kept.ages("", age) == fresh.ages("", age) for age in range(12))


def test_small_moves_are_no_news() -> None:
    day = 86_400
    told = Estimate(10 * day, 20 * day)
    assert not is_news(told, told, 0)
    assert not is_news(told, Estimate(11 * day, 22 * day), 0)
    assert is_news(told, Estimate(10 * day, 25 * day), 0)
    assert not is_news(told, Estimate(12 * day, 20 * day), 11 * day), "half of them are slower, as was said"
    assert is_news(told, Estimate(14 * day, 23 * day), 11 * day), "the other date has moved"
    assert is_news(told, Estimate(21 * day, 22 * day), 20 * day + 1), "all that was told is past"
    assert is_news(None, told, 0)
    assert not is_news(told, None, 0)
