"""The overlay's answers as GEOS gives them, to compare ours with; and points where mistakes like to hide."""

from collections.abc import Mapping, Sequence

import h3
import numpy as np
import shapely

from hex311.adapters.memory.overlay import MemoryOverlay
from hex311.domain.geography import Point
from hex311.spatial.cells import UNITS_PER_DEGREE, WORLD_UNITS
from hex311_cli.overlay.shapes import is_across_antimeridian, to_integers
from hex311_cli.overlay.sources import LayerSource

Answer = tuple[str, str, str]


def reference(layers: Sequence[LayerSource], points: np.ndarray) -> list[list[Answer]]:
    """(layer, feature id, position) for each integer point (x, y), from shapely's predicates."""
    across = is_across_antimeridian(layers)
    if across:
        points = np.stack([points[:, 0] % WORLD_UNITS, points[:, 1]], axis=-1)
    spots = shapely.points(points.astype(float))
    expected: list[list[Answer]] = [[] for _ in points]
    for source in layers:
        layer, _ = to_integers(source, across)
        geometries = np.array(layer.geometries, dtype=object)
        spot, feature = shapely.STRtree(geometries).query(spots, predicate="covered_by")
        inside = shapely.contains(geometries[feature], spots[spot])
        taken: set[int] = set()
        for order in np.lexsort((feature, spot)):
            at, hit = int(spot[order]), layer.features[feature[order]]
            if not inside[order] and layer.first_only:
                if at in taken:
                    continue
                taken.add(at)
            expected[at].append((layer.id, hit.id, "inside" if inside[order] else "boundary"))
    return expected


def answers(items: Mapping[str, bytes], points: np.ndarray) -> list[list[Answer]]:
    """The same from the index, read as the functions read it."""
    overlay = MemoryOverlay(now=lambda: 1)
    for cell, body in items.items():
        overlay.put(cell, 1, body)
    found: list[list[Answer]] = []
    for x, y in points.tolist():
        point = Point(latitude=y / UNITS_PER_DEGREE, longitude=x / UNITS_PER_DEGREE)
        found.append([(a.layer, a.feature_id, a.position) for a in overlay.overlay(point).answers])
    return found


def differences(
    layers: Sequence[LayerSource], items: Mapping[str, bytes], points: np.ndarray
) -> list[tuple[list[int], set[Answer]]]:
    """Points where the two do not agree, with what only one of them says."""
    pairs = zip(points.tolist(), reference(layers, points), answers(items, points), strict=True)
    return [(point, set(ours) ^ set(theirs)) for point, theirs, ours in pairs if ours != theirs]


def telling_points(
    layers: Sequence[LayerSource], items: Mapping[str, bytes], random: np.random.Generator, count: int
) -> np.ndarray:
    """About 6 * count integer points: anywhere, on vertices, beside them, on edges, on cell borders and corners."""
    across = is_across_antimeridian(layers)
    vertices = [np.zeros((0, 2))]
    edges = [np.zeros((0, 2))]
    for source in layers:
        layer, _ = to_integers(source, across)
        rings = shapely.get_rings(shapely.get_parts(np.array(layer.geometries, dtype=object)))
        for ring in rings:
            corners = shapely.get_coordinates(ring)
            vertices.append(corners)
            middles = (corners[1:] + corners[:-1]) / 2
            edges.append(middles[(middles == np.rint(middles)).all(axis=1)])
    corners, middles = np.concatenate(vertices), np.concatenate(edges)
    low, high = corners.min(axis=0) - 3_000, corners.max(axis=0) + 3_000
    picked = [random.uniform(low, high, (count, 2)), _pick(corners, count, random), _pick(middles, count, random)]
    picked.append(_pick(corners, count, random) + random.integers(-2, 3, (count, 2)))
    cells = sorted(items)
    outlines = [np.array(h3.cell_to_boundary(cells[n])) for n in random.integers(0, len(cells), count // 6 + 1)]
    border = np.concatenate([np.concatenate([o, (o + np.roll(o, -1, axis=0)) / 2]) for o in outlines])
    picked.append(border[:, ::-1] * UNITS_PER_DEGREE)
    points = np.rint(np.concatenate(picked)).astype(np.int64)
    points[:, 0] = (points[:, 0] + WORLD_UNITS // 2) % WORLD_UNITS - WORLD_UNITS // 2
    return points


def _pick(points: np.ndarray, count: int, random: np.random.Generator) -> np.ndarray:
    if not len(points):
        return np.zeros((0, 2))
    return points[random.integers(0, len(points), count)]
