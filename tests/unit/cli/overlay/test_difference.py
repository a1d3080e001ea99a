"""What a new version of a layer changes, area by area."""

from shapely import MultiPolygon, Polygon, box

from hex311_cli.overlay import difference as module
from hex311_cli.overlay.difference import difference, difference_view
from hex311_cli.overlay.sources import FeatureSource, LayerSource

WEST, EAST = box(-87.66, 41.849, -87.654, 41.852), box(-87.654, 41.849, -87.648, 41.852)
FURTHER_WEST, FURTHER_EAST = box(-87.66, 41.849, -87.655, 41.852), box(-87.655, 41.849, -87.648, 41.852)


def layer(*features):
    return LayerSource("wards", {"en": "wards"}, [FeatureSource(*one) for one in features])


def told(before, after):
    return [(one.id, one.kind) for one in difference(before, after).changes]


def test_the_same_layer_changes_nothing_however_it_is_written_down():
    again = Polygon([*EAST.exterior.coords][2:] + [*EAST.exterior.coords][1:3])
    found = difference(layer(("1", "One", WEST), ("2", "Two", EAST)), layer(("2", "Two", again), ("1", "One", WEST)))
    assert (found.changes, len(found.same)) == ([], 2)


def test_rounding_is_no_change():
    nearly = box(-87.6540000001, 41.849, -87.648, 41.852)
    assert told(layer(("2", "Two", EAST)), layer(("2", "Two", nearly))) == []


def test_areas_are_new_gone_redrawn_or_told_in_other_words():
    before = layer(("1", "One", WEST), ("2", "Two", EAST), ("3", "Three", WEST), ("10", "Ten", EAST, {"day": "mon"}))
    after = layer(
        ("1", "One", FURTHER_WEST), ("2", "Two", EAST), ("4", "Four", WEST), ("10", "X", EAST, {"day": "tue"})
    )
    found = difference(before, after)
    assert told(before, after) == [("4", "added"), ("3", "gone"), ("1", "redrawn"), ("10", "reworded")]
    assert found.counts == {"added": 1, "gone": 1, "redrawn": 1, "reworded": 1, "same": 1}
    view = difference_view(found)
    by_id = {one["id"]: one for one in view["areas"]}
    assert by_id["10"]["words"] == [
        {"field": "name", "before": "Ten", "after": "X"},
        {"field": "day", "before": "mon", "after": "tue"},
    ]
    sizes = by_id["1"]["square_metres"]
    assert abs(sizes["before"] - sizes["after"] - sizes["moved"]) <= 1
    assert by_id["1"]["bounds"] == [-87.655, 41.849, -87.654, 41.852], "where something moved"
    assert {name: set(one["outlines"]) for name, one in by_id.items()} == {
        "4": {"after"}, "3": {"before"}, "1": {"before", "after", "moved"}, "10": {"after"},
    }  # fmt: skip
    assert (view["before"], view["after"], view["more"], len(view["same"])) == (4, 4, 0, 1)


def test_a_new_layer_is_new_as_a_whole():
    found = difference(None, layer(("1", "One", WEST)))
    assert (found.before, found.counts["added"]) == (None, 1)


def test_pieces_of_one_area_count_as_one():
    both = layer(("1", "One", WEST), ("1", "One", EAST))
    assert told(both, layer(("1", "One", MultiPolygon([EAST, WEST])))) == []


def test_outlines_are_made_coarser_until_all_of_them_fit_and_the_figures_stay_true(monkeypatch):
    round_one = box(-87.66, 41.849, -87.654, 41.852).centroid.buffer(0.002, quad_segs=400)
    full = difference_view(difference(None, layer(("1", "One", round_one))))["areas"][0]
    monkeypatch.setattr(module, "MOST_POSITIONS", 40)
    coarse = difference_view(difference(None, layer(("1", "One", round_one))))["areas"][0]
    assert len(full["outlines"]["after"][0][0]) > 40 >= len(coarse["outlines"]["after"][0][0])
    assert full["square_metres"] == coarse["square_metres"]
    monkeypatch.setattr(module, "MOST_AREAS", 1)
    view = difference_view(difference(None, layer(("1", "One", WEST), ("2", "Two", EAST))))
    assert (len(view["areas"]), view["more"], view["counts"]["added"]) == (1, 1, 2)
