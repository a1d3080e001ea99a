"""The overlay's answers against GEOS, point by point: who covers it, and whether it is inside or on the border."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

import h3
import numpy as np
import numpy.typing as npt
import shapely

from bench.overlay_peers import fetch_from
from hex311.domain.geography import Point
from hex311.spatial.cells import UNITS_PER_DEGREE, cell_of_units
from hex311.spatial.overlay_reader import read_overlay
from hex311_cli.overlay.shapes import IntegerLayer, to_integers
from hex311_cli.overlay.sources import LayerSource

AT_ONCE = 10_000
PROCESSES = 2
BESIDE_M = (9.0, 30.0)
"""Where reports lie: beside a street, and streets are where borders run."""

METRES_PER_UNIT = 0.01113
Integers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How many points were asked, for how many some answer differed, and the first of those as (x, y)."""

    points: int
    wrong: int
    examples: Sequence[tuple[int, int]]


class _Reference:
    """Layers as GEOS sees them: rounded and repaired like ours, prepared, with a number for each feature."""

    def __init__(self, layers: Sequence[IntegerLayer]) -> None:
        self.layers: list[tuple[bool, int, npt.NDArray[np.object_], shapely.STRtree]] = []
        self.number: dict[tuple[str, str], int] = {}
        for layer in layers:
            geometries = np.array(layer.geometries, dtype=object)
            shapely.prepare(geometries)
            self.layers.append((layer.first_only, len(self.number), geometries, shapely.STRtree(geometries)))
            for feature in layer.features:
                self.number[layer.id, feature.id] = len(self.number)

    def answers(self, points: Integers) -> Integers:
        """(point, 2 * feature + inside), sorted: one row for each answer."""
        spots = shapely.points(points.astype(float))
        found = [np.zeros((0, 2), dtype=np.int64)]
        for lowest_only, first, geometries, tree in self.layers:
            spot, feature = tree.query(spots)
            covered = shapely.covers(geometries[feature], spots[spot])
            spot, feature = spot[covered], feature[covered]
            inside = shapely.contains(geometries[feature], spots[spot])
            if lowest_only:
                order = np.lexsort((feature, inside, spot))
                spot, feature, inside = spot[order], feature[order], inside[order]
                again = np.zeros(len(spot), dtype=bool)
                again[1:] = (spot[1:] == spot[:-1]) & ~inside[1:] & ~inside[:-1]
                spot, feature, inside = spot[~again], feature[~again], inside[~again]
            found.append(np.stack([spot, 2 * (first + feature) + inside], axis=-1))
        rows = np.concatenate(found)
        return rows[np.lexsort((rows[:, 1], rows[:, 0]))]


_HELD: list[tuple[_Reference, Mapping[str, bytes]]] = []


def compare_with_geos(
    layers: Sequence[LayerSource], items: Mapping[str, bytes], extent: str, count: int, seed: int = 0
) -> Agreement:
    """Ask both about so many telling points, in two processes.

    Points in cells that the extent does not meet are left out: there nothing is stored.
    """
    integer_layers = [to_integers(layer)[0] for layer in layers]
    points = np.zeros((0, 2), dtype=np.int64)
    for turn in itertools.count(seed * 1_000):
        more = telling_points(integer_layers, items, count, turn)
        points = np.concatenate([points, more[_indexed(integer_layers, items, more, extent)]])
        if len(points) >= count or not len(points):
            break
    points = points[:count]
    chunks = [points[at : at + AT_ONCE] for at in range(0, len(points), AT_ONCE)]
    with ProcessPoolExecutor(PROCESSES, initializer=_hold, initargs=(integer_layers, items)) as pool:
        differing = list(itertools.chain.from_iterable(pool.map(_differences, chunks)))
    return Agreement(len(points), len(differing), differing[:5])


