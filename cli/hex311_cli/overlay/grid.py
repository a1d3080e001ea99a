"""The cells to index: which H3 cells a set of layers meets, and their outlines as half-planes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import h3
import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from hex311.spatial.cells import CELL_RESOLUTION, UNITS_PER_DEGREE, WORLD_UNITS
from hex311_cli.overlay.sources import LayerError

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

MOST_CELLS = 400_000
"""More cells than this (about 6,000 km2) is no city but a mistake in a layer."""

WIDENED_UNITS = 20.0
"""Cells are taken 0.2 m wider than their corners say: H3's edges are geodesics, ours straight lines."""

_SEARCH_RESOLUTION = 7


@dataclass(frozen=True, slots=True)
class Planes:
    """Convex areas as half-planes: a position lies outside area `a` when, for some plane `p`,
    `x * nx[p, a] + y * ny[p, a] > limit[p, a]`. Arrays of shape (planes, areas), in 1e-7 degree."""

    nx: Floats
    ny: Floats
    limit: Floats


@dataclass(frozen=True, slots=True)
class Cells:
    """H3 cells with their widened outlines (shapely polygons), half-planes, and whole-number centres."""

    names: tuple[str, ...]
    outlines: npt.NDArray[np.object_]
    planes: Planes
    centres: Integers

    def __len__(self) -> int:
        return len(self.names)

    def bounds(self) -> Floats:
        """(west, south, east, north) of all outlines together."""
        return np.asarray(shapely.total_bounds(self.outlines), dtype=np.float64)

    def take(self, chosen: Integers) -> "Cells":
        """The cells at the given indexes, in that order."""
        names = tuple(self.names[index] for index in chosen)
        planes = Planes(self.planes.nx[:, chosen], self.planes.ny[:, chosen], self.planes.limit[:, chosen])
        return Cells(names, self.outlines[chosen], planes, self.centres[chosen])

    def meeting(self, extent: BaseGeometry) -> "Cells":
        """Those whose widened outline meets the extent."""
        shapely.prepare(extent)
        return self.take(np.flatnonzero(shapely.intersects(extent, self.outlines)))


def rectangles(west: Floats, south: Floats, east: Floats, north: Floats) -> Planes:
    """Half-planes of rectangles given by their sides."""
    one, zero = np.ones_like(west), np.zeros_like(west)
    return Planes(
        np.stack([one, -one, zero, zero]),
        np.stack([zero, zero, one, -one]),
        np.stack([east, -west, north, -south]),
    )


