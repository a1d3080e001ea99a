"""Checks of places.yaml and my_city.yaml: categories, layers, attributes and dates that exist."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from hex311_cli.pack.problems import PackProblem
from hex311_cli.pack.raw import Entry, RawPack
from hex311_cli.pack.source import Path, closest

_SOURCES = ("weekday", "of_month", "months", "weeks")


def check_place_kinds(pack: RawPack) -> Iterator[PackProblem]:
    """Every category has its line in places.yaml, if there is that file, and its places lie in the right folder."""
    for code, category in pack.place_categories.items():
        found = pack.place_kinds.get(code)
        if found and found != category.data["kind"]:
            text = f"'{code}' is said to be an asset, but its places are in places/."
            yield category.problem(("kind",), text, f"Write kind: facility, or move them to assets/{code}.geojson.")
    if not pack.place_categories:
        return
    for code in sorted(set(pack.place_kinds) - set(pack.place_categories)):
        text = f"The category '{code}' has places, but no name."
        yield PackProblem("places.yaml", 0, text, closest(code, set(pack.place_categories)) + " Or add it.")


def check_my_city(pack: RawPack) -> Iterator[PackProblem]:
    """The layers, attributes, dates and categories that my_city.yaml speaks of exist."""
    entry = pack.my_city
    if entry is None:
        return
    for index, district in enumerate(entry.data.get("districts", ())):
        path: Path = ("districts", index)
        yield from _layer(pack, entry, (*path, "layer"), district["layer"])
        for number, fact in enumerate(district.get("facts", ())):
            yield from _attribute(pack, entry, (*path, "facts", number), district["layer"], fact["attribute"])
    codes: set[str] = set()
    for index, rule in enumerate(entry.data.get("dates", ())):
        path = ("dates", index)
        if rule["code"] in codes:
            yield entry.problem((*path, "code"), f"'{rule['code']}' is there twice.", "Rename one.")
        codes.add(rule["code"])
        yield from _rule(pack, entry, path, rule)
    for index, code in enumerate(entry.data.get("facilities", ())):
        category = pack.place_categories.get(code)
        if pack.place_categories and (category is None or category.data["kind"] != "facility"):
            known = {name for name, one in pack.place_categories.items() if one.data["kind"] == "facility"}
            text = f"There is no category of facilities '{code}'."
            yield entry.problem(("facilities", index), text, closest(code, known))


def my_city_document(pack: RawPack) -> dict[str, Any]:
    """The compiled my_city.yaml: complete, with the dates of its schedules by feature."""
    data = pack.my_city.data if pack.my_city else {}
    rules = []
    for rule in data.get("dates", ()):
        compiled = dict(rule)
        if "dates" in rule:
            compiled["dates"] = {"layer": rule["layer"], "of_feature": pack.schedules.get(rule["dates"], {})}
        rules.append(compiled)
    return {"districts": [], "facilities": [], **data, "dates": rules}


def _rule(pack: RawPack, entry: Entry, path: Path, rule: dict[str, Any]) -> Iterator[PackProblem]:
    yield from _layer(pack, entry, (*path, "layer"), rule["layer"])
    if ("weekday" in rule) == ("dates" in rule):
        mend = "weekday: {layer, attribute}, or dates: a file in schedules/."
        yield entry.problem(path, "It needs either weekday or dates.", mend)
    for name in _SOURCES:
        if name not in rule:
            continue
        source = rule[name]
        yield from _layer(pack, entry, (*path, name, "layer"), source["layer"])
        if "attribute" in source:
            yield from _attribute(pack, entry, (*path, name, "attribute"), source["layer"], source["attribute"])
    for value, day in rule.get("weeks", {}).get("first", {}).items():
        try:
            date.fromisoformat(day)
        except ValueError:
            yield entry.problem((*path, "weeks", "first", value), f"{day} is no day of the calendar.", "Mend it.")
    facts = pack.layer_facts.get(rule["layer"])
    for feature in sorted(pack.schedules.get(rule.get("dates", ""), {})):
        if facts and feature not in facts.ids:
            text = f"{rule['dates']} has dates for '{feature}', which is no feature of {rule['layer']}."
            yield entry.problem((*path, "dates"), text, closest(feature, set(facts.ids)))


def _layer(pack: RawPack, entry: Entry, path: Path, layer: str) -> Iterator[PackProblem]:
    if layer not in pack.layers:
        yield entry.problem(path, f"There is no layer '{layer}'.", closest(layer, set(pack.layers)))


def _attribute(pack: RawPack, entry: Entry, path: Path, layer: str, attribute: str) -> Iterator[PackProblem]:
    kept = pack.layers[layer].data.get("attributes", ()) if layer in pack.layers else None
    if kept is not None and attribute not in kept:
        text = f"The layer '{layer}' keeps no attribute '{attribute}'."
        yield entry.problem(path, text, closest(attribute, set(kept)))
