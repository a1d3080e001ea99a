"""Tiles of points, put together from what each case keeps: no feature is encoded when a tile is drawn.

A case keeps 20 bytes, its *blob*:
    5  tracking number as a varint of fixed width (eight digits to the base 20 are below 2**35)
    1  status, as its number in the layer's dictionary
    2  day of filing since 1970, little endian
    4  pixel in the z12 tile, 4 in the z13 tile, 4 in the z14 tile: x and y as zigzag varints of fixed width
Cases with numbers of an earlier system have no first five bytes; their features carry the number as text.

A feature in a tile is 27 bytes, all features of a tile the same width, so bytes at the same place of all of them are
one slice with a stride. Drawing all tiles below a z12 tile is one join of the blobs and some such copies, which the
interpreter does in C. Varints of a fixed width are longer than need be, which protobuf allows. The dictionary of a tile
is the statuses (fixed), then the types and days that occur in it, each named by two bytes.
"""

import struct
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from operator import itemgetter

from hex311.domain.lifecycle import Status
from hex311.domain.map_entry import MapFeature, TileEntry
from hex311.domain.tracking import ALPHABET, check_character
from hex311.spatial import mvt
from hex311.spatial.columns import Column
from hex311.spatial.tiles import POINT_ZOOMS, POSITION_BITS, Tile, position_of

LAYER, TRUNCATED = "requests", "truncated"
KEYS = ("type", "status", "day", "number")
STATUSES = tuple(str(status) for status in Status)
#: Points that a tile may hold (some 400 KB compressed). Closed cases give way, open ones never.
MOST_POINTS = 30_000
DAY_S = 86_400
BLOB, NUMBER_BYTES = 20, 5
WIDTH = 27
_MOST_DAYS = 0xFFFF
_STATUS_AT, _DAY_AT = 5, 6
_PIXEL_AT = {12: 8, 13: 12, 14: 16}
# field 2, length 25 | id | field 2, length 8: tags | type POINT | field 4, length 5: MoveTo(1) and the pixel
_EMPTY = (
    bytes((0x12, WIDTH - 2, 0x08)) + bytes(5)
    + bytes((0x12, 8, 0, 0, 0, 1, 0, 2, 0, 0, 0x18, mvt.POINT, 0x22, 5, 9)) + bytes(4)
)  # fmt: skip
_FIXED = mvt.dictionary(KEYS[:3], STATUSES)
_QUAD_OF, _TYPE_OF, _BLOB_OF = itemgetter(0), itemgetter(2), itemgetter(3)  # fields of `MapFeature`
_NUMBER_IN, _TYPE_IN, _STATUS_IN, _DAY_IN, _PIXEL_IN = 3, 11, 14, 16, 23


