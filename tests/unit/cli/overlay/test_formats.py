"""Every format of a layer: the same wards as shapefile, TopoJSON, KML and Esri JSON, loose, zipped and projected."""

import io
import json
import zipfile

import pyproj
import pytest
import shapefile
import shapely

from hex311_cli.overlay.folders import read_layers
from hex311_cli.overlay.place import likely_systems
from hex311_cli.overlay.read import Wishes, layer_id_of, read_layer
from hex311_cli.overlay.sources import LayerError

CHICAGO = (-87.65, 41.85)
WARDS = {
    "1": shapely.box(-87.66, 41.84, -87.65, 41.86).difference(shapely.box(-87.657, 41.848, -87.653, 41.852)),
    "2": shapely.MultiPolygon([shapely.box(-87.65, 41.84, -87.64, 41.85), shapely.box(-87.65, 41.855, -87.64, 41.86)]),
}


def quiet(*_):
    pass


def rings(geometry):
    for polygon in shapely.get_parts(geometry):
        oriented = shapely.orient_polygons(polygon, exterior_cw=True)
        yield from ([list(position) for position in ring.coords] for ring in shapely.get_rings(oriented))


def moved(geometry, crs):
    transformer = pyproj.Transformer.from_crs("EPSG:4326", crs, always_xy=True)
    return shapely.transform(
        geometry, lambda xy: shapely.get_coordinates(shapely.points(*transformer.transform(xy[:, 0], xy[:, 1])))
    )


def shapefile_parts(crs=None, encoding="utf-8", names=("Åse", "Ñandú")):
    parts = {name: io.BytesIO() for name in ("shp", "shx", "dbf")}
    with shapefile.Writer(**parts, shapeType=shapefile.POLYGON, encoding=encoding) as writer:
        writer.field("WARD", "N", 4)
        writer.field("NAME", "C", 40)
        for (ward, geometry), name in zip(WARDS.items(), names, strict=True):
            writer.poly(list(rings(moved(geometry, crs) if crs else geometry)))
            writer.record(int(ward), name)
    found = {name: part.getvalue() for name, part in parts.items()}
    if crs:
        found["prj"] = pyproj.CRS(crs).to_wkt("WKT1_ESRI").encode()
    return found


def zipped(path, **members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return path


def check_wards(reading, tolerance=1e-9):
    found = {feature.id: feature.geometry for feature in reading.layer.features}
    assert list(found) == ["1", "2"]
    for ward, geometry in WARDS.items():
        assert found[ward].symmetric_difference(geometry).area < tolerance


def test_a_zipped_shapefile_in_state_plane_feet_is_converted_by_its_prj(tmp_path):
    parts = shapefile_parts("EPSG:3435")
    path = zipped(tmp_path / "Wards 2023.zip", **{f"data__wards_dot_{name}": part for name, part in parts.items()})
    reading = read_layer(path)
    assert reading.layer.id == "wards_2023"
    assert (reading.id_field, reading.name_field) == ("WARD", "NAME")
    assert [one.name for one in reading.layer.features] == ["Åse", "Ñandú"]
    check_wards(reading)
    assert "converted from NAD83 / Illinois East (ftUS) (EPSG:3435)" in reading.notes[0].replace(
        "NAD_1983_StatePlane_Illinois_East_FIPS_1201_Feet", "NAD83 / Illinois East (ftUS)"
    )


def test_a_loose_shapefile_in_windows_letters(tmp_path):
    for name, part in shapefile_parts(encoding="cp1252").items():
        (tmp_path / f"wards.{name.upper()}").write_bytes(part)
    reading = read_layer(tmp_path / "wards.SHP")
    assert [one.name for one in reading.layer.features] == ["Åse", "Ñandú"]
    check_wards(reading)


@pytest.mark.parametrize(
    ("crs", "likely"),
    [
        ("EPSG:3435", "EPSG:3435"),
        ("EPSG:26971", "EPSG:26971"),
        ("EPSG:32616", "EPSG:32616"),
        ("EPSG:3857", "EPSG:3857"),
    ],
)
def test_without_a_prj_the_likely_system_is_named_and_can_be_given(tmp_path, crs, likely):
    parts = {f"wards_dot_{name}": part for name, part in shapefile_parts(crs).items() if name != "prj"}
    path = zipped(tmp_path / "wards.zip", **parts)
    with pytest.raises(LayerError) as refused:
        read_layer(path, near=CHICAGO)
    problem = refused.value.problems[0]
    assert problem.where == "wards.zip, wards.shp, feature 1"
    assert "is not on the globe; the coordinates look projected" in problem.problem
    assert problem.mend.startswith(f"Likely: {likely} (")
    assert "--crs EPSG:CODE" in problem.mend
    check_wards(read_layer(path, Wishes(crs=likely)))


def test_without_knowing_the_city_several_systems_are_likely():
    codes = [one.code for one in likely_systems(1_175_000, 1_905_000)]
    assert len(codes) > 2
    assert "EPSG:3435" in codes


def test_other_layers_tell_where_the_city_is(tmp_path):
    (tmp_path / "a_city.geojson").write_text(
        json.dumps({"type": "Feature", "properties": {"id": 1}, "geometry": shapely.geometry.mapping(WARDS["1"])})
    )
    parts = {f"wards_dot_{name}": part for name, part in shapefile_parts("EPSG:3435").items() if name != "prj"}
    zipped(tmp_path / "wards.zip", **parts)
    with pytest.raises(LayerError, match=r"Likely: EPSG:3435 \(NAD83 / Illinois East \(ftUS\)\)\. Name"):
        read_layers([tmp_path], Wishes(), quiet)


def test_a_crs_that_does_not_fit_or_exist_is_refused(tmp_path):
    parts = {f"wards_dot_{name}": part for name, part in shapefile_parts("EPSG:3435").items()}
    path = zipped(tmp_path / "wards.zip", **parts)
    with pytest.raises(LayerError, match="there is no reference system EPSG:999999"):
        read_layer(path, Wishes(crs="EPSG:999999"))
    assert any("states another reference system" in note for note in read_layer(path, Wishes(crs="EPSG:3857")).notes)


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda parts: parts.pop("dbf"), ".dbf with the names is missing"),
        (lambda parts: parts.update(shp=parts["shp"][:150]), "damaged or cut short"),
        (lambda parts: parts.update(shp=b"\x00" * 100), "damaged or cut short"),
        (lambda parts: parts.update(dbf=b"junk"), "damaged or cut short"),
        (lambda parts: parts.update(prj=b"PROJCS[nonsense"), "there is no reference system"),
    ],
)
def test_damaged_shapefiles_are_refused(tmp_path, damage, said):
    parts = shapefile_parts("EPSG:3435")
    damage(parts)
    path = zipped(tmp_path / "wards.zip", **{f"wards_dot_{name}": part for name, part in parts.items()})
    with pytest.raises(LayerError, match=said):
        read_layer(path)


