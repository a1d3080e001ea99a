"""A report that says of a case that was closed a short while ago: it was not fixed.

The case begins a new life and reaches the department that closed it, as if its own reporter had said so; the report
keeps its own number and reporter, merged into the case. Both are written in one transaction. Of two who say so at the
same moment one opens the case and the other joins it.
"""

from dataclasses import dataclass

from hex311.domain.catalogue import Catalogue, DuplicateRule, Service
from hex311.domain.duplicates import NearbyCell
from hex311.domain.errors import BadInput, MoveNotAllowed, Problem
from hex311.domain.events import EventName
from hex311.domain.geography import Point, distance_m
from hex311.domain.lifecycle import Status
from hex311.domain.request import Draft
from hex311.ports import CaseFile, Change, Ports
from hex311.usecases.change_case import written
from hex311.usecases.merge_requests import root_of
from hex311.usecases.reopen_request import check_possible, reopened

#: So many entries whose days are over are taken away with one report.
MOST_FORGOTTEN = 20


@dataclass(frozen=True, slots=True)
class SaidAgain:
    """What the report means: the case it comes back to, `None` where it says nothing of the kind."""

    earlier: CaseFile | None = None

    def joined(self, ports: Ports, draft: Draft, now: int) -> tuple[Draft, tuple[Change, ...]]:
        """The report as part of the earlier case, and the change of that case."""
        if self.earlier is None:
            return draft, ()
        parent, child = self.earlier.request, draft.request.id
        known = reopened(self.earlier, now, "") if parent.is_closed else Draft(parent)
        known = known.record(
            EventName.DUPLICATE_JOINED, now, {"child": child}, actor="resident", merged=(*parent.merged, child)
        )
        merged = draft.record(
            EventName.REQUEST_MERGED,
            now,
            {"parent": parent.id},
            status=Status.DUPLICATE,
            actor="resident",
            closed_at=now,
            duplicate_of=parent.id,
        )
        return merged, (written(ports, self.earlier, known),)


def said_again(ports: Ports, catalogue: Catalogue, service: Service, point: Point, number: str) -> SaidAgain:
    """The case that `number` names, or the one it was merged into.

    `BadInput` when there is no public case of that name and kind within reach, or when it cannot come back.
    """
    if not number:
        return SaidAgain()
    named, rule, again = ports.cases.case_file(number), service.duplicate_rule, catalogue.reported_again
    if named is None or rule is None or service.privacy != "public" or not _is_alike(named, rule):
        raise _refused("There is no report of this kind with that number.")
    root = root_of(ports, named)
    if not _is_alike(root, rule) or distance_m(point, root.request.point) > max(again.radius_m, rule.radius_m):
        raise _refused("That report is not of this place.")
    if root.request.is_closed:
        try:
            check_possible(catalogue, root.request, ports.now(), int(again.days))
        except MoveNotAllowed as error:
            raise _refused(error.message) from None
    return SaidAgain(root)


def forgotten(catalogue: Catalogue, cell: NearbyCell, now: int) -> tuple[str, ...]:
    """The closed cases of a cell that nobody need be asked about any more."""
    over = (e.case_id for e in cell.entries if e.closed_at and catalogue.reported_again.is_over(e.closed_at, now))
    return tuple(over)[:MOST_FORGOTTEN]


def _is_alike(case: CaseFile, rule: DuplicateRule) -> bool:
    return case.request.privacy == "public" and case.request.duplicate_group == rule.group


def _refused(message: str) -> BadInput:
    return BadInput([Problem("reopens", message, "Leave this out to file a report of its own.")])
