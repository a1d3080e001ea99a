"""An area on the map and the tiles that it touches."""

from dataclasses import dataclass
from math import atan, degrees, pi, sinh

from hex311.domain.geography import Point, distance_m
from hex311.spatial.tiles import tile_of

#: Metres by which a tile may be farther than it was reckoned: a degree of longitude is no straight line.
_MARGIN_M = 1.0

XY = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Area:
    """A box in degrees, or a circle within it (`radius_m` around `centre`)."""

    south: float
    west: float
    north: float
    east: float
    centre: Point | None = None
    radius_m: float = 0.0

    def holds(self, point: Point) -> bool:
        if self.centre:
            return distance_m(self.centre, point) <= self.radius_m
        return self.south <= point.latitude <= self.north and self.west <= point.longitude <= self.east

    def touches(self, tile: XY, zoom: int) -> bool:
        """Whether the tile and the area may have a point in common."""
        west, north = _corner(tile[0], tile[1], zoom)
        east, south = _corner(tile[0] + 1, tile[1] + 1, zoom)
        if west > self.east or east < self.west or south > self.north or north < self.south:
            return False
        if self.centre is None:
            return True
        nearest = Point(
            latitude=min(max(self.centre.latitude, south), north),
            longitude=min(max(self.centre.longitude, west), east),
        )
        return distance_m(self.centre, nearest) <= self.radius_m + _MARGIN_M

    def in_tiles(self, zoom: int) -> float:
        """How many tiles are as large as the area, about."""
        x, y = tile_of(Point(latitude=(self.south + self.north) / 2, longitude=(self.west + self.east) / 2), zoom)
        west, north = _corner(x, y, zoom)
        east, south = _corner(x + 1, y + 1, zoom)
        share = (self.east - self.west) * (self.north - self.south) / ((east - west) * (north - south))
        return share * pi / 4 if self.centre else share


def tiles_of(area: Area, zoom: int, most: int) -> list[XY] | None:
    """The tiles that the area touches; None when they are more than `most`."""
    left, top = tile_of(Point(latitude=area.north, longitude=max(-180.0, area.west)), zoom)
    right, bottom = tile_of(Point(latitude=area.south, longitude=min(179.999_999, area.east)), zoom)
    if (right - left + 1) * (bottom - top + 1) > 2 * most:
        return None
    box = ((x, y) for x in range(left, right + 1) for y in range(top, bottom + 1))
    found = [tile for tile in box if area.touches(tile, zoom)]
    return found if len(found) <= most else None


def _corner(x: int, y: int, zoom: int) -> tuple[float, float]:
    """Longitude and latitude (degrees) of the tile's north-west corner."""
    return x / 2**zoom * 360 - 180, degrees(atan(sinh(pi * (1 - 2 * y / 2**zoom))))
