"""The public map: built from the table, so that repeating or reordering changes nothing."""

import gzip
from typing import Any

import boto3
import mapbox_vector_tile

from hex311.domain.geography import Point
from hex311.spatial.tiles import POINT_ZOOMS, tile_of
from hex311.usecases.render_tiles import PATH, changes_the_map, render_tiles
from hex311.usecases.submit_request import submit_request
from tests.support.city import HOME, a_report
from tests.unit.usecases.test_run_workflow import drive

DAY_S = 86_400


def shown(city: Any, point: Point = HOME, zoom: int = 14) -> dict[str, dict[str, Any]]:
    """What the tile around a point shows, by case."""
    x, y = tile_of(point, zoom)
    path = PATH.format(z=zoom, x=x, y=y)
    if hasattr(city, "store"):
        body = city.tiles.objects[path]
    else:
        body = gzip.decompress(boto3.client("s3").get_object(Bucket="tiles", Key=path)["Body"].read())
    features = mapbox_vector_tile.decode(body)["requests"]["features"]
    return {feature["properties"]["id"]: feature["properties"] for feature in features}


def test_every_zoom_shows_every_case_once_however_often_it_is_drawn(city: Any) -> None:
    cases = [submit_request(city, a_report()).request.id for _ in range(3)]
    for case_id in (*cases, *cases[::-1], cases[0]):
        assert render_tiles(city, case_id) == len(POINT_ZOOMS)
    for zoom in POINT_ZOOMS:
        assert set(shown(city, zoom=zoom)) == set(cases)


def test_a_closed_case_is_shown_for_a_while_and_then_no_more(city: Any) -> None:
    case_id = submit_request(city, a_report("graffiti_removal")).request.id
    drive(city, case_id)
    render_tiles(city, case_id)
    assert shown(city)[case_id]["status"] == "done"
    days = city.catalogue.current().city["closed_visible_days"]
    city.clock += days * DAY_S - 1
    render_tiles(city, case_id)
    assert case_id in shown(city)
    city.clock += 2
    render_tiles(city, case_id)
    assert shown(city) == {}


def test_private_and_unknown_cases_draw_nothing(city: Any) -> None:
    case_id = submit_request(city, a_report("homeless_outreach")).request.id
    assert render_tiles(city, case_id) == 0
    assert render_tiles(city, "7QX-4CM-2WF") == 0


def test_a_blurred_case_is_drawn_where_its_neighbourhood_is(city: Any) -> None:
    request = submit_request(city, a_report("missed_collection")).request
    render_tiles(city, request.id)
    assert request.public_point != request.point
    assert set(shown(city, request.public_point)) == {request.id}


def test_only_public_events_change_the_map() -> None:
    assert changes_the_map("RequestClosed")
    assert not changes_the_map("FollowRequested")
    assert not changes_the_map("NoSuchEvent")
