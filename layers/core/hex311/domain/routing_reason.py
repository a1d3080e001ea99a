"""Why a department has a work order: what the process says, and what a map layer answered for the place."""

from dataclasses import dataclass
from enum import StrEnum

from hex311.domain.catalogue import Document
from hex311.domain.geography import Overlay, OverlayAnswer
from hex311.domain.routing import work_in
from hex311.domain.work_order import WorkOrder


class ChosenBy(StrEnum):
    """`layer`: a map layer names it for the place; `rest`: the layer names nobody there, and it takes the rest;
    `type`: it does this work in the whole city; `before`: it did the work before the case was opened again;
    `people`: staff chose it."""

    LAYER = "layer"
    REST = "rest"
    TYPE = "type"
    BEFORE = "before"
    PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class RoutingReason:
    """`layer` is the one that the process asks, `answer` what it said of the place, where it said something."""

    by: ChosenBy
    layer: str = ""
    answer: OverlayAnswer | None = None


def routing_reason(process: Document, order: WorkOrder, overlay: Overlay) -> RoutingReason | None:
    """Why this department; None for work that the process does not know any more."""
    work = work_in(process, order.stage, order.code)
    if order.transferred:
        return RoutingReason(ChosenBy.PEOPLE)
    if work is None:
        return None
    rule = work["department"]
    otherwise = RoutingReason(ChosenBy.BEFORE if order.life else ChosenBy.PEOPLE)
    if isinstance(rule, str):
        return RoutingReason(ChosenBy.TYPE) if rule == order.department else otherwise
    layer, attribute = rule["overlay"], rule.get("attribute")
    for answer in overlay.answers:
        word = answer.feature_id if attribute is None else answer.attributes.get(attribute, "")
        if answer.layer == layer and word in rule["map"]:
            named = rule["map"][word] == order.department
            return RoutingReason(ChosenBy.LAYER, layer, answer) if named else otherwise
    return RoutingReason(ChosenBy.REST, layer) if rule["default"] == order.department else otherwise


def crew_area(process: Document, order: WorkOrder, overlay: Overlay) -> OverlayAnswer | None:
    """The district by which the department's crews are told apart, where the process names one."""
    work = work_in(process, order.stage, order.code)
    rule = work.get("crew") if work else None
    return overlay.first(rule["overlay"]) if rule else None
