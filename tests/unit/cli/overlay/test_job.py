"""The import as a job: its three steps on stores in memory, what they refuse, and which rights they need."""

import gzip
import json
import re

import boto3
import pytest
from moto import mock_aws
from shapely import box
from shapely.geometry import mapping

from hex311.adapters.dynamodb.overlay import DynamoOverlay
from hex311.domain.geography import Point
from hex311.spatial.overlay_item import layer_key
from hex311_cli.overlay.job import ImportJob, Place
from hex311_cli.overlay.journal import Journal, undo_dead_write
from hex311_cli.overlay.problems import LayerError
from hex311_cli.overlay.publish import Clients, publish_layers
from hex311_cli.overlay.sources import FeatureSource, LayerSource
from hex311_cli.overlay.store import LayerStore
from hex311_cli.overlay.tablewriter import OverlayTableWriter
from tests.contract.support.permissions import BESIDE_PORTS
from tests.support.city import memory_city
from tests.unit.cli.overlay.map_server import RECORDED, recorded, served

PLACE = Place("overlay", "cases", "city", is_local=True)
WEST = Point(latitude=41.8505, longitude=-87.6545)
CITY = LayerSource("city", {"en": "city"}, [FeatureSource("all", "All", box(-87.66, 41.849, -87.648, 41.852))])
THINGS = {"overlay": "OverlayTable", "cases": "CasesTable"}
ACTIONS = {"ListObjectsV2": "ListBucket"}


class World:
    """Clients that note which rights they need, as (action, thing)."""

    def __init__(self):
        self.time, self.used = 1_000_000, set()
        self.clients = Clients(boto3.client("dynamodb"), boto3.client("s3"))
        for client in (self.clients.dynamodb, self.clients.s3):
            client.meta.events.register("provide-client-params.*.*", self.note)

    def note(self, params, model, **_):
        action = ACTIONS.get(model.name, model.name)
        if "Bucket" in params:
            folder = params.get("Key", "").partition("/")[0]
            self.used.add((f"s3:{action}", f"CityBucket/{folder}".rstrip("/")))
            return
        tables = [params["TableName"]] if "TableName" in params else list(params.get("RequestItems", {}))
        self.used |= {(f"dynamodb:{action}", THINGS[table]) for table in tables}

    def now(self):
        return self.time

    def job(self, import_id="a1"):
        self.used.clear()
        return ImportJob(PLACE, self.clients, import_id, self.now)

    def upload(self, features, import_id="a1", **wishes):
        document = {"type": "FeatureCollection", "features": features}
        request = {"file_name": "wards.geojson", "id_field": "ward", **wishes}
        for name, content in (("request.json", request), ("upload", document)):
            self.clients.s3.put_object(Bucket="city", Key=f"imports/{import_id}/{name}", Body=json.dumps(content))

    def report(self, import_id="a1"):
        body = self.clients.s3.get_object(Bucket="city", Key=f"imports/{import_id}/report.json")["Body"]
        return json.loads(body.read())

    def run(self, import_id="a1", **event):
        """All steps as the state machine takes them; the rights each of them used."""
        event = {"import_id": import_id, "dry_run": False, "force": False, "activate_at": 0, **event}
        checked = self.job(import_id).check(event)
        rights = {"check_layer": set(self.used)}
        job = self.job(import_id)
        for share in checked["shares"]:
            job.index(share)
        rights["build_cells"] = set(self.used)
        job = self.job(import_id)
        if checked["next"] in ("index", "publish"):
            job.finish(event, memory_city())
        rights["activate_layers"] = set(self.used)
        return rights


@pytest.fixture
def world(monkeypatch):
    with mock_aws():
        monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        keys = {"overlay": (("cell", "S"), ("active_from", "N")), "cases": (("pk", "S"), ("sk", "S"))}
        for table, attributes in keys.items():
            boto3.client("dynamodb").create_table(
                TableName=table,
                BillingMode="PAY_PER_REQUEST",
                AttributeDefinitions=[{"AttributeName": name, "AttributeType": kind} for name, kind in attributes],
                KeySchema=[
                    {"AttributeName": name, "KeyType": kind}
                    for (name, _), kind in zip(attributes, ("HASH", "RANGE"), strict=True)
                ],
            )
        boto3.client("s3").create_bucket(Bucket="city")
        world = World()
        publish_layers([CITY], "overlay", "city", world.clients, extent="city", now=world.now)
        world.time += 100
        yield world


