"""Vector tiles of service requests (Mapbox Vector Tile 2.1), encoded here in a few lines of standard library.

Layer `requests`, extent 4096, one point per case with the tags `id`, `service_code`, `status`, `created_at`
(epoch seconds). Coordinates are Web Mercator tile coordinates. A point belongs to exactly one tile of each zoom.
"""

from collections.abc import Iterable, Sequence
from math import asinh, floor, pi, radians, tan

from hex311.domain.geography import Point
from hex311.domain.map_entry import TileEntry

EXTENT = 4096
POINT_ZOOMS = (12, 13, 14)
PARENT_ZOOM = 12
MAX_LATITUDE = 85.051_128


def _mercator(point: Point) -> tuple[float, float]:
    """The point on the unit square, x eastward, y southward."""
    latitude = max(-MAX_LATITUDE, min(MAX_LATITUDE, point.latitude))
    x = point.longitude / 360 + 0.5
    y = 0.5 - asinh(tan(radians(latitude))) / (2 * pi)
    return x % 1.0, min(max(y, 0.0), 1 - 1e-12)


def tile_of(point: Point, zoom: int) -> tuple[int, int]:
    """(x, y) of the tile that holds the point."""
    x, y = _mercator(point)
    return floor(x * 2**zoom), floor(y * 2**zoom)


def parent_key(point: Point) -> str:
    """`x/y` of the z12 tile under which the tables keep a point's map entry."""
    x, y = tile_of(point, PARENT_ZOOM)
    return f"{x}/{y}"


def encode_requests(entries: Iterable[TileEntry], zoom: int, tile: tuple[int, int]) -> bytes:
    """One tile's bytes (not compressed) with those of the entries that lie in it, ordered by case id."""
    inside = sorted((entry for entry in entries if tile_of(entry.point, zoom) == tile), key=lambda entry: entry.case_id)
    keys = ("id", "service_code", "status", "created_at")
    values: dict[str | int, int] = {}
    features = []
    for entry in inside:
        tags: list[int] = []
        for number, value in enumerate(_tags(entry)):
            tags += [number, values.setdefault(value, len(values))]
        features.append(_feature(tags, _pixel(entry.point, zoom, tile)))
    layer = _field(15, 0) + _varint(2) + _bytes(1, b"requests") + b"".join(_bytes(2, f) for f in features)
    layer += b"".join(_bytes(3, key.encode()) for key in keys)
    layer += b"".join(_bytes(4, _value(value)) for value in values)
    layer += _field(5, 0) + _varint(EXTENT)
    return _bytes(3, layer)


def _tags(entry: TileEntry) -> tuple[str | int, ...]:
    return entry.case_id, entry.service_code, entry.status, entry.created_at


def _pixel(point: Point, zoom: int, tile: tuple[int, int]) -> tuple[int, int]:
    x, y = _mercator(point)
    return (
        min(EXTENT - 1, floor((x * 2**zoom - tile[0]) * EXTENT)),
        min(EXTENT - 1, floor((y * 2**zoom - tile[1]) * EXTENT)),
    )


def _feature(tags: Sequence[int], pixel: tuple[int, int]) -> bytes:
    move_to = 9  # command 1 (MoveTo), count 1
    geometry = b"".join(_varint(number) for number in (move_to, _zigzag(pixel[0]), _zigzag(pixel[1])))
    point_type = 1
    return _bytes(2, b"".join(map(_varint, tags))) + _field(3, 0) + _varint(point_type) + _bytes(4, geometry)


def _value(value: str | int) -> bytes:
    if isinstance(value, str):
        return _bytes(1, value.encode())
    return _field(5, 0) + _varint(value)  # uint_value


def _field(number: int, wire_type: int) -> bytes:
    return _varint(number << 3 | wire_type)


def _bytes(number: int, payload: bytes) -> bytes:
    return _field(number, 2) + _varint(len(payload)) + payload


def _zigzag(number: int) -> int:
    return number << 1 if number >= 0 else (-number << 1) - 1


def _varint(number: int) -> bytes:
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)
