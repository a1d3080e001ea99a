"""From a row of a legacy file to a case, or to the reason why not."""

from __future__ import annotations

import itertools
from zoneinfo import ZoneInfo

from hex311.domain.catalogue import Catalogue
from hex311.domain.errors import InvalidLocation
from hex311.domain.geography import Point
from hex311.domain.lifecycle import Status, is_closed
from hex311.usecases.import_case import LegacyCase
from hex311_cli.history.columns import choose_columns
from hex311_cli.history.dates import date_reader
from hex311_cli.history.mapping import HistoryMapping
from hex311_cli.history.problems import Unusable
from hex311_cli.history.service_types import ServiceTypes
from hex311_cli.history.table import HistoryFile, Row
from hex311_cli.history.words import plain

NO_COORDINATES = "no coordinates"
MOST_ADDRESS = 300
MOST_DESCRIPTION = 4_000
_EXAMPLES = 2_000
#: First words of a status -> what it means here; a duplicate is told by any word that begins with "dup".
_STATUSES = {
    Status.DONE: ("completed", "complete", "closed", "done", "resolved", "fixed"),
    Status.COULD_NOT_BE_DONE: ("canceled", "cancelled", "rejected"),
    Status.RECEIVED: ("open", "new", "received", "submitted", "in progress", "assigned", "pending", "started"),
}


class LegacyReader:
    """Reads the rows of one file; its columns and dates are settled once, when it is made."""

    def __init__(self, file: HistoryFile, catalogue: Catalogue, mapping: HistoryMapping, types: ServiceTypes) -> None:
        self._mapping, self._types = mapping, types
        self.columns = choose_columns(file.name, file.columns, mapping.columns)
        examples = (
            row.values[self.columns[field]]
            for row in itertools.islice(file.rows(), _EXAMPLES)
            for field in ("created_at", "closed_at")
            if field in self.columns
        )
        self._dates = date_reader(file.name, ZoneInfo(catalogue.city["timezone"]), mapping.date_format, examples)

    def read(self, row: Row) -> LegacyCase:
        """The case of a row; `Unusable` says why there is none."""
        number = self._value(row, "number")
        if not number:
            raise Unusable("no number")
        legacy_status = self._value(row, "status")
        status = self._status(legacy_status)
        return LegacyCase(
            number=self._mapping.number_prefix + number,
            service_code=self._types.code(self._value(row, "type")),
            point=self._point(row),
            created_at=self._date(row, "created_at"),
            status=status,
            closed_at=self._closed_at(row, status),
            legacy_status=legacy_status,
            address=self._value(row, "address")[:MOST_ADDRESS],
            description=self._value(row, "description")[:MOST_DESCRIPTION],
        )

    def _value(self, row: Row, field: str) -> str:
        return row.values[self.columns[field]] if field in self.columns else ""

    def _status(self, legacy: str) -> Status:
        name = plain(legacy)
        if name in self._mapping.statuses:
            return self._mapping.statuses[name]
        if any(word.startswith("dup") for word in name.split()):
            return Status.DUPLICATE
        for status, beginnings in _STATUSES.items():
            if any(name == beginning or name.startswith(f"{beginning} ") for beginning in beginnings):
                return status
        raise Unusable("unknown status", legacy)

    def _point(self, row: Row) -> Point:
        latitude, longitude = self._value(row, "latitude"), self._value(row, "longitude")
        if not latitude or not longitude:
            raise Unusable(NO_COORDINATES)
        try:
            point = Point(latitude=float(latitude), longitude=float(longitude))
        except (ValueError, InvalidLocation):
            raise Unusable("coordinates that are no place on the globe", f"{latitude}, {longitude}") from None
        if point == Point(latitude=0.0, longitude=0.0):
            raise Unusable(NO_COORDINATES)
        return point

    def _date(self, row: Row, field: str) -> int:
        text = self._value(row, field)
        if not text:
            raise Unusable(f"no {field} date")
        try:
            return self._dates.read(text)
        except (ValueError, OverflowError):
            raise Unusable(f"{field} is not a date", text) from None

    def _closed_at(self, row: Row, status: Status) -> int | None:
        """A duplicate needs no date of its own: it was over as soon as it was seen to be one."""
        if not is_closed(status):
            return None
        if status is Status.DUPLICATE and not self._value(row, "closed_at"):
            return self._date(row, "created_at")
        return self._date(row, "closed_at")