def ward(number, west, east):
    shape = box(west, 41.849, east, 41.852)
    return {"type": "Feature", "properties": {"ward": number, "name": f"Ward {number}"}, "geometry": mapping(shape)}


WARDS = [ward(1, -87.66, -87.652), ward(2, -87.652, -87.648)]


def answers(world, at):
    return DynamoOverlay("overlay", world.now, world.clients.dynamodb).overlay(WEST, at).answers


def ask(world, at):
    return [(answer.layer, answer.feature_id) for answer in answers(world, at)]


def items(world):
    """(key, activation time) of all that is stored."""
    pages = world.clients.dynamodb.get_paginator("scan").paginate(TableName="overlay")
    return {(one["cell"]["S"], one["active_from"]["N"]) for page in pages for one in page["Items"]}


def test_a_dry_run_tells_what_would_change_and_changes_nothing(world):
    world.upload(WARDS)
    world.run(dry_run=True)
    report = world.report()
    assert report["status"] == "checked"
    assert report["layer"] == "wards"
    assert report["impact"]["changed"] > 10
    assert report["impact"]["open_cases"] == 0
    assert ask(world, world.time + 1000) == [("city", "all")]


def test_an_upload_is_published_as_one_generation(world):
    world.upload(WARDS)
    world.run()
    report = world.report()
    assert report["status"] == "published"
    generation = report["published"]["generation"]
    assert generation > world.time
    assert ask(world, generation - 1) == [("city", "all")]
    assert ask(world, generation) == [("city", "all"), ("wards", "1")]
    left = [one["Key"] for one in world.clients.s3.list_objects_v2(Bucket="city", Prefix="imports/")["Contents"]]
    assert not any("share-" in key for key in left)
    world.time = generation
    world.run("a1")
    assert world.report()["published"]["unchanged"] == report["published"]["cells"]


def test_shares_together_are_the_whole_index(world, monkeypatch):
    monkeypatch.setattr("hex311_cli.overlay.job.CELLS_IN_A_SHARE", 7)
    world.upload(WARDS)
    world.run()
    published = world.report()["published"]
    assert published["written"] + published["unchanged"] == published["cells"]
    assert ask(world, published["generation"]) == [("city", "all"), ("wards", "1")]


def test_the_edit_of_a_volatile_attribute_writes_no_cell(world):
    """A new alderman with a new telephone: one item of the layer, and no cell."""

    def wards(member, phone):
        features = [ward(1, -87.66, -87.652), ward(2, -87.652, -87.648)]
        for feature in features:
            feature["properties"] |= {"member": member, "phone": phone}
        return features

    options = {"keep": ["member", "phone"], "volatile": ["member", "phone"]}
    world.upload(wards("Ada", "555-0101"), **options)
    world.run()
    world.time += 1000
    before = items(world)
    world.upload(wards("Bo", "555-0102"), **options)
    world.run()
    assert {cell for cell, _ in items(world) - before} == {layer_key("wards")}
    assert world.report()["published"]["written"] == 1
    (answer,) = [one for one in answers(world, world.time + 1000) if one.layer == "wards"]
    assert answer.attributes == {"member": "Bo", "phone": "555-0102"}
    (answer,) = [one for one in answers(world, world.time) if one.layer == "wards"]
    assert answer.attributes == {"member": "Ada", "phone": "555-0101"}


@pytest.mark.skipif(not RECORDED.is_dir(), reason="the recorded answers are not on this machine")
def test_a_layer_is_read_from_its_server_when_the_job_runs(world):
    """As a real server of ours answered it; a county far from this city, which the report says too."""
    with served(recorded("us-mi-kent")) as url:
        world.upload([], url=url, id_field=None, layer_id="kent", file_name=None)
        world.run()
        assert world.report()["status"] == "refused"
        assert "no feature of it lies in city" in world.report()["problems"][0]["problem"]
        world.run(force=True)
    report = world.report()
    assert (report["status"], report["layer"], report["features"]) == ("published", "kent", 15)


