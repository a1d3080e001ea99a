"""What another place or another type of a case means for its work orders, as the process of the case says."""

from dataclasses import dataclass, replace

from hex311.domain.catalogue import Catalogue
from hex311.domain.request import ServiceRequest
from hex311.domain.routing import next_step
from hex311.domain.work_order import OVER, WorkOrder, WorkStatus
from hex311.ports import CaseFile
from hex311.usecases.process_of import process_of, standing_of
from hex311.usecases.reroute_case import NOT_BEGUN, Handover, handed_over, handovers


@dataclass(frozen=True, slots=True)
class Following:
    """All work orders as they then are (those that change), which of them changed hands, which are not called for any
    more, which are again, and whether the process now calls for other work than before."""

    orders: tuple[WorkOrder, ...]
    handovers: tuple[Handover, ...]
    withdrawn: tuple[str, ...]
    restored: tuple[str, ...]
    calls_for_other: bool


def work_that_follows(catalogue: Catalogue, case: CaseFile, moved: ServiceRequest, now: int) -> Following:
    """What the process makes of the work when a case becomes `moved` (another place, the same type).

    Work that has begun, that people gave to a department or made a part of stays as it is. Work that nobody has begun
    goes to whom it belongs to there, or is withdrawn where the process does not call for it any more.
    """
    before, after = _called_for(catalogue, case, now), _called_for(catalogue, replace(case, request=moved), now)
    there = {one.work_order_id: one for one in handovers(catalogue, case, moved.overlay)}
    orders: dict[str, WorkOrder] = {}
    withdrawn, restored = [], []
    for order in case.work_orders:
        kept = replace(order, point=moved.point, address=moved.address)
        if order.id in before - after and order.status in NOT_BEGUN and not order.transferred:
            kept = replace(kept.moved(WorkStatus.WITHDRAWN), version=order.version + 1)
            withdrawn.append(order.id)
        elif order.id in after and order.status is WorkStatus.WITHDRAWN:
            kept = replace(kept.unassigned(), version=order.version + 1)
            restored.append(order.id)
        elif order.id in there:
            kept = handed_over(kept, there[order.id])
        if order.status not in OVER or kept.status != order.status:
            orders[order.id] = kept
    handed = tuple(one for name, one in there.items() if name not in withdrawn)
    is_other = bool(withdrawn or restored or after - {order.id for order in case.work_orders})
    return Following(tuple(orders.values()), handed, tuple(withdrawn), tuple(restored), is_other)


def called_off(case: CaseFile, *, private: bool) -> tuple[WorkOrder, ...]:
    """All work orders of a case that goes on as another type: what is not finished is withdrawn."""
    return tuple(
        replace(order, private=private)
        if order.status in OVER
        else replace(order.moved(WorkStatus.WITHDRAWN), version=order.version + 1, private=private)
        for order in case.work_orders
    )


def _called_for(catalogue: Catalogue, case: CaseFile, now: int) -> frozenset[str]:
    """The work orders of the present stage by the process alone, whatever there is of them."""
    done = tuple(order for order in case.work_orders if order.status is WorkStatus.COMPLETED)
    standing = standing_of(catalogue, replace(case, work_orders=done), now)
    return frozenset(work.id for work in next_step(process_of(catalogue, case.request), standing).work)
