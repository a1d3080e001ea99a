"""Cut shapes into tiles: for each zoom projected, made simpler, clipped with a margin, and put on the tile's grid."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from hex311_cli.maptiles.features import MapLayer
from hex311_cli.maptiles.mvt import EXTENT, Integers, TileFeature

Floats = npt.NDArray[np.float64]
Square = tuple[int, int]
"""Column and row, counted from the north-west corner of the world."""

MARGIN = 96
"""Units beyond a tile's edge that are drawn too, so that wide lines and names do not end there."""

UNITS_A_PIXEL = EXTENT / 512
SIMPLER = UNITS_A_PIXEL / 2
"""Detail of less than half a pixel is left out; at the last zoom, which is drawn larger than it is, of one unit."""

_DIMENSION = {"point": 0, "line": 1, "polygon": 2}


def to_world(degrees: Floats) -> Floats:
    """Web Mercator, the world as the square from 0 to 1; y grows southwards."""
    latitude = np.radians(np.clip(degrees[:, 1], -85.0511, 85.0511))
    return np.stack([degrees[:, 0] / 360 + 0.5, 0.5 - np.arcsinh(np.tan(latitude)) / (2 * np.pi)], axis=1)


class Cutter:
    """A layer, projected once, to be cut at one zoom after the other."""

    def __init__(self, layer: MapLayer, last_zoom: int) -> None:
        self._layer, self._last_zoom = layer, last_zoom
        shapes = np.array([feature.geometry for feature in layer.features], dtype=object)
        crossed = ~shapely.is_valid(shapes)  # an outline that crosses itself cannot be clipped
        shapes[crossed] = shapely.make_valid(shapes[crossed], method="structure", keep_collapsed=False)
        self._world = shapely.transform(shapes, to_world)
        self._from_zoom = np.array([feature.from_zoom for feature in layer.features], dtype=np.int64)

    def cut(self, zoom: int) -> dict[Square, list[TileFeature]]:
        """What each tile of this zoom shows of the layer; features in the layer's order."""
        if self._layer.kind == "point":
            return self._points(zoom)
        shapes, owners = self._parts(zoom)
        tiles: dict[Square, list[TileFeature]] = {}
        for tile, chosen in _meeting(shapes):
            left, top = tile[0] * EXTENT, tile[1] * EXTENT
            box = left - MARGIN, top - MARGIN, left + EXTENT + MARGIN, top + EXTENT + MARGIN
            clipped = shapely.clip_by_rect(shapes[chosen], *box)
            found: dict[int, list[Integers]] = defaultdict(list)
            for part, owner in zip(*self._split(clipped, owners[chosen]), strict=True):
                found[owner] += self._on_grid(part, left, top)
            features = [
                TileFeature(parts, self._layer.features[owner].properties) for owner, parts in found.items() if parts
            ]
            if features:
                tiles[tile] = features
        return tiles

    def _points(self, zoom: int) -> dict[Square, list[TileFeature]]:
        """Points belong to one tile each, so they are neither clipped nor made simpler."""
        seen = np.flatnonzero(self._from_zoom <= zoom)
        shapes, owners = self._split(self._world[seen], seen)
        places = np.floor(shapely.get_coordinates(shapes) * (EXTENT * 2**zoom)).astype(np.int64)
        tiles: dict[Square, list[TileFeature]] = defaultdict(list)
        for (column, row), place, owner in zip(
            (places // EXTENT).tolist(), places % EXTENT, owners.tolist(), strict=True
        ):
            tiles[column, row].append(TileFeature([place[np.newaxis]], self._layer.features[owner].properties))
        return dict(tiles)

    def _parts(self, zoom: int) -> tuple[Any, Integers]:
        """The single shapes that are seen at this zoom, in units of its tiles, and which feature each is of."""
        seen = np.flatnonzero(self._from_zoom <= zoom)
        size = EXTENT * 2**zoom
        scaled = shapely.transform(self._world[seen], lambda xy: xy * size)
        last = zoom == self._last_zoom
        scaled = shapely.simplify(scaled, 1.0 if last else SIMPLER)
        parts, owner = self._split(scaled, seen)
        if self._layer.kind == "polygon" and not last:
            large = shapely.area(parts) >= (self._layer.smallest_px * UNITS_A_PIXEL) ** 2
            parts, owner = parts[large], owner[large]
        return parts, owner

    def _split(self, shapes: Any, owners: Integers) -> tuple[Any, Integers]:
        """Single shapes of the layer's kind, out of collections of any."""
        for _ in range(2):  # a collection may hold multipolygons
            shapes, index = shapely.get_parts(shapes, return_index=True)
            owners = owners[index]
        fit = (shapely.get_dimensions(shapes) == _DIMENSION[self._layer.kind]) & ~shapely.is_empty(shapes)
        return shapes[fit], owners[fit]

    def _on_grid(self, part: Any, left: int, top: int) -> list[Integers]:
        """The rings or the line of a part as whole numbers; nothing when it is smaller than the grid sees."""
        if self._layer.kind == "polygon":
            rings = [_ring(ring, left, top) for ring in shapely.get_rings(part)]
            if rings[0] is None:
                return []
            return [turned(ring, outer=number == 0) for number, ring in enumerate(rings) if ring is not None]
        line = _without_repeats(_rounded(part, left, top))
        return [line] if len(line) > 1 else []


def _meeting(shapes: Any) -> Iterator[tuple[Square, Integers]]:
    """The tiles that shapes come near, each with the numbers of those shapes."""
    bounds = shapely.bounds(shapes)
    if not len(bounds):
        return
    low = np.floor((bounds[:, :2] - MARGIN) / EXTENT).astype(np.int64)
    high = np.floor((bounds[:, 2:] + MARGIN) / EXTENT).astype(np.int64)
    chosen: dict[Square, list[int]] = defaultdict(list)
    for number, (first, last) in enumerate(zip(low.tolist(), high.tolist(), strict=True)):
        for column in range(first[0], last[0] + 1):
            for row in range(first[1], last[1] + 1):
                chosen[column, row].append(number)
    for tile, numbers in chosen.items():
        yield tile, np.array(numbers, dtype=np.int64)


def _rounded(shape: Any, left: int, top: int) -> Integers:
    return np.rint(shapely.get_coordinates(shape) - (left, top)).astype(np.int64)


def _without_repeats(line: Integers) -> Integers:
    moved = np.any(np.diff(line, axis=0, prepend=line[:1] - 1) != 0, axis=1)
    return np.asarray(line[moved])


def _ring(ring: Any, left: int, top: int) -> Integers | None:
    points = _without_repeats(_rounded(ring, left, top))
    points = points[:-1] if len(points) > 1 and (points[0] == points[-1]).all() else points
    return points if len(points) > 2 and doubled_area(points) != 0 else None


def doubled_area(ring: Integers) -> int:
    """Twice the area of an open ring; positive when it runs clockwise on the screen."""
    x, y = ring[:, 0], ring[:, 1]
    return int(x[:-1] @ y[1:] - x[1:] @ y[:-1] + x[-1] * y[0] - x[0] * y[-1])


def turned(ring: Integers, *, outer: bool) -> Integers:
    """The ring in the direction that says whether it is an outline or a hole."""
    return ring if (doubled_area(ring) > 0) == outer else ring[::-1]


def bounds_of(layers: Sequence[MapLayer]) -> tuple[float, float, float, float]:
    """West, south, east, north of everything, in degrees."""
    shapes = [feature.geometry for layer in layers for feature in layer.features]
    west, south, east, north = (float(side) for side in shapely.total_bounds(shapes))
    return west, south, east, north
