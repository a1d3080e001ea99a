"""The city's own estimates as a method of the back-test, and plainer ones to hold them against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from hex311.domain.estimate import LEVELS, MIN_CLOSINGS, TypeModel, learn, observed
from hex311.domain.worked_days import EVERY_DAY, WorkedDays
from hex311_cli.estimates.backtest import Known, Teller


@dataclass(frozen=True, slots=True)
class AsInTheCity:
    """What the nightly job learns and intake tells: the same functions, fed from the history.

    Without `is_adjusted` nothing is learned from how earlier dates came true; with a calendar of all days and without
    adjusting it is the method that hex311 began with.
    """

    calendar: WorkedDays
    is_adjusted: bool = True

    def teller(self, known: Known, today: int) -> Teller:
        model = self.model(known, today)
        return lambda area: model.days(area, today, today)

    def model(self, known: Known, today: int) -> TypeModel:
        """What the nightly job would have learned on the evening before."""
        counts = known.counts(today)
        worked = self.calendar.with_busy_days(counts, today)
        return learn(
            "",
            date.fromordinal(today).isoformat(),
            observed(counts, worked, today),
            "area",
            {area: observed(some, worked, today) for area, some in known.by_area(today).items()},
            worked,
            known.kept(today) if self.is_adjusted else ({}, {}),
        )


@dataclass(frozen=True, slots=True)
class FixedTarget:
    """One date for everybody: the service level in working days, told as both P50 and P80."""

    calendar: WorkedDays
    targets: Mapping[str, int]

    def teller(self, known: Known, today: int) -> Teller:
        code = known.code
        if code not in self.targets:
            return lambda area: None
        day = self.calendar.day(self.calendar.number(today) + self.targets[code])
        return lambda area: (day, day)


@dataclass(frozen=True, slots=True)
class KaplanMeier:
    """The plain estimator: the cases opened in the last `days`, each alike, all areas, calendar days."""

    days: int = 90

    def teller(self, known: Known, today: int) -> Teller:
        recent = [case for case in known.cases if case.opened >= today - self.days]
        ends: dict[int, list[int]] = {}
        for case in recent:
            seen = case.closed < today
            end = ends.setdefault((case.closed if seen else today) - case.opened, [0, 0])
            end[0] += seen and not case.merged
            end[1] += 1
        if sum(closed for closed, _ in ends.values()) < MIN_CLOSINGS:
            return lambda area: None
        found: list[int] = []
        alive, left = 1.0, len(recent)
        for age in sorted(ends):
            closed, gone = ends[age]
            alive, left = alive * (1 - closed / left), left - gone
            found += [age] * (sum(1 - alive >= level for level in LEVELS) - len(found))
        if len(found) < len(LEVELS):
            return lambda area: None
        return lambda area: (today + found[0], today + found[1])


AS_BEFORE = AsInTheCity(EVERY_DAY, is_adjusted=False)
