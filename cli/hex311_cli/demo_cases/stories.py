"""The stories of the demo city: what was reported where, and what became of it. Written by tools/rivermark.

A story says when it begins in one of two ways, so that it is never out of date: `month`, `day` and `back` (the last
such day that is over, or the one so many years before it), or `hours_ago`. What happens after it began is told in
hours, or as a share of the time that was promised (`pace`).
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

#: Where a pack keeps them; most packs have none.
FILE, PHOTOS = "demo/stories.jsonl.gz", "demo/photos"
#: How far back the demo reaches: a year to look at, and two months to compare with.
REACH_DAYS = 430
HOUR_S = 3_600
DOMAIN = "@example.org"


@dataclass(frozen=True, slots=True)
class Fate:
    """How a piece of work goes: `until` says how far it has come, or `done`; then `outcome` is how it ended.

    `pace` is the share of the promised working time that it takes; 1.2 is late. `days_ahead` plans it for a day from
    the one on which the stories are loaded (0), so that crews have something to do today.
    """

    outcome: str = ""
    pace: float = 0.6
    until: str = "done"
    crew: str = ""
    sentence: str = ""
    photo: str = ""
    reason: str = ""
    days_ahead: int | None = None
    quantities: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Story:
    """One report. `work` has the fates of each work order by its code: the first time, and after each reopening."""

    key: str
    service_code: str
    when: Mapping[str, Any]
    latitude: float
    longitude: float
    address: str
    channel: str = "web"
    language: str = "en"
    asset_id: str = ""
    description: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)
    reporter: Mapping[str, str] = field(default_factory=dict)
    follows: bool = False
    photos: tuple[str, ...] = ()
    released: bool = False
    joined_after: tuple[float, ...] = ()
    work: Mapping[str, tuple[Fate, ...]] = field(default_factory=dict)
    asked: Mapping[str, Any] = field(default_factory=dict)
    reopened: Mapping[str, Any] = field(default_factory=dict)
    merged: Mapping[str, Any] = field(default_factory=dict)

    def begins_at(self, now: int, zone: ZoneInfo) -> int:
        """Epoch seconds."""
        when = self.when
        if "hours_ago" in when:
            return now - round(float(when["hours_ago"]) * HOUR_S)
        at, today = time.fromisoformat(when["time"]), datetime.fromtimestamp(now, tz=UTC).astimezone(zone).date()
        for year in (today.year, today.year - 1):
            began = int(datetime.combine(_day(year, when["month"], when["day"]), at, zone).timestamp())
            if began < now:
                break
        back = int(when.get("back", 0))
        if not back:
            return began
        return int(datetime.combine(_day(year - back, when["month"], when["day"]), at, zone).timestamp())


def _day(year: int, month: int, day: int) -> date:
    """The day, or the last of its month where that is shorter."""
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month, min(day, last))


def has_stories(pack: Path) -> bool:
    return (pack / FILE).exists()


def read_stories(pack: Path) -> list[Story]:
    """The stories of a pack, in the order of its file."""
    with gzip.open(pack / FILE, "rt", encoding="utf-8") as lines:
        return [story_of(json.loads(line)) for line in lines]


def story_of(document: Mapping[str, Any]) -> Story:
    work = {code: tuple(Fate(**fate) for fate in fates) for code, fates in document.get("work", {}).items()}
    lists = {name: tuple(document[name]) for name in ("photos", "joined_after") if name in document}
    return Story(**{**document, **lists, "work": work})


def timed(stories: Sequence[Story], now: int, zone: ZoneInfo) -> Iterator[tuple[int, Story]]:
    """Each with its beginning; those that began before the demo's reach are left out."""
    for story in stories:
        at = story.begins_at(now, zone)
        if now - REACH_DAYS * 24 * HOUR_S <= at < now:
            yield at, story
