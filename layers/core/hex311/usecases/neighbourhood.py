"""Where a case is listed for others to find: its entries in the cells that its circle touches.

Every change of a case derives its listing from the state before and after, so moving, retyping, merging, closing and
reopening keep the neighbourhood right in the transaction that makes the change.
"""

from dataclasses import dataclass

from hex311.domain.duplicates import NearbyEntry, entry_key, same_answers
from hex311.domain.lifecycle import CAN_COME_BACK, Status
from hex311.domain.request import ServiceRequest
from hex311.ports import Ports
from hex311.spatial.cover import circle_cover

_DECIDING = (
    "status",
    "service_code",
    "point",
    "answers",
    "asset_id",
    "duplicate_group",
    "duplicate_radius_m",
    "duplicate_of",
    "parent_is_closed",
    "closed_at",
    "closed_by",
)


@dataclass(frozen=True, slots=True)
class Relisting:
    """Entries to write (by key of `nearby`) and keys to remove the case from."""

    add: tuple[tuple[str, NearbyEntry], ...] = ()
    remove: tuple[str, ...] = ()


def listing(ports: Ports, request: ServiceRequest) -> dict[str, NearbyEntry]:
    """The entries of a case, by key; empty when it does not count.

    A merged case stays listed, in the name of its parent, until the parent ends: who stands beside it must not be
    told that nothing is known, only because the parent itself is a little further off. A case whose work is done stays
    with the time of its closing, laid out as far as reports are taken for "not fixed"; when those days are over, the
    next report in the cell takes it away.
    """
    if not request.duplicate_group or request.is_private:
        return {}
    catalogue = ports.catalogue.at(request.catalogue_version)
    rule = catalogue.service(request.service_code).duplicate_rule
    closed_at = (request.closed_at or 0) if request.closed_by and request.status in CAN_COME_BACK else 0
    merged = request.status is Status.DUPLICATE and request.duplicate_of and not request.parent_is_closed
    if rule is None or not (merged or closed_at or request.status in rule.statuses):
        return {}
    entry = NearbyEntry(
        request.id,
        request.point,
        request.created_at,
        request.service_code,
        same_answers(rule, request.answers, request.asset_id),
        request.duplicate_of,
        closed_at,
    )
    radius_m = catalogue.reported_again.radius_m if closed_at else request.duplicate_radius_m
    cells = circle_cover(request.point, radius_m)
    return {entry_key(request.duplicate_group, cell): entry for cell in sorted(cells)}


def relisted(ports: Ports, before: ServiceRequest, after: ServiceRequest) -> Relisting:
    """What changes nearby when a case changes."""
    if all(getattr(before, name) == getattr(after, name) for name in _DECIDING):
        return Relisting()
    old, new = listing(ports, before), listing(ports, after)
    return Relisting(
        add=tuple((key, entry) for key, entry in new.items() if old.get(key) != entry),
        remove=tuple(key for key in old if key not in new),
    )
