"""What a case adds to the counters, and that any way from one state to another adds the same."""

from collections import Counter
from dataclasses import replace
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from hex311.domain.contribution import (
    ALL,
    ALL_PRIVATE,
    CITY,
    MOST_ITEMS,
    Contribution,
    CounterKey,
    days_between,
    delta,
    escaped,
    local_day,
    steps,
    unescaped,
)

DAYS = st.sampled_from(["2026-10-30", "2026-10-31", "2026-11-01", "2026-12-31", "2027-01-01"])
SCOPES = st.integers(0, 120).map(lambda n: tuple(sorted((f"layer{i % 30:02d}", str(i)) for i in range(n))))


@st.composite
def contributions(draw: st.DrawFn) -> Contribution:
    closed = draw(st.sampled_from(["", "2026-11-01", "2027-01-05"]))
    return Contribution(
        code=draw(st.sampled_from(["pothole", "graffiti"])),
        private=draw(st.booleans()),
        channel=draw(st.sampled_from(["web", "phone"])),
        opened=draw(DAYS),
        scopes=draw(SCOPES),
        closed=closed,
        outcome=draw(st.sampled_from(["done", "duplicate"])) if closed else "",
        age=draw(st.integers(0, 400)) if closed else 0,
        on_time=draw(st.sampled_from([True, False, None])) if closed else None,
        reopened=tuple(draw(st.lists(DAYS, max_size=10))),
        p50=draw(st.sampled_from(["", "2026-11-01"])),
        p80=draw(st.sampled_from(["", "2026-12-31"])),
    )


def plus(sums: dict[CounterKey, Counter[str]], changes: dict[CounterKey, dict[str, int]]) -> None:
    for key, counts in changes.items():
        for name, number in counts.items():
            sums.setdefault(key, Counter())[name] += number


def without_zeros(sums: dict[CounterKey, Counter[str]]) -> dict[CounterKey, dict[str, int]]:
    kept = {key: {name: n for name, n in counts.items() if n} for key, counts in sums.items()}
    return {key: counts for key, counts in kept.items() if counts}


@settings(deadline=None)
@given(st.lists(contributions(), min_size=1, max_size=4))
def test_whatever_happens_to_a_case_the_counters_hold_what_it_is_now(states: list[Contribution]) -> None:
    sums: dict[CounterKey, Counter[str]] = {}
    counted: Contribution | None = None
    for state in states:
        for part in steps(counted, state):
            changes = delta(counted, part)
            assert len(changes) <= MOST_ITEMS, "one transaction takes no more"
            plus(sums, changes)
            counted = Contribution.of_document(part.document())
        assert counted == state
    assert without_zeros(sums) == delta(None, states[-1])


def test_a_case_counts_for_the_city_its_areas_and_in_the_right_total() -> None:
    case = Contribution("pothole", False, "web", "2026-11-01", (("wards", "7"),))
    assert delta(None, case) == {
        CounterKey("wards", "7", "pothole", "2026-11"): {"01o_web": 1},
        CounterKey(CITY, CITY, "pothole", "2026-11-01"): {"01o_web": 1},
        CounterKey(CITY, CITY, ALL, "2026-11-01"): {"01o_web": 1},
    }
    private = delta(None, replace(case, private=True))
    assert CounterKey(CITY, CITY, ALL, "2026-11-01") not in private
    assert CounterKey(CITY, CITY, ALL_PRIVATE, "2026-11-01") in private


def test_a_closing_tells_outcome_age_punctuality_and_whether_the_estimate_came_true() -> None:
    opened = Contribution("pothole", False, "web", "2026-11-01", p50="2026-11-03", p80="2026-11-09")
    closed = replace(opened, closed="2026-11-03", outcome="done", age=2, on_time=False)
    changes = delta(opened, closed)
    assert changes[CounterKey(CITY, CITY, "pothole", "2026-11-03")] == {"03c_done": 1, "03a_2": 1, "03l": 1, "03pt": 1}
    assert changes[CounterKey(CITY, CITY, "pothole", "2026-11-09")] == {"09qb": 1}
    merged = delta(opened, replace(closed, outcome="duplicate", on_time=None))
    assert merged[CounterKey(CITY, CITY, "pothole", "2026-11-03")] == {"03c_duplicate": 1, "03x_2": 1, "03p": -1}


def test_days_are_the_citys() -> None:
    chicago = ZoneInfo("America/Chicago")
    assert local_day(1_772_949_599, chicago) == "2026-03-07"  # one second before midnight
    assert local_day(1_772_949_600, chicago) == "2026-03-08"  # the day on which clocks go forward
    assert days_between("2026-03-07", "2026-03-09") == 2
    assert days_between("2026-03-09", "2026-03-07") == 0


@given(st.text(), st.text())
def test_no_area_looks_like_another_in_a_key(one: str, other: str) -> None:
    assert unescaped(escaped(one)) == one
    assert "#" not in escaped(one)
    assert (escaped(one) == escaped(other)) == (one == other)


def test_what_a_case_costs() -> None:
    """The numbers of docs/insights.md: 34 areas and a department, one transaction each."""
    scopes = (*((f"layer{number:02d}", "1") for number in range(34)), ("department", "streets"))
    opened = Contribution("pothole", False, "web", "2026-11-01", scopes, p50="2026-11-03", p80="2026-11-09")
    opened = replace(opened, group="streets", hexes=("8/58/95/872631", "10/235/382/882631"))
    closed = replace(opened, closed="2026-11-02", outcome="done", age=1, on_time=True)
    same_day = replace(closed, closed="2026-11-01", age=0)
    # whether the promise was kept is told on the day of opening: a day of the city and of the type besides
    assert (len(delta(None, opened)), len(delta(opened, same_day)), len(delta(opened, closed))) == (43, 43, 45)
    next_month = replace(closed, closed="2026-12-02", age=31)
    assert len(delta(opened, next_month)) == 42, "a month of the department more, and no date that came true"
    for after in (closed, next_month):
        assert len(list(steps(None, opened))) == len(list(steps(opened, after))) == 1
