"""Layers with natural edges: flood zones, drainage basins, airport noise, and the blobs that lakes are made of."""

from itertools import pairwise

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from tools.rivermark.frame import Floats, Plan, chance, in_metres, on_map, polygons_of, wave
from tools.rivermark.ground import airport, creeks, river, river_x
from tools.rivermark.layers import Feature, Layer

_STEP_M = 24.0


def blob(middle: Floats, radius_m: float, rng: np.random.RandomState, rough: float = 0.3) -> BaseGeometry:
    """An uneven round shape in metres: a lake, a hill, a stand of trees."""
    turn = np.linspace(0, 2 * np.pi, max(18, int(radius_m * 6.3 / _STEP_M)), endpoint=False)
    radius = radius_m * (1 + rough * wave(turn, rng, 9, 1.2))
    return shapely.Polygon(np.stack([middle[0] + radius * np.cos(turn), middle[1] + radius * np.sin(turn)], axis=1))


def _band(plan: Plan, near_m: float, far_m: float, rng: np.random.RandomState) -> BaseGeometry:
    """The land along the river, between `near_m` and `far_m` wide on each bank, with uneven edges."""
    y = np.arange(-plan.half_size_m, plan.half_size_m, _STEP_M)
    x = river_x(y, plan)
    sides = []
    for sign in (-1.0, 1.0):
        width = near_m + (far_m - near_m) * (0.5 + 0.5 * wave(y / (2_200.0 * plan.scale), rng, 9, 1.0))
        width += 6 * wave(y / 90.0, rng, 7, 0.4)
        sides.append(np.stack([x + sign * np.maximum(width, near_m * 0.8), y], axis=1))
    return shapely.make_valid(shapely.Polygon(np.concatenate([sides[0], sides[1][::-1]])))


def flood_zones(plan: Plan, outline: BaseGeometry) -> Layer:
    """The floodway, where water comes in a common and in a rare flood; high ground stays dry within them."""
    rng = chance("floods")
    around = in_metres(outline).buffer(plan.margin_m * 0.6, quad_segs=4).simplify(40)
    brooks = shapely.union_all([brook.buffer(16, quad_segs=4) for brook in creeks(plan)])
    floodway = river(plan).buffer(42, quad_segs=4).union(brooks)
    wet = _band(plan, 170, 900, rng).union(shapely.union_all([brook.buffer(75, quad_segs=4) for brook in creeks(plan)]))
    rare = _band(plan, 380, 1_900, rng).union(
        shapely.union_all([brook.buffer(150, quad_segs=4) for brook in creeks(plan)])
    )
    hills = [
        blob(np.array([river_x(np.array([y]), plan)[0] + side * plan.scale * away, y]), size * plan.scale, rng, 0.4)
        for y, side, away, size in zip(
            np.linspace(-0.8, 0.8, 12) * plan.radius_m,
            [1, -1] * 6,
            rng.uniform(230, 520, 12),
            rng.uniform(55, 120, 12),
            strict=True,
        )
    ]
    dry = shapely.union_all(hills)
    zones = (
        ("AE-FW", "Floodway", "regulatory floodway", floodway),
        ("AE", "Flood zone AE", "1 in 100 each year", wet.difference(dry).difference(floodway)),
        ("X500", "Flood zone X", "1 in 500 each year", rare.difference(wet).difference(floodway)),
    )
    return [
        Feature(code, name, on_map(polygons_in_metres(shape.intersection(around))), {"zone": code, "chance": odds})
        for code, name, odds, shape in zones
    ]


def polygons_in_metres(shape: BaseGeometry) -> BaseGeometry:
    """Drops lines, points and specks under 200 m2."""
    parts = [part for part in shapely.get_parts(shapely.get_parts(shape)) if part.geom_type == "Polygon"]
    return shapely.MultiPolygon([part for part in parts if part.area > 200])


def drainage_basins(plan: Plan, outline: BaseGeometry) -> Layer:
    """Where rain runs to: cells with ridges between them that follow no street."""
    rng = chance("drainage")
    half = plan.half_size_m
    sites = rng.uniform(-0.85, 0.85, size=(13, 2)) * plan.radius_m
    frame = shapely.box(-half * 1.4, -half * 1.4, half * 1.4, half * 1.4)
    ridges = shapely.voronoi_polygons(shapely.MultiPoint(sites), extend_to=frame, only_edges=True)
    lines = []
    corners = [shapely.get_coordinates(edge) for edge in shapely.get_parts(ridges)]
    for start, end in [pair for edge in corners for pair in pairwise(edge)]:
        length = float(np.hypot(*(end - start)))
        t = np.linspace(0, 1, max(3, int(length / _STEP_M / 1.5)))
        ahead = (end - start) / max(length, 1.0)
        swing = wave(t * np.pi, rng, 20, 1.1) * min(length, 2_500) * 0.2 * np.sin(np.pi * t)
        points = start + np.outer(t * length, ahead) + np.outer(swing, np.array([-ahead[1], ahead[0]]))
        lines.append(shapely.LineString(points))
    noded = shapely.union_all([*lines, frame.exterior], grid_size=0.01)
    cells = list(shapely.get_parts(shapely.polygonize(shapely.get_parts(noded))))
    city = in_metres(outline)
    shapes = [on_map(cell.intersection(city)) for cell in cells]
    shapes = sorted((s for s in shapes if s.area > 4e6 * plan.scale**2), key=lambda s: (-s.centroid.y, s.centroid.x))
    return [
        Feature(f"DB{number:02d}", f"Drainage basin {number}", polygons_of(shape))
        for number, shape in enumerate(shapes, start=1)
    ]


def airport_noise(plan: Plan) -> Layer:
    """Nested contours around the runway: a house may lie in several."""
    middle, bearing = airport(plan)
    rng = chance("noise")
    turn = np.linspace(0, 2 * np.pi, 160, endpoint=False)
    ahead, across = np.array([np.cos(bearing), np.sin(bearing)]), np.array([-np.sin(bearing), np.cos(bearing)])
    uneven = 1 + 0.05 * wave(turn, rng, 12, 1.0)
    features = []
    for level, length, width in ((60, 3_300, 1_150), (65, 2_400, 780), (70, 1_600, 480), (75, 1_000, 280)):
        pinch = 1 - 0.35 * np.cos(turn) ** 4
        along = np.outer(length * plan.scale * uneven * np.cos(turn), ahead)
        aside = np.outer(width * plan.scale * uneven * pinch * np.sin(turn), across)
        ring = shapely.Polygon(middle + along + aside)
        features.append(Feature(f"DNL{level}", f"{level} decibels", on_map(ring), {"decibels": str(level)}))
    return features
