"""A city's history and rule files, read for a back-test."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from itertools import islice
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from hex311.domain.geography import Point
from hex311_cli.duplicates.backtest import LONGEST_DAYS, WIDEST_M, PastCase, Rule
from hex311_cli.history.columns import choose_columns
from hex311_cli.history.dates import date_reader
from hex311_cli.history.problems import HistoryProblem
from hex311_cli.history.table import HistoryFile
from hex311_cli.history.words import plain

MARKS = ("dup", "duplicate")
_EXAMPLES = 500


def read_past(paths: list[Path], zone: ZoneInfo) -> tuple[dict[str, list[PastCase]], int]:
    """The cases by type (in plain words), each number once, and how many rows could not be used: no place or date."""
    found: dict[str, dict[str, PastCase]] = defaultdict(dict)
    left_out = 0
    for path in paths:
        file = HistoryFile(path)
        chosen = choose_columns(file.name, file.columns, {})
        examples = [row.values[chosen["created_at"]] for row in islice(file.rows(), _EXAMPLES)]
        dates = date_reader(file.name, zone, "", examples)
        others = [column for column in file.columns if column not in chosen.values()]
        for row in file.rows():
            values = {field: row.values[column] for field, column in chosen.items()}
            try:
                point = Point(latitude=float(values["latitude"]), longitude=float(values["longitude"]))
                created_at = dates.read(values["created_at"])
            except (ValueError, KeyError):
                left_out += 1
                continue
            case = PastCase(
                values["number"],
                plain(values["type"]),
                point,
                created_at,
                is_marked=any(word in MARKS for word in plain(values["status"]).replace("-", " ").split()),
                answers={column: plain(row.values[column]) for column in others},
            )
            found[case.kind][case.number] = case
    return {kind: list(cases.values()) for kind, cases in found.items()}, left_out


def read_rules(path: Path) -> dict[str, Rule]:
    """`rules: {<type>: {radius_m, window_days, same?: [column]}}`; `HistoryProblem` for anything else."""
    document = yaml.safe_load(path.read_text())
    mend = "Write rules: {pot hole in street: {radius_m: 30, window_days: 14, same: [column]}}."
    rules = document.get("rules") if isinstance(document, Mapping) else None
    if not isinstance(rules, Mapping) or not rules:
        raise HistoryProblem(path.name, "there are no rules in it", mend)
    return {plain(str(kind)): _rule(path.name, str(kind), given, mend) for kind, given in rules.items()}


def _rule(file: str, kind: str, given: Any, mend: str) -> Rule:
    try:
        rule = Rule(float(given["radius_m"]), float(given["window_days"]), tuple(map(plain, given.get("same", ()))))
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        raise HistoryProblem(file, f"the rule of '{kind}' cannot be read", mend) from error
    if not (0 < rule.radius_m <= WIDEST_M and 0 < rule.window_days <= LONGEST_DAYS):
        limits = f"radius_m up to {WIDEST_M:.0f} and window_days up to {LONGEST_DAYS:.0f}"
        raise HistoryProblem(file, f"the rule of '{kind}' is out of range", f"A back-test takes {limits}.")
    return rule
