"""The named tie-break of a border: the preferred feature answers, whoever else shares it, and somebody always does."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Polygon, box

from hex311_cli.overlay.borders import check_rule, in_words, order_of
from hex311_cli.overlay.build import build_index
from hex311_cli.overlay.sources import FeatureSource, LayerError, LayerSource
from hex311_cli.overlay.store import LayerStore, normalised
from tests.unit.cli.overlay.reference import answers, differences, reference, telling_points
from tests.unit.cli.overlay.test_exactness import PLACES, UNITS, divided_ground, layer

STREET = -876_525_000
"""The meridian (1e-7 degree) of a street that is the border of two districts."""

SOUTH, MIDDLE, NORTH = 418_490_000, 418_505_000, 418_520_000


def district(feature_id, west, south, east, north, **attributes):
    shape = box(west / UNITS, south / UNITS, east / UNITS, north / UNITS)
    return FeatureSource(feature_id, f"District {feature_id}", shape, attributes)


def districts(rule):
    """Two in the west, one (`10`) in the east of the street; `2` and `3` meet at its middle."""
    features = [
        district("2", STREET - 40_000, SOUTH, STREET, MIDDLE, crew="day"),
        district("3", STREET - 40_000, MIDDLE, STREET, NORTH, crew="night"),
        district("10", STREET, SOUTH, STREET + 40_000, NORTH, crew="night"),
    ]
    return LayerSource("districts", {}, features, rule)


def at(source, x, y):
    return answers(build_index([source]).items, np.array([[x, y]]))[0]


@pytest.mark.parametrize(
    ("rule", "south", "corner"),
    [
        ("lowest_id", "2", "2"),
        ({"prefer": ["10"]}, "10", "10"),
        ({"prefer": ["3", "10"]}, "10", "3"),
        ({"prefer": ["3"]}, "2", "3"),
        ({"prefer": ["night"], "by": "crew"}, "10", "3"),
        ({"prefer": ["day", "night"], "by": "crew"}, "2", "2"),
    ],
    ids=str,
)
def test_the_preferred_feature_answers_on_the_street(rule, south, corner):
    source = districts(rule)
    assert at(source, STREET, SOUTH + 7_000) == [("districts", south, "boundary")]
    assert at(source, STREET, MIDDLE) == [("districts", corner, "boundary")]
    assert at(source, STREET - 1, SOUTH + 7_000) == [("districts", "2", "inside")]
    assert at(source, STREET + 1, SOUTH + 7_000) == [("districts", "10", "inside")]


@pytest.mark.parametrize("rule", ["all", "lowest_id", {"prefer": ["10"]}, {"prefer": ["day"], "by": "crew"}], ids=str)
def test_a_street_that_is_a_border_never_refuses_a_pin(rule):
    """Every unit of a stretch of it, its ends, the corner of three, and the outer border."""
    ys = [SOUTH, SOUTH + 1, MIDDLE - 1, MIDDLE, MIDDLE + 1, NORTH - 1, NORTH, *range(MIDDLE - 60, MIDDLE + 60, 7)]
    spots = [(STREET, y) for y in ys] + [(STREET - 40_000, y) for y in ys] + [(STREET + 40_000, y) for y in ys]
    found = answers(build_index([districts(rule)]).items, np.array(spots))
    assert all(found)
    if rule != "all":
        assert {len(one) for one in found} == {1}


@settings(max_examples=10, deadline=None)
@given(
    seed=st.integers(0, 2**32 - 1),
    place=st.sampled_from(sorted(PLACES)),
    pitch=st.sampled_from([60, 3_000, 9_000]),
    labels=st.integers(2, 6),
    data=st.data(),
)
def test_on_every_border_the_first_of_the_order_answers(seed, place, pitch, labels, data):
    """Against GEOS's list of all features that share the place, ranked here."""
    random = np.random.default_rng(seed)
    latitude, longitude = PLACES[place]
    origin = (round(longitude * UNITS) - 2 * pitch, round(latitude * UNITS) - 2 * pitch)
    everybody = layer("ground", divided_ground(random, origin, 4, pitch, labels))
    ids = [feature.id for feature in everybody.features]
    prefer = data.draw(st.lists(st.sampled_from(ids), min_size=1, unique=True))
    ranked = [*prefer, *(one for one in ids if one not in prefer)]
    ruled = replace(everybody, boundary_rule={"prefer": prefer})
    items = build_index([ruled]).items
    points = telling_points([ruled], items, random, 40)
    for everyone, found in zip(reference([everybody], points), answers(items, points), strict=True):
        inside = [one for one in everyone if one[2] == "inside"]
        border = sorted((one for one in everyone if one[2] == "boundary"), key=lambda one: ranked.index(one[1]))
        assert sorted(found) == sorted([*inside, *border[:1]])
    assert differences([ruled], items, points) == []


def test_crowded_cells_keep_the_order():
    """Split cells are built anew from the same order."""
    features = [
        district(
            str(n),
            STREET - 3_000,
            MIDDLE - 1_500,
            STREET,
            MIDDLE + 1_500,
            note=np.random.default_rng(n).bytes(90).hex(),
        )
        for n in range(60)
    ]
    source = LayerSource("crowded", {}, features, {"prefer": ["41", "7"]})
    index = build_index([source])
    assert index.split
    assert answers(index.items, np.array([[STREET, MIDDLE + 3]]))[0] == [("crowded", "41", "boundary")]


def test_a_rule_that_names_nothing_there_is_is_refused():
    source = districts("all")
    for rule, problem in (
        ({"prefer": ["10", "11"]}, 'prefers "11", but there is no feature with this id. There are: 2, 3, 10'),
        ({"prefer": ["dusk"], "by": "crew"}, 'prefers "dusk", but there is no feature with this crew'),
        ({"prefer": ["day"], "by": "shift"}, 'goes by "shift", which is no attribute'),
        ({"prefer": ["x"], "by": "phone"}, 'goes by "phone", which is no attribute that is kept and not volatile'),
    ):
        with pytest.raises(LayerError, match=problem):
            check_rule(rule, "districts.geojson", source.features, ["crew", "phone"], ["phone"])


def test_the_rule_is_kept_with_the_layer(s3_folder):
    rule = {"prefer": ["night"], "by": "crew"}
    store = LayerStore(s3_folder, "city")
    entry = store.keep(districts(rule))
    assert store.layer(entry).boundary_rule == rule
    assert normalised(store.layer(entry)) == normalised(districts(rule))
    assert in_words(entry.boundary_rule) == "by crew first night"
    assert entry.sha256 != store.keep(districts("all")).sha256


@pytest.fixture
def s3_folder(monkeypatch):
    import boto3
    from moto import mock_aws

    with mock_aws():
        monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        client = boto3.client("s3")
        client.create_bucket(Bucket="city")
        yield client


def test_pieces_of_one_id_stand_where_their_first_piece_does():
    order = order_of({"prefer": ["b"]})
    pieces = [FeatureSource(one, one, Polygon()) for one in ("a", "b", "10", "9")]
    assert [one.id for one in sorted(pieces, key=order)] == ["b", "9", "10", "a"]
