"""Several streams of an index as one, the newest first, read in pieces that are neither many nor long.

How large a piece should be is told by what was drawn so far: the share of this stream among all, and the share that
fits what is asked for. So a list takes few calls, and little is read ahead that nobody will see.
"""

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import ceil

from hex311.domain.summary import Summary
from hex311.ports import Ports
from hex311.spatial.request_list import Stream, Window, sort_key

#: Read units are counted in steps of 4 KB, so that smaller pieces would cost the same. The last ones of a long list of
#: few streams may be larger: a call saved is worth more than what is read ahead.
LEAST_PIECE, MOST_PIECE, LAST_PIECES = 8, 1_001, 16
#: Asked for beyond what is expected, so that the guess need not be made twice.
MARGIN = 1.05


class MergedStreams:
    """`wanted` fitting ones are asked for; whoever draws says of each whether it fits (`keep`)."""

    def __init__(self, ports: Ports, streams: Sequence[Stream], window: Window, wanted: int) -> None:
        self._ports, self._streams, self._window, self._wanted = ports, streams, window, wanted
        self.drawn = self.kept = 0

    def keep(self) -> None:
        self.kept += 1

    def __iter__(self) -> Iterator[Summary]:
        """Each summary once, by time and id, the newest first."""
        by_update = self._streams[0].index.is_by_update if self._streams else False
        merged = heapq.merge(
            *(self._drawn_from(stream) for stream in self._streams),
            key=lambda one: sort_key(one, by_update=by_update),
            reverse=True,
        )
        for one in merged:
            self.drawn += 1
            yield one

    def _drawn_from(self, stream: Stream) -> Iterator[Summary]:
        window, own = self._window, 0
        while True:
            piece = self._piece(own)
            found = self._ports.request_lists.newest(stream, window, piece)
            yield from found
            if len(found) < piece:
                return
            own += len(found)
            window = replace(window, before=sort_key(found[-1], by_update=stream.index.is_by_update))

    def _piece(self, own: int) -> int:
        """How many to read from a stream of which `own` were drawn."""
        left = self._wanted - self.kept
        if not own:
            expected = left if len(self._streams) == 1 else left / (3 * len(self._streams))
        else:
            expected = left * self.drawn / max(self.kept, 1) * (own / max(self.drawn, own)) * MARGIN
        least = max(LEAST_PIECE, self._wanted // (LAST_PIECES * len(self._streams)))
        return min(MOST_PIECE, max(least, ceil(expected)))
