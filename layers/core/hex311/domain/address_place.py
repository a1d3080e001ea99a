"""Where a house number lies on a street, judged by the numbers that are known there."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians

from hex311.domain.geography import Point

BASELINE = 400
"""A street's direction beyond its last known number is taken from numbers at least so far apart, if there are any."""

REACH = 1_000
"""How far beyond the last known number a place is still estimated; further out only that number's place is given.
A street that is known to reach further is followed to its end."""

Anchor = tuple[int, Point]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A place for a number. `between`: it lies between known numbers, not beyond them."""

    point: Point
    between: bool


def place_number(
    number: int, below: Sequence[Anchor], above: Sequence[Anchor], on_street: bool = False
) -> Estimate | None:
    """Estimate the place of `number` from known numbers, each list from the nearest outwards; None without any.

    Between two known numbers it lies in proportion, on its own side of the street where that side is known on both.
    Beyond the last one the street is taken to go on as it came; `on_street`: it is known to reach this number.
    """
    if below and above:
        return Estimate(_between(number, *_same_side(number, below, above)), True)
    known = below or above
    if not known:
        return None
    first = known[0]
    far = next((one for one in known if abs(one[0] - first[0]) >= BASELINE), known[-1])
    if far[0] == first[0] or (abs(number - first[0]) > REACH and not on_street):
        return Estimate(first[1], False)
    return Estimate(_between(number, first, far), False)


def _same_side(number: int, below: Sequence[Anchor], above: Sequence[Anchor]) -> tuple[Anchor, Anchor]:
    """The nearest known numbers of the same parity, unless those of the other side are much nearer."""
    near = (below[0], above[0])
    side_below = next((one for one in below if (one[0] - number) % 2 == 0), None)
    side_above = next((one for one in above if (one[0] - number) % 2 == 0), None)
    if side_below and side_above:
        gap = near[1][0] - near[0][0]
        if side_above[0] - side_below[0] <= gap + 100:
            return side_below, side_above
    return near


def _between(number: int, a: Anchor, b: Anchor) -> Point:
    """On the straight line through two anchors; a share below 0 or above 1 lies beyond them."""
    share = (number - a[0]) / (b[0] - a[0])
    across = (b[1].longitude - a[1].longitude + 180) % 360 - 180
    latitude = a[1].latitude + share * (b[1].latitude - a[1].latitude)
    longitude = (a[1].longitude + share * across + 180) % 360 - 180
    return Point(latitude=max(-90.0, min(90.0, latitude)), longitude=longitude)


def metres_per_degree(latitude: float) -> tuple[float, float]:
    """Metres in one degree (of latitude, of longitude) at this latitude."""
    return 111_195.0, 111_195.0 * max(cos(radians(latitude)), 1e-6)
