"""The schedules of a city pack: which zone is served on which days, as the city's own lists say."""

import csv
import io
from datetime import date

from hex311_cli.pack.problems import PackProblem

COLUMNS = ("feature_id", "date")
MOST_SHOWN = 5


def read_schedule(text: str, name: str) -> tuple[dict[str, list[str]], list[PackProblem]]:
    """Dates (ISO, sorted) by feature id, from CSV with the columns `feature_id` and `date`; and what is wrong."""
    rows = csv.DictReader(io.StringIO(text))
    missing = [column for column in COLUMNS if column not in (rows.fieldnames or ())]
    if missing:
        return {}, [PackProblem(name, 1, f"The columns {', '.join(missing)} are missing.", "Write: feature_id,date")]
    found: dict[str, set[str]] = {}
    problems: list[PackProblem] = []
    for row in rows:
        try:
            day = date.fromisoformat((row["date"] or "").strip())
        except ValueError:
            if len(problems) < MOST_SHOWN:
                problems.append(PackProblem(name, rows.line_num, "This is not a date.", "Use year-month-day."))
            continue
        found.setdefault((row["feature_id"] or "").strip(), set()).add(day.isoformat())
    return {feature: sorted(days) for feature, days in found.items()}, problems
