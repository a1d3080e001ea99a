"""Integer coordinates and H3 cells of the overlay.

The overlay counts in units of 1e-7 degree (about 1.1 cm of latitude). A point is rounded to that grid once,
and both its cell and every geometric question are decided from the rounded integers, so that two parts of
the system can never disagree about where a point lies.
"""

import h3

from hex311.domain.geography import Point

UNITS_PER_DEGREE = 10_000_000
WORLD_UNITS = 360 * UNITS_PER_DEGREE

CELL_RESOLUTION = 10
"""H3 resolution of the overlay's items: cells of about 0.015 km2, some 130 m across."""


def to_units(point: Point) -> tuple[int, int]:
    """The point as integers (x, y) = (longitude, latitude) in 1e-7 degree."""
    return round(point.longitude * UNITS_PER_DEGREE), round(point.latitude * UNITS_PER_DEGREE)


def cell_of_units(x: int, y: int, resolution: int = CELL_RESOLUTION) -> str:
    """The H3 index (15 hexadecimal digits) of the cell that holds the integer position (x, y)."""
    return str(h3.latlng_to_cell(y / UNITS_PER_DEGREE, x / UNITS_PER_DEGREE, resolution))


def overlay_cell(point: Point, resolution: int = CELL_RESOLUTION) -> str:
    """The H3 index of the overlay cell that holds the point."""
    return cell_of_units(*to_units(point), resolution)
