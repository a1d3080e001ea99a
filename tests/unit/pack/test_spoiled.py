"""However a pack is spoiled, the answer is a list of problems, never a crash."""

import copy
import json
import random
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from hex311_cli.pack import PackErrors, PackProblem, load_pack

ROOT = Path(__file__).resolve().parents[3]
RIVERMARK = ROOT / "cities/rivermark"
FILES = [
    "city.yaml",
    "departments.yaml",
    "layers.yaml",
    "services/people.yaml",
    "services/vehicles.yaml",
    "processes/people.yaml",
    "processes/streets.yaml",
]
NONSENSE: list[Any] = [
    None,
    "",
    "nonsense",
    0,
    -1,
    3.5,
    True,
    [],
    {},
    [None],
    {"x": 1},
    {"en": ""},
    ["a", "a"],
    "é" * 500,
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pack") / "rivermark"
    shutil.copytree(RIVERMARK, folder, ignore=shutil.ignore_patterns("addresses", "places", "basemap", "knowledge"))
    return folder


def places(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [path] * bool(path) + [place for key, value in inner for place in places(value, (*path, key))]


def spoil(data: Any, rng: random.Random) -> Any:
    spoiled = copy.deepcopy(data)
    *way, last = rng.choice(places(data))
    parent = spoiled
    for step in way:
        parent = parent[step]
    match rng.randrange(4):
        case 0:
            del parent[last]
        case 1 if isinstance(parent, dict):
            parent["surprise"] = parent.pop(last)
        case 2 if isinstance(parent, list):
            parent.append(copy.deepcopy(parent[last]))
        case _:
            parent[last] = rng.choice(NONSENSE)
    return spoiled


def problems_of(folder: Path) -> tuple[PackProblem, ...]:
    try:
        load_pack(folder, geodata=False)
    except PackErrors as errors:
        return errors.problems
    return ()


@pytest.mark.parametrize("file", FILES)
def test_spoiled_files_are_told_and_never_crash(folder: Path, file: str) -> None:
    rng = random.Random(file)
    path = folder / file
    original = path.read_text()
    refused = 0
    try:
        data = yaml.load(original, Loader=yaml.BaseLoader)
        for _ in range(6):
            path.write_text(json.dumps(spoil(data, rng)))
            refused += bool(problems_of(folder))
    finally:
        path.write_text(original)
    assert refused


GEOMETRIES = [
    None,
    {"type": "Point", "coordinates": [0, 0]},
    {"type": "Polygon", "coordinates": []},
    {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [0, 0]]]},
    {"type": "Polygon", "coordinates": [[[0, 0], [1, None], [1, 1], [0, 0]]]},
    {"type": "Polygon", "coordinates": "x"},
    {"type": "Polygon", "coordinates": [[[500000, 4600000], [500100, 4600000], [500100, 4600100], [500000, 4600000]]]},
]


@pytest.mark.parametrize("geometry", GEOMETRIES, ids=range(len(GEOMETRIES)))
def test_a_spoiled_layer_is_told(millbrook: Path, geometry: Any) -> None:
    path = millbrook / "layers/road_owner.geojson"
    layer = json.loads(path.read_text())
    layer["features"][0]["geometry"] = geometry
    path.write_text(json.dumps(layer))
    with pytest.raises(PackErrors) as caught:
        load_pack(millbrook)
    assert caught.value.problems[0].file == "layers/road_owner.geojson"


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"features": 1}', '{"features": [1]}', '{"features": [{}]}', "\x1f\x8b"]
)
def test_spoiled_places_are_told(millbrook: Path, text: str) -> None:
    (millbrook / "places").mkdir()
    (millbrook / "places/all.geojson").write_text(text)
    with pytest.raises(PackErrors) as caught:
        load_pack(millbrook)
    assert caught.value.problems[0].file == "places/all.geojson"
