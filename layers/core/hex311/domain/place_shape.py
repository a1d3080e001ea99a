"""Points, lines and areas of places: how far they are from a position, and the boxes that hold them.

Vertices are whole units of 1e-7 degree (about 1.1 cm of latitude), as (x, y) = (longitude, latitude). The vertices of
one shape are never torn apart at the antimeridian: x may run past +/-180 degrees instead, and every comparison with a
position goes the short way round.

A distance is the haversine distance to the nearest position of the shape. For a point that is the point; for a line
or a border it is found in the plane, with a degree of longitude as long as it is at the asking position (within some
kilometres this differs from the geodesic by less than a millimetre). As that position always lies in the shape's box,
`box_distance_m` is never more than the distance to anything in the box.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from math import asin, atan2, cos, degrees, pi, radians, sin
from typing import Literal, NamedTuple

from hex311.domain.geography import EARTH_RADIUS_M, Point, distance_m

UNITS_PER_DEGREE = 10_000_000
TURN = 360 * UNITS_PER_DEGREE
ROUNDING_M = 0.001
"""What rounding may add to a bound: bounds are made this much smaller, so that they never exclude too much."""

Vertex = tuple[int, int]
Kind = Literal["point", "line", "area"]


class Box(NamedTuple):
    """A box in units; `east` may lie beyond +180 degrees when the box crosses the antimeridian."""

    south: int
    west: int
    north: int
    east: int


@dataclass(frozen=True, slots=True)
class Shape:
    """One point, or lines, or the rings of an area read with the even-odd rule (closed, last vertex = first)."""

    kind: Kind
    parts: tuple[tuple[Vertex, ...], ...]

    @property
    def box(self) -> Box:
        xs = [x for part in self.parts for x, _ in part]
        ys = [y for part in self.parts for _, y in part]
        return Box(min(ys), min(xs), max(ys), max(xs))


def point_shape(point: Point) -> Shape:
    """The shape of a single position, rounded to whole units."""
    return Shape("point", ((vertex_of(point),),))


def vertex_of(point: Point) -> Vertex:
    return round(point.longitude * UNITS_PER_DEGREE), round(point.latitude * UNITS_PER_DEGREE)


def position(x: float, y: float) -> Point:
    """The position of a vertex, with its longitude between -180 and +180."""
    longitude = ((x / UNITS_PER_DEGREE) + 180) % 360 - 180
    return Point(latitude=max(-90.0, min(90.0, y / UNITS_PER_DEGREE)), longitude=longitude)


def nearest_position(shape: Shape, point: Point) -> Point:
    """The position of the shape that is nearest to the point; the point itself when it lies within an area."""
    if shape.kind == "point":
        return position(*shape.parts[0][0])
    px, py = point.longitude * UNITS_PER_DEGREE, point.latitude * UNITS_PER_DEGREE
    first_x = shape.parts[0][0][0]
    shift = _short_way(first_x - px) - first_x
    lines = [[(x + shift, y - py) for x, y in part] for part in shape.parts]
    if shape.kind == "area" and _holds_origin(lines):
        return point
    scale = cos(radians(point.latitude))
    x, y = min((_nearest_on(line, scale) for line in lines), key=lambda at: (at[0] * scale) ** 2 + at[1] ** 2)
    return position(x + px, y + py)


def distance_to(shape: Shape, point: Point) -> float:
    """Metres from the point to the shape; 0 within an area."""
    return distance_m(point, nearest_position(shape, point))


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box that holds all (at least one), found from the first one the short way round."""
    first, *others = boxes
    south, west, north, east = first
    for box in others:
        shift = round(_short_way(box.west - first.west)) - (box.west - first.west)
        south, north = min(south, box.south), max(north, box.north)
        west, east = min(west, box.west + shift), max(east, box.east + shift)
    return Box(south, west, north, east)


