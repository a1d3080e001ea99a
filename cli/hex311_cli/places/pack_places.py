"""The places of a city pack.

`places/*.geojson` holds facilities that people know by name; `assets/<category>.geojson` all of one category, assets
unless places.yaml says that they are facilities (bus stops, say, which nobody looks for by name).
"""

import re
from collections.abc import Mapping
from pathlib import Path

from hex311.domain.place import CategoryKind, Place
from hex311_cli.pack.problems import PackProblem
from hex311_cli.places.read import Fields, Unreadable, places_of, read_rows

CategoryPlaces = tuple[CategoryKind, list[Place]]
#: How far outside the city's box assets may lie, in degrees (about 30 km), as for places.
MARGIN = 0.3
_CODE = re.compile(r"[a-z][a-z0-9_]{1,59}")


def places_of_pack(
    folder: Path, kinds: Mapping[str, CategoryKind]
) -> tuple[dict[str, CategoryPlaces], list[PackProblem]]:
    """All places by category, and problems with their files. `kinds`: what places.yaml says of each category.

    The properties of places/*.geojson are checked elsewhere.
    """
    found: dict[str, CategoryPlaces] = {}
    problems: list[PackProblem] = []
    for path in _files(folder / "places"):
        for code, places in _facilities(path, problems).items():
            found.setdefault(code, ("facility", []))[1].extend(places)
    for path in _files(folder / "assets"):
        name, code = f"assets/{path.name}", path.name.split(".")[0]
        if not _CODE.fullmatch(code) or code in found:
            text = f"'{code}' cannot be the category of these assets."
            problems.append(PackProblem(name, 0, text, "Name the file with a code of its own: letters, digits, _."))
            continue
        try:
            places, wrong = places_of(read_rows(path, name), name, Fields("id"))
        except Unreadable as unreadable:
            problems.append(unreadable.problem)
            continue
        problems += wrong
        found[code] = (kinds.get(code, "asset"), places)
    return {code: held for code, held in found.items() if held[1]}, problems


def far_away(places: Mapping[str, CategoryPlaces], bbox: Mapping[str, float]) -> list[PackProblem]:
    """Categories with places that do not lie in or near the city's box."""
    problems = []
    for code, (_, held) in places.items():
        for place in held:
            south, west, north, east = (edge / 1e7 for edge in place.shape.box)
            near = south <= bbox["north"] + MARGIN and north >= bbox["south"] - MARGIN
            if not near or west > bbox["east"] + MARGIN or east < bbox["west"] - MARGIN:
                text = f"'{place.id}' of the category '{code}' lies outside the city's box."
                problems.append(PackProblem("assets", 0, text, "Check that the file is WGS84, longitude first."))
                break
    return problems


def _facilities(path: Path, problems: list[PackProblem]) -> dict[str, list[Place]]:
    name = f"places/{path.name}"
    try:
        rows = read_rows(path, name)
    except Unreadable:
        return {}  # told where the shape of places is checked
    by_category: dict[str, list[Place]] = {}
    for code in dict.fromkeys(str(row.properties.get("category")) for row in rows):
        places, wrong = places_of([row for row in rows if str(row.properties.get("category")) == code], name, _FIELDS)
        problems += wrong
        for place in places:
            details = {key: value for key, value in place.details.items() if key != "category"}
            by_category.setdefault(code, []).append(Place(place.id, place.name, place.shape, details))
    return by_category


_FIELDS = Fields("id", "name")


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*") if path.name.removesuffix(".gz").endswith(".geojson"))
