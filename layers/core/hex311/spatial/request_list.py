"""Which requests a list asks for, and the streams of the indexes that answer it.

A stream is one partition of one index, sorted by time and id. Without an area the partitions tell service and state
apart and carry what is told, so that nothing is read in vain. Of an area the streams are the map tiles that it touches.
They carry entries (`ListEntry`) of a hundred bytes with all that is filtered by; requests are read once they fit.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from typing import NamedTuple

from hex311.domain.geography import Point
from hex311.domain.summary import Summary
from hex311.spatial.area import XY
from hex311.spatial.tiles import tile_of

STATES = ("open", "closed")
#: Private cases have partitions of their own; lists for anybody never name them.
PRIVATE_STATES = ("private_open", "private_closed")
PRIVATE = "private#"
#: Chosen by measurement (docs/decisions/0072-lists-from-summaries.md): 1.8 km across at 41 degrees.
TILE_ZOOM = 14
#: An area of more tiles than this is too large for a list.
MOST_TILES = 100


class Part(StrEnum):
    """What the partitions of an index tell apart; the attribute that holds it."""

    STATE = "list_state"
    TYPE = "list_type"
    TILE = "list_tile"


class ListIndex(StrEnum):
    """The indexes of lists: by the time of filing and by that of the last change. Those by tile carry entries, the
    others summaries."""

    BY_TIME = "listed_by_time"
    BY_TYPE = "listed_by_type"
    BY_TILE = "listed_by_tile"
    BY_UPDATE = "listed_by_update"
    BY_TYPE_UPDATE = "listed_by_type_update"
    BY_TILE_UPDATE = "listed_by_tile_update"

    @property
    def is_by_update(self) -> bool:
        return self.value.endswith("_update")

    @property
    def part(self) -> Part:
        return _PARTS[self]


_PARTS = {
    ListIndex.BY_TIME: Part.STATE,
    ListIndex.BY_TYPE: Part.TYPE,
    ListIndex.BY_TILE: Part.TILE,
    ListIndex.BY_UPDATE: Part.STATE,
    ListIndex.BY_TYPE_UPDATE: Part.TYPE,
    ListIndex.BY_TILE_UPDATE: Part.TILE,
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


class ListEntry(NamedTuple):
    """What the indexes by tile know of a request: its place in the stream (`key`), and what is filtered by."""

    key: str
    point: Point
    service_code: str
    is_closed: bool

    @property
    def id(self) -> str:
        return self.key.partition("#")[2]


def entry_of(summary: Summary, *, by_update: bool) -> ListEntry:
    point = Point(latitude=summary.latitude, longitude=summary.longitude)
    return ListEntry(sort_key(summary, by_update=by_update), point, summary.service_code, summary.is_closed)


def state_of(summary: Summary) -> str:
    states = PRIVATE_STATES if summary.is_private else STATES
    return states[summary.is_closed]


def partitions_of(summary: Summary) -> dict[Part, str]:
    """Where a summary stands in each kind of index."""
    state = state_of(summary)
    point = Point(latitude=summary.latitude, longitude=summary.longitude)
    return {
        Part.STATE: state,
        Part.TYPE: f"{summary.service_code}#{state}",
        Part.TILE: (PRIVATE if summary.is_private else "") + tile_name(tile_of(point, TILE_ZOOM)),
    }


def tile_name(tile: XY) -> str:
    return f"{tile[0]}/{tile[1]}"


def sort_key(summary: Summary, *, by_update: bool) -> str:
    """The place of a summary in a stream: the later, the larger, ties by id."""
    return f"{summary.updated_at if by_update else summary.created_at:010d}#{summary.id}"


def streams(states: Sequence[str], codes: Sequence[str] = (), *, by_update: bool = False) -> list[Stream]:
    """The streams of a list of these services, or of all: of the whole city."""
    index = _INDEXES[Part.TYPE if codes else Part.STATE, by_update]
    names = [f"{code}#{state}" for code, state in product(codes, states)] if codes else states
    return [Stream(index, name) for name in names]


def tile_streams(tiles: Iterable[XY], *, by_update: bool = False, private: bool = False) -> list[Stream]:
    """The streams of the tiles that an area touches, and of the `private` ones there as well."""
    index = _INDEXES[Part.TILE, by_update]
    kinds = ("", PRIVATE) if private else ("",)
    return [Stream(index, kind + tile_name(tile)) for tile, kind in product(tiles, kinds)]
