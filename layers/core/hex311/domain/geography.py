"""Where things are: points, cells and what the city's map layers say about a point.

Coordinates are WGS84 degrees and are always passed by name, latitude first.
"""

from collections.abc import Mapping
from math import asin, cos, isfinite, radians, sin, sqrt
from typing import Literal, NamedTuple, Self

from hex311.domain.errors import InvalidLocation

EARTH_RADIUS_M = 6_371_008.8

Position = Literal["inside", "boundary"]


# Tuples, not dataclasses: these are on the way of every cold start, and `dataclasses` alone takes as long as the rest.


class _Degrees(NamedTuple):
    latitude: float
    longitude: float


class Point(_Degrees):
    """A WGS84 position in degrees; raises `InvalidLocation` when it is not on the globe."""

    __slots__ = ()

    def __new__(cls, latitude: float, longitude: float) -> Self:
        if not (isfinite(latitude) and -90 <= latitude <= 90):
            raise InvalidLocation("lat", "must be a number between -90 and 90")
        if not (isfinite(longitude) and -180 <= longitude <= 180):
            raise InvalidLocation("long", "must be a number between -180 and 180")
        return super().__new__(cls, latitude, longitude)


class OverlayAnswer(NamedTuple):
    """One feature of one layer that covers a point (`boundary`: the point lies on its border).

    A tuple, because a look-up makes some 30 of them at once.
    """

    layer: str
    feature_id: str
    name: str
    attributes: Mapping[str, str] = {}
    position: Position = "inside"


class Overlay(NamedTuple):
    """All layers' answers for one point.

    `generation` is the activation time (epoch seconds) of the layer set that answered; 0 when none is
    published for the cell.
    """

    generation: int
    answers: tuple[OverlayAnswer, ...]

    def first(self, layer: str) -> OverlayAnswer | None:
        """The layer's first answer, or None when no feature of it covers the point."""
        return next((answer for answer in self.answers if answer.layer == layer), None)

    def covers(self, layer: str) -> bool:
        return self.first(layer) is not None


def distance_m(a: Point, b: Point) -> float:
    """Great-circle (haversine) distance in metres; longitudes are differenced the short way round."""
    d_lat = radians(b.latitude - a.latitude)
    d_lon = radians((b.longitude - a.longitude + 180) % 360 - 180)
    h = sin(d_lat / 2) ** 2 + cos(radians(a.latitude)) * cos(radians(b.latitude)) * sin(d_lon / 2) ** 2
    return 2 * EARTH_RADIUS_M * asin(min(1.0, sqrt(h)))
