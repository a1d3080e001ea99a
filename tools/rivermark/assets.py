"""What the city looks after along its streets: hydrants, street lights, sewer lines; and where buses stop."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from tools.rivermark.frame import Floats, chance, to_map, to_metres
from tools.rivermark.streets import Street

CURB_M = 5.5
LAMPS = ("LED 60 W", "LED 90 W", "LED 150 W")
STOP_EVERY = 3


@dataclass(frozen=True, slots=True)
class Asset:
    """One asset; `shape` is a point or a line in whole microdegrees."""

    id: str
    shape: BaseGeometry
    name: str = ""
    attributes: dict[str, str] = field(default_factory=dict)


def assets(streets: Sequence[Street], city: BaseGeometry) -> dict[str, list[Asset]]:
    """All assets and bus stops by category, in a fixed order, within the city's limits."""
    inside = _within(streets, city)
    return {
        "hydrant": list(_hydrants(inside)),
        "street_light": list(_street_lights(inside)),
        "sewer_line": list(_sewer_lines(inside)),
        "transit_stop": list(_transit_stops(inside)),
    }


def _hydrants(streets: Sequence[Street]) -> Iterator[Asset]:
    rng = chance("hydrants")
    number = 0
    for street in streets:
        if (street.column + 2 * street.row) % 5 or rng.uniform() < 0.25:
            continue
        number += 1
        main = "12" if street.rank != "local" else str(rng.choice(["6", "8"]))
        yield Asset(f"H-{number:04d}", _beside(street, 0.08, -1), "", {"main_inches": main, "street": street.name})


def _street_lights(streets: Sequence[Street]) -> Iterator[Asset]:
    rng = chance("street lights")
    number = 10_000
    for street in streets:
        arterial = street.rank != "local"
        if not arterial and (street.column + 2 * street.row) % 5:
            continue
        number += int(rng.randint(1, 4))
        side = 1 if (street.column + street.row) % 2 else -1
        lamp = LAMPS[2 if arterial else int(rng.randint(0, 2))]
        yield Asset(f"P-{number}", _beside(street, 0.5, side), "", {"lamp": lamp, "street": street.name})


def _sewer_lines(streets: Sequence[Street]) -> Iterator[Asset]:
    """Four blocks of a street between two manholes; the older the street, the more likely it takes rain too."""
    rng = chance("sewers")
    runs: dict[tuple[str, int, int], list[Street]] = {}
    for street in streets:
        line, step = (street.column, street.row) if street.runs == "north" else (street.row, street.column)
        if line % (6 if street.runs == "east" else 3):
            continue
        runs.setdefault((street.runs, line, step // 4), []).append(street)
    for number, (_, parts) in enumerate(sorted(runs.items()), start=1):
        joined = shapely.line_merge(shapely.union_all([part.line for part in parts]))
        if joined.geom_type != "LineString":
            joined = parts[0].line
        middle = np.hypot(*to_metres(shapely.get_coordinates(joined)).mean(axis=0))
        laid = int(1898 + min(middle / 90, 95) + rng.randint(0, 14))
        attributes = {
            "carries": "sewage and rain" if laid < 1945 else "sewage",
            "inches": str(rng.choice(["8", "10", "12", "18"])),
            "laid": str(laid),
            "street": parts[0].name,
        }
        yield Asset(f"SW-{number:04d}", joined, "", attributes)


def _transit_stops(streets: Sequence[Street]) -> Iterator[Asset]:
    """Bus stops along the arterial streets, on their right-hand side."""
    number = 999
    for street in streets:
        step = street.row if street.runs == "north" else street.column
        if street.rank == "local" or step % STOP_EVERY:
            continue
        number += 1
        yield Asset(f"stop_{number}", _beside(street, 0.85, 1), f"{street.name}, stop {number}")


def _within(streets: Sequence[Street], city: BaseGeometry) -> list[Street]:
    shapely.prepare(city)
    return [street for street in streets if city.contains(street.line)]


def _beside(street: Street, share: float, side: int) -> shapely.Point:
    """A point at the curb: `share` of the way along, on the right (1) or the left (-1)."""
    ends: Floats = to_metres(shapely.get_coordinates(street.line))[[0, -1]]
    along = ends[1] - ends[0]
    across = np.array([along[1], -along[0]]) / max(float(np.hypot(*along)), 1.0)
    spot = to_metres(shapely.get_coordinates(shapely.line_interpolate_point(street.line, share, normalized=True)))[0]
    return shapely.Point(to_map((spot + side * CURB_M * across)[None])[0])
