"""Vector tiles of points, read back by a decoder that is not ours."""

from math import floor
from typing import Any

import mapbox_vector_tile
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hex311.domain.geography import Point
from hex311.domain.map_entry import MapFeature, TileEntry
from hex311.domain.tracking import check_character, new_tracking_number
from hex311.spatial.mvt import EXTENT
from hex311.spatial.point_tiles import BLOB, STATUSES, WIDTH, PointTiles, case_id_of, feature_of, number_of
from hex311.spatial.tiles import POINT_ZOOMS, Tile, mercator, parent_key, subtree, tile_at, tiles_within

HOME = Point(latitude=41.3, longitude=-97.1)
PARENT = tile_at(HOME, 12)
SECONDS = 1_790_000_000

points = st.builds(lambda la, lo: Point(latitude=la, longitude=lo), st.floats(-90, 90), st.floats(-180, 180))
near = st.builds(lambda la, lo: Point(la, lo), st.floats(41.25, 41.35), st.floats(-97.2, -97.0))
numbers = st.one_of(st.builds(new_tracking_number), st.from_regex(r"\A[A-Z0-9][A-Za-z0-9_-]{2,39}\Z"))


def entry(case_id: str = "7QX-4CM-2WF", point: Point = HOME, **changes: Any) -> TileEntry:
    values = {"service_code": "pothole", "status": "received", "created_at": SECONDS, **changes}
    return TileEntry(case_id, point, **values)


def decoded(body: bytes) -> list[dict[str, Any]]:
    layer = mapbox_vector_tile.decode(body, default_options={"y_coord_down": True})["requests"]
    assert (layer["extent"], layer["version"]) == (EXTENT, 2)
    return list(layer["features"])


def told(feature: dict[str, Any]) -> tuple[str, str, str, int, tuple[int, int]]:
    """What a decoded feature says: number, type, status, day, pixel."""
    known = feature["properties"]
    number = known["number"] if "number" in known else case_id_of(feature["id"])
    return number, known["type"], known["status"], known["day"], tuple(feature["geometry"]["coordinates"])


def expected(one: TileEntry, tile: Tile) -> tuple[str, str, str, int, tuple[int, int]]:
    x, y = mercator(one.point)
    pixel = floor((x * 2**tile.z - tile.x) * EXTENT), floor((y * 2**tile.z - tile.y) * EXTENT)
    return one.case_id, one.service_code, one.status, one.created_at // 86_400, pixel


def drawn(entries: list[TileEntry], parent: Tile = PARENT, **limits: int) -> dict[Tile, Any]:
    features = sorted(feature_of(one) for one in entries if tile_at(one.point, parent.z) == parent)
    picture = PointTiles(parent, features, **limits)
    return {tile: picture.draw(tile) for tile in subtree(parent)}


@given(
    st.lists(
        st.builds(entry, numbers, near, status=st.sampled_from(STATUSES)), max_size=30, unique_by=lambda e: e.case_id
    )
)
def test_every_tile_shows_what_lies_in_it_exactly_and_nothing_else(entries: list[TileEntry]) -> None:
    for tile, picture in drawn(entries).items():
        wanted = [expected(one, tile) for one in entries if tile_at(one.point, tile.z) == tile]
        assert sorted(map(told, decoded(picture.body))) == sorted(wanted)
        assert picture.points == len(wanted)


@given(points)
def test_a_point_lies_in_one_tile_of_each_zoom_and_inside_its_parent(point: Point) -> None:
    parent = tile_at(point, 12)
    assert parent_key(point) == f"{parent.x}/{parent.y}"
    found = {tile.z for tile, picture in drawn([entry(point=point)], parent).items() if picture.points}
    assert found == set(POINT_ZOOMS)
    for zoom in POINT_ZOOMS:
        tile = tile_at(point, zoom)
        assert tile.above(12) == parent
        assert 0 <= tile.x < 2**zoom
        assert 0 <= tile.y < 2**zoom


