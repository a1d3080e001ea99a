"""What a publication would change, before anything is written: cells, and open cases that would change hands."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from hex311.adapters.dynamodb.codec import to_request
from hex311.adapters.memory.overlay import MemoryOverlay
from hex311.domain.lifecycle import CLOSED
from hex311.domain.request import ServiceRequest
from hex311.ports import Ports
from hex311.usecases.reroute_case import Rerouting, rerouting
from hex311_cli.overlay.build import Index
from hex311_cli.overlay.stages import Plan
from hex311_cli.overlay.writing import changed_items, hashes_of

Told = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Impact:
    """Cells that get another item, and what the open cases would be told. `outside` counts open cases whose place
    would no longer be in the city; they keep their answers."""

    cells: int
    changed: Sequence[str]
    emptied: Sequence[str]
    open_cases: int = 0
    reroutings: Sequence[Rerouting] = field(default_factory=tuple)
    outside: int = 0

    @property
    def handed_over(self) -> list[Rerouting]:
        return [one for one in self.reroutings if one.handovers]


def cell_changes(plan: Plan, indexes: Sequence[Index]) -> tuple[list[str], list[str]]:
    """The cells of the first stage whose items change, and those that lose all content."""
    if not indexes:
        return [], []
    hashes = hashes_of(indexes[0])
    changed = changed_items(indexes[0], plan.base.cells if plan.base else {}, hashes)
    return [cell for cell in changed if cell in hashes], [cell for cell in changed if cell not in hashes]


def impact(
    plan: Plan, indexes: Sequence[Index], ports: Ports, cases: Iterable[ServiceRequest], told: Told = lambda count: None
) -> Impact:
    """Ask the new items about every open case. Cases are read, nothing is written."""
    changed, emptied = cell_changes(plan, indexes)
    cells = len(indexes[0].items) if indexes else 0
    overlays = overlay_of(indexes[0].items if indexes else {})
    count = outside = 0
    found: list[Rerouting] = []
    for request in cases:
        count += 1
        told(count)
        overlay = overlays.overlay(request.point)
        catalogue = ports.catalogue.at(request.catalogue_version)
        if not overlay.covers(catalogue.city["boundary_layer"]):
            outside += 1
            continue
        if overlay.answers == request.overlay.answers:
            continue
        case = ports.cases.case_file(request.id)
        rerouted = rerouting(catalogue, case, overlay) if case else None
        if rerouted:
            found.append(rerouted)
    return Impact(cells, changed, emptied, count, found, outside)


def overlay_of(items: Mapping[str, bytes]) -> MemoryOverlay:
    """The items of an index as readers will see them."""
    overlays = MemoryOverlay(lambda: 1)
    for cell, body in items.items():
        overlays.put(cell, 1, body)
    return overlays


def open_cases(dynamodb: Any, table_name: str) -> Iterator[ServiceRequest]:
    """All open cases, by one scan of the table."""
    words = {f":closed{number}": {"S": str(status)} for number, status in enumerate(sorted(CLOSED))}
    pages = dynamodb.get_paginator("scan").paginate(
        TableName=table_name,
        FilterExpression=f"sk = :meta AND NOT #status IN ({', '.join(words)})",
        ExpressionAttributeNames={"#status": "status", "#document": "document"},
        ExpressionAttributeValues={":meta": {"S": "META"}, **words},
        ProjectionExpression="#document",
    )
    for page in pages:
        for item in page["Items"]:
            yield to_request(json.loads(item["document"]["S"]))
