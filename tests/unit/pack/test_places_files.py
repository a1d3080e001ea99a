"""places.yaml, my_city.yaml, assets and schedules of a pack."""

import json
from pathlib import Path
from typing import Any

import pytest

from hex311_cli.pack import PackErrors, load_pack

POINT = {"type": "Point", "coordinates": [-96.05, 41.05]}
CATEGORIES = """categories:
  - {code: library, kind: facility, name: {en: Library}}
  - {code: bus_stop, kind: facility, name: {en: Bus stop}}
  - {code: hydrant, kind: asset, name: {en: Fire hydrant}}
"""
CARD = """districts:
  - {layer: road_owner, name: {en: Roads}, facts: [{attribute: owner, name: {en: Owner}}]}
dates:
  - {code: sweeping, name: {en: Sweeping}, layer: road_owner, dates: sweeping.csv, holiday: skip}
  - {code: garbage, name: {en: Garbage}, layer: road_owner, weekday: {layer: road_owner, attribute: owner}}
facilities: [library]
"""


def collection(*places: tuple[dict[str, Any], Any]) -> str:
    listed = [{"type": "Feature", "properties": kept, "geometry": shape} for kept, shape in places]
    return json.dumps({"type": "FeatureCollection", "features": listed})


def write(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)


@pytest.fixture
def pack(millbrook: Path) -> Path:
    """Millbrook with a library, a bus stop, a hydrant and a card."""
    library = {"id": "main", "name": "Main Library", "category": "library", "address": "1 Main Street"}
    write(millbrook / "places/all.geojson", collection((library, POINT)))
    write(millbrook / "assets/hydrant.geojson", collection(({"id": "H-1", "inches": 8}, POINT)))
    write(millbrook / "assets/bus_stop.geojson", collection(({"id": "7", "name": "Main and Elm"}, POINT)))
    write(millbrook / "places.yaml", CATEGORIES)
    write(millbrook / "my_city.yaml", CARD)
    write(millbrook / "schedules/sweeping.csv", "feature_id,date\nsr1,2027-05-03\nsr1,2027-04-05\n")
    return millbrook


def told(folder: Path) -> str:
    with pytest.raises(PackErrors) as caught:
        load_pack(folder)
    return "\n".join(f"{problem.file} {problem.problem} {problem.mend}" for problem in caught.value.problems)


def test_it_is_compiled_whole(pack: Path) -> None:
    loaded = load_pack(pack)
    documents = loaded.documents()
    assert documents["places"]["bus_stop"]["kind"] == "facility"
    sweeping, garbage = documents["my_city"]["dates"]
    assert sweeping["dates"] == {"layer": "road_owner", "of_feature": {"sr1": ["2027-04-05", "2027-05-03"]}}
    assert "dates" not in garbage
    places = loaded.places()
    assert {code: kind for code, (kind, _) in places.items()} == {
        "library": "facility", "bus_stop": "facility", "hydrant": "asset",
    }  # fmt: skip
    assert places["library"][1][0].details == {"address": "1 Main Street"}
    assert places["hydrant"][1][0].details == {"inches": "8"}
    assert (loaded.summary()["places"], loaded.summary()["assets"]) == (1, 1)


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        ("my_city.yaml", "layer: road_owner, name: {en: Ro", "layer: road_owners, name: {en: Ro", "mean 'road_owner'"),
        ("my_city.yaml", "{attribute: owner, name", "{attribute: ownr, name", "Did you mean 'owner'"),
        ("my_city.yaml", "facilities: [library]", "facilities: [libary]", "Did you mean 'library'"),
        ("my_city.yaml", "facilities: [library]", "facilities: [hydrant]", "no category of facilities 'hydrant'"),
        ("my_city.yaml", "dates: sweeping.csv, ", "", "either weekday or dates"),
        ("my_city.yaml", "dates: sweeping.csv", "dates: sweep.csv", "schedules/sweep.csv The file is missing"),
        ("my_city.yaml", "code: garbage", "code: sweeping", "twice"),
        ("my_city.yaml", "holiday: skip", "holiday: never", "Use one of: same, next_day, skip"),
        ("my_city.yaml", "{en: Owner}", "{de: Besitzer}", "first language"),
        ("places.yaml", "code: hydrant", "code: hydrants", "'hydrant' has places, but no name"),
        ("places.yaml", "code: library, kind: facility", "code: library, kind: asset", "its places are in places/"),
        ("schedules/sweeping.csv", "2027-05-03", "3 May", "schedules/sweeping.csv This is not a date"),
        ("schedules/sweeping.csv", "feature_id,date", "zone,day", "columns feature_id, date are missing"),
        ("schedules/sweeping.csv", "sr1,2027-05-03", "sr2,2027-05-03", "'sr2', which is no feature of road_owner"),
        ("assets/hydrant.geojson", '"H-1"', '"H 1"', "without spaces"),
        ("assets/hydrant.geojson", "-96.05", "96.05", "outside the city's box"),
        ("assets/hydrant.geojson", '"features"', '"feats"', "not a FeatureCollection"),
    ],
)  # fmt: skip
def test_mistakes_are_told_with_their_place_and_mend(pack: Path, file: str, old: str, new: str, words: str) -> None:
    text = (pack / file).read_text()
    assert old in text
    (pack / file).write_text(text.replace(old, new, 1))
    assert words in told(pack)


@pytest.mark.parametrize("name", ["Hydrant.geojson", "h-1.geojson", "library.geojson"])
def test_the_file_of_a_category_has_its_code_as_name(pack: Path, name: str) -> None:
    (pack / "assets/hydrant.geojson").rename(pack / "assets" / name)
    assert "cannot be the category" in told(pack)


def test_a_pack_needs_none_of_this(millbrook: Path) -> None:
    documents = load_pack(millbrook).documents()
    assert documents["places"] == {}
    assert documents["my_city"] == {"districts": [], "facilities": [], "dates": []}
    assert load_pack(millbrook).places() == {}
