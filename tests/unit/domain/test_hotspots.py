"""The test for hotspots: what is usual is learned, what is far beyond is found, and nothing is counted twice."""

import math
import random

import pytest

from hex311.domain.hotspots import (
    ALL_KINDS,
    DAY_S,
    FALSE_ALARM,
    LEAST,
    MEMORY_S,
    CellHistory,
    CityHistory,
    Hotspot,
    chance_of,
    expected,
    has_cooled,
    is_hot,
)

NOW = 1_790_000_000
KIND = "street_defects"


def watched(days: int, per_day: float, cells: int = 100) -> CityHistory:
    """A city that has been watched so long and has so many reports a day around a cell, in the mean."""
    count = round(days * per_day * cells)
    return CityHistory(NOW - days * DAY_S, cells, {ALL_KINDS: count, KIND: count})


def with_reports(count: int, cell: CellHistory | None = None, at: int = NOW - 60) -> CellHistory:
    cell = cell or CellHistory("88")
    for number in range(count):
        more = cell.with_report(f"{at}-{number}", at, KIND, NOW)
        assert more
        cell = more
    return cell


def past(per_day: float, days: int) -> CellHistory:
    """A cell with so many reports a day until today, none by name."""
    ages = (day + 1 for day in range(days))
    weighed = sum(per_day * math.exp(-math.log(2) / 56 * age) for age in ages)
    return CellHistory("88", 1, {}, {ALL_KINDS: weighed, KIND: weighed}, NOW)


def test_the_tail_is_that_of_the_negative_binomial() -> None:
    """Against a plain simulation: draw the rate from its gamma, then the count from its Poisson."""
    cell, city = past(2, 100), watched(100, 1)
    dice = random.Random(5)
    shape = 1 + cell.before(NOW)
    days = shape / expected(cell, city, ALL_KINDS, NOW)
    counts = []
    for _ in range(40_000):
        rate, count, left = dice.gammavariate(shape, 1 / days), 0, 1.0
        while (left := left - dice.expovariate(rate)) > 0:
            count += 1
        counts.append(count)
    for most in (1, 3, 5):
        assert chance_of(most, cell, city, ALL_KINDS, NOW) == pytest.approx(
            sum(count >= most for count in counts) / len(counts), abs=0.01
        )


def test_what_is_usual_here_is_no_hotspot_and_elsewhere_it_is() -> None:
    city = watched(100, 1)
    busy, quiet = past(10, 100), past(0.1, 100)
    assert not is_hot(with_reports(14, busy), city, KIND, NOW)
    assert is_hot(with_reports(14, quiet), city, KIND, NOW)
    assert expected(busy, city, KIND, NOW) == pytest.approx(10, rel=0.1)
    assert expected(quiet, city, KIND, NOW) < 0.5


def test_a_new_city_raises_nothing_on_its_first_day() -> None:
    city = CityHistory(NOW - 3_600, 3, {ALL_KINDS: 60, KIND: 60})
    assert not is_hot(with_reports(30), city, KIND, NOW)


def test_a_few_are_never_a_hotspot() -> None:
    assert not is_hot(with_reports(LEAST - 1), watched(1000, 0.001), KIND, NOW)


def test_it_cools_when_the_window_has_moved_on() -> None:
    cell, city = with_reports(20, past(0.1, 100)), watched(100, 1)
    assert not has_cooled(cell, city, KIND, NOW)
    assert has_cooled(cell, city, KIND, NOW + DAY_S)


def test_the_same_report_counts_once_and_one_that_is_too_old_not_at_all() -> None:
    cell = with_reports(1)
    assert cell.with_report(f"{NOW - 60}-0", NOW - 60, KIND, NOW + 100) is None
    assert cell.with_report("late", NOW - MEMORY_S, KIND, NOW) is None
    # and once its name is forgotten, it is too old to come again
    later = cell.with_report("other", NOW + MEMORY_S, KIND, NOW + MEMORY_S)
    assert later
    assert f"{NOW - 60}-0" not in later.recent
    assert later.with_report(f"{NOW - 60}-0", NOW - 60, KIND, NOW + MEMORY_S) is None
    assert later.before(NOW + MEMORY_S, KIND) == pytest.approx(math.exp(-math.log(2) / 56 * (MEMORY_S + 60) / DAY_S))


def test_the_order_of_reports_does_not_matter() -> None:
    dice = random.Random(3)
    reports = [(f"case-{n}", NOW - dice.randrange(MEMORY_S), dice.choice(["a", "b"])) for n in range(40)]
    states = []
    for _ in range(3):
        dice.shuffle(reports)
        cell = CellHistory("88")
        for case_id, at, kind in reports:
            cell = cell.with_report(case_id, at, kind, NOW) or cell
        states.append((cell.window(NOW), cell.window(NOW, "a"), round(cell.before(NOW + 9 * DAY_S, "b"), 9)))
    assert states[0] == states[1] == states[2]


def test_one_cluster_is_told_once() -> None:
    one = Hotspot("88", KIND, NOW, ("a", "b", "c", "d", "e"), 1.0)
    assert Hotspot("89", ALL_KINDS, NOW, ("b", "c", "d", "e", "f", "g"), 1.0).is_told_by([one])
    assert not Hotspot("89", KIND, NOW, ("e", "f", "g", "h", "i"), 1.0).is_told_by([one])
    assert not one.is_told_by([])


def test_false_alarms_are_as_rare_as_promised() -> None:
    """Reports at random with a rate that is known only from the past: of all looks hardly one is wrong."""
    dice = random.Random(11)
    looks = alarms = 0
    limit = 1e-3  # the same test with a limit that a quick simulation can see
    for _ in range(400):
        rate = dice.expovariate(1 / 3)
        city = watched(60, 3)
        times = [NOW - 60 * DAY_S]
        while times[-1] < NOW:
            times.append(times[-1] + round(dice.expovariate(max(rate, 1e-3)) * DAY_S) + 1)
        weighed = sum(math.exp(-math.log(2) / 56 * (NOW - at) / DAY_S) for at in times[1:] if at <= NOW - DAY_S)
        cell = CellHistory("88", 1, {}, {KIND: weighed}, NOW)
        todays = sum(NOW - DAY_S < at <= NOW for at in times)
        for count in range(1, todays + 1):
            looks += 1
            alarms += chance_of(count - 1, cell, city, KIND, NOW) < limit
    assert looks > 500
    assert alarms / looks < 5 * limit
    assert limit > FALSE_ALARM
