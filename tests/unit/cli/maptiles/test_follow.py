"""The map follows the overlay: what it names exists, and stays for a while when it is named no more."""

import gzip
import json

import boto3
import jsonschema
import pytest
import shapely
from moto import mock_aws
from pmtiles.reader import MemorySource, all_tiles
from shapely import box

from hex311 import schemas
from hex311_cli.maptiles import follow as following
from hex311_cli.maptiles import layer_tiles
from hex311_cli.maptiles.follow import KEEP_S, follow
from hex311_cli.maptiles.state import STATE, CityFacts, MapStore, Overtaken, State
from hex311_cli.overlay.publish import Clients, publish_layers
from hex311_cli.overlay.sources import FeatureSource, LayerSource
from tests.contract.support.permissions import BESIDE_PORTS

FACTS = CityFacts(
    centre=(-87.654, 41.85),
    bounds=(-87.66, 41.849, -87.648, 41.852),
    styles={"light": "/tiles/basemap/style-light-a.json", "dark": "/tiles/basemap/style-dark-a.json"},
    attribution="Testville",
    keys=("tiles/basemap/a.pmtiles",),
    hidden=("secret",),
    order=("wards", "city"),
)


def layer(name, east=-87.65, public=True, **attributes):
    feature = FeatureSource("1", name.title(), box(-87.66, 41.849, east, 41.852), attributes)
    return LayerSource(name, {"en": name.title()}, [feature], public=public)


class World:
    def __init__(self):
        self.time = 1_000_000
        self.clients = Clients(boto3.client("dynamodb"), boto3.client("s3"))
        self.calls, self.used = [], set()
        self.clients.s3.meta.events.register("provide-client-params.s3.*", self.note)

    def note(self, params, model, **_):
        action = {"ListObjectsV2": "ListBucket", "HeadObject": "GetObject"}.get(model.name, model.name)
        bucket = {"city": "CityBucket", "tiles": "TilesBucket"}[params["Bucket"]]
        self.calls.append(model.name)
        self.used.add((f"s3:{action}", f"{bucket}/{params.get('Key', '').partition('/')[0]}".rstrip("/")))

    def publish(self, *layers, **more):
        publish_layers(layers, "overlay", "city", self.clients, extent="city", now=lambda: self.time, lead_s=5, **more)

    def follow(self, facts=None):
        return follow(self.clients.s3, "city", "tiles", facts, now=lambda: self.time)

    def map(self):
        answer = self.clients.s3.get_object(Bucket="tiles", Key="tiles/map.json")
        assert answer["CacheControl"] == "public, max-age=60"
        return json.loads(answer["Body"].read())

    def urls(self):
        return {one["layer"]: one["url"] for one in self.map()["layers"]}

    def there(self):
        return {f"/{key}" for key in MapStore(self.clients.s3, "city", "tiles").there()}


@pytest.fixture
def world(monkeypatch):
    with mock_aws():
        monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        boto3.client("dynamodb").create_table(
            TableName="overlay",
            BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[
                {"AttributeName": "cell", "AttributeType": "S"},
                {"AttributeName": "active_from", "AttributeType": "N"},
            ],
            KeySchema=[
                {"AttributeName": "cell", "KeyType": "HASH"},
                {"AttributeName": "active_from", "KeyType": "RANGE"},
            ],
        )
        for bucket in ("city", "tiles"):
            boto3.client("s3").create_bucket(Bucket=bucket)
        world = World()
        world.publish(layer("city"), layer("wards", member="Ana"), layer("secret"), layer("inner", public=False))
        yield world


def test_the_map_names_public_layers_in_the_packs_order(world):
    assert world.follow(FACTS)
    found = world.map()
    jsonschema.Draft202012Validator(schemas.load("tiles/map")).validate(found)
    assert [one["layer"] for one in found["layers"]] == ["wards", "city"]
    assert found["layers"][0]["attributes"] == ["member"]
    assert found["generation"] == 1_000_000
    assert set(world.urls().values()) <= world.there()
    assert not any("secret" in key or "inner" in key for key in world.there())


