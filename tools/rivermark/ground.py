"""What was there before the streets: the river, its creeks, and later the railway and the airport (in metres)."""

import numpy as np
import shapely

from tools.rivermark.frame import Floats, Plan, chance, wave

RIVER_WIDTH_M = 170.0
BEND_REACH_M = 4_000.0
AIRPORT_BEARING = np.deg2rad(232.0)


def river_x(y: Floats, plan: Plan) -> Floats:
    """How far east of the axis the middle of the river is, at `y` metres north."""
    s = plan.scale
    return np.asarray(
        s * (950 * np.sin(y / (1_650 * s) + 0.4) + 420 * np.sin(y / (690 * s) + 2.1) + 0.06 * y / s), dtype=float
    )


def bend(distance: Floats, y: Floats, plan: Plan) -> Floats:
    """The east coordinate of the line that keeps `distance` metres from the river, at `y`.

    Near the river, lines follow its bends; far away they are straight.
    """
    reach = BEND_REACH_M * plan.scale
    return distance + river_x(y, plan) * np.exp(-((distance / reach) ** 2))


def tilt(north: Floats, x: Floats, plan: Plan) -> Floats:
    """The north coordinate of an east-west line at `x`: it swings a little."""
    s = plan.scale
    swing = 55 * np.sin(x / (2_300 * s) + north / (3_100 * s)) + 25 * np.sin(x / (900 * s) + 1.3)
    return np.asarray(north + s * swing, dtype=float)


def _along(plan: Plan, step: float = 40.0) -> Floats:
    half = plan.half_size_m + 400
    return np.arange(-half, half + step, step)


def river(plan: Plan) -> shapely.Polygon:
    """The water between the banks."""
    y = _along(plan)
    x = river_x(y, plan)
    # bank lines keep a distance measured across, so the river looks even in its bends
    slope = np.gradient(x, y)
    half = RIVER_WIDTH_M / 2 * np.sqrt(1 + slope**2) * (1 + 0.18 * wave(y / 1_900.0, chance("river width"), 3))
    west = np.stack([x - half, y], axis=1)
    east = np.stack([x + half, y], axis=1)
    return shapely.Polygon(np.concatenate([west, east[::-1]]))


def creeks(plan: Plan) -> list[shapely.LineString]:
    """Brooks that run into the river from the edges of the city."""
    rng = chance("creeks")
    lines = []
    for mouth, bearing, length in ((-0.55, 155.0, 0.8), (0.18, 28.0, 0.75), (0.62, 190.0, 0.6), (-0.2, -20.0, 0.85)):
        y0 = mouth * plan.radius_m
        start = np.array([river_x(np.array([y0]), plan)[0], y0])
        t = np.linspace(0, 1, 140)
        angle = np.deg2rad(bearing)
        ahead, across = np.array([np.cos(angle), np.sin(angle)]), np.array([-np.sin(angle), np.cos(angle)])
        wiggle = wave(t * 2 * np.pi, rng, 14, 1.1) * length * plan.radius_m * 0.11 * np.sqrt(t)
        points = start + np.outer(t * length * plan.radius_m, ahead) + np.outer(wiggle, across)
        lines.append(shapely.LineString(points))
    return lines


def railways(plan: Plan) -> dict[str, shapely.LineString]:
    """Two lines: the main line across the city, the branch along the river to the mills."""
    half = plan.half_size_m
    t = np.linspace(-1, 1, 60)
    main = np.stack([t * half, -0.12 * half + 0.22 * t * half + 0.03 * half * np.sin(3 * t + 0.5)], axis=1)
    y = np.linspace(-0.15, 0.62, 40) * plan.radius_m
    branch = np.stack([river_x(y, plan) * 0.8 - 520 * plan.scale, y], axis=1)
    return {"main": shapely.LineString(main), "branch": shapely.LineString(branch)}


def airport(plan: Plan) -> tuple[Floats, float]:
    """The middle of the runway (metres) and its bearing (radians)."""
    away = plan.radius_m * 0.92
    return away * np.array([np.cos(AIRPORT_BEARING), np.sin(AIRPORT_BEARING)]), float(np.deg2rad(140.0))


def city_radius(angle: Floats, plan: Plan) -> Floats:
    """How far the city reaches in a direction (radians); it has grown most along the roads out."""
    bumps = (
        0.085 * np.sin(3 * angle + 1)
        + 0.06 * np.sin(5 * angle + 2)
        + 0.035 * np.sin(9 * angle)
        + 0.02 * np.sin(17 * angle + 0.5)
    )
    towards_airport = np.cos(angle - AIRPORT_BEARING)
    return np.asarray(plan.radius_m * (1 + bumps + 0.13 * np.clip(towards_airport, 0, 1) ** 40), dtype=float)


#: Places that never joined the city: bearing (degrees), distance and size as shares of the city's radius.
ENCLAVES = ((62.0, 0.52, 0.085), (205.0, 0.62, 0.06), (318.0, 0.44, 0.045))
