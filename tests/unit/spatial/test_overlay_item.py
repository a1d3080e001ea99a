"""The stored form of a cell: written and read back, with the border rule, remainders and splits."""

import zlib

import pytest

from hex311.domain.geography import Overlay, OverlayAnswer, Point
from hex311.spatial.cell_content import ASK, INSIDE, OUTSIDE, REMAINDER, HitGrid
from hex311.spatial.cells import overlay_cell, to_units
from hex311.spatial.overlay_item import (
    BrokenItem,
    FeatureInCell,
    LayerInCell,
    Nothing,
    Split,
    decode,
    encode_content,
    encode_nothing,
    encode_rings,
    encode_split,
)
from hex311.spatial.overlay_reader import StoredItem, read_overlay

WEST = encode_rings([([-50, 0, 0, -50], [-50, -50, 50, 50])])
EAST = encode_rings([([0, 70_000, 70_000, 0], [-50, -50, 50, 50])])


def content(*layers):
    return decode(encode_content(1_000, 2_000, layers))


def ids(cell, x, y):
    return [(a.layer, a.feature_id, a.position) for a in cell.answers(1_000 + x, 2_000 + y)]


def test_layers_and_features_keep_their_order_and_details():
    cell = content(
        LayerInCell("wards", [FeatureInCell("3", "Ward 3", {"alderman": "Åsa"})]),
        LayerInCell("parks", [FeatureInCell("a", "A", shape=WEST), FeatureInCell("b", "B", shape=EAST)]),
    )
    assert cell.answers(990, 2_000) == (
        OverlayAnswer("wards", "3", "Ward 3", {"alderman": "Åsa"}),
        OverlayAnswer("parks", "a", "A"),
    )


def test_a_border_belongs_to_both_unless_the_layer_says_otherwise():
    both = [FeatureInCell("1", "One", shape=WEST), FeatureInCell("2", "Two", shape=EAST)]
    cell = content(LayerInCell("beats", both), LayerInCell("wards", both, first_only=True))
    assert ids(cell, 0, 0) == [
        ("beats", "1", "boundary"),
        ("beats", "2", "boundary"),
        ("wards", "1", "boundary"),
    ]
    assert ids(cell, 1, 0) == [("beats", "2", "inside"), ("wards", "2", "inside")]


def test_the_lowest_id_rule_keeps_features_that_hold_the_point_inside():
    features = [
        FeatureInCell("1", "", shape=WEST),
        FeatureInCell("2", ""),
        FeatureInCell("3", "", shape=EAST),
    ]
    cell = content(LayerInCell("wards", features, first_only=True))
    assert ids(cell, 0, 0) == [("wards", "1", "boundary"), ("wards", "2", "inside")]


def test_the_remainder_is_what_the_other_feature_leaves():
    features = [FeatureInCell("1", "", shape=WEST), FeatureInCell("2", "", remainder=True)]
    cell = content(LayerInCell("wards", features))
    assert ids(cell, -1, 0) == [("wards", "1", "inside")]
    assert ids(cell, 0, 3) == [("wards", "1", "boundary"), ("wards", "2", "boundary")]
    assert ids(cell, 1, 0) == [("wards", "2", "inside")]


def test_the_hit_grid_spares_asking():
    """Left half settled, right half not; the remainder follows its neighbour even where that one was settled."""
    grid = HitGrid(2, -50, -50, 50, 50)
    liar = encode_rings([([-9, 9, 9], [-9, -9, 9])])
    features = [
        FeatureInCell("1", "", shape=liar, hits=bytes([INSIDE, ASK, OUTSIDE, ASK])),
        FeatureInCell("2", "", remainder=True, hits=bytes([REMAINDER, REMAINDER, REMAINDER, REMAINDER])),
    ]
    body = encode_content(1_000, 2_000, [LayerInCell("wards", features)], grid)
    assert ids(decode(body), -20, -20) == [("wards", "1", "inside")]
    assert ids(decode(body), -20, 20) == [("wards", "2", "inside")]
    assert ids(decode(body), 20, -20) == [("wards", "2", "inside")]
    assert ids(decode(body), 9, 5) == [("wards", "1", "boundary"), ("wards", "2", "boundary")]
    assert ids(decode(body), -51, 0) == [("wards", "2", "inside")], "beyond the grid the rings are asked"


def test_longitudes_are_taken_the_short_way_round():
    """The base point lies on one side of the antimeridian and the question on the other."""
    body = encode_content(1_799_999_990, 0, [LayerInCell("islands", [FeatureInCell("1", "", shape=EAST)])])
    assert len(decode(body).answers(-1_799_999_990, 0)) == 1
    assert len(decode(body).answers(1_799_999_980, 0)) == 0


def test_the_same_content_gives_the_same_bytes():
    layers = [LayerInCell("parks", [FeatureInCell("a", "A", {"k": "v"}, shape=WEST)])]
    assert encode_content(1, 2, layers) == encode_content(1, 2, layers)


def test_other_kinds():
    assert decode(encode_nothing()) == Nothing()
    assert decode(encode_split(11)) == Split(11)


@pytest.mark.parametrize("body", [b"", b"\x09", b"\x02", b"\x01nonsense", b"\x01" + zlib.compress(b"short")])
def test_a_broken_body_says_so(body):
    with pytest.raises(BrokenItem):
        decode(body)


def test_features_without_rings_cannot_be_stored():
    with pytest.raises(ValueError, match="0 rings"):
        encode_rings([])


HERE = Point(latitude=41.88, longitude=-87.63)


def test_a_split_cell_is_followed_to_the_finer_one():
    layers = [LayerInCell("wards", [FeatureInCell("1", "One")])]
    items = {
        overlay_cell(HERE): StoredItem(5, decode(encode_split(11))),
        overlay_cell(HERE, 11): StoredItem(7, decode(encode_content(*to_units(HERE), layers))),
    }
    assert read_overlay(HERE, items.get) == Overlay(7, (OverlayAnswer("wards", "1", "One"),))
    del items[overlay_cell(HERE, 11)]
    assert read_overlay(HERE, items.get) == Overlay(0, ())


def test_a_split_never_runs_in_circles():
    with pytest.raises(ValueError, match="is split into 10"):
        read_overlay(HERE, lambda cell: StoredItem(5, decode(encode_split(10))))
