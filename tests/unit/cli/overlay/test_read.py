"""Which property is id and which is name; and how a file becomes a layer."""

import json

import pytest

from hex311_cli.overlay.folders import layer_files, read_layers
from hex311_cli.overlay.guess import Guess, guess_fields, text
from hex311_cli.overlay.read import Wishes, layer_id_of, read_layer, wishes_of
from hex311_cli.overlay.sources import LayerError, id_order

SQUARE = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}


def write(path, *properties, ids=None):
    features = [
        {"type": "Feature", "properties": one, "geometry": SQUARE} | ({"id": ids[n]} if ids else {})
        for n, one in enumerate(properties)
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


@pytest.mark.parametrize(
    ("layer_id", "features", "expected"),
    [
        ("wards_2023", [{"OBJECTID": 1, "ward": "4"}, {"OBJECTID": 2, "ward": "5"}], Guess("ward", "ward")),
        (
            "community_areas",
            [
                {"AREA": 0.0, "AREA_NUMBE": "35", "COMMUNITY": "DOUGLAS", "SHAPE_AREA": 4.6},
                {"AREA": 0.0, "AREA_NUMBE": "36", "COMMUNITY": "OAKLAND", "SHAPE_AREA": 1.7},
            ],
            Guess("AREA_NUMBE", "COMMUNITY"),
        ),
        (
            "school_zones",
            [{"schoolid": 7.0, "schoolname": "Hill"}, {"schoolid": 8.0, "schoolname": "Lake"}],
            Guess("schoolid", "schoolname"),
        ),
        ("parks", [{"name": "Hill"}, {"name": "Lake"}], Guess("name", "name")),
        ("parks", [{"fid": 1}, {"fid": 2}], Guess("fid", "fid")),
        ("parks", [{"kind": "park"}, {"kind": "park"}], Guess(None, None)),
        ("parks", [{"acres": 1.5}, {"acres": 2.5}], Guess(None, None)),
    ],
)
def test_guesses(layer_id, features, expected):
    assert guess_fields(layer_id, features) == expected


@pytest.mark.parametrize(
    ("value", "stored"), [(None, ""), (4.0, "4"), (4.5, "4.5"), (True, "true"), (" A ", "A"), (0, "0")]
)
def test_values_as_text(value, stored):
    assert text(value) == stored


def test_ids_are_ordered_as_people_count():
    assert sorted(["10", "2", "A10", "A2", "OUT", ""], key=id_order) == ["", "2", "10", "A2", "A10", "OUT"]


def test_layer_ids_come_from_file_names(tmp_path):
    assert layer_id_of(tmp_path / "Police Beats (2024).geojson.gz") == "police_beats_2024"


def test_wishes_overrule_the_guess(tmp_path):
    path = write(tmp_path / "wards.geojson", {"ward": 1, "code": "x", "label": "One", "phone": 5.0, "fax": None})
    reading = read_layer(path, Wishes("w", {"en": "Wards"}, "code", "label", ("phone", "fax"), "lowest_id", False))
    (feature,) = reading.layer.features
    assert (feature.id, feature.name, feature.attributes) == ("x", "One", {"phone": "5"})
    assert (reading.layer.id, reading.layer.boundary_rule, reading.layer.public) == ("w", "lowest_id", False)


def test_the_features_own_id_is_the_last_resort(tmp_path):
    reading = read_layer(write(tmp_path / "wards.geojson", {}, {}, ids=["a", 7]))
    assert [(one.id, one.name) for one in reading.layer.features] == [("a", "a"), ("7", "7")]


def test_no_id_names_the_properties_there_are(tmp_path):
    path = write(tmp_path / "wards.geojson", {"kind": "a"}, {"kind": "a"}, {"kind": "b"})
    with pytest.raises(LayerError, match=r"--id-field \(there are: kind\)"):
        read_layer(path)


def test_a_field_that_is_not_there_and_an_empty_id(tmp_path):
    path = write(tmp_path / "wards.geojson", {"ward": "1"}, {"ward": ""})
    with pytest.raises(LayerError, match='no feature has a property "wrad"'):
        read_layer(path, Wishes(id_field="wrad"))
    with pytest.raises(LayerError, match='feature 2: its id "ward" is empty'):
        read_layer(path, Wishes(id_field="ward", name_field="ward"))


def test_a_layers_yaml_beside_the_file_or_in_its_pack_is_followed(tmp_path):
    (tmp_path / "layers").mkdir()
    write(tmp_path / "layers" / "w.geojson", {"ward": "1", "other": "x"})
    (tmp_path / "layers.yaml").write_text(
        "layers: [{id: wards, name: {en: Wards}, file: w.geojson, feature_id: other, feature_name: ward,"
        " attributes: [ward], boundary_rule: lowest_id, public: true}]"
    )
    (reading,) = read_layers([tmp_path / "layers"], Wishes(), lambda step, done, total: None)
    assert reading.layer.id == "wards"
    assert reading.layer.features[0].id == "x"
    (reading,) = read_layers([tmp_path / "layers"], Wishes(id_field="ward"), lambda step, done, total: None)
    assert reading.layer.id == "w"


def test_wishes_of_a_registry_entry():
    entry = {"id": "w", "name": {"en": "W"}, "file": "w.geojson", "feature_id": "a", "feature_name": "b"}
    assert wishes_of(entry) == Wishes("w", {"en": "W"}, "a", "b")


def test_problems_of_several_files_are_told_together(tmp_path):
    for name in ("a.geojson", "b.json"):
        (tmp_path / name).write_text("nonsense")
    (tmp_path / "readme.txt").write_text("not a layer")
    with pytest.raises(LayerError) as caught:
        read_layers([tmp_path], Wishes(), lambda step, done, total: None)
    assert [problem.where.partition(",")[0] for problem in caught.value.problems] == ["a.geojson", "b.json"]


def test_an_empty_folder_says_so(tmp_path):
    with pytest.raises(LayerError, match="no file of a layer"):
        layer_files([tmp_path])
