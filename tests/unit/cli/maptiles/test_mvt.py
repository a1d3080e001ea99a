"""Bytes of vector tiles, read again by another library."""

import mapbox_vector_tile
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hex311_cli.maptiles.mvt import TileFeature, encode_tile, varints


def points(*pairs):
    return np.array(pairs, dtype=np.int64)


def decoded(tile):
    return mapbox_vector_tile.decode(tile, default_options={"y_coord_down": True})


def test_lines_areas_with_holes_and_points_are_read_as_they_were_written():
    outer, hole = points((0, 0), (100, 0), (100, 100), (0, 100)), points((10, 10), (10, 20), (20, 20), (20, 10))
    tile = encode_tile(
        [
            ("park", "polygon", [TileFeature([outer, hole], {"name": "Alder Woods"})]),
            ("street", "line", [TileFeature([points((-96, 5), (4192, 7)), points((1, 1), (2, 2))], {"name": "Elm"})]),
            ("label", "point", [TileFeature([points((7, 9))], {"name": "Café", "kind": "place"})]),
        ]
    )
    found = decoded(tile)
    assert list(found) == ["park", "street", "label"]
    park = found["park"]["features"][0]
    assert park["geometry"]["type"] == "Polygon"
    assert [len(ring) for ring in park["geometry"]["coordinates"]] == [5, 5]
    street = found["street"]["features"][0]
    assert street["geometry"]["coordinates"] == [[[-96, 5], [4192, 7]], [[1, 1], [2, 2]]]
    label = found["label"]["features"][0]
    assert (label["geometry"]["coordinates"], label["properties"]) == ([7, 9], {"name": "Café", "kind": "place"})
    assert found["street"]["extent"] == 4096


def test_the_same_word_is_stored_once():
    one = encode_tile([("street", "line", [TileFeature([points((0, 0), (9, 9))], {"name": "Riverside Drive"})] * 50)])
    assert one.count(b"Riverside Drive") == 1
    assert len(decoded(one)["street"]["features"]) == 50


def test_several_points_are_one_feature():
    found = decoded(encode_tile([("a", "point", [TileFeature([points((1, 2), (4000, 0))], {})])]))
    assert found["a"]["features"][0]["geometry"]["coordinates"] == [[1, 2], [4000, 0]]


def test_a_tile_without_features_is_empty():
    assert encode_tile([("street", "line", [])]) == b""


@given(st.lists(st.integers(0, 2**40)))
def test_varints_are_those_of_protobuf(numbers):
    def plain(number):
        out = bytearray()
        while True:
            number, low = number >> 7, number & 0x7F
            out.append(low | (0x80 if number else 0))
            if not number:
                return bytes(out)

    assert varints(np.array(numbers, dtype=np.int64)) == b"".join(map(plain, numbers))


@pytest.mark.parametrize("step", [0, 1, -1, 63, -64, 64, 8191, -8192, 4_000_000, -4_000_000])
def test_steps_of_any_size_come_back(step):
    line = points((5, 5), (5 + step, 5 - step), (6, 6))
    found = decoded(encode_tile([("a", "line", [TileFeature([line], {})])]))
    assert found["a"]["features"][0]["geometry"]["coordinates"] == line.tolist()