def test_each_layer_has_a_list_of_its_areas_beside_it(world):
    world.follow(FACTS)
    named = {one["layer"]: one["areas"] for one in world.map()["layers"]}
    assert set(named.values()) <= world.there()
    answer = world.clients.s3.get_object(Bucket="tiles", Key=named["wards"][1:])
    assert (answer["ContentType"], answer["CacheControl"]) == (
        "application/json",
        "public, max-age=31536000, immutable",
    )
    found = json.loads(answer["Body"].read())
    jsonschema.Draft202012Validator(schemas.load("tiles/areas")).validate(found)
    (area,) = found["areas"]
    assert (area["id"], area["name"], area["bounds"]) == ("1", "Wards", [-87.66, 41.849, -87.65, 41.852])
    assert shapely.equals(shapely.Polygon(area["outline"][0][0]), box(-87.66, 41.849, -87.65, 41.852))


def test_outlines_are_simple_and_true_to_ten_metres():
    circle = shapely.Point(-87.65, 41.85).buffer(0.02, quad_segs=500)
    ring = circle.difference(shapely.Point(-87.65, 41.85).buffer(0.01))
    island = box(-87.6, 41.8, -87.59999, 41.80001)
    features = [FeatureSource("1", "Ring", ring), FeatureSource("2", "Two", shapely.MultiPolygon([ring, island]))]
    first, second = json.loads(layer_tiles.list_areas(LayerSource("wards", {"en": "Wards"}, features)))["areas"]
    (shell, hole) = first["outline"][0]
    assert len(shell) < 200
    assert shapely.hausdorff_distance(shapely.Polygon(shell, [hole]), ring) < 0.0001
    assert [len(part) for part in second["outline"]] == [2, 1], "the hole, and the small island, are there"


def test_files_may_be_kept_for_ever(world):
    world.follow(FACTS)
    answer = world.clients.s3.head_object(Bucket="tiles", Key=world.urls()["wards"][1:])
    assert (answer["ContentType"], answer["CacheControl"]) == (
        "application/vnd.pmtiles",
        "public, max-age=31536000, immutable",
    )


def test_before_the_first_publication_there_is_no_map(world):
    assert not world.follow()
    assert world.there() == set()


def test_when_nothing_changed_only_three_small_questions_are_asked(world):
    world.follow(FACTS)
    world.calls.clear()
    assert not world.follow()
    assert world.calls == ["GetObject", "HeadObject", "HeadObject"]


def test_publishing_the_same_again_draws_nothing(world, monkeypatch):
    world.follow(FACTS)
    monkeypatch.setattr("hex311_cli.maptiles.layer_tiles.draw_layer", None)
    assert not world.follow(FACTS)


def test_a_layer_that_is_redrawn_gets_a_new_name_when_its_time_has_come(world):
    world.follow(FACTS)
    before = world.urls()
    world.publish(layer("wards", east=-87.651), active_from=1_002_000)
    world.time = 1_001_000
    assert not world.follow(), "it is drawn, and not yet named"
    assert len(world.there()) == 6
    world.time = 1_002_000
    assert world.follow()
    after = world.urls()
    assert (after["wards"] != before["wards"], after["city"] == before["city"]) == (True, True)
    assert world.map()["generation"] == 1_002_000


def test_what_is_replaced_stays_for_maps_that_are_open_and_goes_after_two_days(world):
    world.follow(FACTS)
    old = world.urls()["wards"]
    world.publish(layer("wards", east=-87.651))
    world.time += 10
    world.follow()
    assert old in world.there()
    world.time += KEEP_S + 1
    world.follow(FACTS)
    assert old not in world.there()
    assert set(world.urls().values()) <= world.there()


def test_a_layer_that_comes_back_is_kept(world):
    world.follow(FACTS)
    old = world.urls()["wards"]
    world.publish(layer("wards", east=-87.651))
    world.time += 10
    world.follow()
    world.publish(layer("wards", member="Ana"))
    world.time += 10
    world.follow()
    world.time += KEEP_S + 1
    world.follow(FACTS)
    assert world.urls()["wards"] == old
    assert old in world.there()


