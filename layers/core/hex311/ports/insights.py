"""What the use cases need of the counters and of the models learned from them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from hex311.domain.case_entry import CaseEntry
from hex311.domain.contribution import Contribution, CounterKey
from hex311.domain.estimate import TypeModel


@dataclass(frozen=True, slots=True)
class Counted:
    """What a case was last counted as, at which version of the case. `review_on` (ISO day) is when its estimate has
    to be looked at again; empty for closed cases. `stamp` names the very write."""

    version: int
    contribution: Contribution
    review_on: str = ""
    stamp: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Listing:
    """Cases of one `line` (`case_entry.line`) from one ISO day to another, both included: by the day of closing in
    lines of ended ones, else by the day of opening."""

    line: str
    first: str
    last: str
    newest_first: bool = True

    @property
    def by_closing(self) -> bool:
        return self.line.startswith("ended#")

    def key(self, entry: CaseEntry) -> str:
        """Where a case stands in it."""
        return entry.closed_key if self.by_closing else entry.opened_key


class Insights(Protocol):
    """Counters, what each case adds to them, and the models that are learned from them."""

    def counted(self, case_id: str) -> Counted | None:
        """Strongly consistent."""

    def count(self, case_id: str, before: Counted | None, after: Counted) -> Counted:
        """Change the counters by the difference and remember `after`, in one transaction. Raises `Clash` when the
        case has been counted since `before` was read; nothing was written then. Returns `after` as it stands."""

    def look_again(self, case_id: str, known: Counted, on: str) -> None:
        """Put off the next look at the case's estimate to the ISO day `on`; nothing when the case was counted since
        `known` was read, because that has set a day of its own."""

    def rows(
        self, layer: str, area: str, code: str | None, first: str, last: str
    ) -> Iterable[tuple[CounterKey, Mapping[str, int]]]:
        """Counters of an area from one ISO day to another, at least; of all types when `code` is None. One query for
        each year touched."""

    def layer_rows(self, layer: str, year: str) -> Iterable[tuple[CounterKey, Mapping[str, int]]]:
        """All counters of a layer's areas in a year, area by area. For nightly work."""

    def live(self, layer: str) -> Mapping[str, Mapping[str, int]]:
        """Counters of what is there now (`live_counters`), by area. Strongly consistent, one query."""

    def to_review(self, code: str, day: str) -> Iterable[str]:
        """Ids of open cases of a type whose estimate is to be looked at on this day or before, oldest first."""

    def entries(self, listing: Listing, most: int, after: str = "") -> Sequence[CaseEntry]:
        """Up to `most` cases behind the key `after` (of this line, or of another one by the same days). One query."""

    def model(self, code: str) -> TypeModel | None:
        """At most one read, remembered for some minutes."""

    def keep_model(self, learned: TypeModel) -> None: ...
