"""Reading GeoJSON: what is taken, and what is refused with the file, the feature, the reason and the mend."""

import gzip
import json
from pathlib import Path

import pytest

from hex311_cli.overlay.formats import read_raw
from hex311_cli.overlay.raw import MOST_PROBLEMS
from hex311_cli.overlay.read import read_layer
from hex311_cli.overlay.sources import LayerError

HOSTILE = Path(__file__).resolve().parents[5] / "shared" / "data" / "hostile"
SQUARE = [[[-87.7, 41.8], [-87.6, 41.8], [-87.6, 41.9], [-87.7, 41.9], [-87.7, 41.8]]]


def feature(geometry=None, **properties):
    geometry = geometry or {"type": "Polygon", "coordinates": SQUARE}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def collection(*features, **members):
    return {"type": "FeatureCollection", "features": list(features), **members}


@pytest.fixture
def read(tmp_path):
    def read(content, name="wards.geojson"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        return read_raw(path)

    return read


def refusal(read, content, name="wards.geojson"):
    with pytest.raises(LayerError) as caught:
        read(content, name)
    return caught.value.problems


@pytest.mark.parametrize(
    "content",
    [
        collection(feature(ward=1), feature(ward=2)),
        gzip.compress(json.dumps(collection(feature(ward=1), feature(ward=2))).encode()),
        b"\xef\xbb\xbf" + json.dumps(collection(feature(ward=1), feature(ward=2))).encode(),
        "\n".join(json.dumps(feature(ward=ward)) for ward in (1, 2)).encode() + b"\n",
        b"".join(b"\x1e" + json.dumps(feature(ward=ward)).encode() + b"\n" for ward in (1, 2)),
        collection(feature(ward=1), feature(ward=2), crs={"properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}),
    ],
    ids=["collection", "gzip", "byte order mark", "lines", "text sequence", "named degrees"],
)
def test_shapes_of_file_that_are_taken(read, content):
    layer = read(content)
    assert [one.properties["ward"] for one in layer.features] == [1, 2]
    assert layer.features[0].geometry.area == pytest.approx(0.01)


def test_a_single_feature_heights_and_collections_of_areas(read):
    high = [[[*position, 180.5] for position in ring] for ring in SQUARE]
    polygons = {"type": "GeometryCollection", "geometries": [{"type": "Polygon", "coordinates": high}]}
    layer = read(feature(polygons, name="A"))
    assert layer.features[0].geometry.geom_type == "MultiPolygon"
    assert not layer.features[0].geometry.has_z


def test_features_without_geometry_are_left_out_and_noted(read):
    layer = read(collection(feature(ward=1), {"type": "Feature", "properties": None, "geometry": None}))
    assert len(layer.features) == 1
    assert layer.notes == ["wards.geojson, feature 2: it has no geometry and was left out."]


def test_projected_coordinates_name_file_feature_reason_and_mend(read):
    feet = [[[1_170_000, 1_900_000], [1_180_000, 1_900_000], [1_180_000, 1_910_000], [1_170_000, 1_900_000]]]
    content = collection(feature(ward=1), feature({"type": "Polygon", "coordinates": feet}, ward=2))
    (problem,) = refusal(read, content)
    assert problem.where == "wards.geojson, feature 2"
    assert "[1170000, 1900000] is not on the globe; the coordinates look projected" in problem.problem
    assert "EPSG:4326" in problem.mend


def test_a_reference_system_that_the_file_names_is_honoured(read):
    feet = [[[1_170_000, 1_900_000], [1_170_000, 1_910_000], [1_180_000, 1_910_000], [1_170_000, 1_900_000]]]
    crs = {"properties": {"name": "urn:ogc:def:crs:EPSG::3435"}}
    layer = read(collection(feature({"type": "Polygon", "coordinates": feet}, ward=2), crs=crs))
    west, south, east, north = layer.features[0].geometry.bounds
    assert (west, south) == (pytest.approx(-87.6512, abs=1e-3), pytest.approx(41.8810, abs=1e-3))
    assert east > west
    assert north > south
    assert layer.notes == ["wards.geojson: converted from NAD83 / Illinois East (ftUS) (EPSG:3435) to degrees."]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "it is not JSON"),
        (b'{"type": "FeatureCollection", "features": [', "it is not JSON"),
        (b"\x1f\x8b\x08broken", "damaged or cut short"),
        (gzip.compress(b"{}", mtime=0)[:-6], "damaged or cut short"),
        (b"PK\x03\x04", "the ZIP archive is damaged"),
        (b'{"name": "\xe9"}', "it is not UTF-8"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"type": "Feature", "type": "Feature"}', 'has the member "type" twice'),
        (b'{"type": "FeatureCollection", "features": [NaN]}', "NaN is not a JSON number"),
        ([], "this one a list"),
        ({"type": "Topology", "objects": {}}, "the topology has no objects"),
        ({"error": {"code": 400}}, "the error answer of a server"),
        ({"geometryType": "esriGeometryPolygon"}, "it is Esri JSON"),
        ({"type": "Polygon", "coordinates": SQUARE}, "a bare geometry"),
        (collection(), "there is no feature with an area"),
        (collection(feature({"type": "Point", "coordinates": [1, 2]})), "a Point covers no ground"),
        (collection(feature({"type": "Polygon", "coordinates": []})), "a Polygon has no rings"),
        (collection(feature({"type": "Polygon", "coordinates": [SQUARE[0][:-1]]})), "a ring is not closed"),
        (collection(feature({"type": "Polygon", "coordinates": [SQUARE[0][:3]]})), "at least four positions"),
        (collection(feature({"type": "Polygon", "coordinates": [[["1", "2"]] * 4]})), "must be two numbers"),
        (collection(feature({"type": "Polygon", "coordinates": [[[True, 2]] * 4]})), "must be two numbers"),
        (
            b'{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[1e999,2]]]}}',
            "not a finite",
        ),
        (collection({"type": "Feature", "properties": {}}), 'it has no "geometry"'),
        (collection({"type": "Feature", "properties": 3, "geometry": None}), '"properties" must be an object'),
        (collection(feature() | {"id": [1]}), 'its "id" must be a text or a number'),
    ],
)
def test_what_is_refused(read, content, said):
    assert said in refusal(read, content)[0].problem


def test_many_problems_are_told_at_once_but_not_all(read):
    content = collection(*[feature({"type": "Point", "coordinates": [1, 2]}) for _ in range(50)])
    assert len(refusal(read, content)) == MOST_PROBLEMS


def test_a_missing_file_says_so(tmp_path):
    with pytest.raises(LayerError, match="it cannot be read"):
        read_raw(tmp_path / "nowhere.geojson")


@pytest.mark.skipif(not HOSTILE.is_dir(), reason="the hostile files are not on this machine")
@pytest.mark.parametrize("folder", ["geojsonhint", "JSONTestSuite/test_parsing", "arcgis_rest", "blns"])
def test_hostile_files_get_a_clear_answer(folder):
    files = [path for path in sorted((HOSTILE / folder).rglob("*")) if path.is_file()]
    assert files
    for path in files:
        try:
            assert read_layer(path).layer.features
        except LayerError as refused:
            for problem in refused.problems:
                assert problem.where.startswith(path.name)
                assert problem.problem
                assert problem.mend
