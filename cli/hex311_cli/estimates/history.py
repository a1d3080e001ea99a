"""A city's history, read for a back-test of the estimates."""

from __future__ import annotations

from datetime import date
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

from hex311.domain.contribution import local_day
from hex311_cli.estimates.backtest import Lived
from hex311_cli.history.columns import choose_columns
from hex311_cli.history.dates import date_reader
from hex311_cli.history.problems import HistoryProblem
from hex311_cli.history.table import HistoryFile
from hex311_cli.history.words import plain

_EXAMPLES = 500


def read_lives(paths: list[Path], zone: ZoneInfo, area_column: str) -> tuple[list[Lived], int]:
    """The cases, each number once, and how many rows could not be used: not closed, or a date that cannot be."""
    found: dict[tuple[str, str], Lived] = {}
    left_out = 0
    for path in paths:
        file = HistoryFile(path)
        chosen = choose_columns(file.name, file.columns, {})
        if "closed_at" not in chosen:
            raise HistoryProblem(file.name, "no column tells when a case was closed", "Name it 'Completion Date'.")
        examples = [row.values[chosen["created_at"]] for row in islice(file.rows(), _EXAMPLES)]
        dates = date_reader(file.name, zone, "", examples)
        area = plain(area_column)
        for row in file.rows():
            kind = plain(row.values[chosen["type"]])
            try:
                opened, closed = (
                    _ordinal(local_day(dates.read(row.values[chosen[name]]), zone))
                    for name in ("created_at", "closed_at")
                )
            except (ValueError, OverflowError):
                left_out += 1
                continue
            if closed < opened:
                left_out += 1
                continue
            number = row.values[chosen["number"]]
            merged = any(word.startswith("dup") for word in plain(row.values[chosen["status"]]).split())
            found[kind, number] = Lived(kind, row.values.get(area, ""), opened, closed, merged)
    return list(found.values()), left_out


def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()
