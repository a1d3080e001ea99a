"""Layers that follow blocks only in part: parks, history, shops, schools, permits, roads, rails, zoning."""

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from tools.rivermark.blocks import Blocks, Flags
from tools.rivermark.divide import divide
from tools.rivermark.frame import Floats, chance, in_metres, on_map
from tools.rivermark.ground import railways, river
from tools.rivermark.layers import Feature, Layer, block_features
from tools.rivermark.names import NEIGHBORHOODS, TREES_AND_TRADES
from tools.rivermark.nature import blob
from tools.rivermark.streets import COUNTY_ROAD, Street, radial_roads

SCHOOL_ZONE_M = 305.0


def _cluster(blocks: Blocks, start: int, size: int, allowed: Flags) -> list[int]:
    """`size` blocks around `start` that hang together, nearest first."""
    found, edge = [start], set(blocks.neighbours[start])
    while len(found) < size:
        open_blocks = sorted(b for b in edge if allowed[b] and b not in found)
        if not open_blocks:
            break
        away = [float(np.hypot(*(blocks.middle[b] - blocks.middle[start]))) for b in open_blocks]
        nearest = open_blocks[int(np.argmin(away))]
        found.append(nearest)
        edge |= set(blocks.neighbours[nearest])
    return found


def _clusters(
    blocks: Blocks, count: int, sizes: tuple[int, int], name: str, within: float, free: Flags
) -> list[list[int]]:
    """Clusters of blocks that do not overlap, begun at chance within a share of the city's radius."""
    rng = chance(name)
    allowed = free & blocks.in_city
    away = np.hypot(blocks.middle[:, 0], blocks.middle[:, 1])
    found = []
    for _ in range(count):
        starts = np.flatnonzero(allowed & (away < within * blocks.plan.radius_m))
        if not len(starts):
            break
        start = int(starts[rng.randint(len(starts))])
        cluster = _cluster(blocks, start, int(rng.randint(sizes[0], sizes[1] + 1)), allowed)
        allowed[cluster] = False
        found.append(cluster)
    return found


def parks(blocks: Blocks, outline: BaseGeometry) -> Layer:
    """From pocket parks to woods with lakes; the lakes are holes, and so are houses inside the largest."""
    rng = chance("parks")
    plan, free = blocks.plan, blocks.area_m2 > 2_500
    features: list[Feature] = []
    kinds = (
        ("Woods", 5, (16, 26), 0.85, 3),
        ("Park", 22, (2, 5), 0.9, 1),
        ("Playground", 30, (1, 1), 0.9, 0),
        ("Green", 16, (1, 2), 0.45, 0),
    )
    for word, count, sizes, within, lakes in kinds:
        for cluster in _clusters(blocks, count, sizes, f"parks {word}", within, free):
            free[cluster] = False
            name = f"{TREES_AND_TRADES[(len(features) * 7) % len(TREES_AND_TRADES)]} {word}"
            ground = in_metres(blocks.joined(np.array(cluster))).buffer(-9, join_style="mitre")
            middle, size = blocks.middle[cluster].mean(axis=0), float(np.sqrt(ground.area))
            for _ in range(lakes if word == "Woods" or rng.uniform() < 0.4 else 0):
                spot = middle + rng.uniform(-0.22, 0.22, 2) * size
                ground = ground.difference(blob(spot, size * rng.uniform(0.05, 0.11), rng))
            features.append(_park(name, word, ground))
    bank = river(plan).buffer(42, quad_segs=4).difference(river(plan)).intersection(in_metres(outline))
    features.append(_park("Levee Trail", "Trail", bank))
    return [feature for feature in features if not feature.shape.is_empty]


def _park(name: str, word: str, ground: BaseGeometry) -> Feature:
    return Feature(name.lower().replace(" ", "_"), name, on_map(ground), {"kind": word.lower()})


def historic_districts(blocks: Blocks) -> Layer:
    everywhere = np.ones(len(blocks), dtype=bool)
    clusters = _clusters(blocks, 9, (5, 24), "history", 0.22, everywhere)
    return [
        Feature(f"H{n:02d}", f"{NEIGHBORHOODS[n - 1]} Historic District", blocks.joined(np.array(cluster)))
        for n, cluster in enumerate(clusters, start=1)
    ]


def parking_permit_zones(blocks: Blocks) -> Layer:
    everywhere = np.ones(len(blocks), dtype=bool)
    clusters = _clusters(blocks, 14, (6, 22), "permits", 0.3, everywhere)
    return [
        Feature(f"PZ{n:02d}", f"Permit zone {n}", blocks.joined(np.array(cluster)), {"hours": "6 pm to 8 am"})
        for n, cluster in enumerate(clusters, start=1)
    ]


def business_districts(blocks: Blocks, streets: list[Street]) -> Layer:
    """The blocks on both sides of a stretch of a shopping street."""
    lines = {
        "Main Street": _street_line(streets, "Main Street"),
        **{name: in_metres(line) for name, line in radial_roads(blocks.plan).items()},
    }
    taken = np.zeros(len(blocks), dtype=bool)
    features = []
    for number, (name, line) in enumerate(sorted(lines.items()), start=1):
        near = shapely.distance(shapely.points(blocks.middle), line) < 120
        middle = 0.14 if name == "Main Street" else 0.28
        away = np.abs(np.hypot(blocks.middle[:, 0], blocks.middle[:, 1]) / blocks.plan.radius_m - middle) < 0.13
        members = near & away & blocks.in_city & ~taken
        if members.any():
            taken |= members
            features.append(Feature(f"BD{number}", f"{name} Business District", blocks.joined(members)))
    return features