def telling_points(layers: Sequence[IntegerLayer], items: Mapping[str, bytes], count: int, seed: int) -> Integers:
    """So many points, a fifth each: anywhere, beside borders, on vertices (half of them a unit or two off), on edges,
    on borders and corners of cells."""
    random = np.random.default_rng(seed)
    start, end = _edges(layers)
    each = -(-count // 5)
    low, high = start.min(axis=0), start.max(axis=0)
    anywhere = random.uniform(low, high, (each, 2))
    near = random.integers(0, len(start), each)
    angle = random.uniform(0, 2 * np.pi, each)
    offset = random.uniform(*BESIDE_M, each) / METRES_PER_UNIT
    beside = start[near] + offset[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=-1)
    corners = start[random.integers(0, len(start), each)]
    corners[::2] += random.integers(-2, 3, corners[::2].shape)
    middles = (start + end) / 2
    whole = middles[(middles == np.rint(middles)).all(axis=1)]
    on_edges = whole[random.integers(0, len(whole), each)]
    cells = sorted(filter(h3.is_valid_cell, items))
    borders = np.concatenate([_border(cells[n], random) for n in random.integers(0, len(cells), each // 12 + 1)])
    points = np.concatenate([anywhere, beside, corners, on_edges, borders[:each]])
    return random.permutation(np.rint(points).astype(np.int64))


def _indexed(
    layers: Sequence[IntegerLayer], items: Mapping[str, bytes], points: Integers, extent: str
) -> npt.NDArray[np.bool_]:
    """Points of the city, or of a cell with an item: beyond them nothing is stored, whatever the layers say."""
    bounds = next(layer.geometries for layer in layers if layer.id == extent)
    ground = shapely.union_all(np.array(bounds, dtype=object))
    shapely.prepare(ground)
    chosen: npt.NDArray[np.bool_] = shapely.intersects_xy(ground, points[:, 0], points[:, 1])
    others = np.flatnonzero(~chosen)
    chosen[others] = [cell_of_units(x, y) in items for x, y in points[others].tolist()]
    return chosen


def reports(layers: Sequence[LayerSource], extent: str, count: int, seed: int = 5) -> list[Point]:
    """Places as residents report them: half anywhere in the city, half beside borders or, a fifth, on the street."""
    random = np.random.default_rng(seed)
    bounds = to_integers(next(layer for layer in layers if layer.id == extent))[0].geometries
    ground = shapely.union_all(np.array(bounds, dtype=object))
    start, _ = _edges([to_integers(layer)[0] for layer in layers])
    low, high = ground.bounds[:2], ground.bounds[2:]
    anywhere = random.uniform(low, high, (4 * count, 2))
    near = start[random.integers(0, len(start), count)]
    on_street = random.random(count) < 0.2
    offset = np.where(on_street, random.exponential(3.0, count), random.uniform(*BESIDE_M, count)) / METRES_PER_UNIT
    angle = random.uniform(0, 2 * np.pi, count)
    beside = near + offset[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=-1)
    shapely.prepare(ground)
    chosen = [kind[shapely.contains_xy(ground, kind[:, 0], kind[:, 1])][: count // 2] for kind in (anywhere, beside)]
    places = random.permutation(np.rint(np.concatenate(chosen))) / UNITS_PER_DEGREE
    return [Point(latitude=y, longitude=x) for x, y in places.tolist()]


def _edges(layers: Sequence[IntegerLayer]) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    starts, ends = [], []
    for layer in layers:
        rings = shapely.get_rings(shapely.get_parts(np.array(layer.geometries, dtype=object)))
        coordinates, ring = shapely.get_coordinates(rings, return_index=True)
        same = ring[1:] == ring[:-1]
        starts.append(coordinates[:-1][same])
        ends.append(coordinates[1:][same])
    return np.concatenate(starts), np.concatenate(ends)


def _border(cell: str, random: np.random.Generator) -> npt.NDArray[np.float64]:
    """The corners of a cell, and a place on each side."""
    corners = np.array(h3.cell_to_boundary(cell))[:, ::-1] * UNITS_PER_DEGREE
    along = random.uniform(0, 1, (len(corners), 1))
    return np.concatenate([corners, corners + along * (np.roll(corners, -1, axis=0) - corners)])


def _hold(layers: Sequence[IntegerLayer], items: Mapping[str, bytes]) -> None:
    _HELD[:] = [(_Reference(layers), items)]


def _differences(points: Integers) -> list[tuple[int, int]]:
    reference, items = _HELD[0]
    ours = np.fromiter(itertools.chain.from_iterable(_our_answers(reference, items, points)), dtype=np.int64).reshape(
        -1, 2
    )
    ours = ours[np.lexsort((ours[:, 1], ours[:, 0]))]
    theirs = reference.answers(points)
    if np.array_equal(ours, theirs):
        return []
    differing = {row[0] for row in {*map(tuple, ours.tolist())} ^ {*map(tuple, theirs.tolist())}}
    return [(int(points[at, 0]), int(points[at, 1])) for at in sorted(differing)]


def _our_answers(reference: _Reference, items: Mapping[str, bytes], points: Integers) -> Iterator[tuple[int, int]]:
    fetch = fetch_from(items)
    for at, (x, y) in enumerate(points.tolist()):
        point = Point(latitude=y / UNITS_PER_DEGREE, longitude=x / UNITS_PER_DEGREE)
        for answer in read_overlay(point, fetch).answers:
            yield at, 2 * reference.number[answer.layer, answer.feature_id] + (answer.position == "inside")
