"""When work is planned for: a day, or a day and a time of day, as the clocks in the city show it."""

import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from hex311.domain.errors import BadInput, Problem

MOST_DAYS_AHEAD = 550
_FORM = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?", re.ASCII)
_MEND = "Send a day such as 2026-11-30, or a day and a time such as 2026-11-30T08:30, in the city's time."


def check_planned(text: str, now: int, timezone: str) -> str:
    """The text itself when it is a local day or time from today on, within a year and a half; else `BadInput`.

    An hour that the clocks skip in spring does not exist; of one that they show twice the first is meant.
    """
    if not _FORM.fullmatch(text):
        raise _problem("This is not a day.")
    zone = ZoneInfo(timezone)
    try:
        day = date.fromisoformat(text[:10])
        local = datetime.fromisoformat(text).replace(tzinfo=zone) if "T" in text else None
    except ValueError:
        raise _problem("There is no such day or time.") from None
    today = datetime.fromtimestamp(now, tz=UTC).astimezone(zone).date()
    if day < today:
        raise _problem("This day is over.")
    if (day - today).days > MOST_DAYS_AHEAD:
        raise _problem("This is too far ahead.")
    if local is not None and local.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise _problem("The clocks skip this hour on that day.")
    return text


def _problem(problem: str) -> BadInput:
    return BadInput([Problem("planned_for", problem, _MEND)])
