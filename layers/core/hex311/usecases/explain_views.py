"""What residents ask of a case beyond its status: who works on what and why they, and why the date has moved."""

from typing import Any

from hex311.domain.catalogue import Catalogue, Document
from hex311.domain.date_moves import date_moves
from hex311.domain.geography import Overlay, OverlayAnswer
from hex311.domain.moments import iso
from hex311.domain.routing_reason import crew_area, routing_reason
from hex311.domain.work_order import WorkOrder, WorkStatus
from hex311.ports import CaseFile
from hex311.usecases.estimate_views import date_of
from hex311.usecases.keep_clocks import case_clock
from hex311.usecases.process_of import process_of

#: Who within the department has the work is its own affair.
_SHOWN = {WorkStatus.ASSIGNED: WorkStatus.OPEN}


def work_view(
    catalogue: Catalogue, case: CaseFile, language: str, department: Any, exact: bool
) -> list[dict[str, Any]]:
    """The work of the case's present life in the order in which it was called for, with the reason for each department.

    `department` makes a document of a department's code. Where the place is not shown exactly (`exact`), no area of a
    map layer is named, and none of a layer that is not published.
    """
    process, overlay = process_of(catalogue, case.request), case.request.overlay
    orders = [o for o in case.work_orders if o.life == case.request.life and o.status is not WorkStatus.WITHDRAWN]
    return [
        {
            "title": catalogue.text(order.title, language),
            "department": department(catalogue, order.department, language),
            "status": str(_SHOWN.get(order.status, order.status)),
            "planned_for": order.planned_for or None,
            "why": _why(catalogue, process, order, overlay, language, exact),
            "crew_area": _area(catalogue, crew_area(process, order, overlay), language, exact),
        }
        for order in sorted(orders, key=lambda order: (order.created_at, order.id))
    ]


def _why(
    catalogue: Catalogue, process: Document, order: WorkOrder, overlay: Overlay, language: str, exact: bool
) -> dict[str, Any] | None:
    reason = routing_reason(process, order, overlay)
    if reason is None:
        return None
    shown = bool(reason.layer) and exact and _is_public(catalogue, reason.layer)
    return {
        "by": str(reason.by),
        "layer_name": _layer_name(catalogue, reason.layer, language) if shown else None,
        "area_name": reason.answer.name if shown and reason.answer else None,
    }


def _area(catalogue: Catalogue, answer: OverlayAnswer | None, language: str, exact: bool) -> dict[str, str] | None:
    if answer is None or not exact or not _is_public(catalogue, answer.layer):
        return None
    return {"layer_name": _layer_name(catalogue, answer.layer, language), "name": answer.name}


def _is_public(catalogue: Catalogue, layer: str) -> bool:
    return bool(catalogue.documents["layers"].get(layer, {}).get("public", False))


def _layer_name(catalogue: Catalogue, layer: str, language: str) -> str:
    return catalogue.text(catalogue.documents["layers"].get(layer, {}).get("name", {}), language)


def date_moves_view(catalogue: Catalogue, case: CaseFile) -> list[dict[str, Any]]:
    """When the date that was told has moved, as local days of the city, oldest first."""
    request = case.request

    def due_after(count: int) -> int | None:
        events = case.events[:count]
        return case_clock(catalogue, events, request, events[-1].occurred_at).due_at

    moves = [
        {
            "at": iso(move.at),
            "was_on": date_of(catalogue, move.was_at) if move.was_at is not None else None,
            "is_on": date_of(catalogue, move.is_at),
            "why": str(move.why),
        }
        for move in date_moves(request, case.events, due_after)
    ]
    return [move for move in moves if move["was_on"] != move["is_on"]]
