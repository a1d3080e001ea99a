"""Work orders by the time of their clocks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from hex311.ports.cases import Page


@dataclass(frozen=True, slots=True)
class Watched:
    """A work order that the escalation sweep has to look at from `at` (epoch seconds) on."""

    at: int
    case_id: str
    work_order_id: str


class Clocks(Protocol):
    """Work orders by the time of their clocks. Both read an index: what was written a moment ago may be missing."""

    def watched(self, until: int, limit: int, after: Watched | None) -> Sequence[Watched]:
        """At most `limit` work orders that are to be looked at by `until`, in order, those behind `after`."""

    def late(self, department: str, now: int, limit: int, cursor: str | None) -> Page:
        """Work of a department that is not over and was due before `now`, the longest overdue first."""
