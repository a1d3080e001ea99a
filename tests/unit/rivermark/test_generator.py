"""The generator of Rivermark: the same city twice, and a city that holds together."""

from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import shapely

from tools.rivermark.__main__ import write_city
from tools.rivermark.city import City, make_city
from tools.rivermark.frame import MICRO, Plan, to_map, to_metres

SMALL = Plan(radius_m=2_000.0)

#: Layers that divide the whole city: no gap, no overlap.
DIVISIONS = [
    "council_districts", "precincts", "neighborhoods", "census_tracts", "elementary_areas", "library_areas",
    "police_districts", "police_beats", "fire_response_areas", "animal_care_districts", "outreach_zones",
    "garbage_days", "recycling_weeks", "bulky_pickup_zones", "sweeping_zones", "snow_zones", "tree_zones",
    "code_enforcement_areas", "street_light_owner", "water_pressure_zones", "sewer_basins", "zoning",
]  # fmt: skip


@cache
def small_city() -> City:
    return make_city(SMALL)


def shapes(layer: str) -> list[shapely.Geometry]:
    return [feature.shape for feature in small_city().layers[layer]]


def test_the_same_plan_gives_the_same_bytes(tmp_path: Path) -> None:
    first = write_city(small_city(), tmp_path / "a")
    second = write_city(make_city(SMALL), tmp_path / "b")
    assert [path.relative_to(tmp_path / "a") for path in first] == [path.relative_to(tmp_path / "b") for path in second]
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_files_of_layers_that_are_gone_are_removed(tmp_path: Path) -> None:
    (tmp_path / "layers").mkdir()
    (tmp_path / "layers/old.geojson.gz").write_bytes(b"")
    paths = write_city(small_city(), tmp_path)
    assert {path.name for path in (tmp_path / "layers").iterdir()} == {
        p.name for p in paths if p.parent.name == "layers"
    }


def test_there_are_35_sound_layers() -> None:
    layers = small_city().layers
    assert len(layers) == 35
    for name, layer in layers.items():
        ids = [feature.id for feature in layer]
        assert ids, name
        assert len(set(ids)) == len(ids), name
        for feature in layer:
            assert feature.shape.is_valid, (name, feature.id)
            assert feature.shape.geom_type in ("Polygon", "MultiPolygon")
            corners = shapely.get_coordinates(feature.shape)
            assert (corners == np.rint(corners)).all(), "whole microdegrees"


@pytest.mark.parametrize("layer", DIVISIONS)
def test_districts_divide_the_city_without_gap_or_overlap(layer: str) -> None:
    (city,) = shapes("city_limits")
    assert sum(shape.area for shape in shapes(layer)) == pytest.approx(city.area)
    assert shapely.union_all(shapes(layer)).symmetric_difference(city).area == 0


def test_enclaves_are_no_part_of_the_city() -> None:
    (city,) = shapes("city_limits")
    assert len(city.interiors) >= 1
    hole = shapely.Polygon(city.interiors[0]).representative_point()
    assert not city.contains(hole)
    assert any(shape.contains(hole) for shape in shapes("zip_codes"))


def test_beats_lie_within_their_district() -> None:
    districts = {feature.id: feature.shape for feature in small_city().layers["police_districts"]}
    for beat in small_city().layers["police_beats"]:
        assert beat.shape.difference(districts[beat.attributes["district"]]).area == 0


def test_some_things_overlap_and_some_have_holes() -> None:
    noise = shapes("airport_noise")
    assert all(inner.area < outer.area for outer, inner in pairwise(noise))
    assert noise[-1].within(noise[0])
    schools = shapes("school_safety_zones")
    assert any(a.intersects(b) for n, a in enumerate(schools) for b in schools[:n])
    assert sum(shapely.get_num_interior_rings(part) for park in shapes("parks") for part in shapely.get_parts(park))


def test_roads_that_are_not_the_citys_do_not_overlap() -> None:
    roads = small_city().layers["road_jurisdiction"]
    assert {road.attributes["owner"] for road in roads} == {"state", "county", "private"}
    parts = [road.shape for road in roads]
    shared = max(a.intersection(b).area for n, a in enumerate(parts) for b in parts[:n])
    assert shared < 1e-3 * min(part.area for part in parts)


def test_addresses_and_places_are_in_the_city() -> None:
    city = small_city()
    (limits,) = shapes("city_limits")
    spots = np.array([[a.longitude, a.latitude] for a in city.addresses])
    assert len(spots) > 100
    assert shapely.intersects_xy(limits, spots).all()
    names = [(a.number, a.street) for a in city.addresses]
    assert len(set(names)) == len(names)
    assert {a.postcode for a in city.addresses} <= {feature.id for feature in city.layers["zip_codes"]}
    assert {place.at for place in city.places} <= set(city.addresses)


def test_metres_and_microdegrees_agree() -> None:
    points = np.array([[0.0, 0.0], [1_234.5, -987.6]])
    there = to_map(points)
    assert there[0].tolist() == [-97.1 * MICRO, 41.3 * MICRO]
    assert np.abs(to_metres(there) - points).max() < 0.1


def test_assets_lie_in_the_city_and_have_ids_of_their_own() -> None:
    (limits,) = shapes("city_limits")
    wide = limits.buffer(100)
    assets = small_city().assets
    assert set(assets) == {"hydrant", "street_light", "sewer_line", "transit_stop"}
    for category, listed in assets.items():
        assert len(listed) > 20, category
        assert len({one.id for one in listed}) == len(listed)
        assert all(wide.contains(one.shape) for one in listed)
    assert {one.shape.geom_type for one in assets["sewer_line"]} == {"LineString"}
