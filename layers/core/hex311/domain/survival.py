"""How long cases of one kind stay open, learned from daily counts; cases that are still open count as what they are.

The method is a period life table. For every age (in days) it asks: of the case-days that were lived at this age, how
many ended with a closing? Days that lie longer ago weigh less. Cases that are still open lend their case-days and no
closing, which is the survival-style handling of censored cases (with one cohort and equal weights the answer is the
Kaplan-Meier curve). Case-days of the present backlog stand in the denominator, so a backlog that grows faster than
it is worked off lengthens the estimates by itself.

Units: a day is an ordinal (`date.toordinal`); an age is the number of local midnights since the case was opened.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

#: First age of each step of the table: single days for two weeks, then steps of about a seventh of the age.
STEPS: tuple[int, ...] = (
    *range(15), 17, 19, 22, 25, 28, 32, 36, 41, 47, 54, 62, 71, 81, 93, 106, 121, 138, 158, 181, 207, 237, 271, 310,
    354, 405, 463, 529, 605, 691, 790,
)  # fmt: skip
OLDEST = 903
#: Days after which an observation weighs half.
HALF_LIFE = 90.0
#: So many case-days of the larger whole are mixed into the table of a part (an area of the city).
PRIOR_DAYS = 40.0


@dataclass(slots=True)
class DailyCounts:
    """What happened day by day. `opened[day]`, and `closed[day][age]` / `withdrawn[day][age]` counts.

    Withdrawn cases (merged into another) stop being watched without having been done.
    """

    opened: dict[int, int] = field(default_factory=dict)
    closed: dict[int, dict[int, int]] = field(default_factory=dict)
    withdrawn: dict[int, dict[int, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Observed:
    """Weighted closings and case-days per step of the age; `seen` closings stand behind it."""

    closings: tuple[float, ...]
    days: tuple[float, ...]
    seen: int


@dataclass(frozen=True, slots=True)
class Curve:
    """Chance of a closing per day at each step of the age, and the age (days) up to which anything is known."""

    hazards: tuple[float, ...]
    known_to: int

    def age_at(self, level: float, age: int = 0) -> int | None:
        """The age by which a case that is open at `age` is closed with the chance `level`; None beyond what is known.

        Closings on the very day count half, so that whole days can be right on average.
        """
        before, last = 1.0, 0.0
        for day in range(age, self.known_to + 1):
            after = before * (1.0 - self.hazards[_step(day)])
            middle = 1.0 - (before + after) / 2
            if middle >= level:
                # The nearer of two days, so that the error does not always lie on one side.
                return day - 1 if day > age and level - last < middle - level else day
            before, last = after, middle
        # On the last day that is known, half of the day's closings may be missing to the level, and no day comes after.
        return self.known_to if age <= self.known_to and 1.0 - before >= level else None


def _step(age: int) -> int:
    low, high = 0, len(STEPS)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if STEPS[middle] <= age else (low, middle)
    return low


def observe(counts: DailyCounts, today: int, half_life: float = HALF_LIFE) -> Observed:
    """Closings and case-days before `today`, weighted by how long ago they were."""
    closings, days = [0.0] * len(STEPS), [0.0] * len(STEPS)
    ends: dict[int, dict[int, int]] = {}
    seen = 0
    for is_closing, ended in ((True, counts.closed), (False, counts.withdrawn)):
        for day, ages in ended.items():
            if day >= today:
                continue
            for age, number in ages.items():
                cohort = ends.setdefault(day - age, {})
                cohort[age] = cohort.get(age, 0) + number
                if is_closing and age < OLDEST:
                    seen += number
                    closings[_step(age)] += number * 0.5 ** ((today - 1 - day) / half_life)
    for opened_on, number in counts.opened.items():
        if opened_on < today and number > 0:
            _live(opened_on, number, ends.get(opened_on, {}), today, half_life, days)
    return Observed(tuple(closings), tuple(days), seen)


def _live(
    opened_on: int, number: int, ends: Mapping[int, int], today: int, half_life: float, days: list[float]
) -> None:
    """Add the case-days of all cases that were opened on one day. A case that ends at an age has lived that day."""
    oldest = min(today - opened_on, OLDEST)
    for index, start in enumerate(STEPS):
        if start >= oldest or number <= 0:
            return
        stop = min(STEPS[index + 1] if index + 1 < len(STEPS) else OLDEST, oldest)
        lived = number * (stop - start)
        for age in range(start, stop):
            if gone := ends.get(age):
                number -= gone
                lived -= gone * (stop - age - 1)
        days[index] += lived * 0.5 ** ((today - 1 - opened_on - (start + stop - 1) / 2) / half_life)


def curve(observed: Observed, prior: Curve | None = None, prior_days: float = PRIOR_DAYS) -> Curve:
    """The table; a part of the city leans on the `prior` of the whole where it has seen little itself."""
    hazards: list[float] = []
    known_to = 0
    for index, (closings, days) in enumerate(zip(observed.closings, observed.days, strict=True)):
        if prior is not None:
            closings, days = closings + prior_days * prior.hazards[index], days + prior_days
        hazards.append(min(1.0, closings / days) if days > 0 else 0.0)
        if closings > 0:
            known_to = (*STEPS[1:], OLDEST)[index] - 1
    return Curve(tuple(hazards), max(known_to, prior.known_to if prior else 0))
