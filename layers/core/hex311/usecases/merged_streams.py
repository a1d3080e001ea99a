"""Several streams of an index as one, the newest first, read in pieces that are neither many nor long.

How large a piece should be is told by what was drawn so far: the share of this stream among all, and the share that
fits what is asked for. So a list takes few calls, and little is read ahead that nobody will see.
"""

import heapq
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from math import ceil
from typing import Generic, TypeVar

from hex311.spatial.request_list import Stream, Window

#: Asked for beyond what is expected, so that the guess need not be made twice.
MARGIN = 1.05

T = TypeVar("T")


class MergedStreams(Generic[T]):
    """`wanted` fitting ones are asked for; whoever draws says of each whether it fits (`keep`).

    `first` is the length of a stream's first piece, `least` and `longest` bound that of any: read units are counted in
    steps of 4 KB, so that smaller ones would cost the same.
    """

    def __init__(
        self,
        read: Callable[[Stream, Window, int], Sequence[T]],
        key: Callable[[T], str],
        streams: Sequence[Stream],
        window: Window,
        *,
        wanted: int,
        first: float,
        least: int,
        longest: int = 1_001,
    ) -> None:
        self._read, self._key, self._streams, self._window = read, key, streams, window
        self._wanted, self._first, self._least, self._longest = wanted, first, least, max(least, longest)
        self.drawn = self.kept = 0

    def keep(self) -> None:
        self.kept += 1

    def __iter__(self) -> Iterator[T]:
        """Each one once, by time and id, the newest first."""
        for one in heapq.merge(*map(self._drawn_from, self._streams), key=self._key, reverse=True):
            self.drawn += 1
            yield one

    def _drawn_from(self, stream: Stream) -> Iterator[T]:
        window, own = self._window, 0
        while True:
            piece = self._piece(own)
            found = self._read(stream, window, piece)
            yield from found
            if len(found) < piece:
                return
            own += len(found)
            window = replace(window, before=self._key(found[-1]))

    def _piece(self, own: int) -> int:
        """How many to read from a stream of which `own` were drawn."""
        left = self._wanted - self.kept
        expected = left * own / max(self.kept, 1) * MARGIN if own else self._first
        return min(self._longest, max(self._least, ceil(expected)))
