"""A duplicate radius was raised: cases are laid out further, so that they are found from further off.

Works through the cases page by page and can be broken off, repeated and resumed anywhere: a case that is laid out far
enough already is left alone. Until a case's turn comes it is found as far off as before. A lowered radius needs
nothing: entries that reach too far are measured against the rule anyway.
"""

from collections.abc import Mapping
from dataclasses import replace

from hex311.domain.request import Draft
from hex311.ports import CaseFile, Change, Ports
from hex311.usecases.change_case import DAY_S, change_case, written


def widen_covers(ports: Ports, radii: Mapping[str, float]) -> int:
    """All pages one after the other; returns how many cases changed."""
    changed, cursor = 0, ""
    while radii:
        count, cursor = widen_page(ports, radii, cursor)
        changed += count
        if not cursor:
            break
    return changed


def widen_page(ports: Ports, radii: Mapping[str, float], cursor: str = "") -> tuple[int, str]:
    """One page of cases that are open or may be opened again; returns how many changed, and where to go on ("": done).

    The case is changed like by anybody else, without an event.
    """
    reopen_days = int(ports.catalogue.current().city.get("reopen_days", 0))
    page = ports.case_sweep.page(ports.now() - (reopen_days + 1) * DAY_S, cursor)
    return sum(_widened(ports, case_id, radii) for case_id in page.case_ids), page.cursor


def _widened(ports: Ports, case_id: str, radii: Mapping[str, float]) -> bool:
    changed = False

    def decide(case: CaseFile) -> Change | None:
        nonlocal changed
        request = case.request
        radius = radii.get(request.duplicate_group, 0.0)
        changed = radius > request.duplicate_radius_m
        return written(ports, case, Draft(replace(request, duplicate_radius_m=radius))) if changed else None

    change_case(ports, case_id, decide)
    return changed
