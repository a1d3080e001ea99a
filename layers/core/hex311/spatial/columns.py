"""A column of values that repeat, ready to be written into features of one width as numbers of a tile's dictionary."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import count
from typing import Generic, TypeVar

from hex311.spatial import mvt

Value = TypeVar("Value", str, int)

_BYTE = 256
# The two bytes of varints, for all numbers that two of them hold.
_LOW = bytes(number & 0x7F | 0x80 for number in range(1 << 14))
_HIGH = bytes(number >> 7 for number in range(1 << 14))


class Column(Generic[Value]):
    """The values of many features, in their order.

    Each is kept as its place among the different ones. With at most 256 of those that is a byte, and what occurs in a
    piece, and what each is called there, are questions that the interpreter answers in C (`set`, `translate`).
    """

    def __init__(self, values: Iterable[Value]) -> None:
        index: dict[Value, int] = defaultdict(count().__next__)
        seen = list(map(index.__getitem__, values))
        known = sorted(index)
        places = [0] * len(known)
        for place, value in enumerate(known):
            places[index[value]] = place
        self.encoded = [mvt.value(value) for value in known]
        self._places: Sequence[int] = (
            bytes(seen).translate(bytes(places).ljust(_BYTE, b"\0"))
            if len(known) <= _BYTE
            else [places[number] for number in seen]
        )

    def piece(self, first: int, last: int, more: Iterable[int], base: int) -> "Piece":
        """The features from `first` to `last`, and `more` by themselves; the dictionary counts on from `base`."""
        part: Sequence[int] = self._places[first:last]
        others: dict[int, int] = {at: self._places[at] for at in more}
        whole = last - first + len(others) == len(self._places)
        present = range(len(self.encoded)) if whole else sorted({*part, *others.values()})
        return Piece(present, part, others, base, self.encoded)


class Piece:
    """What a piece of a column is in the dictionary of its tile: the values that occur, in their order."""

    def __init__(
        self, present: Sequence[int], part: Sequence[int], others: dict[int, int], base: int, encoded: Sequence[bytes]
    ) -> None:
        self._base = base
        self.end = base + len(present)
        self._present = present
        self._part = part
        self._others = others
        self.encoded = b"".join(map(encoded.__getitem__, present))

    def number(self, at: int) -> int:
        """What one of the features that were asked for by themselves is called."""
        return self._base + self._present.index(self._others[at])

    def write(self, out: bytearray, place: int, width: int) -> None:
        """Write the values as two-byte varints into `out`, at `place` of each feature of `width` bytes."""
        if isinstance(self._part, bytes):
            known = bytes(self._present)
            for byte, names in ((place, _LOW), (place + 1, _HIGH)):
                table = bytes.maketrans(known, names[self._base : self.end])
                out[byte::width] = self._part.translate(table)
            return
        number = {one: self._base + rank for rank, one in enumerate(self._present)}
        numbers = [number[one] for one in self._part]
        out[place::width] = bytes([one & 0x7F | 0x80 for one in numbers])
        out[place + 1 :: width] = bytes([one >> 7 for one in numbers])