def test_a_server_of_this_machine_is_not_asked_on_aws(world, monkeypatch):
    monkeypatch.setattr("tests.unit.cli.overlay.test_job.PLACE", Place("overlay", "cases", "city"))
    asked = []
    with served(lambda path, query: asked.append(path) or (200, {}, b"{}")) as url:
        world.upload([], url=url)
        with pytest.raises(LayerError, match="not an https address"):
            world.job().check({"import_id": "a1"})
    assert asked == []


def test_the_preferred_feature_of_an_upload_answers_on_the_border(world):
    world.upload(WARDS, boundary_rule={"prefer": ["2"]})
    world.run()
    street = Point(latitude=41.8505, longitude=-87.652)
    answers = DynamoOverlay("overlay", world.now, world.clients.dynamodb).overlay(street, world.time + 1000).answers
    assert [(one.feature_id, one.position) for one in answers if one.layer == "wards"] == [("2", "boundary")]


def difference(world, import_id="a1"):
    name = f"imports/{import_id}/difference.json.gz"
    return json.loads(gzip.decompress(world.clients.s3.get_object(Bucket="city", Key=name)["Body"].read()))


def test_a_dry_run_compares_the_areas_with_those_that_stand(world):
    world.upload([*WARDS, ward(3, -87.66, -87.658)])
    world.run()
    world.time += 100
    world.upload([ward(1, -87.66, -87.653), ward(2, -87.653, -87.648), ward(4, -87.659, -87.658)])
    world.run(dry_run=True)
    assert world.report()["difference"] == {
        "before": 3, "added": 1, "gone": 1, "redrawn": 2, "reworded": 0, "same": 0,
    }  # fmt: skip
    found = difference(world)
    assert [(one["id"], one["kind"]) for one in found["areas"]] == [
        ("4", "added"),
        ("3", "gone"),
        ("1", "redrawn"),
        ("2", "redrawn"),
    ]


def test_a_new_version_may_be_like_the_one_before(world):
    """The fields are found by the ids and names of now, and options hold that nobody says again."""
    world.upload(WARDS, name_field="name", name={"en": "Wards", "es": "Barrios"}, keep=["name"], public=False)
    world.run()
    world.time += 100
    again = [ward(1, -87.66, -87.653), ward(2, -87.653, -87.648)]
    for feature in again:
        properties = feature["properties"]
        feature["properties"] = {"row": 7 * properties["ward"], "w": properties["ward"], "called": properties["name"]}
    world.upload(again, id_field=None, layer_id="wards", like_before=True)
    world.run()
    (entry,) = [one for one in LayerStore(world.clients.s3, "city").manifest().layers if one.id == "wards"]
    assert (entry.name, entry.public) == ({"en": "Wards", "es": "Barrios"}, False)
    assert entry.since == world.report()["published"]["generation"]
    assert 'the version before kept "name", which is not in this file' in world.report()["notes"]
    assert ask(world, entry.since) == [("city", "all"), ("wards", "1")]


def withdraw(world, generation, import_id="b2"):
    body = json.dumps({"withdraw": generation})
    world.clients.s3.put_object(Bucket="city", Key=f"imports/{import_id}/request.json", Body=body)
    return world.run(import_id)


def test_what_is_pending_is_taken_back(world):
    world.upload(WARDS)
    world.run(activate_at=2_000_000)
    before = items(world)
    withdraw(world, 2_000_000)
    assert world.report("b2") == {"import_id": "b2", "run": "", "status": "withdrawn", "withdrawn": 2_000_000}
    assert ask(world, 2_000_001) == [("city", "all")]
    assert items(world) < before
    # The last step may come again.
    assert world.job("b2").finish({"import_id": "b2"}, memory_city()) == "withdrawn"
    with pytest.raises(LayerError, match="no generation is pending"):
        withdraw(world, 2_000_000, "c3")


def test_what_is_pending_behind_it_is_made_anew(world):
    world.upload(WARDS)
    world.run(activate_at=2_000_000)
    world.upload([ward(1, -87.66, -87.648)], import_id="c3", layer_id="parks")
    world.run("c3", activate_at=3_000_000)
    withdraw(world, 2_000_000)
    assert ask(world, 2_500_000) == [("city", "all")]
    assert ask(world, 3_000_000) == [("city", "all"), ("parks", "1")]


