"""The base map of a pack: what is on it, from which zoom, and when it is drawn anew."""

import gzip
import json

import mapbox_vector_tile
import pytest
from pmtiles.reader import MemorySource, all_tiles
from shapely.geometry import LineString, box, mapping

from hex311_cli.maptiles.basemap import basemap_hash, draw_basemap, layers_wanted
from hex311_cli.maptiles.origins import map_sources, not_allowed, origins_of
from hex311_cli.overlay.pack_layers import layers_of_pack
from hex311_cli.pack import PackErrors, load_pack
from tests.unit.pack.conftest import millbrook

__all__ = ["millbrook"]

ELM = LineString([(-96.06, 41.05), (-96.05, 41.05)])
ELM_WEST = LineString([(-96.07, 41.05), (-96.06, 41.05)])


def lines(*features):
    return {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "properties": properties, "geometry": mapping(shape)} for properties, shape in features
        ],
    }


def write(folder, name, document, packed=False):
    (folder / "basemap").mkdir(exist_ok=True)
    text = json.dumps(document).encode()
    (folder / "basemap" / name).write_bytes(gzip.compress(text) if packed else text)


def drawn(folder):
    """The features of the base map by zoom and source layer."""
    pack = load_pack(folder)
    entries = pack.documents()["layers"].values()
    layers = {one.layer.id: one.layer for one in layers_of_pack(list(entries), folder)}
    found = {}
    for (zoom, _, _), body in all_tiles(MemorySource(draw_basemap(pack, layers, "Millbrook").body)):
        for name, layer in mapbox_vector_tile.decode(gzip.decompress(body)).items():
            found.setdefault((zoom, name), []).extend(layer["features"])
    return found


def hash_of(folder):
    pack = load_pack(folder)
    wanted = layers_wanted(pack.documents()["city"]).values()
    entries = [pack.documents()["layers"][layer] for layer in wanted]
    return basemap_hash(pack, {one.layer.id: one.layer for one in layers_of_pack(entries, folder)}, "Millbrook")


def test_a_pack_without_files_still_shows_its_border(millbrook):
    found = drawn(millbrook)
    assert {name for _, name in found} == {"city", "boundary"}


def test_pieces_of_a_street_are_one_line_with_room_for_its_name(millbrook):
    write(millbrook, "streets.geojson", lines(({"name": "Elm Street"}, ELM), ({"name": "Elm Street"}, ELM_WEST)))
    streets = drawn(millbrook)[12, "street"]
    assert [one["properties"] for one in streets] == [{"class": "local", "name": "Elm Street"}] * len(streets)
    assert all(one["geometry"]["type"] == "LineString" for one in streets)


@pytest.mark.parametrize(
    ("told", "street_class", "first"),
    [
        ({"class": "highway"}, "highway", 8),
        ({"rank": "State"}, "highway", 8),
        ({"rank": "arterial"}, "arterial", 9),
        ({"class": "secondary"}, "collector", 10),
        ({"class": "alley"}, "local", 12),
        ({}, "local", 12),
    ],
)
def test_wider_streets_are_seen_from_further_away(millbrook, told, street_class, first):
    write(millbrook, "streets.geojson.gz", lines((told, ELM)), packed=True)
    found = drawn(millbrook)
    assert min(zoom for zoom, name in found if name == "street") == first
    assert found[14, "street"][0]["properties"] == {"class": street_class}


def test_parks_and_places_come_from_the_layers_the_city_names(millbrook):
    city = millbrook / "city.yaml"
    city.write_text(city.read_text() + "basemap: {parks: road_owner, places: city_limits}\n")
    found = drawn(millbrook)
    kinds = {one["properties"]["kind"] for one in found[14, "label"]}
    assert kinds == {"park", "place"}
    assert found[12, "park"]


def test_water_is_areas_and_lines_with_their_names(millbrook):
    lake = {"name": "Mill Pond"}, box(-96.06, 41.04, -96.05, 41.05)
    write(millbrook, "water.geojson", lines(lake, ({"name": "Mill Creek"}, ELM)))
    found = drawn(millbrook)
    assert {name for zoom, name in found if zoom == 12} >= {"water", "waterway", "label"}
    assert [one["properties"] for one in found[14, "label"]] == [{"name": "Mill Pond", "kind": "water"}]


