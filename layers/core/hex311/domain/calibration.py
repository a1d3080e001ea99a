"""Setting the dates right by how earlier ones came true.

The life table says which share of cases it expects to be closed by an age. Where the dates of a type come true more
or less often than they should, the share that is asked of the table is moved against it, a bounded step for each day
on which dates fell due (adaptive conformal inference). A date is judged on the day it named and not before; a case
that is still open then counts as not in time, however long it stays open. So nothing is known here that was not known
on the evening before, and slow cases are not missing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

#: Shares asked of the table, however the dates came true: (P50, P80). The lowest P80 lies above the highest P50.
BOUNDS = ((0.25, 0.72), (0.72, 0.95))
#: The most that one day's dates can move a share, and how many dates on a day count half as much as very many.
MOST_STEP, HALF_DUE = 0.05, 20.0
#: How much of what is missing is made up for per day, at most, and within the time that a date takes to fall due.
#: More than a third within that time would overshoot, because what is told today is judged only then.
PER_DAY, PER_DELAY = 0.2, 0.3


@dataclass(slots=True)
class Kept:
    """Estimates that have come due, and how many of the cases were closed before or on the day that was named."""

    due: int = 0
    before: int = 0
    on_the_day: int = 0

    @property
    def share(self) -> float | None:
        """Share closed in time; closings on the very day count half. None while nothing is due."""
        return (self.before + self.on_the_day / 2) / self.due if self.due else None


def asked_share(level: float, due: Mapping[int, Kept], today: int, delay: int, bounds: tuple[float, float]) -> float:
    """The share to ask of the life table so that `level` of the dates come true.

    `due` has what fell due on each day (ordinal); `today` and later days are not looked at. `delay` is how many days
    such a date usually lies ahead. The answer depends on nothing else, and on no order within a day.
    """
    low, high = bounds
    gain = min(PER_DAY, PER_DELAY / max(1, delay))
    share = level
    for day in sorted(day for day in due if day < today):
        kept = due[day]
        # Counters may be read while a case is being counted, and then say less than nothing.
        if kept.due > 0 and kept.share is not None:
            missing = level - min(1.0, max(0.0, kept.share))
            step = gain * missing * kept.due / (kept.due + HALF_DUE)
            share = min(high, max(low, share + min(MOST_STEP, max(-MOST_STEP, step))))
    return share


def asked_shares(
    levels: Sequence[float], due: Sequence[Mapping[int, Kept]], today: int, delays: Sequence[int]
) -> tuple[float, ...]:
    """`asked_share` at each level; the bounds keep them in order."""
    return tuple(
        asked_share(level, judged, today, delay, bounds)
        for level, judged, delay, bounds in zip(levels, due, delays, BOUNDS, strict=True)
    )
