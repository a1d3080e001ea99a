"""Rounding and repairs: always a valid area on whole units, and a line for everything that was changed."""

import pytest
import shapely

from hex311_cli.overlay.build import build_index
from hex311_cli.overlay.shapes import to_integers
from hex311_cli.overlay.sources import FeatureSource, LayerError, LayerSource


def layer(*wkts, ids=None):
    shapes = [shapely.from_wkt(wkt) for wkt in wkts]
    names = ids or [str(number) for number in range(len(shapes))]
    return LayerSource("l", {}, [FeatureSource(name, "", shape) for name, shape in zip(names, shapes, strict=True)])


def integers(source):
    result, repairs = to_integers(source)
    for geometry in result.geometries:
        assert geometry.is_valid
        coordinates = shapely.get_coordinates(geometry)
        assert (coordinates == coordinates.round()).all()
    return result, repairs


def test_a_valid_area_is_only_rounded():
    result, repairs = integers(layer("POLYGON ((0 0, 0.00000012 0, 0.00000012 0.00000019, 0 0.00000021, 0 0))"))
    assert repairs == []
    assert result.geometries[0].equals(shapely.from_wkt("POLYGON ((0 0, 1 0, 1 2, 0 2, 0 0))"))


def test_crossing_rings_are_repaired_and_listed():
    result, repairs = integers(layer("POLYGON ((0 0, 0.001 0.001, 0.001 0, 0 0.001, 0 0))"))
    assert [(repair.layer, repair.feature, repair.what) for repair in repairs] == [
        ("l", "0", "repaired: Self-intersection")
    ]
    assert result.geometries[0].area == pytest.approx(0.5e8)


def test_overlapping_pieces_become_one_area_without_a_hole():
    square = "((0 0, 0.001 0, 0.001 0.001, 0 0.001, 0 0))"
    moved = "((0.0005 0, 0.0015 0, 0.0015 0.001, 0.0005 0.001, 0.0005 0))"
    result, repairs = integers(layer(f"MULTIPOLYGON ({square}, {moved})"))
    assert len(repairs) == 1
    assert result.geometries[0].area == pytest.approx(1.5e8)


def test_what_covers_no_ground_is_left_out_and_listed():
    flat = "POLYGON ((0 0, 0.001 0.001, 0.002 0.002, 0 0))"
    tiny = "POLYGON ((0 0, 0.00000001 0, 0.00000001 0.00000001, 0 0))"
    result, repairs = integers(layer(flat, tiny, "POLYGON EMPTY", "POLYGON ((0 0, 1 0, 1 1, 0 0))"))
    assert [feature.id for feature in result.features] == ["3"]
    assert [repair.what for repair in repairs] == ["left out: it covers no ground"] * 3
    with pytest.raises(LayerError, match="no feature of it covers any ground"):
        to_integers(layer(flat))


def test_features_of_one_id_are_joined_and_listed():
    left, right = "POLYGON ((0 0, 1 0, 1 1, 0 1, 0 0))", "POLYGON ((1 0, 2 0, 2 1, 1 1, 1 0))"
    result, repairs = integers(layer(left, right, left, ids=["a", "a", "b"]))
    assert [feature.id for feature in result.features] == ["a", "b"]
    assert [repair.what for repair in repairs] == ["joined: 2 features had this id"]
    assert result.geometries[0].contains(shapely.Point(10_000_000, 5_000_000))


def test_features_stand_lowest_id_first():
    area = "POLYGON ((0 0, 1 0, 1 1, 0 0))"
    result, _ = integers(layer(area, area, area, ids=["10", "9", "1"]))
    assert [feature.id for feature in result.features] == ["1", "9", "10"]


def test_an_area_wider_than_half_the_globe_is_refused():
    with pytest.raises(LayerError, match="wider than half the globe"):
        to_integers(layer("POLYGON ((-170 0, 170 0, 170 1, -170 0))"))


def test_layers_that_spread_over_a_country_ask_for_the_citys_bounds():
    with pytest.raises(LayerError, match=r"--extent LAYER"):
        build_index([layer("POLYGON ((0 0, 5 0, 5 5, 0 5, 0 0))")])


def test_an_extent_that_is_not_there_says_so():
    with pytest.raises(LayerError, match="it bounds the city, but is not there"):
        build_index([layer("POLYGON ((0 0, 1 0, 1 1, 0 0))")], extent="city")
