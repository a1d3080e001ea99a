"""Finding names that are spelt wrongly or not to their end: the names of streets, and the words of places.

`rapidfuzz` does the comparing. The measure is the optimal string alignment distance (insert, drop, change or swap
neighbours) over the longer length, on canonical keys without spaces; `hex311 addresses measure` states its hit rate.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

LEAST_SIMILAR = 0.6
SHORTEST_START = 2
FULLEST_START, EMPTIEST_START = 0.985, 0.86
"""Similarity of a name that begins with what was typed, when nearly all of it was typed, and when hardly any."""
FAULTY_START = 0.82
"""A faultily typed beginning counts this much of its similarity."""


class NameIndex:
    """Keys to look up: exactly, by their beginning, by likeness. Positions are those of the given sequence."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._keys = list(keys)
        self._exact = {key: place for place, key in enumerate(self._keys)}
        self._sorted = sorted(self._exact)

    def exact(self, key: str) -> int | None:
        return self._exact.get(key)

    def starting(self, key: str, most: int) -> Iterator[tuple[int, float]]:
        """(position, similarity) of longer keys that begin with `key`, in alphabetical order."""
        at = bisect_left(self._sorted, key)
        for name in self._sorted[at : at + most]:
            if not name.startswith(key):
                return
            if name != key:
                share = len(key) / len(name)
                yield self._exact[name], EMPTIEST_START + (FULLEST_START - EMPTIEST_START) * share

    def alike(self, key: str, most: int) -> list[tuple[int, float]]:
        """(position, similarity from 0 to 1), the likest first, at most `most`."""
        found = process.extract(
            key, self._keys, scorer=OSA.normalized_similarity, limit=most, score_cutoff=LEAST_SIMILAR, processor=None
        )
        return [(place, float(likeness)) for _, likeness, place in found]

    def find(self, key: str, most: int = 8) -> list[tuple[int, float]]:
        """Names for a key, best first. Looks for likenesses only when the key is no name itself."""
        best: dict[int, float] = {}
        place = self.exact(key)
        if place is not None:
            best[place] = 1.0
        elif len(key) > SHORTEST_START:
            best.update(self.alike(key, most))
        if len(key) >= SHORTEST_START:
            for start, likeness in self.starting(key, most):
                best[start] = max(best.get(start, 0.0), likeness)
        return sorted(best.items(), key=lambda pair: (-pair[1], pair[0]))[:most]
