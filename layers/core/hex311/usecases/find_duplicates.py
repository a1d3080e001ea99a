"""Already reported? Asked before the details are typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hex311.domain.duplicates import Match, matches
from hex311.domain.geography import Point
from hex311.ports import CaseFile, Ports
from hex311.spatial.cover import cell_of
from hex311.usecases.merge_requests import root_of


@dataclass(frozen=True, slots=True)
class Likely:
    """A likely duplicate with its case."""

    match: Match
    case: CaseFile


def find_duplicates(
    ports: Ports,
    service_code: str,
    point: Point,
    answers: Mapping[str, Any] | None = None,
    limit: int = 5,
    asset_id: str = "",
) -> tuple[Likely, ...]:
    """The nearest open cases that may be the same thing, at most `limit`; `NotFound` for an unknown type.

    Only types whose place is public are looked up: an answer within so many metres would give a blurred place away.
    """
    service = ports.catalogue.current().service(service_code)
    rule = service.duplicate_rule
    if rule is None or service.privacy != "public":
        return ()
    cell = ports.nearby.read(rule.group, cell_of(point))
    likely: dict[str, Likely] = {}
    for match in matches(rule, point, answers, cell.entries, ports.now(), asset_id=asset_id):
        case = ports.cases.case_file(match.case_id)
        if case is None or case.request.privacy != "public":
            continue
        root = root_of(ports, case)
        likely.setdefault(root.request.id, Likely(match, root))
        if len(likely) == limit:
            break
    return tuple(likely.values())
