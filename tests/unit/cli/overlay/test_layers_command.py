"""`hex311 layers` as an operator meets it."""

import json
from types import SimpleNamespace

import boto3
import pytest
from moto import mock_aws
from typer.testing import CliRunner

from hex311.spatial.overlay_item import layer_key
from hex311_cli.commands import layers, layers_options
from hex311_cli.deploy.problems import DeployProblem
from hex311_cli.overlay import publish
from hex311_cli.overlay.tablewriter import OverlayTableWriter
from tests.support.city import memory_city

RUN = CliRunner()


def write(folder, name, *boxes):
    features = []
    for number, (west, south, east, north) in enumerate(boxes, start=1):
        ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
        properties = {"ward": number, "label": f"Ward {number}", "alderman": "Å. B."}
        geometry = {"type": "Polygon", "coordinates": [ring]}
        features.append({"type": "Feature", "properties": properties, "geometry": geometry})
    path = folder / name
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


@pytest.fixture
def wards(tmp_path):
    return write(tmp_path, "wards.geojson", (-87.66, 41.85, -87.65, 41.852), (-87.65, 41.85, -87.648, 41.852))


@pytest.fixture
def stack(monkeypatch):
    with mock_aws():
        monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        boto3.client("s3").create_bucket(Bucket="city")
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
        boto3.client("dynamodb").create_table(
            TableName="cases",
            BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[
                {"AttributeName": "pk", "AttributeType": "S"},
                {"AttributeName": "sk", "AttributeType": "S"},
            ],
            KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
        )
        outputs = {"OverlayTable": "overlay", "CityBucket": "city", "CasesTable": "cases"}
        monkeypatch.setattr(
            layers_options, "connect", lambda name: SimpleNamespace(outputs=outputs, is_local=False, ports=memory_city)
        )
        yield


def run(*arguments):
    result = RUN.invoke(layers.app, [str(argument) for argument in arguments], catch_exceptions=False)
    return result.exit_code, " ".join(result.output.split())


@pytest.mark.usefixtures("stack")
def test_import_list_and_remove(wards, tmp_path):
    assert run("list")[1].startswith("No layers are published.")
    code, said = run("import", wards, "--stack", "hex311", "--keep", "alderman")
    assert code == 0
    assert "wards 2 ward label" in said
    assert "1 layers, 2 features" in said
    assert "The overlay is active since" in said
    other = write(tmp_path, "zones.geojson", (-87.66, 41.85, -87.65, 41.852))
    code, said = run("import", other, "--private", "--boundary-rule", "lowest_id")
    assert code == 0
    assert "2 layers, 3 features" in said
    assert "The overlay is active from" in said
    code, said = run("list")
    assert "wards Wards 2 all answer yes" in said
    assert said.endswith("on: zones")
    assert run("remove", "nowhere")[0] == 1
    code, said = run("remove", "zones")
    assert code == 0
    assert "1 layers, 2 features" in said


@pytest.mark.usefixtures("stack")
def test_layers_are_kept_compared_and_activated_at_a_date(wards, tmp_path):
    assert run("import", wards)[0] == 0
    assert "there are none" in run("activate")[1]
    redrawn = write(tmp_path, "wards.geojson", (-87.66, 41.85, -87.652, 41.852), (-87.652, 41.85, -87.648, 41.852))
    code, said = run("import", redrawn, "--hold")
    assert code == 0
    assert "1 layers are kept" in said
    assert "Kept for later (hex311 layers activate): wards" in run("list")[1]
    code, said = run("diff")
    assert code == 0
    assert "cells would change, 0 would become empty. 0 open cases" in said
    assert "Nothing was activated." in said
    assert "Pending" not in run("list")[1]
    code, said = run("activate", "--activate-at", "2099-01-01T00:00:00")
    assert code == 0
    assert "The overlay is active from 2099-01-01 00:00:00 UTC on." in said
    said = run("list")[1]
    assert "Pending, active from 2099-01-01 00:00:00 UTC on: wards" in said
    assert "Kept for later" not in said
    code, said = run("cancel", "2099-01-01T00:00:00")
    assert code == 0
    assert "Pending" not in run("list")[1]
    assert run("cancel", "2099-01-01T00:00:00")[0] == 1


@pytest.mark.usefixtures("stack")
def test_what_was_imported_can_be_exported_and_imported_again(wards, tmp_path):
    run("import", wards, "--keep", "alderman")
    code, said = run("export", "--to", tmp_path / "out")
    assert code == 0
    assert "wards.geojson: 2 features" in said
    again = json.loads((tmp_path / "out" / "wards.geojson").read_text())["features"]
    assert again[0]["properties"] == {"id": "1", "name": "Ward 1", "alderman": "Å. B."}
    assert run("check", tmp_path / "out" / "wards.geojson")[0] == 0
    assert "it is not published" in run("export", "parks")[1]


@pytest.fixture
def written(monkeypatch):
    """The keys of all items that are written or deleted."""
    keys = []

    class Watched(OverlayTableWriter):
        def put(self, items, active_from, done):
            items = list(items)
            keys.extend(key for key, _ in items)
            super().put(items, active_from, done)

        def delete(self, cells, active_from, done):
            keys.extend(cells)
            super().delete(cells, active_from, done)

    monkeypatch.setattr(publish, "OverlayTableWriter", Watched)
    return keys


