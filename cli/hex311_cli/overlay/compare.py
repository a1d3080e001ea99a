"""Compare the overlay's answers with what a city wrote on its own service requests.

A city's open data often carries the districts its old system found for each request. They are no truth, but two
independent systems that agree on nearly all rows are both likely right, and the rows where they differ are
worth a look.
"""

import csv
import gzip
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from hex311.adapters.memory.overlay import MemoryOverlay
from hex311.domain.errors import InvalidLocation
from hex311.domain.geography import Point
from hex311_cli.overlay.sources import LayerError

SHOWN_DIFFERENCES = 5


@dataclass(frozen=True, slots=True)
class Row:
    """A service request of the city: where it was, and the districts in the city's own columns."""

    where: str
    point: Point
    columns: Mapping[str, str]


@dataclass(slots=True)
class Agreement:
    """How often a layer's answers are what the city's column says; rows without a value are not counted."""

    layer: str
    column: str
    rows: int = 0
    equal: int = 0
    differences: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        return self.equal / self.rows if self.rows else 0.0


def read_rows(paths: Sequence[Path]) -> Iterator[Row]:
    """Rows with a position from CSV files (gzipped or not); column names are compared without case."""
    for path in paths:
        raw = path.read_bytes()
        if raw.startswith(b"\x1f\x8b"):
            raw = gzip.decompress(raw)
        for number, record in enumerate(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))), start=2):
            columns = {name.strip().lower(): (value or "").strip() for name, value in record.items() if name}
            try:
                point = Point(latitude=float(columns["latitude"]), longitude=float(columns["longitude"]))
            except KeyError as fault:
                raise LayerError(path.name, f"there is no column {fault}", "Name a CSV of located requests.") from fault
            except (ValueError, InvalidLocation):
                continue  # a request without a position has nothing to compare
            yield Row(f"{path.name}, line {number}", point, columns)


def compare(items: Mapping[str, bytes], rows: Sequence[Row], columns: Mapping[str, Sequence[str]]) -> list[Agreement]:
    """Compare an index (items by cell) with the rows.

    `columns` names, for each layer id, the city's column; several names are alternatives, the first that a row
    has counts. A point on a border agrees when any of its answers is the city's.
    """
    overlay = MemoryOverlay(now=lambda: 1)
    for cell, body in items.items():
        overlay.put(cell, 1, body)
    agreements = [Agreement(layer, "/".join(names)) for layer, names in columns.items()]
    for row in rows:
        answers = overlay.overlay(row.point).answers
        found: dict[str, set[str]] = {}
        for answer in answers:
            found.setdefault(answer.layer, set()).add(_comparable(answer.feature_id))
        for agreement in agreements:
            stated = next((row.columns[name] for name in columns[agreement.layer] if row.columns.get(name)), "")
            if not _comparable(stated):
                continue
            agreement.rows += 1
            ours = found.get(agreement.layer, set())
            if _comparable(stated) in ours:
                agreement.equal += 1
            elif len(agreement.differences) < SHOWN_DIFFERENCES:
                agreement.differences.append(f"{row.where}: the city says {stated}, ours {sorted(ours) or 'none'}")
    return agreements


def _comparable(value: str) -> str:
    """`08`, `8` and `8.0` are the same district; 0 means that the city knew none."""
    return value.strip().upper().removesuffix(".0").lstrip("0")
