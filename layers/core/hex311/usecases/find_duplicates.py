"""Already reported? Asked before the details are typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hex311.domain.catalogue import Catalogue
from hex311.domain.duplicates import Match, closed_matches, matches
from hex311.domain.geography import Point
from hex311.domain.lifecycle import CAN_COME_BACK
from hex311.ports import CaseFile, Ports
from hex311.spatial.cover import cell_of
from hex311.usecases.merge_requests import root_of


@dataclass(frozen=True, slots=True)
class Likely:
    """A likely duplicate with its case."""

    match: Match
    case: CaseFile


@dataclass(frozen=True, slots=True)
class Found:
    """The open cases that may be the same thing, and those closed lately that may not have been fixed."""

    open: tuple[Likely, ...] = ()
    closed: tuple[Likely, ...] = ()


def find_duplicates(
    ports: Ports,
    service_code: str,
    point: Point,
    answers: Mapping[str, Any] | None = None,
    limit: int = 5,
    asset_id: str = "",
) -> Found:
    """The nearest cases that may be the same thing, at most `limit` of each; `NotFound` for an unknown type.

    Only types whose place is public are looked up: an answer within so many metres would give a blurred place away.
    """
    catalogue = ports.catalogue.current()
    service = catalogue.service(service_code)
    rule = service.duplicate_rule
    if rule is None or service.privacy != "public":
        return Found()
    cell = ports.nearby.read(rule.group, cell_of(point))
    now, again = ports.now(), catalogue.reported_again
    open_ones = matches(rule, point, answers, cell.entries, now, asset_id=asset_id)
    closed = closed_matches(rule, again, point, answers, cell.entries, now, asset_id=asset_id)
    came_back = tuple(one for one in _cases(ports, closed, limit) if one.case.request.status in CAN_COME_BACK)
    return Found(_cases(ports, open_ones, limit), came_back)


def told_of(catalogue: Catalogue, found: tuple[Match, ...]) -> tuple[str, ...]:
    """The likely duplicates that the reporter may hear of.

    That something blurred or private lies within so many metres would give its place away; staff see them all.
    """
    public = {code for code, service in catalogue.services.items() if service.privacy == "public"}
    return tuple(match.case_id for match in found if match.service_code in public)


def _cases(ports: Ports, found: tuple[Match, ...], limit: int) -> tuple[Likely, ...]:
    likely: dict[str, Likely] = {}
    for match in found:
        case = ports.cases.case_file(match.case_id)
        if case is None or case.request.privacy != "public":
            continue
        root = root_of(ports, case)
        likely.setdefault(root.request.id, Likely(match, root))
        if len(likely) == limit:
            break
    return tuple(likely.values())
