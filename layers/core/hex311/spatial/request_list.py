"""Which requests a list asks for, and the streams of an index that hold exactly those.

A stream is one partition of one index, sorted by time and id. The partitions tell service, state and place apart, so
that a reader never throws away what it has read for being of the wrong service or state.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from hex311.domain.geography import Point
from hex311.domain.summary import Summary
from hex311.spatial.tiles import tile_of

STATES = ("open", "closed")
#: Place streams are z14 tiles: at most about 2.4 km across.
PLACE_ZOOM = 14


class ListIndex(StrEnum):
    """The indexes of public lists. All sort by the time of the request but `BY_UPDATE`, by that of its last change."""

    BY_TIME = "listed_by_time"
    BY_TYPE = "listed_by_type"
    BY_PLACE = "listed_by_place"
    BY_UPDATE = "listed_by_update"


@dataclass(frozen=True, slots=True)
class Stream:
    """One partition of an index."""

    index: ListIndex
    partition: str


@dataclass(frozen=True, slots=True)
class Window:
    """From `begin` to `end`, epoch seconds, both included; `before` is the key of the last one already told."""

    begin: int
    end: int
    before: str = ""

    @property
    def low(self) -> str:
        return f"{self.begin:010d}#"

    @property
    def high(self) -> str:
        # "~" sorts after every character of an id
        return min(self.before, f"{self.end:010d}#~") if self.before else f"{self.end:010d}#~"


def state_of(summary: Summary) -> str:
    return "closed" if summary.is_closed else "open"


def place_of(point: Point) -> str:
    x, y = tile_of(point, PLACE_ZOOM)
    return f"{x}/{y}"


def keys_of(summary: Summary) -> dict[ListIndex, tuple[str, str]]:
    """(partition, sort key) of a summary in each index."""
    state = state_of(summary)
    point = Point(latitude=summary.latitude, longitude=summary.longitude)
    filed = f"{summary.created_at:010d}#{summary.id}"
    return {
        ListIndex.BY_TIME: (state, filed),
        ListIndex.BY_TYPE: (f"{summary.service_code}#{state}", filed),
        ListIndex.BY_PLACE: (f"{place_of(point)}#{state}", filed),
        ListIndex.BY_UPDATE: (state, f"{summary.updated_at:010d}#{summary.id}"),
    }


def streams(states: Sequence[str], codes: Sequence[str] = (), places: Sequence[str] = ()) -> list[Stream]:
    """The streams of a list by time: of these services, or these places (z14 tiles `x/y`), or the whole city.

    With places, the services have to be picked out of what is read.
    """
    if places:
        return [Stream(ListIndex.BY_PLACE, f"{place}#{state}") for place, state in product(places, states)]
    if codes:
        return [Stream(ListIndex.BY_TYPE, f"{code}#{state}") for code, state in product(codes, states)]
    return [Stream(ListIndex.BY_TIME, state) for state in states]


def places_within(south: float, west: float, north: float, east: float, most: int) -> tuple[str, ...] | None:
    """The z14 tiles that a box (degrees) touches; None when they are more than `most`."""
    left, top = tile_of(Point(latitude=north, longitude=max(-180.0, west)), PLACE_ZOOM)
    right, bottom = tile_of(Point(latitude=south, longitude=min(179.999_999, east)), PLACE_ZOOM)
    if (right - left + 1) * (bottom - top + 1) > most:
        return None
    return tuple(f"{x}/{y}" for x in range(left, right + 1) for y in range(top, bottom + 1))
