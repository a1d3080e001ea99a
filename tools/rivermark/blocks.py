"""The blocks between the streets, and which of them are in the city."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from tools.rivermark.frame import Floats, Integers, Plan, Shapes, in_metres, to_metres
from tools.rivermark.ground import ENCLAVES, bend, city_radius
from tools.rivermark.streets import ARTERIAL_EVERY, Grid, Street, radial_roads, river_middle

Flags = npt.NDArray[np.bool_]

#: Where people live: bearing (degrees), distance and spread (shares of the radius), weight.
_TOWNS = (
    (0, 0.0, 0.17, 0.34),
    (35, 0.45, 0.16, 0.18),
    (215, 0.42, 0.20, 0.16),
    (305, 0.62, 0.17, 0.14),
    (120, 0.55, 0.20, 0.12),
    (80, 0.80, 0.14, 0.06),
)
_EVERYWHERE = 0.035


def people_at(points: Floats, plan: Plan) -> Floats:
    """How densely people live at points in metres (no unit; the densest place is about 0.4)."""
    total = np.full(len(points), _EVERYWHERE)
    for bearing, distance, spread, weight in _TOWNS:
        angle = np.deg2rad(bearing)
        x, y = distance * plan.radius_m * np.cos(angle), distance * plan.radius_m * np.sin(angle)
        far = (points[:, 0] - x) ** 2 + (points[:, 1] - y) ** 2
        total += weight * np.exp(-far / (2 * (spread * plan.radius_m) ** 2))
    return total


@dataclass(frozen=True)
class Blocks:
    """All blocks as polygons in microdegrees that share their corners exactly.

    `middle` (n, 2) is a point within each, in metres; `quarter` (n) numbers the superblock between main streets;
    `is_west`: it lies on the west bank; `in_city`: within the limits.
    """

    plan: Plan
    shapes: Shapes
    middle: Floats
    quarter: Integers
    is_west: Flags
    in_city: Flags

    def __len__(self) -> int:
        return len(self.shapes)

    @cached_property
    def area_m2(self) -> Floats:
        return np.array([in_metres(shape).area for shape in self.shapes])

    @cached_property
    def people(self) -> Floats:
        """How many people live in each block, in proportion."""
        return people_at(self.middle, self.plan) * self.area_m2

    @cached_property
    def neighbours(self) -> list[list[int]]:
        """For each block, the blocks that share at least one street segment with it."""
        owners: dict[tuple[float, ...], list[int]] = defaultdict(list)
        for number, shape in enumerate(self.shapes):
            for ring in shapely.get_rings(shape):
                corners = shapely.get_coordinates(ring).tolist()
                for (ax, ay), (bx, by) in pairwise(corners):
                    owners[min((ax, ay, bx, by), (bx, by, ax, ay))].append(number)
        found: list[list[int]] = [[] for _ in range(len(self))]
        for sharing in owners.values():
            if len(sharing) == 2:
                found[sharing[0]].append(sharing[1])
                found[sharing[1]].append(sharing[0])
        return found

    def joined(self, members: Flags | Integers) -> BaseGeometry:
        """The area of some blocks together."""
        return shapely.normalize(shapely.coverage_union_all(self.shapes[members]))


def make_blocks(plan: Plan, streets: list[Street]) -> Blocks:
    """Everything that streets, old roads and the middle of the river enclose, within and around the city."""
    grid = Grid(plan)
    lines = [street.line for street in streets] + river_middle(grid) + list(radial_roads(plan).values())
    noded = shapely.union_all(np.array(lines, dtype=object), grid_size=1.0)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))
    middle = to_metres(np.array([point.coords[0] for point in shapely.point_on_surface(faces)]))
    angle, away = np.arctan2(middle[:, 1], middle[:, 0]), np.hypot(middle[:, 0], middle[:, 1])
    reach = city_radius(angle, plan)
    kept = away < reach + plan.margin_m * 0.85
    faces, middle, away, reach = faces[kept], middle[kept], away[kept], reach[kept]
    order = np.lexsort((np.rint(middle[:, 0]), np.rint(middle[:, 1])))
    faces, middle, away, reach = faces[order], middle[order], away[order], reach[order]
    column, row = grid.locate(middle)
    west = column < 0
    steps = np.where(west, -column - 1, column)
    across = np.maximum(0, steps - 1) // ARTERIAL_EVERY
    quarter = (np.where(west, -1 - across, across) + 500) * 1_000 + row // ARTERIAL_EVERY + 500
    inside = away < reach
    for bearing, distance, size in ENCLAVES:
        turn = np.deg2rad(bearing)
        x, y = distance * plan.radius_m * np.cos(turn), distance * plan.radius_m * np.sin(turn)
        inside &= np.hypot(middle[:, 0] - x, middle[:, 1] - y) > size * plan.radius_m
    shapes = np.array([shapely.normalize(face) for face in faces], dtype=object)
    blocks = Blocks(plan, shapes, middle, quarter, west, inside)
    return _one_city(blocks)


def _one_city(blocks: Blocks) -> Blocks:
    """The limits hold together: blocks that only touch the city at a corner stay outside."""
    pieces = connected_pieces(blocks.neighbours, blocks.in_city)
    largest = max(pieces, key=len)
    in_city = np.zeros(len(blocks), dtype=bool)
    in_city[largest] = True
    return Blocks(blocks.plan, blocks.shapes, blocks.middle, blocks.quarter, blocks.is_west, in_city)


def connected_pieces(neighbours: list[list[int]], members: Flags) -> list[list[int]]:
    """The groups of blocks that hang together by their streets, each in rising order, first block first."""
    seen = np.zeros(len(members), dtype=bool)
    pieces = []
    for start in np.flatnonzero(members).tolist():
        if seen[start]:
            continue
        piece, todo = [], [start]
        seen[start] = True
        while todo:
            block = todo.pop()
            piece.append(block)
            for other in neighbours[block]:
                if members[other] and not seen[other]:
                    seen[other] = True
                    todo.append(other)
        pieces.append(sorted(piece))
    return pieces


def is_west_of_river(points: Floats, plan: Plan) -> Flags:
    """Whether points in metres lie on the west bank."""
    return points[:, 0] < bend(np.zeros(len(points)), points[:, 1], plan)
