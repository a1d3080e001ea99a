"""A column of values that repeat, ready to be written into features of one width as numbers of a tile's dictionary."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Generic, TypeVar

Value = TypeVar("Value", str, int)

_BYTE = 256


class Column(Generic[Value]):
    """The values of many features, in their order.

    With at most 256 different values, each is kept as one byte: what occurs in a piece, and what each is called there,
    are then questions that the interpreter answers in C (`set`, `translate`).
    """

    def __init__(self, values: Sequence[Value]) -> None:
        self._values: Sequence[Value] = values
        self._known: list[Value] = sorted(set(values))

    def within(self, first: int, last: int) -> set[Value]:
        """The different values of a piece."""
        if self._bytes is None:
            return set(self._values[first:last])
        known = self._known
        return {known[number] for number in set(self._bytes[first:last])}

    def write(self, out: bytearray, place: int, width: int, first: int, last: int, named: Mapping[Value, int]) -> None:
        """Write the piece's values as two-byte varints into `out`, at `place` of each feature of `width` bytes."""
        low = {value: number & 0x7F | 0x80 for value, number in named.items()}
        high = {value: number >> 7 for value, number in named.items()}
        for byte, names in ((place, low), (place + 1, high)):
            if self._bytes is None:
                out[byte::width] = bytes([names[value] for value in self._values[first:last]])
            else:
                table = bytes([names.get(value, 0) for value in self._known]).ljust(_BYTE, b"\0")
                out[byte::width] = self._bytes[first:last].translate(table)

    @cached_property
    def _bytes(self) -> bytes | None:
        if len(self._known) > _BYTE:
            return None
        index = {value: number for number, value in enumerate(self._known)}
        return bytes([index[value] for value in self._values])