def feature_of(entry: TileEntry) -> MapFeature:
    """What the table keeps of an entry."""
    x, y = position_of(entry.point)
    pixels = b""
    for zoom in POINT_ZOOMS:
        shift = POSITION_BITS - 12 - zoom
        pixels += _two_bytes((x >> shift & 0xFFF) << 1) + _two_bytes((y >> shift & 0xFFF) << 1)
    day = min(max(entry.created_at // DAY_S, 0), _MOST_DAYS)
    known = struct.pack("<BH", STATUSES.index(entry.status), day)
    quad = _morton(x >> 12 & 3, y >> 12 & 3)
    blob = _number(entry.case_id) + known + pixels
    return MapFeature(quad, entry.case_id, entry.service_code, blob, entry.expires_at)


def number_of(case_id: str) -> int | None:
    """The feature's id: the eight digits of one of our tracking numbers; None for another system's numbers."""
    compact = case_id.replace("-", "")
    if len(compact) != 9 or len(case_id) != 11 or any(character not in ALPHABET for character in compact):
        return None
    number = 0
    for character in compact[:8]:
        number = number * len(ALPHABET) + ALPHABET.index(character)
    return number


def case_id_of(number: int) -> str:
    """The tracking number that a feature's id means."""
    payload = ""
    for _ in range(8):
        number, digit = divmod(number, len(ALPHABET))
        payload = ALPHABET[digit] + payload
    whole = payload + check_character(payload)
    return "-".join((whole[:3], whole[3:6], whole[6:]))


@dataclass(slots=True)
class Drawn:
    """A tile's bytes, not compressed, with how many points it shows and how many closed cases it had to leave out."""

    body: bytes
    points: int
    left_out: int = 0


class PointTiles:
    """The tiles of one z12 tile, drawn from what is to be shown there (sorted by quad, then by case)."""

    def __init__(self, parent: Tile, features: Sequence[MapFeature], most_points: int = MOST_POINTS) -> None:
        self.parent = parent
        self._most_points = most_points
        ours, self._others = features, list[MapFeature]()
        blobs = b"".join(map(_BLOB_OF, features))
        if len(blobs) != BLOB * len(features):
            ours = [one for one in features if len(one.blob) == BLOB]
            self._others = [one for one in features if len(one.blob) != BLOB]
            blobs = b"".join(map(_BLOB_OF, ours))
        self._ours, self._blobs = ours, blobs
        self._quads = "".join(map(_QUAD_OF, ours))
        # Those of an earlier system stand behind ours in both columns.
        self._types = Column(chain(map(_TYPE_OF, ours), map(_TYPE_OF, self._others)))
        self._days = Column(chain(self._days_of_ours(), map(_day, self._others)))
        self._zooms: dict[int, bytearray] = {}

    def draw(self, tile: Tile) -> Drawn:
        """One tile of z12 to z14 below the parent."""
        low, high = self._quads_of(tile)
        first, last = bisect_left(self._quads, low), bisect_right(self._quads, high)
        others = [at for at, one in enumerate(self._others, len(self._ours)) if low <= one.quad <= high]
        points = last - first + len(others)
        if points > self._most_points:
            return self._truncated(tile, [*self._ours[first:last], *(self._other(at) for at in others)])
        # The dictionary is made of nothing but what the tile shows, so its bytes change only when something on it does.
        types = self._types.piece(first, last, others, len(STATUSES))
        days = self._days.piece(first, last, others, types.end)
        body = self._zoom(tile.z)[first * WIDTH : last * WIDTH]
        types.write(body, _TYPE_IN, WIDTH)
        days.write(body, _DAY_IN, WIDTH)
        named = _FIXED + types.encoded + days.encoded
        for place, at in enumerate(others, days.end):
            body += _wide(self._other(at), tile.z, (types.number(at), days.number(at), place))
        if others:
            named += mvt.dictionary(KEYS[3:], (self._other(at).case_id for at in others))
        return Drawn(mvt.layer(LAYER, body, named), points)

    def _other(self, at: int) -> MapFeature:
        return self._others[at - len(self._ours)]

    def _quads_of(self, tile: Tile) -> tuple[str, str]:
        """The first and the last digit of the z14 tiles that a tile holds."""
        deep = tile.z - self.parent.z
        dx, dy = tile.x - (self.parent.x << deep), tile.y - (self.parent.y << deep)
        if tile.above(self.parent.z) != self.parent:
            raise ValueError(f"{tile} does not lie below {self.parent}")
        if deep == 0:
            return "0", "f"
        if deep == 1:
            return _morton(2 * dx, 2 * dy), _morton(2 * dx + 1, 2 * dy + 1)
        return _morton(dx, dy), _morton(dx, dy)

    def _days_of_ours(self) -> Sequence[int]:
        days = bytearray(2 * len(self._ours))
        days[0::2], days[1::2] = self._blobs[_DAY_AT::BLOB], self._blobs[_DAY_AT + 1 :: BLOB]
        return struct.unpack(f"<{len(self._ours)}H", days)

    @cached_property
    def _base(self) -> bytearray:
        """All features with numbers of ours, without pixels, type and day."""
        out = bytearray(_EMPTY * len(self._ours))
        for byte in range(NUMBER_BYTES):
            out[_NUMBER_IN + byte :: WIDTH] = self._blobs[byte::BLOB]
        out[_STATUS_IN::WIDTH] = self._blobs[_STATUS_AT::BLOB]
        return out

    def _zoom(self, zoom: int) -> bytearray:
        """All features with numbers of ours, with the pixels of a zoom."""
        if zoom not in self._zooms:
            out, first = bytearray(self._base), _PIXEL_AT[zoom]
            for byte in range(4):
                out[_PIXEL_IN + byte :: WIDTH] = self._blobs[first + byte :: BLOB]
            self._zooms[zoom] = out
        return self._zooms[zoom]

    def _truncated(self, tile: Tile, features: Sequence[MapFeature]) -> Drawn:
        """Without the cases that were closed the longest ago. Open ones stay, however many they are."""
        still_open = [one for one in features if one.expires_at is None]
        closed = sorted((one for one in features if one.expires_at is not None), key=lambda one: -(one.expires_at or 0))
        kept = closed[: max(0, self._most_points - len(still_open))]
        left_out = len(closed) - len(kept)
        shown = sorted([*still_open, *kept], key=lambda one: (one.quad, one.case_id))
        body = PointTiles(self.parent, shown, len(shown)).draw(tile).body
        if left_out:
            note = mvt.feature((0, 0), mvt.POINT, mvt.point_geometry(mvt.EXTENT // 2, mvt.EXTENT // 2))
            body += mvt.layer(TRUNCATED, note, mvt.dictionary(("left_out",), (left_out,)))
        return Drawn(body, len(shown), left_out)


def _wide(one: MapFeature, zoom: int, named: tuple[int, int, int]) -> bytes:
    """A feature whose number is an earlier system's: it carries it as text. `named` are its type, day and number."""
    x_low, x_high, y_low, y_high = one.blob[_PIXEL_AT[zoom] - NUMBER_BYTES :][:4]
    geometry = (9, x_low & 0x7F | x_high << 7, y_low & 0x7F | y_high << 7)
    status = one.blob[_STATUS_AT - NUMBER_BYTES]
    return mvt.feature((0, named[0], 1, status, 2, named[1], 3, named[2]), mvt.POINT, geometry)


def _day(one: MapFeature) -> int:
    """The day of filing of a case with another system's number."""
    return int.from_bytes(one.blob[_DAY_AT - NUMBER_BYTES :][:2], "little")


def _two_bytes(number: int) -> bytes:
    """A varint of fixed width, for numbers below 2**14."""
    return bytes((number & 0x7F | 0x80, number >> 7))


def _number(case_id: str) -> bytes:
    number = number_of(case_id)
    if number is None:
        return b""
    return bytes(
        [number >> 7 * place & 0x7F | (0x80 if place < NUMBER_BYTES - 1 else 0) for place in range(NUMBER_BYTES)]
    )


def _morton(dx: int, dy: int) -> str:
    """The hexadecimal digit of a z14 tile within its z12 tile: the four of a z13 tile follow one another."""
    return f"{(dy >> 1) << 3 | (dx >> 1) << 2 | (dy & 1) << 1 | dx & 1:x}"
