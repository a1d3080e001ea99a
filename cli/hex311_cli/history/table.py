"""Reading legacy CSV files row by row: gzipped or not, any of the usual separators."""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from hex311_cli.history.problems import HistoryProblem
from hex311_cli.history.words import plain

_SEPARATORS = ",;\t|"
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: where it stands, and its values by column name in plain words."""

    file: str
    line: int
    values: Mapping[str, str]


class HistoryFile:
    """One CSV file. `columns` are its header's names in plain words; `rows` streams, and can be called again."""

    def __init__(self, path: Path, encoding: str = "utf-8-sig") -> None:
        self.path = path
        self.name = path.name
        self._encoding = encoding
        #: Bytes on disk, and how many of them the reading in progress has passed: for progress bars.
        self.size = 0
        self.position = 0
        try:
            self.size = path.stat().st_size
            with path.open("rb") as raw:
                self._zipped = raw.read(2) == _GZIP
        except OSError as error:
            mend = "Name CSV files, or .csv.gz files."
            raise HistoryProblem(str(path), f"it cannot be read: {error.strerror}", mend) from error
        self.columns, self._separator = self._header()

    def rows(self) -> Iterator[Row]:
        """All rows; short rows have empty values. `HistoryProblem` when the file breaks off or is not text."""
        for line, values in self._lines():
            if any(values):
                padded = [*values, *[""] * (len(self.columns) - len(values))]
                yield Row(self.name, line, dict(zip(self.columns, padded, strict=False)))

    def _header(self) -> tuple[list[str], str]:
        with self._text() as (text, _):
            first = text.readline()
        separator = max(_SEPARATORS, key=first.count)
        names = [plain(name) for name in next(csv.reader([first], delimiter=separator), [])]
        if len(names) < 2 or not any(names):
            raise HistoryProblem(self.name, "its first line does not name columns", "Export it with a header.")
        return names, separator

    def _lines(self) -> Iterator[tuple[int, list[str]]]:
        with self._text() as (text, raw):
            reader = csv.reader(text, delimiter=self._separator)
            next(reader)
            for values in reader:
                self.position = raw.tell()
                yield reader.line_num, [value.strip() for value in values]

    @contextmanager
    def _text(self) -> Iterator[tuple[io.TextIOWrapper, io.BufferedReader]]:
        """The file as text, and the raw file below it; faults come in plain words."""
        try:
            with self.path.open("rb") as raw:
                content = gzip.GzipFile(fileobj=raw) if self._zipped else raw
                yield io.TextIOWrapper(content, encoding=self._encoding, newline=""), raw
        except (UnicodeDecodeError, LookupError) as error:
            mend = "Save it as UTF-8, or name its encoding in the mapping file (encoding: latin-1)."
            raise HistoryProblem(self.name, f"it is not text in {self._encoding}", mend) from error
        except (EOFError, csv.Error, zlib.error, OSError) as error:
            raise HistoryProblem(self.name, f"it cannot be read: {error}", "Export or fetch it again.") from error
