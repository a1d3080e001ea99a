"""One-time schedules fire on time, in the time zone they name.

ministack 1.5.33: looks every ten seconds, and reads `at()` as UTC whatever ScheduleExpressionTimezone says.
AWS: within the minute in the zone named; here one second, so that a test need not wait.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import ministack.services.scheduler as scheduler

LOOK_EVERY_SECONDS = 1.0

_tick = scheduler._tick_schedules


def _in_utc(schedule: dict[str, Any]) -> str | None:
    """The expression of an `at()` schedule of another zone, in UTC; None for any other schedule."""
    zone = schedule.get("ScheduleExpressionTimezone") or "UTC"
    expression = str(schedule.get("ScheduleExpression", ""))
    if zone == "UTC" or not expression.startswith("at("):
        return None
    local = datetime.fromisoformat(expression[3:-1].strip()).replace(tzinfo=ZoneInfo(zone))
    return local.astimezone(UTC).strftime("at(%Y-%m-%dT%H:%M:%S)")


def _tick_in_utc() -> None:
    """Show the emulator UTC expressions while it looks, and put the written ones back."""
    written: list[tuple[dict[str, Any], str]] = []
    for schedule in list(scheduler._schedules._data.values()):
        utc = _in_utc(schedule)
        if utc is not None:
            written.append((schedule, schedule["ScheduleExpression"]))
            schedule["ScheduleExpression"] = utc
    try:
        _tick()
    finally:
        for schedule, expression in written:
            schedule["ScheduleExpression"] = expression


def apply() -> None:
    """Look more often, in the right zone."""
    scheduler._SCHEDULE_TICK_INTERVAL = LOOK_EVERY_SECONDS
    scheduler._tick_schedules = _tick_in_utc
