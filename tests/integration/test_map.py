"""The base map and the layers through the front door, read in ranges as a browser reads them."""

import gzip
from typing import Any

import httpx
import jsonschema
import mapbox_vector_tile
import pytest
from pmtiles.reader import Reader

from hex311 import schemas
from hex311.domain.geography import Point
from hex311.spatial.tiles import tile_of
from tests.support.cloud import CloudCity

pytestmark = pytest.mark.cloud
GZIP = {"Accept-Encoding": "gzip, br"}


class Door:
    """The front door, asked by one browser."""

    def __init__(self, city: CloudCity) -> None:
        self._web = httpx.Client(base_url=city.base_url, timeout=30, headers=GZIP)
        self.map: dict[str, Any] = self.get("/tiles/map.json").json()

    def get(self, path: str, **headers: str) -> httpx.Response:
        return self._web.get(path, headers=headers)

    def ranges(self, path: str) -> Any:
        """How the reader of an archive gets its bytes."""

        def part(offset: int, length: int) -> bytes:
            answer = self.get(path, Range=f"bytes={offset}-{offset + length - 1}")
            assert answer.status_code == 206, answer.text[:200]
            assert answer.headers["Content-Range"].startswith(f"bytes {offset}-")
            return answer.content

        return part

    def tile(self, path: str, zoom: int, place: Point) -> dict[str, Any]:
        """A decoded tile; empty when there is none."""
        body = Reader(self.ranges(path)).get(zoom, *tile_of(place, zoom))
        return mapbox_vector_tile.decode(gzip.decompress(body)) if body else {}


@pytest.fixture(scope="module")
def door(cloud_city: CloudCity) -> Door:
    return Door(cloud_city)


def centre(door: Door) -> Point:
    longitude, latitude = door.map["centre"]
    return Point(latitude=latitude, longitude=longitude)


def basemap(door: Door) -> str:
    style = door.get(door.map["styles"]["light"]).json()
    return str(style["sources"]["city"]["url"]).removeprefix("pmtiles://")


def test_the_map_is_what_its_schema_says_and_is_asked_for_again(door: Door) -> None:
    answer = door.get("/tiles/map.json")
    jsonschema.Draft202012Validator(schemas.load("tiles/map")).validate(answer.json())
    assert answer.headers["Cache-Control"] == "public, max-age=60"
    layers = {layer["layer"] for layer in door.map["layers"]}
    assert {"council_districts", "flood_zones"} <= layers
    assert not {"census_tracts", "outreach_zones"} & layers, "these are not public"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_style_draws_the_tiles_of_this_city_and_fetches_nothing_else(door: Door, theme: str) -> None:
    answer = door.get(door.map["styles"][theme])
    style = answer.json()
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert style["sources"]["city"]["url"].startswith("pmtiles:///tiles/basemap/")
    assert not {"glyphs", "sprite"} & set(style)


def test_a_street_is_read_by_its_name(door: Door) -> None:
    streets = door.tile(basemap(door), 14, centre(door))["street"]["features"]
    named = {street["properties"].get("name"): street["properties"]["class"] for street in streets}
    assert named["Main Street"] == "arterial"
    assert len(named) > 5


def test_an_archive_is_served_as_it_is_in_ranges_and_for_ever(door: Door) -> None:
    path = basemap(door)
    first = door.get(path, Range="bytes=0-126")
    assert (first.status_code, len(first.content), first.content[:7]) == (206, 127, b"PMTiles")
    assert first.headers["Content-Type"] == "application/vnd.pmtiles"
    assert first.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Content-Encoding" not in first.headers
    whole = door.get(path)
    assert (whole.status_code, "Content-Encoding" in whole.headers) == (200, False)
    assert whole.headers["Accept-Ranges"] == "bytes"
    assert first.headers["Content-Range"] == f"bytes 0-126/{len(whole.content)}"


def test_a_browser_that_has_it_is_told_so_and_one_that_asks_too_far_as_well(door: Door) -> None:
    path = basemap(door)
    etag = door.get(path, Range="bytes=0-0").headers["ETag"]
    assert door.get(path, **{"If-None-Match": etag}).status_code == 304
    assert door.get(path, Range="bytes=0-9", **{"If-Match": '"another"'}).status_code == 412
    assert door.get(path, Range="bytes=999999999-").status_code == 416


def test_a_layer_shows_what_the_overlay_answers(door: Door) -> None:
    place = centre(door)
    answers = door.get(f"/api/v1/overlay?lat={place.latitude}&long={place.longitude}").json()
    told = {one["layer"]: one["name"] for one in answers["overlay"]}
    for layer in door.map["layers"]:
        if layer["layer"] not in ("council_districts", "zoning", "zip_codes"):
            continue
        features = door.tile(layer["url"], layer["max_zoom"], place)[layer["source_layer"]]["features"]
        assert told[layer["layer"]] in {feature["properties"]["name"] for feature in features}
        assert {key for one in features for key in one["properties"]} <= {"id", "name", *layer["attributes"]}


def test_what_was_never_drawn_is_not_there(door: Door) -> None:
    assert door.get("/tiles/layers/census_tracts/0000000000000000.pmtiles").status_code == 404
    assert door.get("/tiles/basemap/0000000000000000.pmtiles", Range="bytes=0-126").status_code == 404
