"""A sample of the random schedules that `make bench-nearby` plays a million of."""

from bench.schedules import unseen_twins


def test_no_twin_stays_unseen() -> None:
    assert sum(unseen_twins(seed) for seed in range(5_000)) == 0


def test_without_the_guard_some_would() -> None:
    assert sum(unseen_twins(seed, guarded=False) for seed in range(500)) > 0