@pytest.mark.parametrize("many", [1, 2, 500])
def test_features_are_of_one_width_and_a_case_keeps_twenty_bytes(many: int) -> None:
    entries = [entry(new_tracking_number()) for _ in range(many)]
    assert {len(feature_of(one).blob) for one in entries} == {BLOB}
    one, more = (drawn(entries[:n])[PARENT].body for n in (1, many))
    assert WIDTH * (many - 1) <= len(more) - len(one) <= WIDTH * (many - 1) + 4  # and the lengths around them


def test_the_order_of_filing_does_not_matter() -> None:
    entries = [entry(new_tracking_number(), status=status, created_at=SECONDS + n) for n, status in enumerate(STATUSES)]
    assert drawn(entries) == drawn(entries[::-1])


def test_an_empty_tile_is_a_tile() -> None:
    assert decoded(drawn([])[PARENT].body) == []


def test_more_types_than_one_byte_counts() -> None:
    entries = [entry(new_tracking_number(), service_code=f"type {n}", created_at=n * 86_400) for n in range(400)]
    shown = [told(feature) for feature in decoded(drawn(entries)[PARENT].body)]
    assert sorted(shown) == sorted(expected(one, PARENT) for one in entries)


def test_the_first_and_the_last_number_and_those_that_are_not_ours() -> None:
    assert (number_of("222-222-222"), case_id_of(0)) == (0, "222-222-222")
    last = "XXX-XXX-XX" + check_character("XXXXXXXX")
    assert (number_of(last), case_id_of(20**8 - 1)) == (20**8 - 1, last)
    for other in ("11-00002110", "7QX4CM2WF", "AAA-AAA-AAA", "SR1", "222-222-2222"):
        assert number_of(other) is None


def test_too_many_points_cost_the_oldest_closed_ones_never_an_open_one() -> None:
    still_open = [entry(new_tracking_number()) for _ in range(6)]
    closed = [entry(new_tracking_number(), status="done", expires_at=SECONDS + n) for n in range(10)]
    picture = drawn([*still_open, *closed], most_points=10)[PARENT]
    shown = {told(feature)[0] for feature in decoded(picture.body)}
    assert shown == {one.case_id for one in (*still_open, *closed[-4:])}
    assert (picture.points, picture.left_out) == (10, 6)
    (note,) = mapbox_vector_tile.decode(picture.body)["truncated"]["features"]
    assert note["properties"] == {"left_out": 6}
    crowded = drawn([*still_open, *closed], most_points=3)[PARENT]
    assert {told(feature)[0] for feature in decoded(crowded.body)} == {one.case_id for one in still_open}
    assert (crowded.points, crowded.left_out) == (6, 10)


def test_open_cases_alone_are_all_shown_however_many() -> None:
    picture = drawn([entry(new_tracking_number()) for _ in range(20)], most_points=5)[PARENT]
    assert len(decoded(picture.body)) == 20
    assert (picture.left_out, list(mapbox_vector_tile.decode(picture.body))) == (0, ["requests"])


def test_a_tile_elsewhere_is_refused() -> None:
    with pytest.raises(ValueError, match="does not lie below"):
        PointTiles(PARENT, list[MapFeature]()).draw(Tile(13, 0, 0))


def test_the_tiles_of_a_box() -> None:
    assert tiles_within(41.29, -97.11, 41.31, -97.09, 8) == [tile_at(HOME, 8)]
    assert set(tiles_within(41.2, -97.25, 41.4, -96.95, 12)) >= {PARENT}


def test_what_happens_next_door_does_not_change_a_tile() -> None:
    """Another type and another day in the same z12 tile: only the tiles that show them are other bytes."""
    place = Point(HOME.latitude - 0.02, HOME.longitude)
    here, there = entry(), entry("222-222-222", place, service_code="graffiti", created_at=0)
    before, after = drawn([here]), drawn([here, there])
    changed = {tile for tile in before if before[tile].body != after[tile].body}
    assert changed == {tile_at(there.point, zoom) for zoom in POINT_ZOOMS}
