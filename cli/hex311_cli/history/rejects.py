"""The rows that were not taken over, as a CSV file to be mended and imported again."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from hex311_cli.history.table import HistoryFile
from hex311_cli.history.take_over import Reject

_OURS = ("reject file", "reject line", "reject reason", "reject detail")


@contextmanager
def rejects_file(path: Path | None, files: Sequence[HistoryFile]) -> Iterator[Callable[[Reject], None]]:
    """A function that writes one rejected row; without a path it writes nothing.

    The columns are those of all files together, so that the file can be imported like the ones it came from.
    """
    if path is None:
        yield lambda reject: None
        return
    columns = [*_OURS, *dict.fromkeys(name for file in files for name in file.columns)]
    with path.open("w", encoding="utf-8", newline="") as text:
        writer = csv.DictWriter(text, columns)
        writer.writeheader()

        def write(reject: Reject) -> None:
            said = (reject.row.file, str(reject.row.line), reject.reason, reject.detail)
            writer.writerow({**reject.row.values, **dict(zip(_OURS, said, strict=True))})

        yield write
