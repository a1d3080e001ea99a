"""Archives: what is where, at which zoom, and the same bytes every time."""

import gzip
import hashlib
import io

import mapbox_vector_tile
import pytest
import shapely
from pmtiles.reader import MemorySource, Reader, all_tiles
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box

from hex311_cli.maptiles import basemap, layer_tiles
from hex311_cli.maptiles.archive import NothingToDraw, draw
from hex311_cli.maptiles.features import MapFeature, MapLayer

CENTRE = (-97.1, 41.3)


def area(west=-97.15, south=41.25, east=-97.05, north=41.35, **properties):
    return MapFeature(box(west, south, east, north), {"name": "Area", **properties})


def tile_at(archive, zoom, longitude=CENTRE[0], latitude=CENTRE[1]):
    x, y = column_and_row(zoom, longitude, latitude)
    body = Reader(MemorySource(archive.body)).get(zoom, x, y)
    return mapbox_vector_tile.decode(gzip.decompress(body), default_options={"y_coord_down": True}) if body else {}


def column_and_row(zoom, longitude, latitude):
    from math import asinh, pi, radians, tan

    size = 2**zoom
    return int((longitude / 360 + 0.5) * size), int((0.5 - asinh(tan(radians(latitude))) / (2 * pi)) * size)


def in_degrees(tile_geometry, zoom, longitude=CENTRE[0], latitude=CENTRE[1]):
    """Coordinates of a tile as longitude and latitude."""
    from math import atan, degrees, pi, sinh

    column, row = column_and_row(zoom, longitude, latitude)

    def back(x, y):
        left, top = (column + x / 4096) / 2**zoom, (row + y / 4096) / 2**zoom
        return left * 360 - 180, degrees(atan(sinh(pi * (1 - 2 * top))))

    return shapely.transform(shapely.geometry.shape(tile_geometry), lambda xy: [back(x, y) for x, y in xy])


def test_a_reader_finds_each_zoom_and_what_the_archive_says_of_itself():
    archive = draw([MapLayer("park", "polygon", [area()])], 8, 12, "City of Rivermark")
    reader = Reader(MemorySource(archive.body))
    header, metadata = reader.header(), reader.metadata()
    assert (header["min_zoom"], header["max_zoom"], header["clustered"]) == (8, 12, True)
    assert (header["min_lon_e7"], header["max_lat_e7"]) == (-971500000, 413500000)
    assert metadata["attribution"] == "City of Rivermark"
    assert [one["id"] for one in metadata["vector_layers"]] == ["park"]
    found = list(all_tiles(MemorySource(archive.body)))
    assert sum(tiles for tiles, _ in archive.zooms.values()) == len(found)
    assert {zoom for (zoom, _, _), _ in found} == set(range(8, 13))


def test_the_same_layers_give_the_same_bytes():
    layers = [MapLayer("park", "polygon", [area(), area(east=-97.1)]), MapLayer("street", "line", [street()])]
    assert draw(layers, 8, 14).body == draw(layers, 8, 14).body


def street(**properties):
    return MapFeature(LineString([(-97.12, 41.301), (-97.08, 41.299)]), {"name": "Elm Street", **properties}, 12)


def test_a_shape_is_where_it_was_to_half_a_metre():
    shape = box(-97.1008, 41.2996, -97.0992, 41.3004)
    zoom = 14
    for feature in tile_at(draw([MapLayer("a", "polygon", [MapFeature(shape)])], zoom, zoom), zoom)["a"]["features"]:
        drawn = in_degrees(feature["geometry"], zoom)
        missing = drawn.symmetric_difference(shape.intersection(drawn.envelope.buffer(1e-7)))
        assert missing.area < 4 * 0.0016 * 0.5 / 83_000


def test_features_come_at_their_zoom_and_not_before():
    archive = draw([MapLayer("street", "line", [street()]), MapLayer("park", "polygon", [area()])], 10, 13)
    assert "street" not in tile_at(archive, 11)
    assert tile_at(archive, 12)["street"]["features"][0]["properties"] == {"name": "Elm Street"}


