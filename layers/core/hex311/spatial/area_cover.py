"""An area on the map and the tiles that cover it: large ones inside, small ones along the edge.

What lies in a tile and beyond the edge is read for nothing, and so is the call for a tile that holds little. So tiles
along the edge are cut into small ones, those first that save most, until `most` tiles are reached.
"""

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import atan, degrees, pi, sinh

from hex311.domain.geography import Point, distance_m
from hex311.spatial.tiles import tile_of

#: A place is a z15 tile, at most about 1.2 km across; a spot a z17 tile, at most about 300 m. Of one service alone so
#: little lies in either that a call for each would cost more than it spares: its areas are covered by z14 tiles.
PLACE_ZOOM, SPOT_ZOOM, TYPE_PLACE_ZOOM = 15, 17, 14
_SIDE = 2 ** (SPOT_ZOOM - PLACE_ZOOM)

Tile = tuple[int, int]


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

    def touches(self, tile: Tile, zoom: int) -> bool:
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
        return distance_m(self.centre, nearest) <= self.radius_m


@dataclass(frozen=True, slots=True)
class Cover:
    """Tiles `x/y` that no two of share a point and that hold the whole area."""

    places: tuple[str, ...] = ()
    spots: tuple[str, ...] = ()


def tiles_of(area: Area, zoom: int, most: int) -> list[Tile] | None:
    """The tiles that the area touches; None when they are more than `most`."""
    left, top = tile_of(Point(latitude=area.north, longitude=max(-180.0, area.west)), zoom)
    right, bottom = tile_of(Point(latitude=area.south, longitude=min(179.999_999, area.east)), zoom)
    if (right - left + 1) * (bottom - top + 1) > 2 * most:
        return None
    box = ((x, y) for x in range(left, right + 1) for y in range(top, bottom + 1))
    found = [tile for tile in box if area.touches(tile, zoom)]
    return found if len(found) <= most else None


def cover_of(area: Area, places: list[Tile], most: int) -> Cover:
    """The cover with up to `most` tiles, or of the places alone when those are more already."""
    kept = set(places)
    spots: list[Tile] = []
    cuts = [(len(inside) - _SIDE**2, place, inside) for place in places if (inside := list(_spots(area, place)))]
    heapq.heapify(cuts)
    while cuts:
        saved, place, inside = heapq.heappop(cuts)
        if saved < 0 and len(kept) + len(spots) - 1 + len(inside) <= most:
            kept.discard(place)
            spots += inside
    return Cover(names_of(sorted(kept)), names_of(sorted(spots)))


def names_of(tiles: Iterable[Tile]) -> tuple[str, ...]:
    return tuple(f"{x}/{y}" for x, y in tiles)


def _spots(area: Area, place: Tile) -> Iterator[Tile]:
    x, y = place[0] * _SIDE, place[1] * _SIDE
    for across in range(_SIDE):
        for down in range(_SIDE):
            spot = (x + across, y + down)
            if area.touches(spot, SPOT_ZOOM):
                yield spot


def _corner(x: int, y: int, zoom: int) -> tuple[float, float]:
    """Longitude and latitude (degrees) of the tile's north-west corner."""
    return x / 2**zoom * 360 - 180, degrees(atan(sinh(pi * (1 - 2 * y / 2**zoom))))
