"""Working time: when something promised in working days or hours falls due in the city's own calendar."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class WorkingCalendar:
    """The working days, hours and holidays of a city (`city.yaml`: `calendar`, `timezone`)."""

    def __init__(self, calendar: Mapping[str, Any], timezone: str) -> None:
        self._zone = ZoneInfo(timezone)
        self._weekdays = {_DAYS.index(day) for day in calendar["working_days"]}
        self._start = time.fromisoformat(calendar["hours"]["start"])
        self._end = time.fromisoformat(calendar["hours"]["end"])
        self._holidays = {date.fromisoformat(str(day["date"])) for day in calendar.get("holidays", ())}

    def is_working_day(self, day: date) -> bool:
        return day.weekday() in self._weekdays and day not in self._holidays

    def due(self, start: int, sla: Mapping[str, float] | None) -> int | None:
        """Epoch seconds at which `{"working_days": n}` or `{"working_hours": n}` from `start` is over.

        A working-days promise ends at closing time of the n-th working day after the start; a working-hours
        promise counts opening hours only, in local time across clock changes. None when nothing is promised.
        """
        if not sla:
            return None
        local = datetime.fromtimestamp(start, tz=UTC).astimezone(self._zone)
        if "working_days" in sla:
            return self._after_days(local, float(sla["working_days"]))
        return self._after_hours(local, float(sla["working_hours"]))

    def _after_days(self, local: datetime, days: float) -> int:
        left, day = max(1, int(days + 0.999_999)), local.date()
        while left:
            day += timedelta(days=1)
            left -= self.is_working_day(day)
        return int(datetime.combine(day, self._end, self._zone).timestamp())

    def _after_hours(self, local: datetime, hours: float) -> int:
        left, moment = hours * 3600, local
        while True:
            opens = datetime.combine(moment.date(), self._start, self._zone)
            closes = datetime.combine(moment.date(), self._end, self._zone)
            if self.is_working_day(moment.date()) and moment < closes:
                begin = max(moment, opens)
                room = closes.timestamp() - begin.timestamp()
                if left <= room:
                    return int(begin.timestamp() + left)
                left -= room
            moment = datetime.combine(moment.date() + timedelta(days=1), time.min, self._zone)
