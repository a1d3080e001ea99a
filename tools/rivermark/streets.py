"""The streets: a grid that bends with the river, thinned out in the suburbs, and the old roads out of the centre."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely

from tools.rivermark.frame import Floats, Integers, Plan, chance, to_map
from tools.rivermark.ground import AIRPORT_BEARING, RIVER_WIDTH_M, airport, bend, city_radius, tilt
from tools.rivermark.names import (
    BIRDS,
    CENTRAL_AVENUE_EAST,
    CENTRAL_AVENUE_WEST,
    MAIN_STREET,
    RADIALS,
    TREES_AND_TRADES,
    ordinal,
)

ARTERIAL_EVERY = 5
FLAT_M = 0.8
#: Where the state's and the county's roads run: line numbers of the grid (east-west, north-south).
STATE_ROUTE_9_ROW, STATE_ROUTE_64_COLUMN = 10, -16
COUNTY_ROAD = "Quarry Road"


@dataclass(frozen=True, slots=True)
class Street:
    """One segment between two corners. `line` is in microdegrees; `column`, `row` number its first corner."""

    name: str
    rank: str
    line: shapely.LineString
    runs: str
    column: int
    row: int


def _offsets(first: float, half: float, near: float, far: float, widening: float) -> Floats:
    """Distances of parallel lines from an axis: close together at first, wider apart further out."""
    values = [first]
    while values[-1] < half:
        values.append(values[-1] + near + (far - near) * min(1.0, values[-1] / widening))
    return np.array(values)


@dataclass(frozen=True)
class Grid:
    """The lines of the grid. Column 0 is the middle of the river, columns -1 and 1 are the drives along it; row 0 is
    Main Street. `nodes` has shape (columns, rows, 2), in metres."""

    plan: Plan

    @cached_property
    def columns(self) -> Floats:
        drive = RIVER_WIDTH_M / 2 + 45
        side = _offsets(drive, self.plan.half_size_m, 105, 205, 5_500 * self.plan.scale)
        return np.concatenate([-side[::-1], [0.0], side])

    @cached_property
    def rows(self) -> Floats:
        side = _offsets(0.0, self.plan.half_size_m, 140, 255, 5_500 * self.plan.scale)
        return np.concatenate([-side[:0:-1], side])

    @property
    def first_column(self) -> int:
        return -(len(self.columns) // 2)

    @property
    def first_row(self) -> int:
        return -(len(self.rows) // 2)

    @cached_property
    def nodes(self) -> Floats:
        distance, north = np.meshgrid(self.columns, self.rows, indexing="ij")
        x, y = distance.copy(), north.copy()
        for _ in range(12):
            x = bend(distance, y, self.plan)
            y = tilt(north, x, self.plan)
        return np.stack([x, y], axis=-1)

    def locate(self, points: Floats) -> tuple[Integers, Integers]:
        """The numbers of the column and row (the corner to the south-west) of points in metres."""
        distance, north = points[:, 0].copy(), points[:, 1].copy()
        for _ in range(60):
            distance = points[:, 0] - (bend(distance, points[:, 1], self.plan) - distance)
            north = points[:, 1] - (tilt(north, points[:, 0], self.plan) - north)
        column = np.searchsorted(self.columns, distance, side="right") - 1 + self.first_column
        row = np.searchsorted(self.rows, north, side="right") - 1 + self.first_row
        return np.asarray(column, dtype=np.int64), np.asarray(row, dtype=np.int64)


def is_arterial_column(column: int) -> bool:
    return column != 0 and (abs(column) - 1) % ARTERIAL_EVERY == 0


def is_arterial_row(row: int) -> bool:
    return row % ARTERIAL_EVERY == 0


def column_name(column: int) -> str:
    if abs(column) == 1:
        return CENTRAL_AVENUE_WEST if column < 0 else CENTRAL_AVENUE_EAST
    if column == STATE_ROUTE_64_COLUMN:
        return "State Route 64"
    if column < 0:
        return f"{ordinal(-column - 1)} Avenue"
    return f"{BIRDS[(column - 2) % len(BIRDS)]} Avenue"


def row_name(row: int) -> str:
    if row == 0:
        return MAIN_STREET
    if row == STATE_ROUTE_9_ROW:
        return "State Route 9"
    # north and south take turns, so that neighbors in the alphabet are neighbors on the map
    place = 2 * row - 1 if row > 0 else -2 * row
    return f"{TREES_AND_TRADES[place % len(TREES_AND_TRADES)]} Street"


def street_segments(plan: Plan) -> list[Street]:
    """All segments of the grid that exist, within and around the city."""
    grid = Grid(plan)
    return list(_grid_segments(grid))


def _grid_segments(grid: Grid) -> Iterator[Street]:
    plan, nodes = grid.plan, grid.nodes
    columns, rows = nodes.shape[:2]
    missing = _missing(grid)
    for i in range(columns):
        for j in range(rows):
            column, row = i + grid.first_column, j + grid.first_row
            if j + 1 < rows and column != 0:
                state = column == STATE_ROUTE_64_COLUMN
                arterial = is_arterial_column(column) or state
                if _near(nodes[i, j], plan) and (arterial or not missing[i, j, 0]):
                    line = _curve(nodes[i, j], nodes[i, j + 1], grid, distance=grid.columns[i])
                    rank = "state" if state else "arterial" if arterial else "local"
                    yield Street(column_name(column), rank, line, "north", column, row)
            if i + 1 < columns:
                state = row == STATE_ROUTE_9_ROW
                arterial = is_arterial_row(row) or state
                over_river = column in (-1, 0)
                if _near(nodes[i, j], plan) and (arterial or not (over_river or missing[i, j, 1])):
                    line = _curve(nodes[i, j], nodes[i + 1, j], grid, north=grid.rows[j])
                    rank = "state" if state else "arterial" if arterial else "local"
                    yield Street(row_name(row), rank, line, "east", column, row)


def _near(point: Floats, plan: Plan) -> bool:
    reach = city_radius(np.arctan2(point[1], point[0]), plan) + plan.margin_m
    return bool(np.hypot(point[0], point[1]) < reach)


def _curve(
    start: Floats, end: Floats, grid: Grid, distance: float | None = None, north: float | None = None
) -> shapely.LineString:
    """The street between two corners with as many points between as its bend needs."""
    t = np.linspace(0, 1, 6)[1:-1]
    if distance is not None:
        y = start[1] + t * (end[1] - start[1])
        x = bend(np.full_like(y, distance), y, grid.plan)
    else:
        x = start[0] + t * (end[0] - start[0])
        y = tilt(np.full_like(x, north or 0.0), x, grid.plan)
    points = np.concatenate([[start], np.stack([x, y], axis=1), [end]])
    smooth = shapely.get_coordinates(shapely.LineString(points).simplify(FLAT_M))
    return shapely.LineString(to_map(smooth))


def _missing(grid: Grid) -> Floats:
    """Which local segments were never built: few in the old grid, many in the suburbs, all on the airfield."""
    columns, rows = grid.nodes.shape[:2]
    rng = chance("missing streets")
    style = rng.choice([0.04, 0.16, 0.34, 0.46], size=(columns // ARTERIAL_EVERY + 2, rows // ARTERIAL_EVERY + 2))
    roll = rng.uniform(size=(columns, rows, 2))
    i, j = np.meshgrid(np.arange(columns), np.arange(rows), indexing="ij")
    share = style[i // ARTERIAL_EVERY, j // ARTERIAL_EVERY]
    out = np.hypot(grid.nodes[..., 0], grid.nodes[..., 1]) / grid.plan.radius_m
    share = share * np.clip((out - 0.25) / 0.35, 0.08, 1.0)
    field, _ = airport(grid.plan)
    on_field = np.hypot(grid.nodes[..., 0] - field[0], grid.nodes[..., 1] - field[1]) < 1_000 * grid.plan.scale
    share = np.where(on_field, 1.1, share)
    return np.asarray(roll < share[..., None])


def radial_roads(plan: Plan) -> dict[str, shapely.LineString]:
    """The old roads out of the centre (microdegrees), by name."""
    roads = {}
    for name, bearing in RADIALS:
        angle = AIRPORT_BEARING if name == "Airport Boulevard" else np.deg2rad(bearing)
        rng = chance(f"road {name}")
        reach = float(city_radius(np.array(angle), plan)) + plan.margin_m * 0.8
        distance = np.linspace(420 * plan.scale, reach, 48)
        swing = np.deg2rad(rng.uniform(2, 5)) * np.sin(distance / (2_600 * plan.scale) + rng.uniform(0, 6))
        points = np.stack([distance * np.cos(angle + swing), distance * np.sin(angle + swing)], axis=1)
        smooth = shapely.get_coordinates(shapely.LineString(points).simplify(2.0))
        roads[name] = shapely.LineString(to_map(smooth))
    return roads


def river_middle(grid: Grid) -> list[shapely.LineString]:
    """The middle of the river, corner by corner: districts on the two banks meet there."""
    middle = grid.nodes[-grid.first_column]
    return [
        _curve(middle[j], middle[j + 1], grid, distance=0.0)
        for j in range(len(middle) - 1)
        if _near(middle[j], grid.plan)
    ]
