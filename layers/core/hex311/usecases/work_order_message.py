"""What a department outside reads of a work order: a document for its system, words for its mailbox.

Never in it: who reported, their contact, photos, notes of the staff. The description and the address (free text of
residents both) and the answers go out only to a department whose `share` in the city pack names them. Of a private
case there is the number, the type and the dates; the rest is read by staff in the staff app.
"""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from hex311.domain.catalogue import Catalogue
from hex311.domain.delivery import Delivery, News
from hex311.domain.moments import iso
from hex311.domain.request import ServiceRequest
from hex311.domain.work_order import WorkOrder
from hex311.ports import CaseFile, Ports


def work_order_event(ports: Ports, case: CaseFile, order: WorkOrder, delivery: Delivery) -> dict[str, Any]:
    """The body of a webhook (schema `deliveries/work_order_event.json`): the work order as it stands now."""
    catalogue, request = ports.catalogue.at(case.request.catalogue_version), case.request
    language = catalogue.default_language
    service = catalogue.service(request.service_code)
    told: dict[str, Any] = {
        "id": delivery.id,
        "type": f"work_order.{delivery.news}",
        "sequence": delivery.version,
        "occurred_at": iso(delivery.created_at),
        "jurisdiction_id": catalogue.city["jurisdiction_id"],
        "service_request_id": request.id,
        "service_code": service.code,
        "service_name": catalogue.text(service.name, language),
        "private": request.is_private,
        "work_order": {
            "id": order.id,
            "title": catalogue.text(order.title, language),
            "detail": "" if request.is_private else order.detail,
            "department": delivery.target,
            "status": "withdrawn" if delivery.news is News.WITHDRAWN else str(order.status),
            "crew": order.crew,
            "created_at": iso(order.created_at),
            "due_at": iso(order.due_at),
        },
    }
    if delivery.news is not News.WITHDRAWN:
        told |= shared_details(ports, case, delivery.target)
    return told


def shared_details(ports: Ports, case: CaseFile, department: str) -> dict[str, Any]:
    """Where it is, and what the pack shares with the department; nothing of a private case."""
    request = case.request
    if request.is_private:
        return {}
    shared = ports.catalogue.current().delivery(department).get("share", ())
    details: dict[str, Any] = {"location": {"lat": request.point.latitude, "long": request.point.longitude}}
    if "description" in shared:
        details |= {"description": request.description, "address": request.address}
    if "answers" in shared:
        details["answers"] = dict(request.answers)
    return details


def work_order_words(
    ports: Ports, catalogue: Catalogue, case: CaseFile, order: WorkOrder, delivery: Delivery, language: str
) -> dict[str, str]:
    """The words of a mail to a department; `place` and `details` are empty where they are not shared."""
    request = case.request
    details = shared_details(ports, case, delivery.target)
    location = details.get("location")
    place = f"{location['lat']:.6f}, {location['long']:.6f}" if location else ""
    address, description = details.get("address", ""), details.get("description", "")
    return {
        "city": catalogue.text(catalogue.city["name"], language),
        "service_name": catalogue.text(catalogue.service(request.service_code).name, language),
        "service_request_id": request.id,
        "work_order_id": order.id,
        "title": titled(catalogue, request, order, language),
        "department": catalogue.text(catalogue.department(delivery.department)["name"], language),
        "due": due_text(catalogue, order.due_at),
        "place": ", ".join(part for part in (address, place) if part),
        "text": description,
    }


def titled(catalogue: Catalogue, request: ServiceRequest, order: WorkOrder, language: str) -> str:
    """The task, and of a work order that was split what this part of it is about."""
    title = catalogue.text(order.title, language)
    return f"{title}: {order.detail}" if order.detail and not request.is_private else title


def due_text(catalogue: Catalogue, due_at: int | None) -> str:
    """The due time on the city's clocks, `2026-11-24 17:00`; a dash where nothing is promised."""

    if due_at is None:
        return "-"
    local = datetime.fromtimestamp(due_at, tz=UTC).astimezone(ZoneInfo(catalogue.city["timezone"]))
    return local.strftime("%Y-%m-%d %H:%M")