def _street_line(streets: list[Street], name: str) -> BaseGeometry:
    return in_metres(shapely.line_merge(shapely.union_all([s.line for s in streets if s.name == name])))


def school_sites(blocks: Blocks, count: int = 40) -> Floats:
    """Where the schools are, in metres: more of them where more people live."""
    rng = chance("schools")
    members = np.flatnonzero(blocks.in_city & (blocks.area_m2 > 6_000))
    share = blocks.people[members] / blocks.people[members].sum()
    chosen = rng.choice(members, size=min(count, len(members)), replace=False, p=share)
    return np.asarray(blocks.middle[chosen])


def school_name(number: int) -> str:
    kind = "High" if number % 7 == 0 else "Elementary"
    return f"{TREES_AND_TRADES[(number * 5 + 2) % len(TREES_AND_TRADES)]} {kind} School"


def school_safety_zones(blocks: Blocks) -> Layer:
    """Circles around schools; near schools' circles overlap."""
    return [
        Feature(
            f"SZ{n:02d}", f"Safety zone of {school_name(n)}", on_map(shapely.Point(*site).buffer(SCHOOL_ZONE_M, 12))
        )
        for n, site in enumerate(school_sites(blocks), start=1)
    ]


def rail_corridors(blocks: Blocks, outline: BaseGeometry) -> Layer:
    """The railway's own land, beyond the limits too."""
    words = {"main": "Main line", "branch": "Mill branch"}
    around = in_metres(outline).buffer(900, quad_segs=4)
    main = railways(blocks.plan)["main"].buffer(18, cap_style="flat")
    features = []
    for code, line in railways(blocks.plan).items():
        land = line.buffer(18, cap_style="flat").intersection(around)
        if code != "main":
            land = land.difference(main)
        features.append(Feature(code, words[code], on_map(land), {"owner": "plains_railway"}))
    return features


def road_jurisdiction(blocks: Blocks, streets: list[Street], outline: BaseGeometry) -> Layer:
    """Roads that are not the city's: state routes, a county road, and streets behind private gates."""
    city = in_metres(outline)
    state = {
        code: _street_line(streets, name).buffer(20, cap_style="flat")
        for code, name in (("SR9", "State Route 9"), ("SR64", "State Route 64"))
        if any(street.name == name for street in streets)
    }
    far = shapely.Point(0, 0).buffer(blocks.plan.radius_m * 0.42)
    road = in_metres(radial_roads(blocks.plan)[COUNTY_ROAD]).buffer(17, cap_style="flat")
    taken: BaseGeometry = shapely.Polygon()
    features = []
    shapes = [(code, f"State Route {code[2:]}", "state", shape) for code, shape in state.items()]
    shapes.append(("CR12", "County Road 12", "county", road.difference(far)))
    quiet = np.hypot(blocks.middle[:, 0], blocks.middle[:, 1]) > 0.5 * blocks.plan.radius_m
    for number, cluster in enumerate(_clusters(blocks, 6, (2, 4), "gates", 0.95, quiet), start=1):
        shape = in_metres(blocks.joined(np.array(cluster))).buffer(-14, join_style="mitre")
        shapes.append((f"PR{number}", f"{TREES_AND_TRADES[-number]} Estate private streets", "private", shape))
    for code, name, owner, shape in shapes:
        land = shape.intersection(city).difference(taken)
        taken = taken.union(land)
        features.append(Feature(code, name, on_map(land), {"owner": owner}))
    return [feature for feature in features if not feature.shape.is_empty]


_ZONES = (
    ("DX", "Downtown mixed use"),
    ("C2", "Shops and offices"),
    ("R5", "Apartments"),
    ("R3", "Row houses"),
    ("R1", "Single houses"),
    ("M1", "Light industry"),
    ("M2", "Heavy industry"),
)


def zoning(blocks: Blocks) -> Layer:
    """What may be built where: dense in the middle, industry along the railway."""
    labels = divide(blocks, blocks.in_city, 240, "zoning", by_people=0.7, whole_quarters=False)
    rng = chance("zoning classes")
    track = shapely.union_all(list(railways(blocks.plan).values()))
    ids, names, attributes = [], [], []
    for label in range(int(labels.max()) + 1):
        middle = blocks.middle[labels == label].mean(axis=0)
        out = float(np.hypot(*middle)) / blocks.plan.radius_m
        by_rail = shapely.distance(shapely.Point(*middle), track) < 450 * blocks.plan.scale
        homes = int(np.clip(out * 6 + rng.normal(0, 0.8), 0, 4))
        kind = 5 + int(rng.randint(2)) if by_rail and out > 0.15 else homes
        code, words = _ZONES[kind]
        ids.append(f"{code}-{label + 1:03d}")
        names.append(words)
        attributes.append({"zone": code})
    return block_features(blocks, labels, ids, names, attributes)


def shape_of_streets(streets: list[Street], plan_roads: dict[str, shapely.LineString]) -> dict[str, BaseGeometry]:
    """Every named street as one line (microdegrees)."""
    parts: dict[str, list[shapely.LineString]] = {}
    for street in streets:
        parts.setdefault(street.name, []).append(street.line)
    for name, line in plan_roads.items():
        parts.setdefault(name, []).append(line)
    return {
        name: shapely.normalize(shapely.line_merge(shapely.MultiLineString(lines)))
        for name, lines in sorted(parts.items())
    }