def cells_met(geometries: Iterable[BaseGeometry], across_antimeridian: bool) -> list[str]:
    """All overlay cells that may hold a point of some geometry, sorted; a few more, never one too few.

    Coarse H3 cells are tried first. A fine cell can stick out of its coarse ancestor a little, so the coarse
    outlines are widened by half an edge. Raises `LayerError` when a city could not be that large.
    """
    shapes = np.array(list(geometries), dtype=object)
    coarse: set[str] = set()
    reach = h3.average_hexagon_edge_length(_SEARCH_RESOLUTION, unit="m") / 111_000 * UNITS_PER_DEGREE / 2
    children = 7 ** (CELL_RESOLUTION - _SEARCH_RESOLUTION)
    for bounds in _merged_boxes(shapely.bounds(shapes), reach):
        coarse.update(_cells_of_box(bounds, _SEARCH_RESOLUTION, MOST_CELLS // children))
    names = sorted(coarse)
    outlines = np.array([shapely.Polygon(_corners(name, across_antimeridian)) for name in names], dtype=object)
    # A degree of longitude is shorter than one of latitude; widening by latitude's reach errs to the safe side
    # only after scaling, which the latitude of the city bounds well.
    stretch = 1 / np.cos(np.radians(np.clip(np.abs(_latitudes(shapes)).max(), 0, 85)))
    widened = shapely.buffer(outlines, reach * stretch, quad_segs=2)
    met, _ = shapely.STRtree(shapes).query(widened, predicate="intersects")
    chosen = [names[index] for index in np.unique(met)]
    _refuse_too_many(len(chosen) * children)
    return sorted(cell for name in chosen for cell in h3.cell_to_children(name, CELL_RESOLUTION))


def finer_cells(names: Iterable[str], across_antimeridian: bool) -> dict[str, list[str]]:
    """For each cell, all cells of the next resolution that share ground with it.

    These are more than its H3 children: children stick out of their parent, and their neighbours stick in.
    """
    finer: dict[str, list[str]] = {}
    for name in names:
        children = h3.cell_to_children(name, h3.get_resolution(name) + 1)
        around = sorted({cell for child in children for cell in h3.grid_disk(child, 1)})
        outline = outline_cells([name], across_antimeridian).outlines[0]
        finer[name] = list(outline_cells(around, across_antimeridian).meeting(outline).names)
    return finer


def outline_cells(names: Sequence[str], across_antimeridian: bool) -> Cells:
    """Outlines, half-planes and centres of the named cells."""
    corners = [_corners(name, across_antimeridian) for name in names]
    centres = np.zeros((len(names), 2), dtype=np.int64)
    most = max(map(len, corners), default=6)
    planes = Planes(*(np.zeros((most, len(names))) for _ in range(3)))
    outlines = np.empty(len(names), dtype=object)
    for sides in sorted(set(map(len, corners))):
        chosen = np.array([index for index, ring in enumerate(corners) if len(ring) == sides])
        rings = np.array([corners[index] for index in chosen])
        hulls = _half_planes(rings)
        # Cells with fewer sides than others repeat their first half-plane.
        repeat = [*range(sides), *[0] * (most - sides)]
        for into, hull in zip((planes.nx, planes.ny, planes.limit), hulls, strict=True):
            into[:, chosen] = hull[:, repeat].T
        centres[chosen] = np.rint(rings.mean(axis=1))
        outlines[chosen] = shapely.buffer(shapely.polygons(rings), WIDENED_UNITS, join_style="mitre")
    return Cells(tuple(names), outlines, planes, centres)


def _half_planes(rings: Floats) -> tuple[Floats, Floats, Floats]:
    """Outward unit normals and limits of convex rings, shape (rings, sides, 2) to three of (rings, sides).

    An H3 cell at the edge of an icosahedron face may be bent inwards by a hair; the limit is therefore the
    furthest corner in the direction of the normal, never just the side itself.
    """
    sides = np.roll(rings, -1, axis=1) - rings
    normals = np.stack([sides[..., 1], -sides[..., 0]], axis=-1)
    normals /= np.linalg.norm(normals, axis=-1, keepdims=True)
    inwards = ((rings - rings.mean(axis=1, keepdims=True)) * normals).sum(axis=-1) < 0
    normals[inwards] *= -1
    limits = np.einsum("rsk,rck->rsc", normals, rings).max(axis=-1) + WIDENED_UNITS
    return normals[..., 0], normals[..., 1], limits


def _corners(name: str, across_antimeridian: bool) -> list[tuple[float, float]]:
    ring = [(lon * UNITS_PER_DEGREE, lat * UNITS_PER_DEGREE) for lat, lon in h3.cell_to_boundary(name)]
    if across_antimeridian:
        return [(x + WORLD_UNITS if x < 0 else x, y) for x, y in ring]
    return ring


def _merged_boxes(bounds: Floats, reach: float) -> list[Floats]:
    """Bounding boxes widened by `reach`, those that overlap melted together, so none is searched twice."""
    boxes = shapely.box(*(bounds + np.array([-reach, -reach, reach, reach]) * 2).T)
    while True:
        melted = shapely.get_parts(shapely.union_all(boxes))
        again = shapely.box(*shapely.bounds(melted).T)
        if len(again) == len(boxes):
            return list(shapely.bounds(again))
        boxes = again


def _cells_of_box(bounds: Floats, resolution: int, most: int) -> set[str]:
    west, south, east, north = bounds / UNITS_PER_DEGREE
    south, north = max(south, -89.9), min(north, 89.9)
    height = (north - south) * 111.2
    width = (east - west) * 111.2 * np.cos(np.radians((south + north) / 2))
    # Boxes reach beyond their features, so only an absurd size is refused before looking closer.
    if height * width / h3.average_hexagon_area(resolution, unit="km^2") > 100 * most:
        _refuse_too_many(int(height * width / h3.average_hexagon_area(CELL_RESOLUTION, unit="km^2")))
    found: set[str] = set()
    edges = [west, *([180.0] if west < 180 < east else []), east]
    for left, right in pairwise(edges):
        if left >= 180:
            left, right = left - 360, right - 360
        box = h3.LatLngPoly([(south, left), (south, right), (north, right), (north, left)])
        found.update(h3.polygon_to_cells_experimental(box, resolution, contain="overlap"))
    return found


def _latitudes(shapes: npt.NDArray[np.object_]) -> Floats:
    bounds = shapely.total_bounds(shapes)
    return np.asarray(bounds[[1, 3]], dtype=np.float64) / UNITS_PER_DEGREE


def _refuse_too_many(cells: int) -> None:
    if cells > MOST_CELLS:
        raise LayerError(
            "the layers together",
            f"they spread over {cells:,} cells, more than the {MOST_CELLS:,} of a very large city",
            "Name the layer that bounds the city, so that only its ground is indexed (--extent LAYER).",
        )
