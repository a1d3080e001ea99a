"""Staff set the place of a case right: everything that was derived from the place follows in the same transaction.

Map layers, what lies beneath, the public point, the entries nearby, the entry on the map, the department and the work
that nobody has begun. Where it was stays on record among staff. See docs/decisions/0110-a-case-that-moves.md.
"""

from dataclasses import dataclass, replace
from typing import Any

from hex311.domain.catalogue import Catalogue
from hex311.domain.errors import BadInput, MoveNotAllowed
from hex311.domain.events import EventName
from hex311.domain.geography import Point, distance_m
from hex311.domain.policy import Action, Staff
from hex311.domain.request import Draft, ServiceRequest
from hex311.domain.work_order import WorkOrder
from hex311.ports import CaseFile, Change, Ports
from hex311.spatial.cover import blurred
from hex311.usecases.assets_beneath import assets_beneath
from hex311.usecases.change_case import case_id_of, change_case, written
from hex311.usecases.city_limits import check_inside_city
from hex311.usecases.find_places import check_asset
from hex311.usecases.merge_requests import check_reason
from hex311.usecases.pass_on import passed_on
from hex311.usecases.process_of import status_of, with_orders
from hex311.usecases.read_for_staff import permit
from hex311.usecases.reroute_case import by_layer
from hex311.usecases.seen_version import check_seen
from hex311.usecases.work_that_follows import Following, work_that_follows

#: A pin that moves less far was only set badly: the words for the place stay.
SAME_WORDS_M = 50.0
#: How many former places and types a case remembers.
MOST_EARLIER = 20


@dataclass(frozen=True, slots=True)
class Correction:
    """`address` are the words for the place; None keeps those there are, unless the pin moves by `SAME_WORDS_M`."""

    point: Point
    reason: str
    address: str | None = None
    seen: int | None = None
    language: str = "en"


def correct_location(ports: Ports, staff: Staff, number: str, to: Correction) -> CaseFile:
    """Move an open case to another place; the same place again changes nothing.

    Raises `BadInput` (also `OutsideCity`), `MoveNotAllowed` when it is closed, `ChangedMeanwhile`, `Forbidden` or
    `NotFound`.
    """
    check_reason(to.reason)

    def decide(case: CaseFile) -> Change | None:
        permit(staff, Action.CORRECT_LOCATION, case)
        request = case.request
        if request.point == to.point and to.address in (None, request.address):
            return None
        check_seen(staff, case, to.seen, ports.now())
        if request.is_closed:
            raise MoveNotAllowed("This request is closed. Its place can be set right once it is open again.")
        catalogue = ports.catalogue.at(request.catalogue_version)
        moved = _moved(ports, catalogue, request, to)
        return _change(ports, staff, case, moved, to)

    return change_case(ports, case_id_of(number), decide)


def remembered(request: ServiceRequest, at: int) -> tuple[dict[str, Any], ...]:
    """What the case was until now, behind what it was before that."""
    point, shown = request.point, request.public_point
    one = {
        "at": at,
        "service_code": request.service_code,
        "answers": dict(request.answers),
        "lat": point.latitude,
        "long": point.longitude,
        "address": request.address,
        "asset_id": request.asset_id,
        "shown": None if request.is_private else [shown.latitude, shown.longitude],
    }
    return (*(dict(former) for former in request.earlier), one)[-MOST_EARLIER:]


def _moved(ports: Ports, catalogue: Catalogue, request: ServiceRequest, to: Correction) -> ServiceRequest:
    overlay = ports.overlays.overlay(to.point)
    check_inside_city(catalogue, overlay, to.language)
    service = catalogue.service(request.service_code)
    stays = distance_m(request.point, to.point) < SAME_WORDS_M
    return replace(
        request,
        point=to.point,
        public_point=blurred(to.point) if request.privacy == "blurred" else to.point,
        overlay=overlay,
        beneath=assets_beneath(ports, catalogue, service, to.point),
        asset_id=_asset_there(ports, request, to.point),
        address=to.address if to.address is not None else request.address if stays else "",
        possible_duplicates=(),
        unchecked=service.duplicate_rule is not None,
        earlier=remembered(request, ports.now()),
    )


def _asset_there(ports: Ports, request: ServiceRequest, point: Point) -> str:
    """The thing that the report is about, unless it is nowhere near the new place."""
    if not request.asset_id:
        return ""
    try:
        check_asset(ports, request.asset_id, point)
    except BadInput:
        return ""
    return request.asset_id


def _change(ports: Ports, staff: Staff, case: CaseFile, moved: ServiceRequest, to: Correction) -> Change:
    now, request = ports.now(), case.request
    catalogue = ports.catalogue.at(request.catalogue_version)
    follows = work_that_follows(catalogue, case, moved, now)
    departments = {one.department_before: one.department for one in follows.handovers}
    moved = replace(moved, department=departments.get(request.department, request.department))
    before, after = by_layer(request.overlay), by_layer(moved.overlay)
    data = {
        "department": moved.department,
        "moved_m": round(distance_m(request.point, moved.point)),
        "layers": sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name)),
        "withdrawn": list(follows.withdrawn),
        "restored": list(follows.restored),
        "moved": [order.id for order in follows.orders if order.is_active],
        "work_changed": follows.calls_for_other,
    }
    orders = with_orders(case, *follows.orders)
    status = status_of(catalogue, moved, orders)
    actor = f"{staff.actor}: {to.reason.strip()[:200]}"
    draft = Draft(moved).record(EventName.LOCATION_CORRECTED, now, data, status=status, actor=actor)
    draft = _with_handovers(catalogue, draft, follows, orders, now, actor)
    return written(ports, case, draft, work_orders=follows.orders)


def _with_handovers(
    catalogue: Catalogue, draft: Draft, follows: Following, orders: tuple[WorkOrder, ...], now: int, actor: str
) -> Draft:
    """Tell who lost work and who got it, and whether an outside owner has the case now."""
    handed = [one for one in follows.handovers if one.department != one.department_before]
    for one in handed:
        data = {
            "work_order_id": one.work_order_id,
            "department": one.department,
            "from": one.department_before,
            "to": one.department,
            "reason": "location",
        }
        draft = draft.record(EventName.WORK_ORDER_TRANSFERRED, now, data, actor=actor)
    if not any(catalogue.is_outside_owner(order.department) for order in orders if order.is_active):
        return replace(draft, request=replace(draft.request, next_check_at=None))
    outside = next((one.department for one in handed if catalogue.is_outside_owner(one.department)), "")
    return passed_on(catalogue, draft, outside, now) if outside else draft
