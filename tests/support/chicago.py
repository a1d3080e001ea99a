"""Chicago as a city pack, made for the tests from the real data where this machine has them.

The layers and requests are the city's own; the departments, service types and processes are small ones of ours.
"""

import csv
import gzip
import io
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
CHICAGO = ROOT.parent / "shared" / "data" / "chicago"
MISSING = "Chicago's layers and requests (../shared/data/chicago) are not on this machine"

#: layer id -> (id property, name property, attributes, boundary rule)
LAYERS: dict[str, tuple[str, str, list[str], str]] = {
    "city_limits": ("OBJECTID", "OBJECTID", [], "all"),
    "wards_2003": ("WARD", "WARD", ["ALDERMAN", "WARD_PHONE"], "lowest_id"),
    "police_districts": ("DIST_NUM", "DIST_LABEL", [], "all"),
    "community_areas": ("AREA_NUMBE", "COMMUNITY", [], "all"),
    "zip_codes": ("zip", "zip", [], "all"),
    "neighborhoods": ("pri_neigh", "pri_neigh", ["sec_neigh"], "all"),
    "street_sweeping_zones_2022": ("code", "code", ["ward"], "lowest_id"),
    "tif_districts": ("REF", "NAME", ["IND"], "all"),
}
#: layer id -> the columns of the request files that say the same
COLUMNS = {
    "wards_2003": ["ward"],
    "police_districts": ["police district"],
    "community_areas": ["community area"],
    "zip_codes": ["zip code", "zip"],
}
NORTH_SIDE = [str(ward) for ward in (1, 2, 26, 27, *range(30, 34), *range(35, 51))]
#: service code -> (name, what Chicago's files call it, privacy, duplicates, department)
SERVICES: dict[str, tuple[str, list[str], str, Any, str]] = {
    "pothole": ("Pothole", ["Pot Hole in Street"], "public", ("pavement", 30, 60), "transportation"),
    "street_light_out": ("Street light out", ["Street Light - 1/Out"], "public", ("lights", 40, 30), "transportation"),
    "street_lights_out": (
        "All street lights out", ["Street Lights - All/Out"], "public", ("lights", 40, 30), "transportation",
    ),
    "alley_light_out": ("Alley light out", ["Alley Light Out"], "public", ("alley_lights", 40, 30), "transportation"),
    "graffiti_removal": ("Graffiti removal", ["graffiti"], "public", ("graffiti", 20, 30), "sanitation"),
    "garbage_cart": ("New garbage cart", ["garbage cart"], "blurred", None, "sanitation"),
    "rodent_baiting": ("Rats", ["Rodent Baiting/Rat Complaint"], "blurred", ("rats", 50, 30), "sanitation"),
    "sanitation_violation": ("Sanitation code violation", ["garbage in alley"], "public", None, "sanitation"),
    "tree_debris": ("Tree debris", ["branches on the ground"], "public", ("trees", 20, 30), "forestry"),
    "tree_trim": ("Tree trim", ["branches too low"], "public", ("trees", 20, 30), "forestry"),
}  # fmt: skip
#: One type that only a mapping file can tell: no name or keyword of the pack is like it.
MAPPING = {"types": {"Garbage Cart Black Maintenance/Replacement": "garbage_cart"}}


def request_files() -> list[Path]:
    return sorted((CHICAGO / "requests").glob("*.csv.gz"))


def records(path: Path) -> Iterator[dict[str, str]]:
    """The rows of one request file, with column names in small letters."""
    text = gzip.decompress(path.read_bytes()).decode("utf-8-sig")
    for record in csv.DictReader(io.StringIO(text)):
        yield {name.strip().lower(): value for name, value in record.items()}


def build_pack(folder: Path) -> Path:
    """Write the pack into an empty folder outside the checkout; returns the folder."""
    for name in ("layers", "services", "processes", "messages"):
        (folder / name).mkdir(parents=True)
    for layer in LAYERS:
        shutil.copyfile(CHICAGO / "layers" / f"{layer}.geojson.gz", folder / "layers" / f"{layer}.geojson.gz")
    _write(folder / "city.yaml", _city(folder))
    _write(folder / "departments.yaml", {"departments": _departments()})
    _write(
        folder / "services" / "all.yaml", {"group": {"code": "all", "name": _en("Everything")}, "services": _services()}
    )
    _write(folder / "processes" / "all.yaml", [_process(code) for code in SERVICES])
    _write(folder / "layers.yaml", {"layers": [_layer(layer) for layer in LAYERS]})
    shutil.copyfile(ROOT / "cities" / "rivermark" / "messages" / "en.json", folder / "messages" / "en.json")
    return folder


