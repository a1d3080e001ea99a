"""A step that failed, told so that it can be mended."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path


class DeployProblem(Exception):
    """What failed, how to mend it, and the last lines that say why.

    `lines` are shown as they are; `log` is the file to read on in.
    """

    def __init__(self, what: str, mend: str, lines: Iterable[str] = (), log: Path | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.mend = mend
        self.lines = tuple(lines)
        self.log = log


def last_lines(log: Path, count: int = 15) -> tuple[str, ...]:
    """The last `count` lines of a text file; empty when it is not there."""
    if not log.exists():
        return ()
    return tuple(log.read_text(errors="replace").splitlines()[-count:])
