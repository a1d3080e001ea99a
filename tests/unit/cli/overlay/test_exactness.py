"""The index gives the answers of GEOS, point for point, on drawn layers: no difference is allowed."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from hex311_cli.overlay.build import LARGEST_BODY, build_index
from hex311_cli.overlay.sources import FeatureSource, LayerSource
from tests.unit.cli.overlay.reference import answers, differences, telling_points

UNITS = 10_000_000
PLACES = {
    "Chicago": (41.85, -87.65),
    "the equator": (0.0, 0.0),
    "Tromsø": (69.65, 18.95),
    "the antimeridian": (-16.8, 180.0),
    "Hobart": (-42.88, 147.33),
}


def layer(layer_id, shapes, rule="all"):
    """A layer of integer shapely geometries (units), given in degrees as a file would."""
    features = []
    for number, shape in enumerate(shapes):
        if not shape.is_empty:
            features.append(FeatureSource(str(number), f"{layer_id} {number}", _degrees(shape)))
    return LayerSource(layer_id, {"en": layer_id}, features, rule)


def _degrees(shape):
    def to_degrees(units):
        degrees = units / UNITS
        degrees[:, 0] = (degrees[:, 0] + 180) % 360 - 180
        return degrees

    return shapely.transform(shape, to_degrees)


def divided_ground(random, origin, steps, pitch, labels):
    """A bent grid whose meshes are dealt out to `labels` features: shared borders, holes and islands, all at once."""
    corners = np.stack(np.meshgrid(np.arange(steps + 1), np.arange(steps + 1), indexing="ij"), axis=-1) * pitch
    corners = corners + random.integers(-pitch // 3, pitch // 3 + 1, corners.shape)
    corners = (corners // 2 * 2 + np.array(origin)).astype(float)
    a, b, c, d = corners[:-1, :-1], corners[1:, :-1], corners[1:, 1:], corners[:-1, 1:]
    meshes = shapely.polygons(np.stack([a, b, c, d], axis=2).reshape(-1, 4, 2))
    owner = random.integers(0, labels, len(meshes))
    return [shapely.union_all(meshes[owner == label]) for label in range(labels)]


def scattered(random, origin, reach, count):
    """Overlapping stars, some with a hole, some in two pieces, some tiny, some larger than all cells."""
    shapes = []
    for _ in range(count):
        centre = np.array(origin) + random.integers(0, reach, 2)
        corners = random.integers(3, 24)
        angles = np.sort(random.uniform(0, 2 * np.pi, corners))
        size = reach * random.choice([0.01, 0.1, 0.5, 3.0])
        radii = size * random.uniform(0.4, 1.0, corners)
        ring = np.rint(centre + np.stack([radii * np.cos(angles), radii * np.sin(angles)], axis=-1))
        shape = shapely.make_valid(shapely.Polygon(ring), method="structure", keep_collapsed=False)
        hole = shapely.set_precision(shapely.affinity.scale(shape, 0.5, 0.5), 1.0)
        if random.random() < 0.5:
            shape = shapely.set_precision(shapely.difference(shape, hole), 1.0)
        if random.random() < 0.3:
            shape = shapely.union(shape, shapely.affinity.translate(shape, 3 * int(size), 0), grid_size=1.0)
        shapes.append(shapely.MultiPolygon([p for p in shapely.get_parts(shape) if p.geom_type == "Polygon"]))
    return shapes


@settings(max_examples=30, deadline=None)
@given(
    seed=st.integers(0, 2**32 - 1),
    place=st.sampled_from(sorted(PLACES)),
    steps=st.integers(1, 12),
    pitch=st.sampled_from([60, 400, 3_000, 9_000]),
    labels=st.integers(1, 6),
    scatter=st.integers(0, 8),
)
def test_every_answer_is_that_of_geos(seed, place, steps, pitch, labels, scatter):
    random = np.random.default_rng(seed)
    latitude, longitude = PLACES[place]
    reach = steps * pitch
    origin = (round(longitude * UNITS) - reach // 2, round(latitude * UNITS) - reach // 2)
    layers = [
        layer("all_answer", divided_ground(random, origin, steps, pitch, labels)),
        layer("lowest_answers", divided_ground(random, origin, steps, pitch, labels), "lowest_id"),
    ]
    if scatter:
        layers.append(layer("scattered", scattered(random, origin, reach, scatter)))
    layers = [one for one in layers if one.features]
    index = build_index(layers)
    points = telling_points(layers, index.items, random, 40)
    assert differences(layers, index.items, points) == []


@pytest.mark.parametrize("place", sorted(PLACES))
def test_crowded_cells_are_split_and_stay_exact(place):
    random = np.random.default_rng(7)
    latitude, longitude = PLACES[place]
    origin = (round(longitude * UNITS) - 5_000, round(latitude * UNITS) - 5_000)
    shapes = scattered(random, origin, 10_000, 70)
    crowded = layer("crowded", shapes)
    features = [FeatureSource(f.id, f.name, f.geometry, {"note": random.bytes(40).hex()}) for f in crowded.features]
    layers = [LayerSource("crowded", {}, features), layer("ground", divided_ground(random, origin, 4, 3_000, 3))]
    index = build_index(layers)
    assert index.split
    assert max(map(len, index.items.values())) <= LARGEST_BODY
    points = telling_points(layers, index.items, random, 150)
    assert differences(layers, index.items, points) == []


def test_two_processes_make_what_one_makes():
    random = np.random.default_rng(3)
    origin = (round(-87.65 * UNITS), round(41.85 * UNITS))
    layers = [layer("ground", divided_ground(random, origin, 20, 40_000, 5))]
    one, two = build_index(layers, processes=1), build_index(layers, processes=2)
    assert len(one.items) > 2_500
    assert one.items == two.items


def test_neighbours_that_divide_a_cell_are_stored_once():
    random = np.random.default_rng(5)
    origin = (round(-87.65 * UNITS), round(41.85 * UNITS))
    halves = divided_ground(random, origin, 6, 3_000, 2)
    # The same border drawn with one vertex more on one side is another border: nothing may be saved then.
    other = [halves[0], shapely.segmentize(halves[1], 200)]
    saved = sum(map(len, build_index([layer("ground", halves)]).items.values()))
    apart = sum(map(len, build_index([layer("ground", other)]).items.values()))
    assert saved < apart


def test_the_same_area_twice_is_no_remainder():
    box = shapely.box(-876_500_000, 418_500_000, -876_490_000, 418_510_000)
    twice = layer("twice", [box, box])
    index = build_index([twice])
    points = telling_points([twice], index.items, np.random.default_rng(1), 100)
    assert differences([twice], index.items, points) == []


def test_an_area_cut_at_the_antimeridian_is_one_area():
    """As RFC 7946 wants it drawn; a point on the cut is inside, not on a border."""
    west, east = shapely.box(179.99, -16.81, 180, -16.79), shapely.box(-180, -16.81, -179.99, -16.79)
    taveuni = LayerSource("islands", {}, [FeatureSource("1", "Taveuni", shapely.multipolygons([west, east]))])
    index = build_index([taveuni])
    assert [repair.what for repair in index.repairs] == ["repaired: Self-intersection"]
    points = np.array([[1_800_000_000, -168_000_000], [-1_800_000_000, -168_000_000], [1_799_950_000, -168_000_000]])
    assert answers(index.items, points) == [[("islands", "1", "inside")]] * 3
