"""Lists of service requests, the newest first, and nothing read that is not told.

Without an area the indexes hold exactly what is asked for. Of an area the entries of its tiles are looked through, and
the requests of those that fit are read by their numbers, a hundred in a call.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hex311.domain.summary import Summary
from hex311.domain.tracking import parse_tracking_number
from hex311.ports import Ports
from hex311.spatial.area import Area, tiles_of
from hex311.spatial.request_list import (
    MOST_TILES,
    PRIVATE_STATES,
    STATES,
    TILE_ZOOM,
    ListEntry,
    Window,
    entry_of,
    sort_key,
    streams,
    tile_streams,
)
from hex311.usecases.merged_streams import MergedStreams

#: So many summaries are a read unit or two. The last pieces of a long list of few streams may be larger: a call saved
#: is worth more than what is read ahead.
LEAST_PIECE, LAST_PIECES = 8, 16
#: Of entries more make a read unit.
LEAST_ENTRIES, MOST_PIECE = 36, 1_001
#: A tile's first piece is so many times as long as what is wanted, spread evenly, would take; longer where services or
#: states are chosen among the entries, which are cheaper than calls. An area counts as so large a share of a tile at
#: least.
OF_MOST, OF_FEW, LEAST_SHARE = 1.3, 13, 0.01
#: Requests in a call.
BATCH = 100
#: Entries that do not fit: beyond so many, some 1 MB, a page ends early, and the next goes on behind it.
MOST_IN_VAIN = 10_000
#: And so many at most are read ahead of those that are looked at.
MOST_AHEAD = 20_000


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

    @property
    def window(self) -> Window:
        return Window(self.begin, self.end, self.before)

    def fits(self, entry: ListEntry) -> bool:
        """What the streams of an area do not tell apart: its exact edge, services and states."""
        if self.codes and entry.service_code not in self.codes:
            return False
        if STATES[entry.is_closed] not in self.states:
            return False
        return self.area is None or self.area.holds(entry.point)


@dataclass(frozen=True, slots=True)
class Listed:
    """`next` is the key to go on after (`Wanted.before`); empty when nothing is left."""

    summaries: tuple[Summary, ...]
    next: str = ""


def list_requests(ports: Ports, wanted: Wanted, most: int, skip: int = 0) -> Listed:
    """Up to `most` requests behind the first `skip`, the newest first, ties by id: the same order however often and in
    whatever pages it is read, because a page begins after the key of the last one told and not at a number."""
    if wanted.area is None:
        return _in_city(ports, wanted, most, skip)
    return _in_area(ports, wanted, _entries(ports, wanted, wanted.area, skip + most + 1), most, skip)


def _in_city(ports: Ports, wanted: Wanted, most: int, skip: int) -> Listed:
    chosen, by_update = streams(wanted.partitions, wanted.codes, by_update=wanted.by_update), wanted.by_update
    count = skip + most + 1
    merged = MergedStreams(
        ports.request_lists.newest,
        lambda one: sort_key(one, by_update=by_update),
        chosen,
        wanted.window,
        wanted=count,
        first=count if len(chosen) == 1 else count / (3 * len(chosen)),
        least=max(LEAST_PIECE, count // (LAST_PIECES * len(chosen))),
    )
    told: list[Summary] = []
    for one in merged:
        if len(told) == skip + most:
            return Listed(tuple(told[skip:]), sort_key(told[-1], by_update=by_update))
        told.append(one)
        merged.keep()
    return Listed(tuple(told[skip:]))


def _entries(ports: Ports, wanted: Wanted, area: Area, count: int) -> MergedStreams[ListEntry]:
    """The entries of all tiles that an area touches, of which `count` that fit are wanted."""
    tiles = tiles_of(area, TILE_ZOOM, MOST_TILES)
    if tiles is None:
        raise ValueError("too large an area")  # the door has refused it
    chosen = tile_streams(tiles, by_update=wanted.by_update, private=wanted.private)
    is_choosy = bool(wanted.codes) or len(wanted.states) < len(STATES)
    return MergedStreams(
        ports.request_lists.entries,
        lambda one: one.key,
        chosen,
        wanted.window,
        wanted=count,
        first=count / max(area.in_tiles(TILE_ZOOM), LEAST_SHARE) * (OF_FEW if is_choosy else OF_MOST),
        least=LEAST_ENTRIES,
        longest=min(MOST_PIECE, MOST_AHEAD // max(1, len(chosen))),
    )


def _in_area(ports: Ports, wanted: Wanted, entries: MergedStreams[ListEntry], most: int, skip: int) -> Listed:
    told: list[Summary] = []
    batch: list[ListEntry] = []
    last = ""
    for entry in entries:
        if not wanted.fits(entry):
            if entries.drawn - entries.kept >= MOST_IN_VAIN:
                return Listed((*told, *_told(ports, wanted, batch)), entry.key)
            continue
        if len(batch) == BATCH or len(told) + len(batch) == most:
            told, batch = [*told, *_told(ports, wanted, batch)], []
        if len(told) == most:
            return Listed(tuple(told), last)
        entries.keep()
        last = entry.key
        if entries.kept > skip:
            batch.append(entry)
    return Listed((*told, *_told(ports, wanted, batch)))


def _told(ports: Ports, wanted: Wanted, entries: Sequence[ListEntry]) -> Iterator[Summary]:
    """The requests of these entries, in their order. One that was changed since its entry was written is told only
    where it still belongs: when it fits, and its time is that of the entry (else it stands elsewhere in the list)."""
    found = _read(ports, wanted, entries, fresh=False)
    # an answer may be older than the entry, so what does not fit is asked for once more
    found |= _read(ports, wanted, [entry for entry in entries if entry.key not in found], fresh=True)
    return (found[entry.key] for entry in entries if entry.key in found)


def _read(ports: Ports, wanted: Wanted, entries: Sequence[ListEntry], *, fresh: bool) -> dict[str, Summary]:
    """Those that fit, by their keys."""
    if not entries:
        return {}
    keys = {entry.key for entry in entries}
    read = ports.request_lists.these([entry.id for entry in entries], private=wanted.private, fresh=fresh)
    now = ((one, entry_of(one, by_update=wanted.by_update)) for one in read)
    return {entry.key: one for one, entry in now if entry.key in keys and wanted.fits(entry)}


def requests_by_id(ports: Ports, numbers: Sequence[str], *, private: bool = False) -> tuple[Summary, ...]:
    """The requests among these numbers that are public, or `private` as well, in their order; unknown, mistyped and
    hidden ones are left out."""
    wanted = [case_id for number in numbers if (case_id := parse_tracking_number(number))]
    found = {one.id: one for one in ports.request_lists.these(wanted, private=private)}
    return tuple(found[case_id] for case_id in dict.fromkeys(wanted) if case_id in found)
