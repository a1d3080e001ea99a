"""Which column of a legacy file is which field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hex311_cli.history.mapping import OPTIONAL, REQUIRED
from hex311_cli.history.problems import HistoryProblem
from hex311_cli.history.words import plain

#: Names seen in cities' open data, the likeliest first.
_USUAL = {
    "number": (
        "service request number", "sr number", "service request id", "request number", "request id", "case number",
        "case id", "caseid", "ticket id", "ticket number", "reference number", "unique key", "sr id", "number", "id",
    ),
    "type": (
        "type of service request", "service request type", "sr type", "service name", "request type",
        "complaint type", "issue type", "case type", "type", "category", "service code",
    ),
    "status": ("status", "request status", "case status", "sr status", "state"),
    "created_at": (
        "creation date", "created date", "date created", "requested datetime", "request date", "opened", "open date",
        "date opened", "open dt", "created at", "created", "date received", "received date",
    ),
    "closed_at": (
        "completion date", "closed date", "date closed", "closed datetime", "close date", "closed dt", "closed at",
        "closed", "completed", "completed date", "date completed", "resolution date",
    ),
    "address": (
        "street address", "incident address", "location address", "address", "intersection", "location 1",
    ),
    "latitude": ("latitude", "lat", "y latitude"),
    "longitude": ("longitude", "long", "lon", "lng", "x longitude"),
    # Free text is never guessed: whoever wants it brought over names its column.
    "description": (),
}  # fmt: skip


def choose_columns(file: str, columns: Sequence[str], named: Mapping[str, str]) -> dict[str, str]:
    """Our field -> the file's column (in plain words).

    `named` (the mapping file's) decides where it speaks. `HistoryProblem` when a required field has no column.
    """
    there = ", ".join(columns)
    chosen: dict[str, str] = {}
    for field in (*REQUIRED, *OPTIONAL):
        if field in named:
            column: str | None = plain(named[field])
            if column not in columns:
                raise HistoryProblem(file, f"there is no column '{named[field]}'", f"There are: {there}.")
        else:
            column = next((usual for usual in _USUAL[field] if usual in columns), None)
        if column:
            chosen[field] = column
        elif field in REQUIRED:
            mend = f"Name it in a mapping file (columns: {{{field}: ...}}). There are: {there}."
            raise HistoryProblem(file, f"no column looks like the {field} of a case", mend)
    return chosen
