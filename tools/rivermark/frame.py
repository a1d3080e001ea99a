"""The drawing board: metres around the city's centre, whole microdegrees on the map, and chance that repeats."""

from dataclasses import dataclass
from hashlib import sha256
from math import cos, radians
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Shapes = npt.NDArray[np.object_]

#: The open plains: no city lies here.
CENTRE_LATITUDE, CENTRE_LONGITUDE = 41.3, -97.1
METRES_PER_DEGREE_NORTH = 111_132.0
METRES_PER_DEGREE_EAST = 111_320.0 * cos(radians(CENTRE_LATITUDE))
MICRO = 1e6


@dataclass(frozen=True, slots=True)
class Plan:
    """How big the city is. Tests draw a small one; `radius_m` is the mean distance from centre to limits."""

    radius_m: float = 8_900.0
    margin_m: float = 1_600.0

    @property
    def half_size_m(self) -> float:
        """Half the side of the square in which streets are drawn."""
        return self.radius_m * 1.16 + self.margin_m

    @property
    def scale(self) -> float:
        """Size compared with the real thing (1.0)."""
        return self.radius_m / 8_900.0


def chance(name: str) -> np.random.RandomState:
    """A source of chance for one purpose, always the same; RandomState's streams are frozen by numpy."""
    return np.random.RandomState(int.from_bytes(sha256(f"rivermark/{name}".encode()).digest()[:4], "big"))


def to_map(metres: Floats) -> Floats:
    """(n, 2) metres east, north of the centre -> (n, 2) longitude, latitude in whole microdegrees."""
    longitude = CENTRE_LONGITUDE + metres[:, 0] / METRES_PER_DEGREE_EAST
    latitude = CENTRE_LATITUDE + metres[:, 1] / METRES_PER_DEGREE_NORTH
    return np.rint(np.stack([longitude, latitude], axis=1) * MICRO)


def to_metres(micro: Floats) -> Floats:
    """The way back: whole microdegrees -> metres."""
    x = (micro[:, 0] / MICRO - CENTRE_LONGITUDE) * METRES_PER_DEGREE_EAST
    y = (micro[:, 1] / MICRO - CENTRE_LATITUDE) * METRES_PER_DEGREE_NORTH
    return np.stack([x, y], axis=1)


def on_map(shape: BaseGeometry) -> BaseGeometry:
    """A shape in metres as valid polygons in whole microdegrees."""
    rounded = shapely.set_precision(shapely.transform(shape, to_map), 1.0)
    return polygons_of(shapely.make_valid(rounded))


def in_metres(shape: BaseGeometry) -> BaseGeometry:
    return shapely.transform(shape, to_metres)


def polygons_of(shape: BaseGeometry) -> BaseGeometry:
    """Only the areas of a shape: lines and points that an operation left behind are dropped."""
    parts: list[Any] = []
    todo = [shape]
    while todo:
        part = todo.pop()
        if part.geom_type == "Polygon" and not part.is_empty:
            parts.append(part)
        elif hasattr(part, "geoms"):
            todo += list(part.geoms)
    if not parts:
        return shapely.Polygon()
    joined = shapely.union_all(parts, grid_size=1.0) if len(parts) > 1 else parts[0]
    return shapely.normalize(joined)


def wave(phase: Floats, rng: np.random.RandomState, octaves: int, fall: float = 1.0) -> Floats:
    """A smooth random curve over `phase` (radians, one turn is one period), about -1 to 1."""
    total = np.zeros_like(phase)
    norm = 0.0
    for octave in range(1, octaves + 1):
        size = octave**-fall
        total += size * rng.uniform(0.5, 1.0) * np.sin(octave * phase + rng.uniform(0, 2 * np.pi))
        norm += size * 0.75
    return total / norm