def test_outlines_run_clockwise_on_the_screen_and_holes_the_other_way():
    ring = Polygon(
        [(-97.15, 41.25), (-97.05, 41.25), (-97.05, 41.35), (-97.15, 41.35)],
        [[(-97.11, 41.29), (-97.11, 41.31), (-97.09, 41.31), (-97.09, 41.29)]],
    )
    for shape in (ring, ring.reverse(), MultiPolygon([ring])):
        found = tile_at(draw([MapLayer("a", "polygon", [MapFeature(shape)])], 9, 9), 9)["a"]["features"][0]
        # The decoder turns rings by their area into outlines and holes.
        assert found["geometry"]["type"] == "Polygon"
        assert len(found["geometry"]["coordinates"]) == 2


def test_an_outline_that_crosses_itself_is_drawn():
    bow = Polygon([(-97.15, 41.25), (-97.05, 41.35), (-97.05, 41.25), (-97.15, 41.35)])
    assert tile_at(draw([MapLayer("a", "polygon", [MapFeature(bow)])], 9, 9), 9)["a"]["features"]


def test_collections_of_broken_shapes_are_drawn():
    bow = Polygon([(-97.15, 41.25), (-97.05, 41.35), (-97.05, 41.25), (-97.15, 41.35)])
    broken = shapely.GeometryCollection([LineString([(-97.2, 41.3), (-97.0, 41.3)]), bow])
    assert tile_at(draw([MapLayer("a", "polygon", [MapFeature(broken)])], 9, 9), 9)["a"]["features"]


def test_specks_are_left_out_far_away_and_kept_near():
    speck = MapFeature(box(-97.1001, 41.3, -97.1, 41.3001))
    archive = draw([MapLayer("a", "polygon", [area(), speck])], 9, 14)
    assert len(tile_at(archive, 9)["a"]["features"]) == 1
    assert any(len(tile_at(archive, 14, lon, 41.30005)["a"]["features"]) == 2 for lon in (-97.1, -97.10005))


def test_a_point_belongs_to_one_tile():
    zoom, edge = 14, 0.0
    archive = draw([MapLayer("label", "point", [MapFeature(Point(edge, 41.3), {"name": "On the edge"})])], zoom, zoom)
    assert archive.zooms == {14: (1, archive.zooms[14][1])}


def test_parts_of_another_kind_are_left_out():
    mixed = shapely.GeometryCollection([LineString([(-97.2, 41.3), (-97.0, 41.3)]), box(-97.11, 41.29, -97.09, 41.31)])
    archive = draw([MapLayer("a", "polygon", [MapFeature(mixed)]), MapLayer("b", "line", [MapFeature(mixed)])], 10, 10)
    tile = tile_at(archive, 10)
    assert {tile["a"]["features"][0]["geometry"]["type"], tile["b"]["features"][0]["geometry"]["type"]} == {
        "Polygon",
        "LineString",
    }


def test_nothing_is_no_map():
    with pytest.raises(NothingToDraw, match="no features"):
        draw([MapLayer("a", "polygon", [])], 8, 9)
    with pytest.raises(NothingToDraw, match="would be seen"):
        draw([MapLayer("a", "polygon", [MapFeature(box(0, 0, 1e-9, 1e-9))])], 8, 9)


def test_the_bytes_are_an_archive_that_can_be_read_from_a_file():
    body = draw([MapLayer("park", "polygon", [area()])], 8, 9).body
    assert io.BytesIO(body).read(7) == b"PMTiles"


def test_formats_are_raised_when_the_same_shapes_would_give_other_tiles():
    """Else a map drawn before keeps its old tiles under the same name. Compression is not compared: it differs
    between versions of zlib, and nobody sees it."""
    river = Polygon([(-97.2, 41.2), (-97.05, 41.3), (-97.0, 41.4), (-97.01, 41.4), (-97.06, 41.31), (-97.2, 41.21)])
    layers = [
        MapLayer("park", "polygon", [area(), MapFeature(river, {"name": "River"}, 9)]),
        MapLayer("street", "line", [street(), MapFeature(shapely.boundary(river), {"class": "path"}, 13)]),
        MapLayer("label", "point", [MapFeature(river.centroid, {"name": "River", "kind": "water"})]),
    ]
    digest = hashlib.sha256()
    for place, body in all_tiles(MemorySource(draw(layers, 8, 14).body)):
        digest.update(repr(place).encode() + gzip.decompress(body))
    assert (basemap.FORMAT, layer_tiles.FORMAT, digest.hexdigest()[:16]) == (3, 2, "f4b19205173cfa8d")
