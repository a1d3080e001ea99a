"""What stops an import as a whole, and what keeps a single row out of it."""

from __future__ import annotations


class HistoryProblem(Exception):
    """A file or mapping that cannot be used: where, what is wrong, how to mend it."""

    def __init__(self, where: str, problem: str, mend: str) -> None:
        super().__init__(f"{where}: {problem}")
        self.where = where
        self.problem = problem
        self.mend = mend


class Unusable(Exception):
    """A row that cannot be taken over; `reason` is the same text for all rows of one kind, `detail` is this row's."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason} {detail}".strip())
        self.reason = reason
        self.detail = detail
