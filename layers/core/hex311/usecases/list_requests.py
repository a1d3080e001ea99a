"""Public lists of service requests: the newest first, read from indexes that hold exactly what is asked for."""

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from hex311.domain.geography import Point, distance_m
from hex311.domain.summary import Summary
from hex311.domain.tracking import parse_tracking_number
from hex311.ports import Ports
from hex311.spatial.request_list import STATES, ListIndex, Stream, Window, keys_of, streams

#: A stream is read in pieces, so that what is read and not told stays small beside what is told.
LEAST_PIECE, MOST_PIECE = 25, 250


@dataclass(frozen=True, slots=True)
class Area:
    """A box or a circle (`radius_m` around `centre`), and the z14 tiles that cover it."""

    places: tuple[str, ...]
    south: float
    west: float
    north: float
    east: float
    centre: Point | None = None
    radius_m: float = 0.0

    def holds(self, one: Summary) -> bool:
        if self.centre:
            return distance_m(self.centre, Point(latitude=one.latitude, longitude=one.longitude)) <= self.radius_m
        return self.south <= one.latitude <= self.north and self.west <= one.longitude <= self.east


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list asks for. Times are epoch seconds, both ends included; `by_update` bounds the last change instead of
    the filing. `before` is the key of the last one that the caller has."""

    begin: int
    end: int
    states: Sequence[str] = STATES
    codes: Sequence[str] = ()
    area: Area | None = None
    by_update: bool = False
    before: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """`next` is the key to go on after (`Wanted.before`); empty when nothing is left."""

    summaries: tuple[Summary, ...]
    next: str = ""


def list_requests(ports: Ports, wanted: Wanted, most: int) -> Listed:
    """Up to `most` requests, the newest first, ties by id: the same order however often and in whatever pages it is
    read, because a page begins after the key of the last one told and not at a number."""
    chosen = _streams(wanted)
    index = chosen[0].index
    piece = min(MOST_PIECE, max(LEAST_PIECE, most // (2 * len(chosen))))
    merged = heapq.merge(
        *(_pieces(ports, stream, wanted, piece) for stream in chosen),
        key=lambda one: keys_of(one)[index][1],
        reverse=True,
    )
    found = [one for one, _ in zip(_fitting(merged, wanted), range(most + 1), strict=False)]
    more = len(found) > most
    told = tuple(found[:most])
    return Listed(told, keys_of(told[-1])[index][1] if more else "")


def requests_by_id(ports: Ports, numbers: Sequence[str]) -> tuple[Summary, ...]:
    """The public requests among these numbers, in their order; unknown, mistyped and private ones are left out."""
    wanted = [case_id for number in numbers if (case_id := parse_tracking_number(number))]
    found = {one.id: one for one in ports.request_lists.these(wanted)}
    return tuple(found[case_id] for case_id in dict.fromkeys(wanted) if case_id in found)


def _streams(wanted: Wanted) -> list[Stream]:
    if wanted.by_update:
        return [Stream(ListIndex.BY_UPDATE, state) for state in wanted.states]
    return streams(wanted.states, wanted.codes, wanted.area.places if wanted.area else ())


def _fitting(found: Iterator[Summary], wanted: Wanted) -> Iterator[Summary]:
    """What the streams could not tell apart: services within a place, the exact edge of an area."""
    for one in found:
        if wanted.codes and one.service_code not in wanted.codes:
            continue
        if wanted.area is None or wanted.area.holds(one):
            yield one


def _pieces(ports: Ports, stream: Stream, wanted: Wanted, piece: int) -> Iterator[Summary]:
    window = Window(wanted.begin, wanted.end, wanted.before)
    while True:
        found = ports.request_lists.newest(stream, window, piece)
        yield from found
        if len(found) < piece:
            return
        window = replace(window, before=keys_of(found[-1])[stream.index][1])
