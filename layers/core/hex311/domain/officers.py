"""The officers of the district: whom a new work order concerns, and when they may be told.

Pure functions of the city pack's `officers` (schema `city/officers`), of local wall-clock time and of the overlay.
Duty and quiet hours are spans of the day; one that ends before it begins runs into the next day.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hex311.domain.conditions import overlay_words
from hex311.domain.geography import Overlay

Officer = Mapping[str, Any]

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
AHEAD_DAYS = 8


@dataclass(frozen=True, slots=True)
class Matter:
    """What a work order is about, as far as it decides who is informed."""

    department: str
    service_code: str
    group: str
    overlay: Overlay


def whom_to_inform(officers: Iterable[Officer], matter: Matter, now: int, zone: ZoneInfo) -> list[tuple[str, int]]:
    """`(officer code, epoch seconds)`: who is told, and the earliest moment that suits.

    Those on duty are told, at once or when their quiet hours end. Is nobody on duty, then those whose duty begins
    next.
    """
    concerned = [officer for officer in officers if concerns(officer, matter)]
    on_duty = [officer for officer in concerned if is_on_duty(officer, now, zone)]
    if on_duty:
        return [(officer["code"], moment(officer, matter, now, zone)) for officer in on_duty]
    starts = [(min(_starts(officer, now, zone), default=now), officer) for officer in concerned]
    first = min((start for start, _ in starts), default=now)
    return [(officer["code"], moment(officer, matter, start, zone)) for start, officer in starts if start == first]


def concerns(officer: Officer, matter: Matter) -> bool:
    """Department, area and type: what the officer's entry names must all fit."""
    if officer["department"] != matter.department:
        return False
    area = officer.get("area")
    if area and not set(area["any_of"]) & set(overlay_words(matter.overlay, area["overlay"], area.get("attribute"))):
        return False
    services, groups = officer.get("services", ()), officer.get("groups", ())
    return (not services and not groups) or matter.service_code in services or matter.group in groups


def is_urgent(officer: Officer, matter: Matter) -> bool:
    urgent = officer.get("urgent", ())
    return matter.service_code in urgent or matter.group in urgent


def moment(officer: Officer, matter: Matter, now: int, zone: ZoneInfo) -> int:
    """The first moment from `now` on that is on duty and not quiet; urgent matters know no quiet hours.

    An officer whose duty is all quiet is told as soon as duty allows: late is better than never.
    """
    if is_urgent(officer, matter) or not officer.get("quiet_hours"):
        return _first(officer, now, zone, quiet_counts=False)
    found = _first(officer, now, zone, quiet_counts=True)
    return found if found >= 0 else _first(officer, now, zone, quiet_counts=False)


def _first(officer: Officer, now: int, zone: ZoneInfo, *, quiet_counts: bool) -> int:
    candidates = sorted({now, *_starts(officer, now, zone), *_quiet_ends(officer, now, zone)})
    fits = (
        at for at in candidates if is_on_duty(officer, at, zone) and not (quiet_counts and is_quiet(officer, at, zone))
    )
    return next(fits, -1 if quiet_counts else now)


def is_on_duty(officer: Officer, at: int, zone: ZoneInfo) -> bool:
    """Without a duty roster an officer is always on duty."""
    duty = officer.get("duty")
    return not duty or any(_within(span, at, zone) for span in duty)


def is_quiet(officer: Officer, at: int, zone: ZoneInfo) -> bool:
    quiet = officer.get("quiet_hours")
    return quiet is not None and _within(quiet, at, zone)


def _within(span: Mapping[str, Any], at: int, zone: ZoneInfo) -> bool:
    local = datetime.fromtimestamp(at, tz=UTC).astimezone(zone)
    start, end, clock = _clock(span["start"]), _clock(span["end"]), local.time()
    today, yesterday = local.date(), local.date() - timedelta(days=1)
    if start < end:
        return _is_day(span, today) and start <= clock < end
    return (_is_day(span, today) and clock >= start) or (_is_day(span, yesterday) and clock < end)


def _starts(officer: Officer, now: int, zone: ZoneInfo) -> list[int]:
    """When spans of duty begin, after `now` and within the next days."""
    return _moments(officer.get("duty", ()), "start", now, zone)


def _quiet_ends(officer: Officer, now: int, zone: ZoneInfo) -> list[int]:
    quiet = officer.get("quiet_hours")
    return _moments([quiet] if quiet else [], "end", now, zone)


def _moments(spans: Sequence[Mapping[str, Any]], edge: str, now: int, zone: ZoneInfo) -> list[int]:
    first = datetime.fromtimestamp(now, tz=UTC).astimezone(zone).date()
    found = []
    for span in spans:
        for ahead in range(-1, AHEAD_DAYS + 1):
            day = first + timedelta(days=ahead)
            if edge == "start" and not _is_day(span, day):
                continue
            at = int(datetime.combine(day, _clock(span[edge]), zone).timestamp())
            if at > now:
                found.append(at)
    return found


def _is_day(span: Mapping[str, Any], day: date) -> bool:
    return DAYS[day.weekday()] in span.get("days", DAYS)


def _clock(text: str) -> time:
    return time.fromisoformat(text)
