"""What the public is told in order: lists of requests and the change feed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from hex311.domain.public_change import Mark, PublicChange
from hex311.domain.summary import Summary
from hex311.spatial.request_list import ListEntry, Stream, Window


class RequestLists(Protocol):
    """Summaries, read from indexes: a request filed a moment ago may be missing for a moment."""

    def newest(self, stream: Stream, window: Window, most: int) -> Sequence[Summary]:
        """Up to `most` summaries of a stream, the newest first; one call."""

    def entries(self, stream: Stream, window: Window, most: int) -> Sequence[ListEntry]:
        """Up to `most` entries of a tile's stream, the newest first; one call."""

    def these(self, case_ids: Sequence[str], *, private: bool = False, fresh: bool = True) -> Sequence[Summary]:
        """Those of the requests that are there and public, or `private` as well, in any order; a call for each 100.
        Not `fresh`, for half the units, they may be those of a moment ago. `TransientFault` when the table is too busy
        for some of them."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the change feed is: where it ends, and which version of the case was told last (0: none)."""

    case_id: str
    end: Mark
    told: int


class Changes(Protocol):
    """The change feed. All reads are strongly consistent, each by itself."""

    def standing(self, case_id: str) -> Standing: ...

    def end(self) -> Mark:
        """The last place; position 0 when nothing was told."""

    def append(self, seen: Standing, changes: Sequence[PublicChange]) -> None:
        """Write changes of one case behind the end, in one transaction; `Clash` when the feed or the case no longer
        stand as they were seen, then nothing was written."""

    def after(self, start: Mark, until: int | None, most: int) -> tuple[PublicChange, ...]:
        """Up to `most` changes behind `start` and, if given, published by `until`; in order."""

    def before(self, mark: Mark) -> Mark | None:
        """The place of the last change before a place, if one is kept."""