def test_the_name_of_the_archive_follows_files_and_layers_alone(millbrook):
    write(millbrook, "streets.geojson", lines(({"name": "Elm Street"}, ELM)))
    first = hash_of(millbrook)
    services = millbrook / "services/streets.yaml"
    services.write_text(services.read_text().replace("radius_m: 30", "radius_m: 31"))
    assert hash_of(millbrook) == first
    write(millbrook, "streets.geojson", lines(({"name": "Oak Street"}, ELM)))
    second = hash_of(millbrook)
    limits = millbrook / "layers/city_limits.geojson"
    limits.write_text(limits.read_text().replace("41.09", "41.089"))
    assert len({first, second, hash_of(millbrook)}) == 3


@pytest.mark.parametrize(
    ("basemap", "problem"),
    [
        ("{parks: parcs}", "The layer 'parcs' is not in layers.yaml."),
        ("{style_light: 'https://maps.example.org/a.json'}", "style_dark"),
        ("{style_light: 'http://maps.example.org/a.json', style_dark: 'http://maps.example.org/b.json'}", "http://"),
        ("{origins: ['https://maps.example.org']}", "no styles or tiles"),
        ("{origins: ['https://maps.example.org/x'], pmtiles: 'https://a.example.org/b.pmtiles'}", "origins"),
        ("{origins: ['https://*.example.org'], pmtiles: 'https://a.example.org/b.pmtiles'}", "origins"),
        ("{pmtiles: 'https://a.example.org/b;script-src *'}", "pmtiles"),
    ],
)
def test_mistakes_are_told(millbrook, basemap, problem):
    city = millbrook / "city.yaml"
    city.write_text(city.read_text() + f"basemap: {basemap}\n")
    with pytest.raises(PackErrors) as told:
        load_pack(millbrook)
    assert any(problem in str(one) for one in told.value.problems), told.value.problems


def test_layers_that_are_not_public_do_not_come_into_the_base_map(millbrook):
    layers = millbrook / "layers.yaml"
    assert "public: true" in layers.read_text()
    layers.write_text(layers.read_text().replace("public: true", "public: false"))
    city = millbrook / "city.yaml"
    city.write_text(city.read_text() + "basemap: {parks: road_owner}\n")
    with pytest.raises(PackErrors) as told:
        load_pack(millbrook)
    assert any("is not public" in one.problem for one in told.value.problems)


@pytest.mark.parametrize("text", [b"{", b"[]", b'{"features": [{}]}', b'{"features": []}', b"\x1f\x8b\x08broken"])
def test_files_that_are_no_geojson_are_told(millbrook, text):
    (millbrook / "basemap").mkdir()
    (millbrook / "basemap/streets.geojson").write_bytes(text)
    with pytest.raises(PackErrors) as told:
        load_pack(millbrook)
    assert [one.file for one in told.value.problems] == ["basemap/streets.geojson"]


def test_files_of_another_place_are_told(millbrook):
    write(millbrook, "streets.geojson", lines(({"name": "Elm"}, LineString([(4.0, 52.0), (4.1, 52.0)]))))
    with pytest.raises(PackErrors) as told:
        load_pack(millbrook)
    assert "outside the city's bbox" in told.value.problems[0].problem


OWN = {
    "style_light": "https://maps.example.org/light.json",
    "style_dark": "https://maps.example.org/dark.json",
    "origins": ["https://tiles.example.org:8443"],
}


def test_hosts_of_a_base_map_elsewhere_have_to_be_allowed():
    both = ["https://maps.example.org", "https://tiles.example.org:8443"]
    assert origins_of(OWN) == both
    assert not_allowed(OWN, {}) == both
    assert not_allowed(OWN, {"MapSources": " ".join(both)}) == []
    assert not_allowed({}, {}) == []


def test_the_stack_is_deployed_with_the_hosts_of_the_pack(millbrook):
    assert map_sources(millbrook) == ""
    city = millbrook / "city.yaml"
    city.write_text(city.read_text() + "basemap: {pmtiles: 'https://maps.example.org/city.pmtiles'}\n")
    assert map_sources(millbrook) == "https://maps.example.org"
    city.write_text("basemap: {pmtiles: 7}")
    assert map_sources(millbrook) == ""
