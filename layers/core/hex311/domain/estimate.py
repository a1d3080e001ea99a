"""When a case will be done, honestly: the date by which half of its like are closed, and four of five.

The model of a type is one curve for the whole city and one for each area that has a history of its own, learned from
the city's own closings (`survival`), in the days on which the type is worked on (`worked_days`), and asked for shares
that are set by how earlier dates came true (`calibration`). It is small, stored as data, and read at intake.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hex311.domain.calibration import Kept, asked_shares
from hex311.domain.survival import HALF_LIFE, Curve, DailyCounts, Observed, curve, observe
from hex311.domain.worked_days import EVERY_DAY, WorkedDays

LEVELS = (0.5, 0.8)
#: Fewer closings than this are too few to say anything.
MIN_CLOSINGS = 30
#: Areas with fewer than this are told the whole city's.
MIN_AREA_CLOSINGS = 5
#: How far a date has to move to be news: days, or this share of the time that was left.
MOVE_DAYS, MOVE_SHARE = 2, 0.2


@dataclass(frozen=True, slots=True)
class Estimate:
    """Epoch seconds, each the last second of a local day: half of such cases are closed by then, four of five."""

    p50_at: int
    p80_at: int


@dataclass(frozen=True, slots=True)
class TypeModel:
    """What is known of a type. `made_on` is a local day; `layer` is the map layer whose areas are told apart.

    The curves count ages in `worked` days; `asked` are the shares to ask of them for each of the `LEVELS`.
    """

    code: str
    made_on: str
    closings: int
    whole: Curve
    layer: str = ""
    areas: Mapping[str, Curve] = field(default_factory=dict)
    worked: WorkedDays = EVERY_DAY
    asked: tuple[float, float] = LEVELS

    @property
    def is_thin(self) -> bool:
        return self.closings < MIN_CLOSINGS

    def ages(self, area: str, age: int) -> tuple[int, int] | None:
        """Ages in worked days at both `LEVELS` for a case that is open at `age`; None when too little is known."""
        if self.is_thin:
            return None
        known = self.areas.get(area, self.whole)
        p50, p80 = (known.age_at(share, age) for share in self.asked)
        # A share that was raised beyond what has been seen is no reason to say nothing.
        p50, p80 = (p50, p80) if p80 is not None else (known.age_at(level, age) for level in LEVELS)
        return None if p50 is None or p80 is None else (p50, max(p50, p80))

    def days(self, area: str, opened: int, today: int) -> tuple[int, int] | None:
        """The days (ordinals) at both `LEVELS` for a case that was opened on a day and is open on the evening before
        `today`; none of them lies before `today`."""
        first = self.worked.number(opened)
        found = self.ages(area, self.worked.number(today - 1) + 1 - first if today > opened else 0)
        if found is None:
            return None
        # Nobody closes a case that was opened on a free day before the next worked one.
        soonest = self.worked.day(self.worked.number(today - 1) + 1)
        p50, p80 = (max(soonest, self.worked.day(first + age)) for age in found)
        return p50, p80

    def estimate(self, area: str, opened_at: int, now: int, zone: ZoneInfo) -> Estimate | None:
        """Both dates for a case that was opened at `opened_at` and is open `now`."""
        found = self.days(area, _day(opened_at, zone).toordinal(), _day(now, zone).toordinal())
        if found is None:
            return None
        p50, p80 = (_last_second(date.fromordinal(day), zone) for day in found)
        return Estimate(p50, p80)

    def document(self) -> dict[str, Any]:
        """As JSON: chances to five digits."""
        return {
            "code": self.code,
            "made_on": self.made_on,
            "closings": self.closings,
            "layer": self.layer,
            "whole": _packed(self.whole),
            "areas": {area: _packed(known) for area, known in self.areas.items()},
            "weekdays": list(self.worked.weekdays),
            "holidays": list(self.worked.holidays),
            "asked": [round(share, 4) for share in self.asked],
        }

    @classmethod
    def of_document(cls, document: Mapping[str, Any]) -> "TypeModel":
        """From `document`, also from one that was stored before a field came to be."""
        areas = {area: _unpacked(known) for area, known in document["areas"].items()}
        p50, p80 = document.get("asked", LEVELS)
        return cls(
            document["code"],
            document["made_on"],
            document["closings"],
            _unpacked(document["whole"]),
            document["layer"],
            areas,
            WorkedDays.of(document.get("weekdays", ()), document.get("holidays", ())),
            (p50, p80),
        )


def observed(counts: DailyCounts, worked: WorkedDays, today: int) -> Observed:
    """What a history shows on the evening before `today`, in worked days."""
    return observe(worked.counts(counts), worked.number(today - 1) + 1, HALF_LIFE * worked.share)


def learn(
    code: str,
    made_on: str,
    whole: Observed,
    layer: str = "",
    areas: Mapping[str, Observed] = {},
    worked: WorkedDays = EVERY_DAY,
    due: Sequence[Mapping[int, Kept]] = ({}, {}),
) -> TypeModel:
    """The model of a type from what was observed of it, in the city and in each area, and from how the dates that
    were told at each of the `LEVELS` came true."""
    all_of_it = curve(whole)
    known = {area: curve(seen, all_of_it) for area, seen in areas.items() if seen.seen >= MIN_AREA_CLOSINGS}
    today = date.fromisoformat(made_on).toordinal()
    delays = [round((all_of_it.age_at(level) or 0) / worked.share) for level in LEVELS]
    p50, p80 = asked_shares(LEVELS, due, today, delays)
    return TypeModel(code, made_on, whole.seen, all_of_it, layer, known, worked, (p50, p80))


def is_news(told: Estimate | None, found: Estimate | None, now: int) -> bool:
    """Whether the estimate has moved so far that it has to be told.

    Once the P80 date is past it always has. That the P50 date is past is no news by itself: half of such cases are
    slower, and a new one every few days would tell nobody anything. The P80 date decides then.
    """
    if found is None:
        return False
    if told is None:
        return True
    if told.p80_at < now:
        return found != told
    least = max(MOVE_DAYS * 86_400, MOVE_SHARE * (told.p80_at - now))
    moved = abs(found.p80_at - told.p80_at)
    return max(moved, abs(found.p50_at - told.p50_at) if told.p50_at >= now else 0) > least


def _packed(known: Curve) -> list[Any]:
    return [known.known_to, [round(hazard, 5) for hazard in known.hazards]]


def _unpacked(packed: list[Any]) -> Curve:
    return Curve(tuple(packed[1]), packed[0])


def _day(seconds: int, zone: ZoneInfo) -> date:
    return datetime.fromtimestamp(seconds, tz=UTC).astimezone(zone).date()


def _last_second(day: date, zone: ZoneInfo) -> int:
    midnight = datetime.combine(day + timedelta(days=1), datetime.min.time(), zone)
    return int(midnight.timestamp()) - 1
