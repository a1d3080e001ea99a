"""The overlay on Chicago's own layers and service requests, where this machine has them."""

from pathlib import Path

import numpy as np
import pytest
import shapely

from hex311_cli.overlay.build import build_index
from hex311_cli.overlay.compare import compare, read_rows
from hex311_cli.overlay.read import Wishes, layer_id_of, read_layer
from hex311_cli.overlay.sources import FeatureSource, LayerSource
from tests.unit.cli.overlay.reference import differences

CHICAGO = Path(__file__).resolve().parents[3] / "shared" / "data" / "chicago"
pytestmark = [
    pytest.mark.full,  # a minute and a half; `make simulate` runs it
    pytest.mark.skipif(not CHICAGO.is_dir(), reason="Chicago's data are not on this machine"),
]

LOOP = shapely.box(-87.66, 41.86, -87.60, 41.90)
EDGE = shapely.box(-87.84, 41.95, -87.78, 42.00)
ID_FIELDS = {"pedestrian_streets": "NAME", "wards_2003": "WARD"}


@pytest.fixture(scope="module")
def layers():
    found = []
    for path in sorted((CHICAGO / "layers").glob("*.geojson.gz")):
        layer_id = layer_id_of(path)
        rule = "lowest_id" if layer_id.startswith("wards") else "all"
        wishes = Wishes(layer_id, id_field=ID_FIELDS.get(layer_id), boundary_rule=rule)
        found.append(read_layer(path, wishes).layer)
    return found


@pytest.mark.parametrize("area", [LOOP, EDGE], ids=["the Loop", "the north-west edge"])
def test_all_layers_are_exact(layers, area):
    """Random points, vertices, points beside vertices: 36 real layers, crossing rings and all."""
    bounded = [*layers, LayerSource("area", {}, [FeatureSource("1", "", area)])]
    index = build_index(bounded, extent="area")
    assert max(map(len, index.items.values())) <= 4_000
    random = np.random.default_rng(11)
    west, south, east, north = area.bounds
    corners = np.concatenate([shapely.get_coordinates([f.geometry for f in one.features]) for one in layers])
    corners = corners[shapely.contains_xy(area, corners)]
    corners = corners[random.integers(0, len(corners), 1_200)] * 1e7
    anywhere = random.uniform([west, south], [east, north], (1_200, 2)) * 1e7
    beside = corners + random.integers(-2, 3, corners.shape)
    points = np.rint(np.concatenate([anywhere, corners, beside])).astype(np.int64)
    points = points[shapely.contains_xy(area, points / 1e7)]
    assert len(points) > 3_000
    assert differences(bounded, index.items, points) == []


def test_the_citys_own_columns_agree():
    """Wards, police districts, community areas and ZIP codes against those on 8,500 real requests."""
    columns = {
        "wards_2003": ("WARD", ["ward"]),
        "police_districts": ("DIST_NUM", ["police district"]),
        "community_areas": ("AREA_NUMBE", ["community area"]),
        "zip_codes": ("zip", ["zip code", "zip"]),
    }
    read = [
        read_layer(CHICAGO / "layers" / f"{layer}.geojson.gz", Wishes(layer, id_field=field)).layer
        for layer, (field, _) in columns.items()
    ]
    rows = list(read_rows(sorted((CHICAGO / "requests").glob("*.csv.gz"))))
    index = build_index(read)
    for agreement in compare(index.items, rows, {layer: names for layer, (_, names) in columns.items()}):
        print(f"{agreement.layer}: {agreement.equal:,} of {agreement.rows:,} rows agree, {agreement.share:.1%}")
        assert agreement.rows > 8_000
        assert agreement.share >= 0.95, agreement.differences
