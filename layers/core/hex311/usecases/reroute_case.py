"""What new map layers mean for a case that is still open: other answers, and perhaps other hands.

A case keeps the answers of the layers from the day it was filed. When borders are drawn anew the city may ask that
open cases follow: the answers are replaced, and work that nobody has begun goes to whom it belongs to now.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from hex311.domain.catalogue import Catalogue
from hex311.domain.events import EventName
from hex311.domain.geography import Overlay
from hex311.domain.request import Draft
from hex311.domain.routing import responsible_for
from hex311.domain.work_order import WorkOrder, WorkStatus
from hex311.ports import CaseFile, Change, Ports
from hex311.usecases.change_case import change_case, written

#: Work that can still change hands without anybody noticing.
NOT_BEGUN = (WorkStatus.OPEN, WorkStatus.ASSIGNED, WorkStatus.SCHEDULED)


@dataclass(frozen=True, slots=True)
class LayerChange:
    """A layer's features at the place of a case, before and after."""

    layer: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Handover:
    """A work order that would go to another department or crew."""

    work_order_id: str
    department_before: str
    crew_before: str
    department: str
    crew: str


@dataclass(frozen=True, slots=True)
class Rerouting:
    """What changes for one case."""

    case_id: str
    layers: tuple[LayerChange, ...] = ()
    handovers: tuple[Handover, ...] = ()


def rerouting(catalogue: Catalogue, case: CaseFile, overlay: Overlay) -> Rerouting | None:
    """What the overlay would change for a case; None when nothing, or when it is closed.

    A place that is outside the city under the new layers keeps its old answers: the case was taken, and somebody has
    to see to it. `catalogue` is the version that the case was filed under.
    """
    request = case.request
    if request.is_closed or not overlay.covers(catalogue.city["boundary_layer"]):
        return None
    if overlay.answers == request.overlay.answers:
        return None
    before, after = by_layer(request.overlay), by_layer(overlay)
    layers = tuple(
        LayerChange(layer, before.get(layer, ()), after.get(layer, ()))
        for layer in dict.fromkeys([*before, *after])
        if before.get(layer, ()) != after.get(layer, ())
    )
    return Rerouting(request.id, layers, handovers(catalogue, case, overlay))


def reroute_case(ports: Ports, case_id: str) -> Rerouting | None:
    """Give an open case the answers that the layers give now; what was changed, None when nothing was."""
    done: list[Rerouting | None] = [None]

    def decide(case: CaseFile) -> Change | None:
        overlay = ports.overlays.overlay(case.request.point)
        done[0] = rerouting(ports.catalogue.at(case.request.catalogue_version), case, overlay)
        return _change(ports, case, overlay, done[0]) if done[0] else None

    change_case(ports, case_id, decide)
    return done[0]


def _change(ports: Ports, case: CaseFile, overlay: Overlay, rerouted: Rerouting) -> Change:
    # all that somebody still has to do is written, handed over or not: queues find it by the areas of the case
    orders = {order.id: order for order in case.work_orders if order.is_active}
    orders |= {one.work_order_id: handed_over(orders[one.work_order_id], one) for one in rerouted.handovers}
    departments = {one.department_before: one.department for one in rerouted.handovers}
    department = departments.get(case.request.department, case.request.department)
    data: Mapping[str, object] = {
        "layers": [change.layer for change in rerouted.layers],
        "work_orders": {one.work_order_id: one.department for one in rerouted.handovers},
    }
    draft = Draft(case.request).record(
        EventName.OVERLAY_CHANGED, ports.now(), data, overlay=overlay, department=department
    )
    return written(ports, case, draft, work_orders=tuple(orders.values()))


def handed_over(order: WorkOrder, to: Handover) -> WorkOrder:
    """The work order in its new hands.

    An assignee belongs to the department; who was assigned in another has nothing to do with it any more.
    """
    moved = replace(order, department=to.department, crew=to.crew)
    if to.department == to.department_before:
        return moved
    return replace(moved.unassigned(), version=order.version + 1)


def handovers(catalogue: Catalogue, case: CaseFile, overlay: Overlay) -> tuple[Handover, ...]:
    """Work that nobody has begun and that is another department's or crew's under this overlay."""
    process = catalogue.process(catalogue.service(case.request.service_code).process)
    found: list[Handover] = []
    for order in case.work_orders:
        if order.status not in NOT_BEGUN or order.transferred:
            continue
        now = responsible_for(process, order.stage, order.code, overlay)
        if now is not None and now != (order.department, order.crew):
            found.append(Handover(order.id, order.department, order.crew, *now))
    return tuple(found)


def by_layer(overlay: Overlay) -> dict[str, tuple[str, ...]]:
    """The features of each layer, by their ids."""
    found: dict[str, tuple[str, ...]] = {}
    for answer in overlay.answers:
        found[answer.layer] = (*found.get(answer.layer, ()), answer.feature_id)
    return found
