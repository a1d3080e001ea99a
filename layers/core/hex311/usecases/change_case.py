"""The one way to change a stored case: read, decide, write; on a clash read and decide again."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from hex311.domain.errors import NotFound, TransientFault
from hex311.domain.map_entry import TileEntry
from hex311.domain.request import Draft, ServiceRequest
from hex311.domain.tracking import parse_tracking_number
from hex311.domain.work_order import WorkOrder
from hex311.ports import CaseFile, Change, Clash, Ports
from hex311.usecases.keep_clocks import keep_clocks
from hex311.usecases.neighbourhood import relisted

ATTEMPTS = 6
DAY_S = 86_400
#: Of a request, what the map shows.
_SHOWN = ("status", "service_code", "public_point", "is_private")

#: The same for unknown, mistyped and hidden numbers: nothing tells them apart.
NO_SUCH_REQUEST = "There is no request with this number. Please check it."


def change_case(ports: Ports, case_id: str, decide: Callable[[CaseFile], Change | None]) -> CaseFile:
    """Apply `decide` to the stored case until its change is written; returns the case as it now stands.

    `decide` returns None when there is nothing left to do (a repeated message). Raises `NotFound`, what `decide`
    raises, or `TransientFault` after `ATTEMPTS` clashes.
    """
    for attempt in range(ATTEMPTS):
        case = load(ports, case_id)
        change = decide(case)
        if change is None:
            return case
        try:
            ports.cases.commit(change)
        except Clash:
            ports.pause(attempt)
            continue
        return _after(case, change)
    raise TransientFault


def load(ports: Ports, case_id: str) -> CaseFile:
    case = ports.cases.case_file(case_id)
    if case is None:
        raise NotFound(NO_SUCH_REQUEST)
    return case


def case_id_of(number: str) -> str:
    """The id of the case that a typed number means; `NotFound` when it cannot be one of ours."""
    case_id = parse_tracking_number(number)
    if case_id is None:
        raise NotFound(NO_SUCH_REQUEST)
    return case_id


def written(
    ports: Ports, case: CaseFile, draft: Draft, *, work_orders: Sequence[WorkOrder] = (), **parts: object
) -> Change:
    """The change that a draft makes: its events, what follows from its status on the map and nearby, and the clocks."""
    before = case.request
    after, orders = keep_clocks(ports, case, draft, work_orders)
    near = relisted(ports, before, after)
    extra: dict[str, object] = {}
    if [getattr(before, name) for name in _SHOWN] != [getattr(after, name) for name in _SHOWN]:
        extra["tile"] = tile_entry(ports, after)
    if (before.public_point, before.is_private) != (after.public_point, after.is_private):
        shown = tile_entry(ports, before)
        extra["tile_left"] = replace(shown, expires_at=ports.now()) if shown else None
    return Change(
        request=after,
        expected_version=before.version,
        events=draft.events,
        work_orders=orders,
        nearby_add=near.add,
        nearby_remove=near.remove,
        **{**extra, **parts},  # type: ignore[arg-type]
    )


def tile_entry(ports: Ports, request: ServiceRequest) -> TileEntry | None:
    """What the map shows of a request; private ones never get there."""
    if request.is_private:
        return None
    days = int(ports.catalogue.at(request.catalogue_version).city["closed_visible_days"])
    return TileEntry(
        case_id=request.id,
        point=request.public_point,
        service_code=request.service_code,
        status=str(request.status),
        created_at=request.created_at,
        expires_at=(request.closed_at or request.updated_at) + days * DAY_S if request.is_closed else None,
    )


def _after(case: CaseFile, change: Change) -> CaseFile:
    orders = {order.id: order for order in (*case.work_orders, *change.work_orders)}
    followers = {follower.id: follower for follower in (*case.followers, *change.followers)}
    return CaseFile(
        request=change.request,
        events=(*case.events, *change.events),
        work_orders=tuple(orders.values()),
        followers=tuple(followers.values()),
    )
