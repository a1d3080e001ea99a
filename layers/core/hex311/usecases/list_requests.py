"""Lists of service requests: the newest first, read from indexes that hold exactly what is asked for."""

from collections.abc import Sequence
from dataclasses import dataclass

from hex311.domain.geography import Point
from hex311.domain.summary import Summary
from hex311.domain.tracking import parse_tracking_number
from hex311.ports import Ports
from hex311.spatial.area_cover import Area
from hex311.spatial.request_list import PRIVATE_STATES, STATES, Window, sort_key, streams
from hex311.usecases.merged_streams import MergedStreams

#: What indexes cannot tell apart is read for nothing: beyond this a page ends early, and the next goes on behind it.
MOST_IN_VAIN = 2_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list asks for. Times are epoch seconds, both ends included; `by_update` bounds the last change instead of
    the filing. `before` is the key of the last one that the caller has. `private` ones are told only when asked for,
    to a caller who may read them."""

    begin: int
    end: int
    states: Sequence[str] = STATES
    codes: Sequence[str] = ()
    area: Area | None = None
    by_update: bool = False
    before: str = ""
    private: bool = False

    @property
    def partitions(self) -> tuple[str, ...]:
        """The states of public requests, and those of private ones."""
        hidden = [PRIVATE_STATES[STATES.index(state)] for state in self.states] if self.private else []
        return (*self.states, *hidden)

    def holds(self, one: Summary) -> bool:
        """What the streams could not tell apart: the exact edge of an area, services where they are too many."""
        if self.codes and one.service_code not in self.codes:
            return False
        return self.area is None or self.area.holds(Point(latitude=one.latitude, longitude=one.longitude))


@dataclass(frozen=True, slots=True)
class Listed:
    """`next` is the key to go on after (`Wanted.before`); empty when nothing is left."""

    summaries: tuple[Summary, ...]
    next: str = ""


def list_requests(ports: Ports, wanted: Wanted, most: int) -> Listed:
    """Up to `most` requests, the newest first, ties by id: the same order however often and in whatever pages it is
    read, because a page begins after the key of the last one told and not at a number."""
    chosen = streams(wanted.partitions, wanted.codes, wanted.area, by_update=wanted.by_update, most=most)
    merged = MergedStreams(ports, chosen, Window(wanted.begin, wanted.end, wanted.before), most + 1)
    told: list[Summary] = []
    for one in merged:
        if wanted.holds(one):
            if len(told) == most:
                return Listed(tuple(told), sort_key(told[-1], by_update=wanted.by_update))
            told.append(one)
            merged.keep()
        elif merged.drawn - merged.kept >= MOST_IN_VAIN:
            return Listed(tuple(told), sort_key(one, by_update=wanted.by_update))
    return Listed(tuple(told))


def requests_by_id(ports: Ports, numbers: Sequence[str], *, private: bool = False) -> tuple[Summary, ...]:
    """The requests among these numbers that are public, or `private` as well, in their order; unknown, mistyped and
    hidden ones are left out."""
    wanted = [case_id for number in numbers if (case_id := parse_tracking_number(number))]
    found = {one.id: one for one in ports.request_lists.these(wanted, private=private)}
    return tuple(found[case_id] for case_id in dict.fromkeys(wanted) if case_id in found)
