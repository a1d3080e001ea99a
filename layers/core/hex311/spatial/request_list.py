"""Which requests a list asks for, and the streams of the indexes that hold exactly those.

A stream is one partition of one index, sorted by time and id. The partitions tell service, state and place apart, so
that a reader never throws away what it has read for being of the wrong service or state; of an area, only what lies
beyond its edge in a tile that touches it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from hex311.domain.geography import Point
from hex311.domain.summary import Summary
from hex311.spatial.area_cover import PLACE_ZOOM, SPOT_ZOOM, TYPE_PLACE_ZOOM, Area, cover_of, names_of, tiles_of
from hex311.spatial.tiles import tile_of

STATES = ("open", "closed")
#: Private cases have partitions of their own; lists for anybody never name them.
PRIVATE_STATES = ("private_open", "private_closed")
#: An area of more places than this (some 10 km across) is too large for a list.
MOST_PLACES = 144
#: An area has at most so many streams, unless its places alone are more: each is a call of its own.
LEAST_STREAMS, MOST_STREAMS = 32, 160


class Part(StrEnum):
    """What the partitions of an index tell apart, beside the state; the attribute that holds it."""

    STATE = "list_state"
    TYPE = "list_type"
    PLACE = "list_place"
    SPOT = "list_spot"
    TYPE_PLACE = "list_type_place"


class ListIndex(StrEnum):
    """The indexes of lists: by the time of filing and by that of the last change. Spots have none of the latter: what
    changed of late in a place is so little that calls for parts of it would cost more than they spare."""

    BY_TIME = "listed_by_time"
    BY_TYPE = "listed_by_type"
    BY_PLACE = "listed_by_place"
    BY_SPOT = "listed_by_spot"
    BY_TYPE_PLACE = "listed_by_type_place"
    BY_UPDATE = "listed_by_update"
    BY_TYPE_UPDATE = "listed_by_type_update"
    BY_PLACE_UPDATE = "listed_by_place_update"
    BY_TYPE_PLACE_UPDATE = "listed_by_type_place_update"

    @property
    def is_by_update(self) -> bool:
        return self.value.endswith("_update")

    @property
    def part(self) -> Part:
        return _PARTS[self]


_PARTS = {
    ListIndex.BY_TIME: Part.STATE,
    ListIndex.BY_TYPE: Part.TYPE,
    ListIndex.BY_PLACE: Part.PLACE,
    ListIndex.BY_SPOT: Part.SPOT,
    ListIndex.BY_TYPE_PLACE: Part.TYPE_PLACE,
    ListIndex.BY_UPDATE: Part.STATE,
    ListIndex.BY_TYPE_UPDATE: Part.TYPE,
    ListIndex.BY_PLACE_UPDATE: Part.PLACE,
    ListIndex.BY_TYPE_PLACE_UPDATE: Part.TYPE_PLACE,
}
_INDEXES = {(part, index.is_by_update): index for index, part in _PARTS.items()}


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
    states = PRIVATE_STATES if summary.is_private else STATES
    return states[summary.is_closed]


def place_of(point: Point, zoom: int) -> str:
    x, y = tile_of(point, zoom)
    return f"{x}/{y}"


def partitions_of(summary: Summary) -> dict[Part, str]:
    """Where a summary stands in each kind of index."""
    state, code = state_of(summary), summary.service_code
    point = Point(latitude=summary.latitude, longitude=summary.longitude)
    return {
        Part.STATE: state,
        Part.TYPE: f"{code}#{state}",
        Part.PLACE: f"{place_of(point, PLACE_ZOOM)}#{state}",
        Part.SPOT: f"{place_of(point, SPOT_ZOOM)}#{state}",
        Part.TYPE_PLACE: f"{code}#{place_of(point, TYPE_PLACE_ZOOM)}#{state}",
    }


def sort_key(summary: Summary, *, by_update: bool) -> str:
    """The place of a summary in a stream: the later, the larger, ties by id."""
    return f"{summary.updated_at if by_update else summary.created_at:010d}#{summary.id}"


def streams(
    states: Sequence[str], codes: Sequence[str] = (), area: Area | None = None, *, by_update: bool = False, most: int
) -> list[Stream]:
    """The streams of a list of `most`: of these services, of this area, of both, or of the whole city.

    When services times tiles are too many streams, the services have to be picked out of what is read.
    """
    if area is None:
        part, parts = (Part.TYPE, codes) if codes else (Part.STATE, ("",))
        return _streams(part, parts, states, by_update)
    if codes:
        of_types = tiles_of(area, TYPE_PLACE_ZOOM, MOST_PLACES) or []
        if len(codes) * len(of_types) * len(states) <= MOST_STREAMS:
            pairs = [f"{code}#{name}" for code, name in product(codes, names_of(of_types))]
            return _streams(Part.TYPE_PLACE, pairs, states, by_update)
    places = tiles_of(area, PLACE_ZOOM, MOST_PLACES)
    if places is None:
        raise ValueError("too large an area")  # the door has refused it
    budget = 0 if by_update else min(MOST_STREAMS, max(LEAST_STREAMS, most // 4)) // len(states)
    cover = cover_of(area, places, budget)
    return [
        *_streams(Part.PLACE, cover.places, states, by_update),
        *(_streams(Part.SPOT, cover.spots, states, by_update) if cover.spots else ()),
    ]


def _streams(part: Part, values: Sequence[str], states: Sequence[str], by_update: bool) -> list[Stream]:
    index = _INDEXES[part, by_update]
    return [Stream(index, f"{value}#{state}" if value else state) for value, state in product(values, states)]
