"""The few parts of protobuf that Mapbox Vector Tiles (2.1) are made of."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

EXTENT = 4096
POINT, POLYGON = 1, 3


def varint(number: int) -> bytes:
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def number_field(number: int, value: int) -> bytes:
    return varint(number << 3) + varint(value)


def bytes_field(number: int, payload: bytes) -> bytes:
    return varint(number << 3 | 2) + varint(len(payload)) + payload


def zigzag(number: int) -> int:
    return number << 1 if number >= 0 else (-number << 1) - 1


@lru_cache(maxsize=4096)
def value(one: str | int) -> bytes:
    """A value of a layer's dictionary: text, or a number that is not negative."""
    return bytes_field(4, bytes_field(1, one.encode()) if isinstance(one, str) else number_field(5, one))


def dictionary(keys: Sequence[str], values: Iterable[str | int]) -> bytes:
    """What the tags of a layer's features point to."""
    return b"".join([*(bytes_field(3, key.encode()) for key in keys), *map(value, values)])


def layer(name: str, features: bytes | bytearray, named: bytes) -> bytes:
    """A whole layer around features and a dictionary that are encoded already. Copied once: tiles are large."""
    head = number_field(15, 2) + bytes_field(1, name.encode())
    tail = number_field(5, EXTENT)
    size = len(head) + len(features) + len(named) + len(tail)
    return b"".join((varint(3 << 3 | 2), varint(size), head, features, named, tail))


def feature(tags: Sequence[int], kind: int, geometry: Sequence[int], number: int | None = None) -> bytes:
    """One feature of any width; `tags` and `geometry` are the integers of the specification."""
    head = number_field(1, number) if number is not None else b""
    packed = bytes_field(2, b"".join(map(varint, tags)))
    return bytes_field(2, head + packed + number_field(3, kind) + bytes_field(4, b"".join(map(varint, geometry))))


def point_geometry(x: int, y: int) -> list[int]:
    move_to = 9  # command 1 (MoveTo), count 1
    return [move_to, zigzag(x), zigzag(y)]