def test_a_layer_that_cannot_be_drawn_keeps_no_other_from_the_map(world, monkeypatch):
    real, told = layer_tiles.draw, []

    def fails_for_wards(layers, *more):
        if layers[0].name == "wards":
            raise shapely.GEOSException("TopologyException")
        return real(layers, *more)

    with monkeypatch.context() as broken:
        broken.setattr(layer_tiles, "draw", fails_for_wards)
        assert follow(world.clients.s3, "city", "tiles", FACTS, now=lambda: world.time, told=told.append)
        assert (set(world.urls()), told) == ({"city"}, ["the layer wards cannot be drawn: TopologyException"])
        world.publish(layer("city", east=-87.649))
        world.time += 10
        world.follow()
        assert set(world.urls()) == {"city"}
    world.follow(FACTS)
    assert set(world.urls()) == {"wards", "city"}


def test_attributes_do_not_hide_the_name(world):
    feature = FeatureSource("1", "Ward 1", box(-87.66, 41.849, -87.65, 41.852), {"name": "Other", "member": "Ana"})
    archive, described = layer_tiles.draw_layer(LayerSource("wards", {"en": "Wards"}, [feature]))
    assert described.attributes == ["member"]
    assert b"Other" not in b"".join(gzip.decompress(body) for _, body in all_tiles(MemorySource(archive.body)))


def test_a_layer_that_is_removed_leaves_the_map(world):
    world.follow(FACTS)
    world.publish(remove=["wards"])
    world.time += 10
    assert world.follow()
    assert set(world.urls()) == {"city"}


def test_a_file_that_was_lost_is_drawn_again(world):
    world.follow(FACTS)
    lost = world.urls()["wards"]
    world.clients.s3.delete_object(Bucket="tiles", Key=lost[1:])
    world.follow(FACTS)
    assert lost in world.there()


def test_a_writer_that_was_overtaken_looks_again(world, monkeypatch):
    """Somebody else publishes between reading and writing: their words are kept."""
    world.follow(FACTS)
    keep, others = MapStore.keep, iter([True])

    def overtaken_once(self, state, etag):
        if next(others, False):
            stored, tag = self.state()
            keep(self, stored.with_city(FACTS), tag)
            body = world.clients.s3.get_object(Bucket="city", Key=STATE)["Body"].read() + b" "
            world.clients.s3.put_object(Bucket="city", Key=STATE, Body=body)
        keep(self, state, etag)

    monkeypatch.setattr(MapStore, "keep", overtaken_once)
    world.publish(layer("wards", east=-87.651))
    world.time += 10
    assert world.follow()
    assert set(world.urls().values()) <= world.there()


def test_writers_that_never_stop_are_told_of(world, monkeypatch):
    def always(self, state, etag):
        raise Overtaken

    monkeypatch.setattr(MapStore, "keep", always)
    with pytest.raises(Overtaken):
        world.follow(FACTS)
    assert following.ATTEMPTS < 10


def test_a_crash_before_the_map_was_pointed_is_mended_by_the_next_look(world, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(MapStore, "point", lambda self, document: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            world.follow(FACTS)
    assert world.follow(), "and by the next look"
    assert set(world.urls()) == {"wards", "city"}


def test_a_map_that_crossed_with_another_is_mended_by_the_next_look(world):
    """The slower of two writers put its map last."""
    world.follow(FACTS)
    right = world.map()
    MapStore(world.clients.s3, "city", "tiles").point({**right, "layers": []})
    assert world.follow()
    assert world.map() == right


def test_a_state_is_stored_once_only(world):
    store = MapStore(world.clients.s3, "city", "tiles")
    store.keep(State(), "")
    with pytest.raises(Overtaken):
        store.keep(State(), "")


def test_the_function_has_the_rights_it_needs_and_no_others(world):
    world.follow(FACTS)
    world.publish(layer("wards", east=-87.651))
    world.used.clear()
    world.time += 10
    world.follow()
    world.publish(layer("wards", east=-87.652))
    # publishing layers is not its work
    world.used = {one for one in world.used if one[1] != "CityBucket/layers"} | {("s3:GetObject", "CityBucket/layers")}
    noted = set(world.used)
    world.used.clear()
    world.time += KEEP_S + 10
    world.follow()
    assert noted | world.used == BESIDE_PORTS["draw_layers"]