def box_distance_m(box: Box, point: Point) -> float:
    """A lower bound of the metres to anything in the box; 0 within it.

    Outside the box's meridians the nearest position lies on its nearer western or eastern edge: there at one end, or
    at the foot of the great circle that meets the edge's meridian at a right angle.
    """
    x, y = point.longitude * UNITS_PER_DEGREE, point.latitude * UNITS_PER_DEGREE
    width = box.east - box.west
    from_west = (x - box.west) % TURN
    if width >= TURN or from_west <= width:
        away = max(box.south - y, y - box.north, 0.0)
        edge = Point(latitude=point.latitude + away / UNITS_PER_DEGREE * (1 if y < box.south else -1), longitude=0.0)
        return max(0.0, distance_m(Point(latitude=point.latitude, longitude=0.0), edge) - ROUNDING_M)
    apart = min(from_west - width, TURN - from_west) / UNITS_PER_DEGREE
    latitude = radians(point.latitude)
    foot = degrees(atan2(sin(latitude), cos(latitude) * cos(radians(apart))))
    south, north = box.south / UNITS_PER_DEGREE, box.north / UNITS_PER_DEGREE
    here = Point(latitude=point.latitude, longitude=0.0)
    candidates = [south, north, *([foot] if south < foot < north else [])]
    nearest = min(distance_m(here, Point(latitude=one, longitude=apart)) for one in candidates)
    return max(0.0, nearest - ROUNDING_M)


def margin_m(box: Box, point: Point) -> float:
    """A lower bound of the metres from the point to anything outside the box; 0 outside it and on its edge."""
    x, y = point.longitude * UNITS_PER_DEGREE, point.latitude * UNITS_PER_DEGREE
    width = box.east - box.west
    from_west = (x - box.west) % TURN
    if not box.south <= y <= box.north or (width < TURN and from_west > width):
        return 0.0
    nearest = pi
    if box.north < 90 * UNITS_PER_DEGREE:
        nearest = min(nearest, radians((box.north - y) / UNITS_PER_DEGREE))
    if box.south > -90 * UNITS_PER_DEGREE:
        nearest = min(nearest, radians((y - box.south) / UNITS_PER_DEGREE))
    if width < TURN:
        aside = radians(min(from_west, width - from_west) / UNITS_PER_DEGREE)
        nearest = min(nearest, asin(cos(radians(point.latitude)) * sin(min(aside, pi / 2))))
    return max(0.0, nearest * EARTH_RADIUS_M - ROUNDING_M)


def holds(outer: Box, inner: Box) -> bool:
    """Whether all of `inner` lies in `outer`."""
    width = outer.east - outer.west
    return (
        outer.south <= inner.south
        and inner.north <= outer.north
        and (width >= TURN or (inner.west - outer.west) % TURN + inner.east - inner.west <= width)
    )


def touch(a: Box, b: Box) -> bool:
    """Whether the boxes have a position in common."""
    if a.north < b.south or b.north < a.south:
        return False
    return (b.west - a.west) % TURN <= a.east - a.west or (a.west - b.west) % TURN <= b.east - b.west


def _short_way(difference: float) -> float:
    """A difference of longitudes, in units, between minus and plus half a turn."""
    return (difference + TURN / 2) % TURN - TURN / 2


def _nearest_on(line: list[tuple[float, float]], scale: float) -> tuple[float, float]:
    """The position on a line nearest to the origin of the plane whose x counts `scale` times."""
    best, best_square = line[0], (line[0][0] * scale) ** 2 + line[0][1] ** 2
    for (ax, ay), (bx, by) in pairwise(line):
        dx, dy = (bx - ax) * scale, by - ay
        length = dx * dx + dy * dy
        t = 0.0 if length == 0 else max(0.0, min(1.0, -(ax * scale * dx + ay * dy) / length))
        x, y = ax + t * (bx - ax), ay + t * (by - ay)
        square = (x * scale) ** 2 + y * y
        if square < best_square:
            best, best_square = (x, y), square
    return best


def _holds_origin(rings: list[list[tuple[float, float]]]) -> bool:
    inside = False
    for ring in rings:
        for (ax, ay), (bx, by) in pairwise(ring):
            if (ay > 0) != (by > 0) and ax - ay * (bx - ax) / (by - ay) > 0:
                inside = not inside
    return inside
