"""What is found in layers that can be indexed but should be looked at."""

import numpy as np
import pytest
import shapely
from shapely import box

from hex311_cli.overlay.inspect import inspect, refuse_serious
from hex311_cli.overlay.quality import MOST_EACH
from hex311_cli.overlay.sources import FeatureSource, LayerError, LayerSource

METRE = 9e-6
CITY_SHAPE = box(-87.66, 41.84, -87.60, 41.90).union(box(-87.63, 41.88, -87.58, 41.92))


def layer(layer_id, **shapes):
    return LayerSource(layer_id, {"en": layer_id}, [FeatureSource(name, name, shape) for name, shape in shapes.items()])


CITY = layer("city", all=CITY_SHAPE)


def kinds(*layers, bounds=None):
    return [(one.kind, one.features) for one in inspect(layers, bounds).findings]


def test_a_clean_partition_has_nothing_to_be_looked_at():
    west, east = box(-87.66, 41.84, -87.62, 41.92), box(-87.62, 41.84, -87.58, 41.92)
    wards = layer("wards", w=CITY_SHAPE.intersection(west), e=CITY_SHAPE.intersection(east))
    assert kinds(wards, CITY, bounds=CITY) == []


def test_overlaps_slivers_gaps_and_doubles_are_told_apart():
    wide = layer("wide", a=box(0, 0, 0.02, 0.01), b=box(0.015, 0, 0.03, 0.01))
    assert kinds(wide) == [("overlap", ("a", "b"))]
    thin = layer("thin", a=box(0, 0, 0.02, 0.01), b=box(0.02 - METRE, 0, 0.03, 0.01))
    assert kinds(thin) == [("sliver", ("a", "b"))]
    frame = box(0, 0, 0.03, 0.01).difference(box(0.01, 0.002, 0.01 + METRE, 0.008))
    assert kinds(layer("gap", a=frame)) == [("gap", ())]
    assert kinds(layer("courtyard", a=box(0, 0, 1, 1).difference(box(0.4, 0.4, 0.5, 0.5)))) == []
    assert kinds(layer("double", a=box(0, 0, 0.01, 0.01), b=box(0, 0, 0.01, 0.01))) == [("double", ("a", "b"))]


def test_many_findings_of_a_kind_are_counted():
    boxes = {f"z{number}": box(number / 100, 0, (number + 1.2) / 100, 0.01) for number in range(MOST_EACH + 5)}
    found = inspect([layer("zones", **boxes)]).findings
    assert len(found) == MOST_EACH + 1
    assert found[-1].what == "4 more of this kind (overlap)"


def test_a_piece_of_the_city_that_a_tiling_layer_leaves_out_is_told():
    hole = box(-87.65, 41.85, -87.648, 41.852)
    wards = layer("wards", all=CITY_SHAPE.difference(hole))
    (finding,) = inspect([wards], CITY).findings
    assert (finding.kind, finding.serious) == ("gap", False)
    assert finding.area_m2 == pytest.approx(36_900, rel=0.02)
    assert kinds(layer("parks", p=hole), bounds=CITY) == []


@pytest.mark.parametrize(("east", "north"), [(6, 3), (-30, 12), (0, 100), (100, 0), (-3, -2)])
def test_a_layer_that_was_moved_as_a_whole_is_found_out(east, north):
    squeeze = 0.7455  # the cosine of this city's latitude
    moved = shapely.transform(CITY_SHAPE, lambda xy: xy + np.array([east / squeeze, north]) * METRE)
    (finding,) = inspect([layer("wards", all=moved)], CITY).findings
    assert (finding.kind, finding.serious) == ("shift", True)
    for metres, words in ((east, ("east", "west")), (north, ("north", "south"))):
        if abs(metres) > 1:
            assert any(f"{abs(metres) + off} m {words[metres < 0]}" in finding.what for off in range(-3, 4))


def test_another_outline_is_no_shift():
    smaller = CITY_SHAPE.buffer(-20 * METRE)
    assert [one.kind for one in inspect([layer("wards", all=smaller)], CITY).serious] == []
    county = layer("county", all=box(-88, 41, -87, 42))
    assert kinds(county, bounds=CITY) == []


def test_a_layer_elsewhere_is_serious_and_swapped_coordinates_are_named():
    swapped = shapely.transform(CITY_SHAPE, lambda xy: xy[:, ::-1])
    inspection = inspect([layer("far", a=box(0, 0, 1, 1)), layer("swapped", a=swapped)], CITY)
    with pytest.raises(LayerError) as refused:
        refuse_serious(inspection)
    assert [problem.where for problem in refused.value.problems] == ["layer far", "layer swapped"]
    assert "the wrong way round" in refused.value.problems[1].problem


def test_repairs_are_listed_with_the_findings():
    bow = shapely.Polygon([(0, 0), (0.01, 0.01), (0.01, 0), (0, 0.01)])
    inspection = inspect([layer("zones", bow=bow, empty=shapely.Polygon(), box=box(1, 1, 1.01, 1.01))])
    assert [(one.feature, one.what.partition(":")[0]) for one in inspection.repairs] == [
        ("bow", "repaired"),
        ("empty", "left out"),
    ]