def test_shapes_that_are_no_areas_are_refused(tmp_path):
    with shapefile.Writer(str(tmp_path / "hydrants"), shapeType=shapefile.POINT) as writer:
        writer.field("ID", "N")
        writer.point(-87.6, 41.8)
        writer.record(1)
    with pytest.raises(LayerError, match="of the kind point, not polygon"):
        read_layer(tmp_path / "hydrants.shp")
    with pytest.raises(LayerError, match="a part of a shapefile"):
        read_layer(tmp_path / "hydrants.dbf")


def test_an_archive_of_several_layers_wants_a_name(tmp_path):
    one = json.dumps({"type": "Feature", "properties": {"id": 7}, "geometry": shapely.geometry.mapping(WARDS["1"])})
    path = zipped(tmp_path / "all.zip", a_dot_geojson=one, b_dot_geojson=one)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("__MACOSX/._a.geojson", "what a Mac adds")
    with pytest.raises(LayerError, match=r"it holds 2 layers: a\.geojson, b\.geojson"):
        read_layer(path)
    assert read_layer(path, Wishes(part="b")).layer.features[0].id == "7"
    with pytest.raises(LayerError, match="there is no layer c in it"):
        read_layer(path, Wishes(part="c"))
    with pytest.raises(LayerError, match="there is no layer in this ZIP"):
        read_layer(zipped(tmp_path / "none.zip", readme_dot_txt="hello"))


TOPOLOGY = {
    "type": "Topology",
    "transform": {"scale": [0.001, 0.001], "translate": [-87.66, 41.84]},
    "arcs": [
        [[10, 0], [0, 20]],
        [[10, 20], [-10, 0], [0, -20], [10, 0]],
        [[10, 0], [10, 0], [0, 20], [-10, 0]],
    ],
    "objects": {
        "wards": {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "Polygon", "arcs": [[0, 1]], "properties": {"ward": 1, "label": "West"}},
                {"type": "MultiPolygon", "arcs": [[[2, -1]]], "properties": {"ward": 2, "label": "East"}},
                {"type": None, "properties": {"ward": 3}},
            ],
        }
    },
}