@pytest.mark.usefixtures("stack")
def test_the_edit_of_a_volatile_attribute_writes_no_cell(wards, written):
    options = ("--keep", "alderman", "--volatile", "alderman")
    assert run("import", wards, *options)[0] == 0
    assert len([key for key in written if key != layer_key("wards")]) > 10
    written.clear()
    wards.write_text(wards.read_text().replace(json.dumps("Å. B.")[1:-1], "C. D."))
    assert run("import", wards, *options)[0] == 0
    assert written == [layer_key("wards")]
    # The same edit of an ordinary attribute rewrites them all.
    written.clear()
    assert run("import", wards, "--keep", "alderman")[0] == 0
    assert len([key for key in written if key != layer_key("wards")]) > 10


@pytest.mark.usefixtures("stack")
def test_a_border_can_prefer_a_feature(wards):
    assert run("import", wards, "--prefer", "2")[0] == 0
    assert "wards Wards 2 first 2 yes" in run("list")[1]
    assert run("import", wards, "--keep", "alderman", "--prefer-by", "alderman", "--prefer", "Å. B.")[0] == 0
    code, said = run("import", wards, "--prefer", "3")
    assert (code, 'prefers "3", but there is no feature with this id' in said) == (1, True)
    assert "--prefer-by only" in run("import", wards, "--prefer-by", "alderman")[1]


@pytest.mark.usefixtures("stack")
def test_a_diff_takes_the_wishes_of_an_import(wards):
    """With the same wishes nothing would change; without them every cell, which an import without them would do."""
    keep, volatile, prefer = ("--keep", "alderman"), ("--volatile", "alderman"), ("--prefer", "2")
    assert run("import", wards, *keep, *volatile, *prefer, "--private")[0] == 0
    assert "0 of 29 cells would change" in run("diff", wards, *keep, *volatile, *prefer, "--private")[1]
    for less in ((*keep, *prefer, "--private"), (*keep, *volatile, "--private")):
        code, said = run("diff", wards, *less)
        assert (code, "0 of 29 cells would change" in said) == (0, False), less
    said = run("diff", wards, "--prefer", "3")[1]
    assert 'prefers "3", but there is no feature with this id' in said


@pytest.mark.usefixtures("stack")
def test_a_layer_in_the_wrong_place_is_not_published(wards, tmp_path):
    city = write(tmp_path, "city.geojson", (-87.66, 41.85, -87.648, 41.852))
    assert run("import", city, "--extent", "city", "--id-field", "ward")[0] == 0
    moved = write(tmp_path, "zones.geojson", (-87.65994, 41.85006, -87.64794, 41.85206))
    code, said = run("import", moved, "--id-field", "ward")
    assert code == 1
    assert "its outline lies 5 m east and 7 m north of city: its coordinates may be of another datum" in said
    assert "or use --force" in said
    elsewhere = write(tmp_path, "parks.geojson", (-80.66, 41.85, -80.65, 41.852))
    assert "no feature of it lies in city" in run("import", elsewhere, "--id-field", "ward")[1]
    assert "zones" not in run("list")[1]
    assert run("import", moved, "--id-field", "ward", "--force")[0] == 0


def test_check_takes_the_wishes_of_an_import(wards):
    wishes = ("--keep", "alderman", "--volatile", "alderman", "--prefer-by", "label")
    assert run("check", wards, "--keep", "alderman", "--volatile", "alderman", "--prefer", "2", "--private")[0] == 0
    code, said = run("check", wards, *wishes, "--prefer", "Ward 3")
    assert (code, "label" in said) == (1, True)
    code, said = run("check", wards, "--volatile", "alderman")
    assert (code, "but no attribute that is kept" in said) == (1, True)
    assert run("check", wards, "--boundary-rule", "largest")[0] == 2


def test_check_needs_no_stack(wards):
    code, said = run("check", wards)
    assert code == 0
    assert "0 cells split for their size" in said
    assert "Bytes an item" in said
    assert "A look-up: 0.50 read units" in said


def test_refusals_are_sentences_and_exit_code_1(tmp_path):
    path = write(tmp_path, "wards.geojson", (1_170_000, 1_900_000, 1_180_000, 1_910_000))
    code, said = run("check", path)
    assert code == 1
    assert "wards.geojson, feature 1: [1170000, 1900000] is not on the globe" in said
    assert "ogr2ogr -t_srs EPSG:4326" in said
    assert "Traceback" not in said


def test_an_unknown_stack_says_so(wards, monkeypatch):
    def nowhere(name):
        raise DeployProblem(f"There is no stack {name}.", "hex311 up starts one.")

    monkeypatch.setattr(layers_options, "connect", nowhere)
    code, said = run("import", wards, "--stack", "nowhere")
    assert code == 1
    assert "There is no stack nowhere." in said


def test_bad_options_are_explained(wards):
    assert "all or lowest_id" in run("import", wards, "--boundary-rule", "some")[1]
    assert "LAYER:ID_FIELD=COLUMN" in run("compare", wards.parent, wards, "--column", "wards")[1]


def test_compare_shows_shares(wards, tmp_path):
    requests = tmp_path / "requests.csv"
    rows = ["Ward,Latitude,Longitude", "1,41.851,-87.655", "2.0,41.851,-87.649", "1,41.851,-87.649", "0,41.851,-87.649"]
    requests.write_text("\n".join([*rows, "1,,", ",41.851,-87.649"]))
    code, said = run("compare", tmp_path, requests, "--column", "wards:ward=ward")
    assert code == 0
    assert "wards ward 3 2 66.7%" in said
    assert "wards, requests.csv, line 4: the city says 1, ours ['2']" in said
    assert "there is no layer zones" in run("compare", tmp_path, requests, "--column", "zones:id=ward")[1]
