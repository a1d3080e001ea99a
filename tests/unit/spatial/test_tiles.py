"""Vector tiles, read back by a decoder that is not ours."""

import mapbox_vector_tile
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hex311.domain.geography import Point
from hex311.domain.map_entry import TileEntry
from hex311.spatial.tiles import EXTENT, PARENT_ZOOM, POINT_ZOOMS, encode_requests, parent_key, tile_of

HOME = Point(latitude=41.3, longitude=-97.1)

points = st.builds(lambda la, lo: Point(latitude=la, longitude=lo), st.floats(-90, 90), st.floats(-180, 180))


def entry(case_id: str = "7QX-4CM-2WF", point: Point = HOME, **changes: object) -> TileEntry:
    values = {"service_code": "pothole", "status": "received", "created_at": 1_790_000_000, **changes}
    return TileEntry(case_id, point, **values)  # type: ignore[arg-type]


def decoded(entries: list[TileEntry], zoom: int, tile: tuple[int, int]) -> list[dict[str, object]]:
    layer = mapbox_vector_tile.decode(encode_requests(entries, zoom, tile))["requests"]
    assert (layer["extent"], layer["version"]) == (EXTENT, 2)
    return list(layer["features"])


@pytest.mark.parametrize("zoom", POINT_ZOOMS)
def test_a_case_is_a_point_with_its_four_properties(zoom: int) -> None:
    (feature,) = decoded([entry()], zoom, tile_of(HOME, zoom))
    assert feature["properties"] == {
        "id": "7QX-4CM-2WF",
        "service_code": "pothole",
        "status": "received",
        "created_at": 1_790_000_000,
    }
    assert feature["geometry"]["type"] == "Point"  # type: ignore[index]


def test_the_corner_and_the_middle_of_a_tile_are_where_they_should_be() -> None:
    """Tile 1/1 of zoom 1 is the south-east quarter of the world; the decoder counts y upwards."""
    corner = Point(latitude=0.0, longitude=0.0)
    middle = Point(latitude=-66.513_260, longitude=90.0)
    found = decoded([entry("a", corner), entry("b", middle)], 1, (1, 1))
    places = [feature["geometry"]["coordinates"] for feature in found]  # type: ignore[index]
    assert places[0] == [0, EXTENT]
    assert places[1][0] == EXTENT // 2
    assert places[1][1] == pytest.approx(EXTENT // 2, abs=1)


def test_an_empty_tile_is_a_tile() -> None:
    data = mapbox_vector_tile.decode(encode_requests([], 14, (0, 0)))
    assert data["requests"]["features"] == []


def test_the_order_of_the_entries_does_not_matter() -> None:
    entries = [entry("a"), entry("b", status="done"), entry("c", service_code="graffiti_removal")]
    tile = tile_of(HOME, 14)
    assert encode_requests(entries, 14, tile) == encode_requests(entries[::-1], 14, tile)


@given(points)
def test_a_point_lies_in_one_tile_of_each_zoom_and_inside_its_parent(point: Point) -> None:
    for zoom in POINT_ZOOMS:
        x, y = tile_of(point, zoom)
        assert 0 <= x < 2**zoom
        assert 0 <= y < 2**zoom
        shift = zoom - PARENT_ZOOM
        assert f"{x >> shift}/{y >> shift}" == parent_key(point)


@given(st.lists(points, min_size=1, max_size=8))
def test_every_tile_shows_what_lies_in_it_and_nothing_else(places: list[Point]) -> None:
    entries = [entry(f"case {number}", place) for number, place in enumerate(places)]
    zoom = 14
    for tile in {tile_of(place, zoom) for place in places}:
        shown = decoded(entries, zoom, tile)
        wanted = {one.case_id for one in entries if tile_of(one.point, zoom) == tile}
        assert {feature["properties"]["id"] for feature in shown} == wanted  # type: ignore[index]
        for feature in shown:
            x, y = feature["geometry"]["coordinates"]  # type: ignore[index]
            assert 0 <= x < EXTENT
            assert 0 < y <= EXTENT


@given(st.text(max_size=40), st.text(max_size=40), st.integers(0, 2**40))
def test_any_text_and_any_time_survive(service: str, status: str, created_at: int) -> None:
    one = entry(service_code=service, status=status, created_at=created_at)
    (feature,) = decoded([one], 14, tile_of(HOME, 14))
    properties = feature["properties"]
    assert properties == {"id": one.case_id, "service_code": service, "status": status, "created_at": created_at}