def test_the_mark_of_a_run_stays_in_its_report(world):
    world.upload(WARDS)
    marked = json.dumps({"import_id": "a1", "run": "mine", "status": "running"})
    world.clients.s3.put_object(Bucket="city", Key="imports/a1/report.json", Body=marked)
    world.run(dry_run=True)
    assert (world.report()["run"], world.report()["status"]) == ("mine", "checked")


def test_a_date_of_activation_is_kept(world):
    world.upload(WARDS)
    world.run(activate_at=2_000_000)
    assert world.report()["published"]["generation"] == 2_000_000
    assert ask(world, 1_999_999) == [("city", "all")]


def test_serious_findings_stop_an_import_unless_forced(world):
    moved = [ward(1, -87.6599, -87.6479)]
    moved[0]["geometry"] = mapping(box(-87.6599, 41.84905, -87.6479, 41.85205))
    world.upload(moved)
    world.run()
    assert world.report()["status"] == "refused"
    assert "another datum" in world.report()["problems"][0]["problem"]
    world.run(force=True)
    assert world.report()["status"] == "published"


def test_refusals_name_the_file_the_reason_and_the_mend(world):
    with pytest.raises(LayerError, match="it was not uploaded"):
        world.job("b2").check({"import_id": "b2"})
    world.upload([{"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [0, 0]}}])
    with pytest.raises(LayerError) as refused:
        world.job().check({"import_id": "a1"})
    world.job().refuse(refused.value)
    assert world.report()["problems"][0]["where"] == "wards.geojson, feature 1"
    world.job().fail("Lambda.Unknown")
    assert world.report()["status"] == "failed"


def test_another_publication_in_between_is_noticed(world):
    world.upload(WARDS)
    event = {"import_id": "a1", "dry_run": False, "activate_at": 0}
    shares = world.job().check(event)["shares"]
    for share in shares:
        world.job().index(share)
    other = LayerSource("parks", {"en": "parks"}, [FeatureSource("p", "P", box(-87.65, 41.85, -87.649, 41.851))])
    publish_layers([other], "overlay", "city", world.clients, now=world.now, lead_s=5)
    world.time += 10
    with pytest.raises(LayerError, match="published meanwhile"):
        world.job().finish(event, memory_city())


def test_the_rights_in_the_templates_are_those_the_steps_use(world):
    """And no more than these, but for what only an undoing or a repetition takes."""
    world.upload(WARDS)
    used = world.run(dry_run=True)
    for name, rights in world.run().items():
        used[name] |= rights
    world.upload([ward(1, -87.66, -87.653), ward(2, -87.653, -87.648)])
    world.run(activate_at=3_000_000)
    world.time += 100
    world.upload([ward(1, -87.66, -87.654), ward(2, -87.654, -87.648)])
    for name, rights in world.run().items():
        used[name] |= rights
    for name, rights in withdraw(world, 3_000_000).items():
        used[name] |= rights
    world.used.clear()
    journal, writer = Journal(world.clients.s3, "city"), OverlayTableWriter(world.clients.dynamodb, "overlay")
    assert not undo_dead_write(journal, writer, world.now)
    journal.begin({5_000_000: ["8a2664cf444ffff"]}, {}, 0)
    world.used -= {("s3:PutObject", "CityBucket/layers")}
    assert undo_dead_write(journal, writer, world.now)
    used["watch_layers"] = set(world.used)
    undoing = {("s3:DeleteObject", "CityBucket/layers"), ("dynamodb:BatchWriteItem", "OverlayTable")}
    for name, rights in used.items():
        granted = BESIDE_PORTS[name]
        assert rights <= granted, f"{name} is short of {rights - granted}"
        # S3 says "not there" only to those who may list; cases are read when there are some, by the use cases' ports.
        spare = {
            right
            for right in granted - rights
            if not re.search(r"ListBucket|CasesTable|CatalogueTable", right[0] + right[1])
        }
        assert spare <= undoing, f"{name} may {spare} and does not need to"
