"""Checks of officers.yaml: whom they work for, where and for what, and that they can be told at all."""

from collections.abc import Iterator
from typing import Any

from hex311_cli.pack.conditions import Scope, check_layer_attribute, layer_values
from hex311_cli.pack.problems import PackProblem
from hex311_cli.pack.raw import Entry, RawPack
from hex311_cli.pack.source import closest


def check_officers(pack: RawPack) -> Iterator[PackProblem]:
    """Departments, types, groups and areas exist; spans of the day are not empty."""
    scope = Scope(pack.layers, pack.layer_facts, {})
    for officer in pack.officers.values():
        department = officer.data["department"]
        if department not in pack.departments:
            text = f"There is no department '{department}'."
            yield officer.problem(("department",), text, closest(department, set(pack.departments)))
        yield from _known(officer, "services", "service type", set(pack.services))
        yield from _known(officer, "groups", "group of service types", set(pack.groups))
        yield from _known(officer, "urgent", "service type or group", {*pack.services, *pack.groups})
        yield from _area(officer, scope)
        spans: list[tuple[tuple[str | int, ...], Any]] = [
            (("duty", index), span) for index, span in enumerate(officer.data.get("duty", ()))
        ]
        if "quiet_hours" in officer.data:
            spans.append((("quiet_hours",), officer.data["quiet_hours"]))
        for path, span in spans:
            if span["start"] == span["end"]:
                yield officer.problem(path, "The span is empty.", "For the whole day leave it out; else mend the end.")


def _known(officer: Entry, key: str, what: str, known: set[str]) -> Iterator[PackProblem]:
    for index, code in enumerate(officer.data.get(key, ())):
        if code not in known:
            yield officer.problem((key, index), f"There is no {what} '{code}'.", closest(code, known))


def _area(officer: Entry, scope: Scope) -> Iterator[PackProblem]:
    area = officer.data.get("area")
    if not area:
        return
    layer, attribute = area["overlay"], area.get("attribute")
    yield from check_layer_attribute(officer, ("area",), layer, attribute, scope)
    known = layer_values(layer, attribute, scope)
    for index, value in enumerate(area["any_of"]):
        if known is not None and value not in known:
            text = f"The layer '{layer}' never answers '{value}'."
            yield officer.problem(("area", "any_of", index), text, closest(value, set(known)))
