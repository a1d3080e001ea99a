"""The change feed: what anybody may know of what happened to the city's cases, in one order that never changes.

A change gets its position when it is published, not when it happened: what comes late, or becomes public later, stands
behind what was told before.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from hex311.domain.errors import BadInput, Problem

DAY_S = 86_400
KEPT_DAYS = 90
KEPT_S = KEPT_DAYS * DAY_S

_MARK = re.compile(r"(\d{10})-(\d{1,10})")


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A place in the feed: the change at `position` (from 1, without holes), published at `at` (epoch seconds, never
    going back as positions grow)."""

    at: int
    position: int

    @property
    def text(self) -> str:
        return f"{self.at:010d}-{self.position}"


def mark_of(text: str) -> Mark:
    """The place that a cursor means; `BadInput` when it is none of ours."""
    match = _MARK.fullmatch(text) if text.isascii() else None
    if match is None:
        raise BadInput([Problem("after", "This is not a cursor of the feed.", "Send `next` of the last answer.")])
    return Mark(int(match[1]), int(match[2]))


@dataclass(frozen=True, slots=True)
class PublicChange:
    """One public event of a case. Times are epoch seconds; latitude and longitude (degrees) are the public point.

    `parts` are the parts of the case that were released or withdrawn. `text` is the sentence of the timeline
    by language.
    """

    mark: Mark
    case_id: str
    version: int
    name: str
    status: str
    service_code: str
    latitude: float
    longitude: float
    occurred_at: int
    parts: tuple[str, ...] = ()
    text: Mapping[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return f"{self.case_id}-{self.version}"
