"""Work orders as documents for staff, and what became of many at once."""

from typing import Any

from hex311.domain.catalogue import Catalogue, Document
from hex311.domain.moments import iso
from hex311.domain.routing import work_in
from hex311.domain.sla_clock import Clock
from hex311.domain.work_order import WorkOrder
from hex311.domain.work_report import needs
from hex311.usecases.bulk_work_orders import BulkReport
from hex311.usecases.keep_clocks import order_clock


def work_order_view(catalogue: Catalogue, order: WorkOrder, language: str, now: int) -> dict[str, Any]:
    """A work order as staff see it (schema `staff/work_order.json`); the task token never leaves the table."""
    work, closure = _work(catalogue, order), _closure(catalogue, order)
    return {
        "service_request_id": order.case_id,
        "work_order_id": order.id,
        "version": order.version,
        "service_code": order.service_code or None,
        "service_name": _service_name(catalogue, order, language),
        "lat": order.point.latitude if order.point else None,
        "long": order.point.longitude if order.point else None,
        "address": order.address,
        "private": order.private,
        "title": catalogue.text(order.title, language),
        "detail": order.detail,
        "department": order.department,
        "crew": order.crew,
        "status": str(order.status),
        "assignee": order.assignee,
        "assignee_kind": order.assignee_kind,
        "assignee_name": order.assignee_name,
        "planned_for": order.planned_for or None,
        "created_at": iso(order.created_at),
        "due_at": iso(order.due_at),
        "sla": {
            **sla_view(order_clock(catalogue, order, now)),
            "escalated": order.escalated or None,
            "pauses": _pauses(order),
        },
        "started_at": iso(order.started_at),
        "completed_at": iso(order.completed_at),
        "pause_reason": order.pause_reason,
        "refusal_reason": order.refusal_reason,
        "outcome": order.outcome,
        "sentence": order.sentence,
        "photo_ids": list(order.photo_ids),
        "quantities": dict(order.quantities),
        "materials": dict(order.materials),
        "note": order.note,
        "transferred": order.transferred,
        "split_from": order.split_from or None,
        "last_change": _last_change(order),
        "outcomes": [_outcome(catalogue, one, closure, language) for one in work.get("outcomes", ())],
        "counts": {
            name: [_amount(catalogue, one, language) for one in work.get(name, ())]
            for name in ("quantities", "materials")
        },
    }


def sla_view(clock: Clock) -> dict[str, Any]:
    """A clock as staff see it; amounts in seconds of working time. While it stands still before the due time there
    is no `due_at`, because nobody knows when it will run again."""
    paused = clock.paused
    return {
        "due_at": iso(clock.due_at),
        "very_late_at": iso(clock.very_late_at),
        "state": str(clock.state),
        "promised_s": clock.promised_s,
        "used_s": clock.used_s,
        "left_s": clock.left_s,
        "paused": {"reason": paused.reason, "since": iso(paused.since)} if paused else None,
        "ended_at": iso(clock.ended_at),
    }


def _pauses(order: WorkOrder) -> list[dict[str, Any]]:
    pauses = sorted(order.course.pauses, key=lambda pause: pause.since) if order.course else []
    return [{"reason": pause.reason, "since": iso(pause.since), "until": iso(pause.until)} for pause in pauses]


def bulk_view(report: BulkReport) -> dict[str, Any]:
    """What became of each order, in the order they were sent."""
    return {
        "bulk_id": report.bulk_id or None,
        "undo_until": iso(report.undo_until),
        "results": [
            {
                "service_request_id": line.service_request_id,
                "work_order_id": line.work_order_id,
                "result": line.result,
                "code": line.code or None,
                "message": line.message,
                "version": line.order.version if line.order else None,
                "status": str(line.order.status) if line.order else None,
            }
            for line in report.lines
        ],
    }


def _service_name(catalogue: Catalogue, order: WorkOrder, language: str) -> str | None:
    """A type that the present pack no longer has is told by its code alone."""
    service = catalogue.services.get(order.service_code)
    return catalogue.text(service.name, language) if service else None


def _last_change(order: WorkOrder) -> dict[str, Any] | None:
    last = order.last
    return {"by": last.name or last.by, "at": iso(last.at), "what": last.words} if last.verb else None


def _work(catalogue: Catalogue, order: WorkOrder) -> Document:
    """What the present pack says of this work: the process with this stage and work order, under the same title."""
    for process in catalogue.documents["processes"].values():
        work = work_in(process, order.stage, order.code)
        if work is not None and work["title"] == order.title:
            return work
    return {}


def _closure(catalogue: Catalogue, order: WorkOrder) -> Document:
    """What the service type asks for whenever its work was done, beyond the process."""
    service = catalogue.services.get(order.service_code)
    return service.document.get("closure", {}) if service else {}


def _outcome(catalogue: Catalogue, outcome: Document, closure: Document, language: str) -> dict[str, Any]:
    asked = needs(outcome, closure)
    return {
        "code": outcome["code"],
        "status": outcome["status"],
        "text": catalogue.text(outcome["text"], language),
        **{part: "required" if part in asked else "optional" for part in ("photo", "sentence")},
        "reasons": list(outcome.get("reasons", ())),
    }


def _amount(catalogue: Catalogue, amount: Document, language: str) -> dict[str, Any]:
    return {
        "code": amount["code"],
        "name": catalogue.text(amount["name"], language),
        "unit": amount["unit"],
        "required": bool(amount.get("required", False)),
        "most": amount.get("most"),
    }