def expected_department(service_code: str, ward: str) -> str:
    """Who has to do the work, said without the code under test."""
    department = SERVICES[service_code][4]
    if department == "forestry":
        return "forestry_north" if ward in NORTH_SIDE else "forestry_south"
    return department


def _write(path: Path, data: Any) -> None:
    path.write_text(yaml.safe_dump(data, sort_keys=False, allow_unicode=True), encoding="utf-8")


def _en(text: str) -> dict[str, str]:
    return {"en": text}


def _city(folder: Path) -> dict[str, Any]:
    south, west, north, east = _bounds(folder / "layers" / "city_limits.geojson.gz")
    return {
        "code": "chicago",
        "name": _en("Chicago"),
        "jurisdiction_id": "chicago.example",
        "timezone": "America/Chicago",
        "languages": ["en"],
        "default_language": "en",
        "centre": {"latitude": 41.8781, "longitude": -87.6298},
        "bbox": {"south": south - 0.01, "west": west - 0.01, "north": north + 0.01, "east": east + 0.01},
        "boundary_layer": "city_limits",
        "emergency_numbers": [{"number": "911", "for": _en("Danger to life, fire, crime")}],
        "neighbours": [{"name": "Cook County", "phone": "555-0100"}],
        "calendar": {
            "working_days": ["mon", "tue", "wed", "thu", "fri"],
            "hours": {"start": "08:00", "end": "17:00"},
            "holidays": [],
        },
        "mail": {"from_name": _en("Chicago 311")},
        "reopen_days": 30,
        "closed_visible_days": 60,
    }


def _bounds(path: Path) -> tuple[float, float, float, float]:
    features = json.loads(gzip.decompress(path.read_bytes()))["features"]
    points = [
        point
        for feature in features
        for polygon in feature["geometry"]["coordinates"]
        for ring in polygon
        for point in ring
    ]
    longitudes, latitudes = [point[0] for point in points], [point[1] for point in points]
    return min(latitudes), min(longitudes), max(latitudes), max(longitudes)


def _departments() -> list[dict[str, Any]]:
    names = {
        "transportation": "Department of Transportation",
        "sanitation": "Streets and Sanitation",
        "forestry_north": "Bureau of Forestry, north",
        "forestry_south": "Bureau of Forestry, south",
    }
    return [{"code": code, "name": _en(name), "kind": "city"} for code, name in names.items()]


def _services() -> list[dict[str, Any]]:
    found = []
    for code, (name, words, privacy, duplicates, _) in SERVICES.items():
        group = dict(zip(("group", "radius_m", "window_days"), duplicates, strict=True)) if duplicates else "off"
        found.append(
            {
                "code": code,
                "name": _en(name),
                "description": _en(f"{name}, as Chicago's residents report it."),
                "keywords": {"en": words},
                "privacy": privacy,
                "publish": {"description": "never", "photos": "never"},
                "duplicates": group,
                "photo": "optional",
                "process": code,
                "sla": {"working_days": 7},
            }
        )
    return found


def _process(code: str) -> dict[str, Any]:
    department: Any = SERVICES[code][4]
    if department == "forestry":
        wards = dict.fromkeys(NORTH_SIDE, "forestry_north")
        department = {"overlay": "wards_2003", "map": wards, "default": "forestry_south"}
    order = {
        "code": "do_it",
        "title": _en(f"{SERVICES[code][0]}: do the work"),
        "department": department,
        "crew": {"overlay": "wards_2003"},
        "sla": {"working_days": 5},
        "outcomes": [
            {"code": "done", "status": "done", "text": _en("It is done.")},
            {"code": "not_found", "status": "could_not_be_done", "text": _en("We looked and found nothing.")},
        ],
    }
    return {"code": code, "stages": [{"code": "work", "work_orders": [order]}]}


def _layer(layer: str) -> dict[str, Any]:
    id_field, name_field, attributes, rule = LAYERS[layer]
    return {
        "id": layer,
        "name": _en(layer.replace("_", " ").capitalize()),
        "file": f"{layer}.geojson.gz",
        "feature_id": id_field,
        "feature_name": name_field,
        "attributes": attributes,
        "boundary_rule": rule,
        "public": True,
    }
