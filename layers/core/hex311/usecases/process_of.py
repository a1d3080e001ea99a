"""How a case stands in its process: which step comes next, and what the public may read of it."""

from zoneinfo import ZoneInfo

from hex311.domain.catalogue import Catalogue, Document
from hex311.domain.conditions import Facts
from hex311.domain.lifecycle import Status, public_status
from hex311.domain.request import ServiceRequest
from hex311.domain.routing import NextStep, Standing, next_step
from hex311.domain.sla import WorkingCalendar
from hex311.domain.work_order import WorkOrder, WorkStatus
from hex311.ports import CaseFile, Ports

_OVER = (WorkStatus.COMPLETED, WorkStatus.WITHDRAWN)


def process_of(catalogue: Catalogue, request: ServiceRequest) -> Document:
    """The process of the type that was reported; `catalogue` is the version that the case was filed under."""
    return catalogue.process(catalogue.service(request.service_code).process)


def step_of(ports: Ports, case: CaseFile) -> NextStep:
    """The step that the stored case calls for now."""
    catalogue = ports.catalogue.at(case.request.catalogue_version)
    return next_step(process_of(catalogue, case.request), standing_of(catalogue, case, ports.now()))


def standing_of(catalogue: Catalogue, case: CaseFile, now: int) -> Standing:
    """What routing has to know of a case; `now` is epoch seconds."""
    request, city = case.request, catalogue.city
    facts = Facts(request.answers, request.overlay, asset_id=request.asset_id, beneath=request.beneath)
    orders = tuple(o for o in case.work_orders if o.life >= request.retyped_life)
    earlier = sorted((o for o in orders if o.life < request.life), key=lambda order: order.life)
    return Standing(
        facts=facts,
        orders=orders,
        since=request.reopened_at or request.created_at,
        now=now,
        calendar=WorkingCalendar(city["calendar"], city["timezone"]),
        zone=ZoneInfo(city["timezone"]),
        life=request.life,
        first_stage=request.first_stage,
        departments={order.code: order.department for order in earlier if order.status is WorkStatus.COMPLETED},
    )


def status_of(catalogue: Catalogue, request: ServiceRequest, orders: tuple[WorkOrder, ...]) -> Status:
    """The public status of an open case with these work orders; without open work it stays as it is."""
    open_orders = [order for order in orders if order.status not in _OVER and order.life == request.life]
    if not open_orders and not request.question:
        return request.status
    outside = [str(o.status) for o in open_orders if catalogue.is_outside_owner(o.department)]
    city = [str(o.status) for o in open_orders if not catalogue.is_outside_owner(o.department)]
    return public_status(waits=bool(request.question), city=city, outside=outside)


def with_orders(case: CaseFile, *changed: WorkOrder) -> tuple[WorkOrder, ...]:
    """All work orders of the case, the changed ones as they will be."""
    return tuple({order.id: order for order in (*case.work_orders, *changed)}.values())
