"""Days and moments as people read them, in the city's time."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from hex311.http.basic.words import Words


class Dates:
    """`zone` is the city's."""

    def __init__(self, words: Words, zone: str) -> None:
        self._words, self._zone = words, ZoneInfo(zone)

    def day(self, iso: str) -> str:
        """`22 November 2026` of an ISO date or moment."""
        return self._of(self._local(iso).date())

    def moment(self, iso: str) -> str:
        """`22 November 2026, 14:05` of an ISO moment."""
        local = self._local(iso)
        return f"{self._of(local.date())}, {local:%H:%M}"

    def _local(self, iso: str) -> datetime:
        if len(iso) == len("2026-11-22"):
            return datetime.fromisoformat(iso)
        return datetime.fromisoformat(iso).astimezone(self._zone)

    def _of(self, day: date) -> str:
        month = self._words.say(f"month.{day.month}")
        return str(self._words.say("date", day=day.day, month=month, year=day.year))
