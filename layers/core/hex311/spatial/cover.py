"""H3 cells for neighbourhoods: the cell of a point, and all cells that a circle touches."""

from math import cos, radians

import h3

from hex311.domain.geography import EARTH_RADIUS_M, Point

NEARBY_RESOLUTION = 9
BLUR_RESOLUTION = 8
#: How far from the centre of its coarse cell a place may lie, in metres.
BLUR_WITHIN_M = 700
PLACE_RESOLUTION = 12

# The cover may name a cell too many, never one too few: cell edges are geodesics, our distances are planar.
_SLACK = 1.002
_SLACK_M = 0.02


def cell_of(point: Point, resolution: int = NEARBY_RESOLUTION) -> str:
    """The H3 cell (15 hexadecimal digits) that holds the point."""
    return str(h3.latlng_to_cell(point.latitude, point.longitude, resolution))


def blurred(point: Point) -> Point:
    """The centre of the coarse cell around a point: what may be shown of a place that must not be found."""
    latitude, longitude = h3.cell_to_latlng(cell_of(point, BLUR_RESOLUTION))
    return Point(latitude=round(latitude, 6), longitude=round(longitude, 6))


def circle_cover(point: Point, radius_m: float, resolution: int = NEARBY_RESOLUTION) -> frozenset[str]:
    """All cells that a circle of `radius_m` metres around the point touches, its own cell included.

    Walks outward neighbour by neighbour while cells touch, so pentagons and the antimeridian need no special case.
    """
    home = cell_of(point, resolution)
    covered, frontier = {home}, [home]
    while frontier:
        cell = frontier.pop()
        for neighbour in h3.grid_disk(cell, 1):
            if neighbour not in covered and _touches(neighbour, point, radius_m):
                covered.add(neighbour)
                frontier.append(neighbour)
    return frozenset(covered)


def _touches(cell: str, point: Point, radius_m: float) -> bool:
    """Whether the circle reaches the cell's outline (the centre is known to lie outside or inside the walk)."""
    limit = radius_m * _SLACK + _SLACK_M
    scale_x = radians(1) * EARTH_RADIUS_M * cos(radians(point.latitude))
    scale_y = radians(1) * EARTH_RADIUS_M
    corners = [
        (((longitude - point.longitude + 180) % 360 - 180) * scale_x, (latitude - point.latitude) * scale_y)
        for latitude, longitude in h3.cell_to_boundary(cell)
    ]
    return any(_distance_to_segment(a, b) <= limit for a, b in zip(corners, corners[1:] + corners[:1], strict=True))


def _distance_to_segment(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Distance in metres from the origin to the segment a-b."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    t = 0.0 if length == 0 else max(0.0, min(1.0, -(a[0] * dx + a[1] * dy) / length))
    return float(((a[0] + t * dx) ** 2 + (a[1] + t * dy) ** 2) ** 0.5)
