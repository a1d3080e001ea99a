"""Tiles of the web map: which tile holds a point, and what their objects are called.

Coordinates are Web Mercator; zooms 12 to 14 show points, and the table keeps them by their z12 tile.
"""

from math import asinh, floor, pi, radians, tan
from typing import NamedTuple

from hex311.domain.geography import Point

POINT_ZOOMS = (12, 13, 14)
PARENT_ZOOM = 12
MAX_LATITUDE = 85.051_128
#: A position on the whole world's square as a whole number of so many bits: a pixel of a z14 tile of 4096.
POSITION_BITS = 26


class Tile(NamedTuple):
    """A tile of the map: zoom, column from the west, row from the north."""

    z: int
    x: int
    y: int

    def above(self, zoom: int) -> "Tile":
        """The tile of a smaller zoom that holds it."""
        return Tile(zoom, self.x >> (self.z - zoom), self.y >> (self.z - zoom))

    def path(self, layer: str) -> str:
        """The key of its object: `tiles/requests/12/943/1525.mvt`."""
        return f"tiles/{layer}/{self.z}/{self.x}/{self.y}.mvt"


def mercator(point: Point) -> tuple[float, float]:
    """The point on the unit square, x eastward, y southward."""
    latitude = max(-MAX_LATITUDE, min(MAX_LATITUDE, point.latitude))
    x = point.longitude / 360 + 0.5
    y = 0.5 - asinh(tan(radians(latitude))) / (2 * pi)
    return x % 1.0, min(max(y, 0.0), 1 - 1e-12)


def position_of(point: Point) -> tuple[int, int]:
    """(x, y) as whole numbers of `POSITION_BITS` bits; shifting them right gives tile and pixel of every zoom."""
    x, y = mercator(point)
    return floor(x * 2**POSITION_BITS), floor(y * 2**POSITION_BITS)


def tile_of(point: Point, zoom: int) -> tuple[int, int]:
    """(x, y) of the tile that holds the point."""
    x, y = mercator(point)
    return floor(x * 2**zoom), floor(y * 2**zoom)


def tile_at(point: Point, zoom: int) -> Tile:
    return Tile(zoom, *tile_of(point, zoom))


def parent_key(point: Point) -> str:
    """`x/y` of the z12 tile under which the tables keep a point's map entry."""
    x, y = tile_of(point, PARENT_ZOOM)
    return f"{x}/{y}"


def subtree(parent: Tile) -> list[Tile]:
    """The tile itself and all below it that show points, the coarsest first."""
    found = []
    for zoom in POINT_ZOOMS:
        deep = zoom - parent.z
        found += [
            Tile(zoom, (parent.x << deep) + dx, (parent.y << deep) + dy)
            for dy in range(1 << deep)
            for dx in range(1 << deep)
        ]
    return found


def tiles_within(south: float, west: float, north: float, east: float, zoom: int) -> list[Tile]:
    """All tiles of a zoom that a box (degrees) touches."""
    left, top = tile_of(Point(latitude=north, longitude=max(-180.0, west)), zoom)
    right, bottom = tile_of(Point(latitude=south, longitude=min(179.999_999, east)), zoom)
    return [Tile(zoom, x, y) for x in range(left, right + 1) for y in range(top, bottom + 1)]
