"""Places from files: shapes and text as they stand there, and plain words for what is wrong."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from hex311.domain.place import Place
from hex311_cli.pack.problems import PackProblem
from hex311_cli.places.read import Fields, Unreadable, as_facility, places_of, read_rows
from hex311_cli.places.shapes import shape_of

POINT = {"type": "Point", "coordinates": [-97.1, 41.3]}


def collection(*features: tuple[dict[str, Any], Any]) -> str:
    listed = [{"type": "Feature", "properties": kept, "geometry": shape} for kept, shape in features]
    return json.dumps({"type": "FeatureCollection", "features": listed})


def read(folder: Path, text: str, name: str = "a.geojson", **fields: str) -> tuple[list[Place], list[PackProblem]]:
    path = folder / name
    path.write_bytes(gzip.compress(text.encode()) if name.endswith(".gz") else text.encode())
    return places_of(read_rows(path, name), name, Fields(**fields))


@pytest.mark.parametrize("name", ["a.geojson", "a.geojson.gz"])
def test_properties_become_text(tmp_path: Path, name: str) -> None:
    kept = {"pole_number": 17.0, "name": "Lamp", "watts": 90, "led": True, "note": None, "price": 1.5}
    ((place,), problems) = read(tmp_path, collection((kept, POINT)), name)
    assert problems == []
    assert (place.id, place.name) == ("17", "Lamp")
    assert place.details == {"watts": "90", "led": "yes", "price": "1.5"}


def test_csv_with_the_usual_columns(tmp_path: Path) -> None:
    text = "Stop_ID,Stop_Name,Lat,Lon,Line\n7,Main,41.3,-97.1,Red\n8,Elm,41.31,-97.1,\n"
    places, problems = read(tmp_path, text, "stops.csv")
    assert problems == []
    assert [(place.id, place.name, dict(place.details)) for place in places] == [
        ("7", "Main", {"Line": "Red"}), ("8", "Elm", {}),
    ]  # fmt: skip


@pytest.mark.parametrize("written", ["(41.3, -97.1)", "POINT (-97.1 41.3)", "point(-97.1 41.3)"])
def test_csv_with_the_position_in_one_column(tmp_path: Path, written: str) -> None:
    ((place,), _) = read(tmp_path, f'id,Location\n7,"{written}"\n', "stops.csv")
    assert place.shape == shape_of(POINT)
    assert place.details == {}
    for broken in ("41.3 -97.1", "(x, y)", "(1..2, 3)", ""):
        assert len(read(tmp_path, f'id,Location\n7,"{broken}"\n', "stops.csv")[1]) == 1


def test_facilities_have_what_one_needs_to_go_there_however_it_is_spelled(tmp_path: Path) -> None:
    kept = {"id": "1", "ADDRESS": "1 Main Street", "Website": "https://a.example", "Opening Hours": "24/7", "zip": "1"}
    ((place,), _) = read(tmp_path, collection((kept, POINT)))
    assert as_facility(place).details == {
        "address": "1 Main Street", "url": "https://a.example", "hours": "24/7", "zip": "1",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("geometry", "kind", "parts"),
    [
        (POINT, "point", 1),
        ({"type": "Point", "coordinates": [-97, 41, 312.5]}, "point", 1),
        ({"type": "LineString", "coordinates": [[-97, 41], [-97.1, 41]]}, "line", 1),
        ({"type": "MultiLineString", "coordinates": [[[0, 0], [1, 1]], [[2, 2], [3, 3]]]}, "line", 2),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1]]]}, "area", 1),
        ({"type": "MultiPolygon", "coordinates": [[[[0, 0], [1, 0], [1, 1], [0, 0]]]] * 2}, "area", 2),
    ],
)
def test_shapes(geometry: Any, kind: str, parts: int) -> None:
    shape = shape_of(geometry)
    assert (shape.kind, len(shape.parts)) == (kind, parts)
    if kind == "area":
        assert all(part[0] == part[-1] for part in shape.parts)


def test_a_line_over_the_antimeridian_stays_whole() -> None:
    box = shape_of({"type": "LineString", "coordinates": [[179.9, 0], [-179.9, 0]]}).box
    assert box.east - box.west == 2_000_000


@pytest.mark.parametrize(
    "geometry",
    [None, {}, {"type": "GeometryCollection"}, {"type": "Point"}, {"type": "Point", "coordinates": [200, 0]},
     {"type": "Point", "coordinates": ["1", 2]}, {"type": "Point", "coordinates": [True, False]},
     {"type": "LineString", "coordinates": [[0, 0]]}, {"type": "LineString", "coordinates": [[0, 0], [0, 0]]},
     {"type": "Polygon", "coordinates": []}, {"type": "MultiPolygon", "coordinates": [5]},
     {"type": "Point", "coordinates": [float("nan"), 0]}, {"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]}],
)  # fmt: skip
def test_broken_shapes_are_refused(geometry: Any) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        shape_of(geometry)


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"features": 5}', "\x00", "[" * 5_000])
def test_files_that_are_no_geojson_are_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(tmp_path, text)
    assert caught.value.problem.mend


def test_files_that_cannot_be_unpacked_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.geojson.gz"
    path.write_bytes(b"\x1f\x8b broken")
    with pytest.raises(Unreadable):
        read_rows(path, path.name)
    with pytest.raises(Unreadable):
        read_rows(tmp_path / "missing.csv", "missing.csv")


def test_csv_without_positions_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="latitude"):
        read(tmp_path, "id,name\n1,a\n", "a.csv")


@pytest.mark.parametrize("place_id", ["", " ", "a b", "x" * 101, "a\nb", None])
def test_ids_must_be_usable(tmp_path: Path, place_id: Any) -> None:
    places, problems = read(tmp_path, collection(({"id": place_id}, POINT), ({"id": "good"}, POINT)))
    assert [place.id for place in places] == ["good"]
    assert len(problems) == 1


def test_doubled_ids_are_told(tmp_path: Path) -> None:
    _, (problem,) = read(tmp_path, collection(({"id": "a"}, POINT), ({"id": "a"}, POINT)))
    assert "twice" in problem.problem


def test_without_an_id_the_properties_are_listed(tmp_path: Path) -> None:
    _, (problem,) = read(tmp_path, collection(({"ref": "a"}, POINT)))
    assert "ref" in problem.problem
    places, _ = read(tmp_path, collection(({"ref": "a"}, POINT)), id_field="ref")
    assert places[0].id == "a"
    assert read(tmp_path, collection(({"ref": "a"}, POINT)), id_field="other")[1]


def test_of_very_many_problems_some_are_shown(tmp_path: Path) -> None:
    _, problems = read(tmp_path, collection(*[({"id": f"{n}"}, None) for n in range(50)]))
    assert len(problems) == 21
    assert "30 more" in problems[-1].problem
