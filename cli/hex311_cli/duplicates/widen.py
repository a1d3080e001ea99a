"""A duplicate radius was raised: open cases are laid out further, so that they are found from further off.

Runs before the new rules take effect, and once more when every process goes by them, for what was filed in between. A
lowered radius needs nothing: entries that reach too far are measured against the rule anyway.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from hex311.adapters.dynamodb import keys
from hex311.adapters.dynamodb.catalogue import POINTER_SECONDS
from hex311.adapters.dynamodb.records import RequestRecord
from hex311.domain.catalogue import Catalogue
from hex311.domain.lifecycle import CLOSED, Status
from hex311.domain.request import Draft
from hex311.ports import CaseFile, Change, Ports
from hex311.usecases.change_case import change_case, written

#: After this every function has read the new pointer.
SETTLED_S = POINTER_SECONDS + 5
_OVER = CLOSED - {Status.DUPLICATE}


def raised_radii(standing: Mapping[str, object], coming: Mapping[str, object]) -> dict[str, float]:
    """The groups whose largest radius grows from one `services` document to the next, with the new radius."""
    before = Catalogue("", {"services": standing}).cover_radii
    after = Catalogue("", {"services": coming}).cover_radii
    return {group: radius for group, radius in after.items() if radius > before.get(group, radius)}


def widen_covers(ports: Ports, radii: Mapping[str, float]) -> int:
    """Lay out all cases of the groups this far that count and are not yet; returns how many changed.

    Reads the whole table. Safe to repeat and to break off; the case is changed like by anybody else, without an event.
    """
    if not radii:
        return 0
    condition = (RequestRecord.sk == keys.META) & ~RequestRecord.status.is_in(*(str(status) for status in _OVER))
    return sum(_widen(ports, record.id, radii) for record in RequestRecord.scan(condition))


def _widen(ports: Ports, case_id: str, radii: Mapping[str, float]) -> bool:
    changed = False

    def decide(case: CaseFile) -> Change | None:
        nonlocal changed
        request = case.request
        radius = radii.get(request.duplicate_group, 0.0)
        changed = radius > request.duplicate_radius_m and not (request.is_closed and request.parent_is_closed)
        return written(ports, case, Draft(replace(request, duplicate_radius_m=radius))) if changed else None

    change_case(ports, case_id, decide)
    return changed
