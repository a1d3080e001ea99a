"""What the moment of filing left open: twins of a report that was filed unguarded, and telling the earlier ones.

The entry of an unchecked report stands in all its cells before this looks. Whatever was filed before is found now;
whatever is filed later finds the entry. So of two near reports one always knows the other.
"""

from dataclasses import replace

from hex311.domain.duplicates import Match, matches
from hex311.domain.events import EventName
from hex311.domain.request import Draft, ServiceRequest
from hex311.ports import CaseFile, Change, Ports
from hex311.spatial.cover import cell_of
from hex311.usecases.change_case import change_case, written

#: So many earlier reports are told of a new twin: the nearest ones, which is where staff look.
MOST_TOLD = 3


def link_late_twin(ports: Ports, case_id: str) -> CaseFile:
    """Look around for a case that was filed unguarded, and let the nearest earlier ones know of their new twin."""
    case = change_case(ports, case_id, lambda case: _looked_around(ports, case))
    for other in case.request.possible_duplicates[:MOST_TOLD]:
        if ports.cases.case_file(other) is not None:
            change_case(ports, other, lambda earlier: _told(ports, earlier, case_id))
    return case


def _looked_around(ports: Ports, case: CaseFile) -> Change | None:
    request = case.request
    if not request.unchecked:
        return None
    known = request.possible_duplicates
    late = tuple(match.case_id for match in _around(ports, request) if match.case_id not in known)
    if not late:
        return written(ports, case, Draft(replace(request, unchecked=False)))
    draft = Draft(request).record(
        EventName.TWINS_LINKED,
        ports.now(),
        {"possible_duplicates": list(late)},
        unchecked=False,
        possible_duplicates=(*known, *late),
    )
    return written(ports, case, draft)


def _around(ports: Ports, request: ServiceRequest) -> tuple[Match, ...]:
    rule = ports.catalogue.at(request.catalogue_version).service(request.service_code).duplicate_rule
    if rule is None:
        return ()
    cell = ports.nearby.read(rule.group, cell_of(request.point))
    exclude = (request.id, *request.not_duplicate_of)
    return matches(rule, request.point, request.answers, cell.entries, request.created_at, exclude, request.asset_id)


def _told(ports: Ports, earlier: CaseFile, twin: str) -> Change | None:
    known = earlier.request.possible_duplicates
    if twin in known or earlier.request.id == twin:
        return None
    draft = Draft(earlier.request).record(
        EventName.TWINS_LINKED, ports.now(), {"possible_duplicates": [twin]}, possible_duplicates=(*known, twin)
    )
    return written(ports, earlier, draft)
