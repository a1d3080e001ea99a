"""Dates of legacy files: written in the city's own time, in one of several ways."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from hex311_cli.history.problems import HistoryProblem

_SLASHED = re.compile(r"^(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_TIMES = ("", " %H:%M", " %H:%M:%S", " %I:%M %p", " %I:%M:%S %p")


class DateReader:
    """Reads the dates of one file as epoch seconds; dates without a zone are in the city's time zone."""

    def __init__(self, zone: ZoneInfo, formats: tuple[str, ...] = ()) -> None:
        self._zone = zone
        self._formats = formats

    def read(self, text: str) -> int:
        """Epoch seconds; `ValueError` when it is not a date as the file writes them."""
        for pattern in self._formats:
            try:
                return self._seconds(datetime.strptime(text, pattern))
            except ValueError:
                continue
        return self._seconds(datetime.fromisoformat(text))

    def _seconds(self, moment: datetime) -> int:
        local = moment if moment.tzinfo else moment.replace(tzinfo=self._zone)
        return int(local.timestamp())


def date_reader(file: str, zone: ZoneInfo, date_format: str, examples: Iterable[str]) -> DateReader:
    """A reader for dates such as the examples.

    ISO 8601 is always understood. 03/04/2012 could be March or April: the examples must show which part is the day,
    or the mapping file must say it (`HistoryProblem`).
    """
    if date_format:
        return DateReader(zone, (date_format,))
    pairs = [(int(found[1]), int(found[2])) for text in examples if (found := _SLASHED.match(text))]
    if not pairs:
        return DateReader(zone)
    day_first, month_first = any(first > 12 for first, _ in pairs), any(second > 12 for _, second in pairs)
    if day_first is month_first:
        mend = "Name it in a mapping file, such as date_format: '%m/%d/%Y'."
        raise HistoryProblem(file, "its dates could be month first or day first", mend)
    parts = ("%d", "%m") if day_first else ("%m", "%d")
    patterns = [f"{separator.join((*parts, '%Y'))}{time}" for separator in "/." for time in _TIMES]
    return DateReader(zone, tuple(patterns))
