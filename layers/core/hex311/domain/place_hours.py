"""Opening hours: read from the words a city writes, and asked for a moment in the city's own time.

Understood: `Mon-Thu 10-20, Fri-Sat 10-17`, `Tue and Thu 12-18`, `Daily 5-24`, `Mo-Fr 08:00-12:00,13:00-17:00; Sa 9-12`
(OpenStreetMap's way), `Mon-Fri 9am-5pm`, `Sun closed`, `PH off` (public holidays), `Always open`, `24/7`. `Fri 18-2`
runs past midnight. Anything else stays text, also `Mon-Fri 9-5`, which may mean either: nobody is told "open" by
guesswork.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

Span = tuple[int, int]
"""Minutes after midnight; the end may lie on the next day (up to 2880)."""

DAY = 24 * 60
MOST_CHARACTERS = 300
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_ALWAYS = re.compile(r"(always open|24/7|open 24 hours)", re.IGNORECASE)
_TIME = r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?"
_TOKEN = re.compile(
    r"\s*(?:"
    rf"(?P<span>{_TIME}\s*(?:-|–|to)\s*{_TIME})(?![\d:])"
    r"|(?P<day>mo(?:n(?:day)?)?|tu(?:e(?:s(?:day)?)?)?|we(?:d(?:nesday)?)?|th(?:u(?:rs?(?:day)?)?)?"
    r"|fr(?:i(?:day)?)?|sa(?:t(?:urday)?)?|su(?:n(?:day)?)?)\b"
    r"|(?P<daily>daily|every day)\b|(?P<holiday>ph|public holidays|holidays)\b"
    r"|(?P<closed>closed|off)\b|(?P<to>-|–|to\b)|(?P<next>[,;&]|and\b))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """Spans of each weekday, Monday first. `holiday`: those of a public holiday, None when nothing is said."""

    week: tuple[tuple[Span, ...], ...]
    holiday: tuple[Span, ...] | None = None
    always: bool = False


@dataclass(frozen=True, slots=True)
class OpenState:
    """Whether it is open, and until when that is so (epoch seconds); None where it cannot be known."""

    open_now: bool | None
    changes_at: int | None = None


class _Reader:
    """Collects rules: some days, then some spans; the next day after a span begins a new rule."""

    def __init__(self) -> None:
        self.week: list[list[Span]] = [[] for _ in _DAYS]
        self.holiday: list[Span] | None = None
        self._days: set[int] = set()
        self._on_holiday = False
        self._from: int | None = None
        self._complete = True

    def day(self, number: int, is_range: bool) -> bool:
        if self._complete:
            self._days, self._on_holiday, self._complete = set(), False, False
            if is_range:
                return False
        if is_range:
            if self._from is None:
                return False
            self._days |= {(self._from + step) % 7 for step in range((number - self._from) % 7 + 1)}
            self._from = None
        else:
            self._days.add(number)
            self._from = number
        return True

    def every_day(self) -> bool:
        self.day(0, False)
        self._days, self._from = set(range(7)), None
        return True

    def holidays(self) -> None:
        if self._complete:
            self._days, self._complete = set(), False
        self._on_holiday = True

    def spans(self, span: Span | None) -> bool:
        if not self._days and not self._on_holiday:
            return False
        self._complete, self._from = True, None
        for number in self._days if span else ():
            self.week[number].append(span)  # type: ignore[arg-type]
        if self._on_holiday:
            self.holiday = [*(self.holiday or []), *([span] if span else [])]
        return True

    @property
    def is_complete(self) -> bool:
        return self._complete


def read_hours(text: str) -> OpeningHours | None:
    """The opening hours that the text states; None when it cannot be read with certainty."""
    text = text.strip()
    if len(text) > MOST_CHARACTERS:
        return None
    if _ALWAYS.fullmatch(text):
        return OpeningHours(tuple(((0, DAY),) for _ in _DAYS), ((0, DAY),), always=True)
    reader, at, is_range, seen = _Reader(), 0, False, False
    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None or token.end() == at:
            return None
        at = token.end()
        kind, fits = _kind(token), True
        if kind == "day":
            fits = reader.day(_DAYS.index(_short_day(token["day"])), is_range)
        elif kind == "daily":
            fits = reader.every_day()
        elif kind == "holiday":
            reader.holidays()
        elif kind in ("span", "closed"):
            span = _span(token) if kind == "span" else None
            fits, seen = (kind == "closed" or span is not None) and reader.spans(span), True
        if not fits or (is_range and kind != "day"):
            return None
        is_range = kind == "to"
    if not seen or is_range or not reader.is_complete or not any(reader.week):
        return None
    holiday = None if reader.holiday is None else tuple(sorted(reader.holiday))
    return OpeningHours(tuple(tuple(sorted(spans)) for spans in reader.week), holiday)


def open_state(hours: OpeningHours, now: int, timezone: str, holidays: Collection[date] = ()) -> OpenState:
    """How it stands at `now` (epoch seconds). On a public holiday that the hours say nothing of, nobody can know."""
    if hours.always:
        return OpenState(True)
    zone = ZoneInfo(timezone)
    today = datetime.fromtimestamp(now, tz=UTC).astimezone(zone).date()
    if today in holidays and hours.holiday is None:
        return OpenState(None)
    spans = _joined(sorted(_seconds(hours, today, zone, holidays)))
    for begins, ends in spans:
        if begins <= now < ends:
            return OpenState(True, ends)
        if begins > now:
            return OpenState(False, begins)
    return OpenState(False)


def _seconds(hours: OpeningHours, today: date, zone: ZoneInfo, holidays: Collection[date]) -> Iterator[Span]:
    """The spans from yesterday (it may run past midnight) until a week from now, as epoch seconds."""
    for step in range(-1, 9):
        day = today + timedelta(days=step)
        is_holiday = day in holidays
        for span in (hours.holiday or ()) if is_holiday else hours.week[day.weekday()]:
            begins, ends = (
                int(datetime.combine(day + timedelta(days=minutes // DAY), _clock(minutes), zone).timestamp())
                for minutes in span
            )
            yield begins, ends


def _joined(spans: list[Span]) -> list[Span]:
    """Spans that touch or overlap, as one: 20-24 and 0-2 of the next day do not close at midnight."""
    joined: list[Span] = []
    for begins, ends in spans:
        if joined and begins <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], ends))
        else:
            joined.append((begins, ends))
    return joined


def _clock(minutes: int) -> time:
    return time(minutes % DAY // 60, minutes % 60)


def _kind(token: re.Match[str]) -> str:
    return next(name for name, value in token.groupdict().items() if value is not None)


def _short_day(word: str) -> str:
    return next(day for day in _DAYS if day.startswith(word.lower()[:2]))


def _span(token: re.Match[str]) -> Span | None:
    """The two times; None when one of them is not on a clock."""
    first, last = token.group(2, 3, 4), token.group(5, 6, 7)
    if last[2] and not first[2]:
        # "9-5pm" could begin in the morning or in the evening
        return None
    begins, ends = _minutes(*first), _minutes(*last)
    if begins is None or ends is None or begins >= DAY:
        return None
    if ends > begins:
        return begins, ends
    past_midnight = begins >= DAY // 2 or bool(first[2] and last[2])
    return (begins, ends + DAY) if past_midnight else None


def _minutes(hour: str, minute: str | None, half: str | None) -> int | None:
    hours, minutes = int(hour), int(minute or 0)
    if half:
        if not 1 <= hours <= 12:
            return None
        hours = hours % 12 + (12 if half.lower() == "pm" else 0)
    total = hours * 60 + minutes
    return total if minutes < 60 and total <= DAY else None
