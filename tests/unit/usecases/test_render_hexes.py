"""Hexagons of the map: counters of what is open now, drawn where they are."""

from typing import Any

import h3
import mapbox_vector_tile
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hex311.domain.errors import TransientFault
from hex311.domain.geography import Point
from hex311.spatial.hex_tiles import LAYER, RESOLUTIONS, count_cells, draw_hexes, hexes_of, touched
from hex311.spatial.tiles import Tile, mercator, tile_at
from hex311.usecases.count_insights import count_insights
from hex311.usecases.render_hexes import hex_tiles_of, render_hexes
from hex311.usecases.submit_request import submit_request
from tests.support.city import HOME, a_report
from tests.unit.usecases.test_count_insights import happen


def hexes_on(city: Any, tile: Tile) -> dict[str, dict[str, Any]]:
    body = city.tiles.read(tile.path(LAYER))
    features = mapbox_vector_tile.decode(body)[LAYER]["features"] if body else []
    return {feature["properties"]["cell"]: feature["properties"] for feature in features}


def follow(city: Any, *case_ids: str) -> int:
    """What the queue of the figures does for a batch."""
    return render_hexes(city, hex_tiles_of([count_insights(city, case_id).contribution for case_id in case_ids]))


def test_open_cases_are_counted_by_group_and_leave_when_they_are_closed(city: Any) -> None:
    holes = [submit_request(city, a_report()).request.id for _ in range(3)]
    paint = submit_request(city, a_report("graffiti_removal")).request.id
    assert follow(city, *holes, paint) == 2
    for zoom, resolution in RESOLUTIONS.items():
        cell = h3.latlng_to_cell(HOME.latitude, HOME.longitude, resolution)
        (counted,) = hexes_on(city, tile_at(HOME, zoom)).values()
        groups = {name: n for name, n in counted.items() if name.startswith("g_")}
        assert (counted["cell"], counted["open"], sorted(groups.values())) == (cell, 4, [1, 3])
    assert follow(city, *holes, paint) == 0
    for case_id in holes:
        happen(city, case_id, "close")
    assert follow(city, *holes) == 2
    (counted,) = hexes_on(city, tile_at(HOME, 10)).values()
    assert counted["open"] == 1
    happen(city, holes[0], "reopen")
    happen(city, paint, "close")
    follow(city, holes[0], paint)
    (counted,) = hexes_on(city, tile_at(HOME, 10)).values()
    assert counted["open"] == 1
    happen(city, holes[0], "close")
    follow(city, holes[0])
    assert hexes_on(city, tile_at(HOME, 10)) == {}


def test_private_cases_are_in_no_hexagon_and_blurred_ones_where_they_are_shown(city: Any) -> None:
    private = submit_request(city, a_report("homeless_outreach")).request.id
    assert follow(city, private) == 0
    assert list(city.tiles.paths("tiles/")) == []
    blurred = submit_request(city, a_report("missed_collection")).request
    follow(city, blurred.id)
    shown = {cell for zoom in RESOLUTIONS for cell in hexes_on(city, tile_at(blurred.public_point, zoom))}
    assert shown == {cell for _, cell in hexes_of(blurred.public_point)}


def test_a_worker_that_died_before_it_drew_is_made_good_by_the_message_that_comes_again(city: Any) -> None:
    case_id = submit_request(city, a_report()).request.id
    count_insights(city, case_id)
    assert follow(city, case_id) == 2


def test_of_two_builders_the_later_reader_wins(city: Any) -> None:
    first = submit_request(city, a_report()).request.id
    real, late = city.insights.live, []

    def live(layer: str) -> Any:
        found = real(layer)
        if not late:
            late.append(submit_request(city, a_report()).request.id)
            follow(city, *late)
        return found

    city.insights.live = live
    follow(city, first)
    assert [one["open"] for one in hexes_on(city, tile_at(HOME, 8)).values()] == [2]
    city.tiles.store = lambda path, body, before: False
    with pytest.raises(TransientFault):
        render_hexes(city, [tile_at(HOME, 8)])


points = st.builds(lambda la, lo: Point(latitude=la, longitude=lo), st.floats(-80, 80), st.floats(-180, 180))


@given(points)
def test_a_hexagon_is_in_every_tile_that_holds_a_part_of_it(point: Point) -> None:
    for zoom, resolution in RESOLUTIONS.items():
        cell = h3.latlng_to_cell(point.latitude, point.longitude, resolution)
        tiles = touched(cell, zoom)
        assert tile_at(point, zoom) in tiles
        assert len(tiles) <= 4
        corners = [Point(latitude, longitude) for latitude, longitude in h3.cell_to_boundary(cell)]
        assert {tile_at(corner, zoom) for corner in corners} <= set(tiles)


@given(points)
def test_corners_are_drawn_where_they_are(point: Point) -> None:
    cell = h3.latlng_to_cell(point.latitude, point.longitude, 8)
    for tile in touched(cell, 10):
        body = draw_hexes(tile, {cell: {"streets": 2}})
        (feature,) = mapbox_vector_tile.decode(body, default_options={"y_coord_down": True})[LAYER]["features"]
        assert feature["properties"] == {"cell": cell, "open": 2, "g_streets": 2}
        (ring,) = feature["geometry"]["coordinates"]
        wanted = set()
        for latitude, longitude in h3.cell_to_boundary(cell):
            x, y = mercator(Point(latitude, longitude))
            across = ((x * 1024 - tile.x + 512) % 1024) - 512
            wanted.add((round(across * 4096), round((y * 1024 - tile.y) * 4096)))
        assert {tuple(corner) for corner in ring} == wanted


def test_counting_points_is_what_the_counters_do() -> None:
    found = count_cells([(HOME, "streets"), (HOME, "water"), (HOME, "streets")], 10)
    cell = h3.latlng_to_cell(HOME.latitude, HOME.longitude, 8)
    assert found == {tile_at(HOME, 10): {cell: {"streets": 2, "water": 1}}}
    assert set(count_cells([(HOME, "streets")], 11)) == {tile_at(HOME, 11)}


def test_empty_tiles_are_stored_only_when_asked(city: Any) -> None:
    tile = tile_at(HOME, 8)
    assert render_hexes(city, [tile]) == 0
    assert render_hexes(city, [tile], also_empty=True) == 1
    assert hexes_on(city, tile) == {}