def test_topojson_with_shared_arcs(tmp_path):
    path = tmp_path / "wards.topojson"
    path.write_text(json.dumps(TOPOLOGY))
    reading = read_layer(path)
    west, east = (feature.geometry for feature in reading.layer.features)
    assert (
        west.equals(shapely.box(-87.66, 41.84, -87.65, 41.86))
        or west.symmetric_difference(shapely.box(-87.66, 41.84, -87.65, 41.86)).area < 1e-12
    )
    assert west.intersection(east).length == pytest.approx(0.02)
    assert "feature 3: it has no geometry" in reading.notes[0]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"objects": {"a": {}, "b": {}}}, "it holds 2 layers: a, b"),
        ({"arcs": [[["x"]]]}, "its arcs are not as TopoJSON"),
        ({"arcs": []}, "there is no arc 0"),
        ({"objects": {"p": {"type": "Point", "coordinates": [0, 0]}}}, "a Point covers no ground"),
        ({"objects": {"p": {"type": "Polygon", "arcs": 3}}}, 'its "arcs" are no list'),
    ],
)
def test_topologies_that_are_refused(tmp_path, change, said):
    path = tmp_path / "wards.json"
    path.write_text(json.dumps({**TOPOLOGY, **change}))
    with pytest.raises(LayerError, match=said):
        read_layer(path)


KML = """<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>All</name>
 <Folder><name>Wards</name>
  <Placemark id="w1"><name>West</name><ExtendedData><SchemaData><SimpleData name="ward">1</SimpleData></SchemaData>
   </ExtendedData><Polygon><outerBoundaryIs><LinearRing><coordinates>
   -87.66,41.84,0 -87.65, 41.84,0 -87.65,41.86,0 -87.66,41.86,0 -87.66,41.84,0</coordinates></LinearRing>
   </outerBoundaryIs><innerBoundaryIs><LinearRing><coordinates>-87.657,41.848 -87.653,41.848 -87.653,41.852
   -87.657,41.852 -87.657,41.848</coordinates></LinearRing></innerBoundaryIs></Polygon></Placemark>
  <Placemark><name>East</name><ExtendedData><Data name="ward"><value>2</value></Data></ExtendedData><MultiGeometry>
   <Polygon><outerBoundaryIs><LinearRing><coordinates>-87.65,41.84 -87.64,41.84 -87.64,41.85 -87.65,41.85 -87.65,41.84
   </coordinates></LinearRing></outerBoundaryIs></Polygon>
   <Polygon><outerBoundaryIs><LinearRing><coordinates>-87.65,41.855 -87.64,41.855 -87.64,41.86 -87.65,41.86
   -87.65,41.855</coordinates></LinearRing></outerBoundaryIs></Polygon></MultiGeometry></Placemark>
  <Placemark><name>A pin</name><Point><coordinates>-87.6,41.8</coordinates></Point></Placemark>
 </Folder></Document></kml>"""


def test_kml_and_kmz(tmp_path):
    (tmp_path / "wards.kml").write_text(KML)
    reading = read_layer(tmp_path / "wards.kml", Wishes(part="Wards"))
    check_wards(reading)
    assert [one.name for one in reading.layer.features] == ["West", "East"]
    assert "placemark 3 (A pin): it has no area" in reading.notes[0]
    check_wards(read_layer(zipped(tmp_path / "wards.kmz", doc_dot_kml=KML), Wishes(part="Wards")))
    with pytest.raises(LayerError, match="there is no folder Parks"):
        read_layer(tmp_path / "wards.kml", Wishes(part="Parks"))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (KML[:400], "it is not XML"),
        ("<html></html>", "XML of the kind <html>"),
        ('<!DOCTYPE kml [<!ENTITY a "aaa">]><kml>&a;</kml>', "defines a document type"),
        (KML.replace("-87.66,41.84,0", "west,north", 1), "its coordinates are no numbers"),
        (KML.replace("Polygon", "LineString"), "there is no feature with an area"),
    ],
)
def test_kml_that_is_refused(tmp_path, content, said):
    (tmp_path / "wards.kml").write_text(content)
    with pytest.raises(LayerError, match=said):
        read_layer(tmp_path / "wards.kml")


def test_esri_json_holes_islands_and_foot_coordinates(tmp_path):
    features = [
        {"attributes": {"WARD": int(ward)}, "geometry": {"rings": list(rings(moved(geometry, "EPSG:3435")))}}
        for ward, geometry in WARDS.items()
    ]
    document = {"spatialReference": {"wkid": 102671, "latestWkid": 3435}, "features": features}
    path = tmp_path / "wards.json"
    path.write_text(json.dumps(document))
    check_wards(read_layer(path))
    document["spatialReference"] = {"wkid": 102671}
    path.write_text(json.dumps(document))
    check_wards(read_layer(path))


@pytest.mark.parametrize("name", ["wards.shp", "Wards.kmz", "wards.topojson.gz", "WARDS.zip"])
def test_layer_ids_leave_out_the_endings(tmp_path, name):
    assert layer_id_of(tmp_path / name) == "wards"
