"""What a department outside sees of its work order, behind a link and as the answer to a call."""

from typing import Any

from hex311.domain.catalogue import Catalogue, Document
from hex311.domain.delivery import DeliveryState, WorkLink
from hex311.domain.moments import iso
from hex311.domain.routing import work_in
from hex311.domain.work_order import WorkOrder
from hex311.domain.work_report import outcomes_meant
from hex311.ports import CaseFile, Ports
from hex311.usecases.process_of import process_of
from hex311.usecases.work_order_message import shared_details, titled
from hex311.usecases.work_order_views import work_order_view


def vendor_order_view(order: WorkOrder) -> dict[str, Any]:
    """The answer to a callback: how the work order stands now."""
    return {
        "service_request_id": order.case_id,
        "work_order_id": order.id,
        "status": str(order.status),
        "outcome": order.outcome or None,
        "due_at": iso(order.due_at),
    }


def link_view(ports: Ports, case: CaseFile, order: WorkOrder, link: WorkLink, language: str) -> dict[str, Any]:
    """What the page behind a link shows: the task, the place, what the pack shares, and how it may end."""
    catalogue = ports.catalogue.at(case.request.catalogue_version)
    news = ports.deliveries.of_order(order.case_id, order.id)
    acknowledged = any(one.target == link.department and one.state is DeliveryState.ACKNOWLEDGED for one in news)
    shown = work_order_view(catalogue, order, language, ports.now())
    return {
        **vendor_order_view(order),
        "title": titled(catalogue, case.request, order, language),
        "service_name": catalogue.text(catalogue.service(case.request.service_code).name, language),
        "department_name": catalogue.text(catalogue.department(link.department)["name"], language),
        "acknowledged": acknowledged,
        "outcomes": shown["outcomes"],
        "refusals": _refusals(ports, case, order, language),
        "counts": shown["counts"],
        **shared_details(ports, case, link.department),
    }


def _work(catalogue: Catalogue, case: CaseFile, order: WorkOrder) -> Document:
    return work_in(process_of(catalogue, case.request), order.stage, order.code) or {"outcomes": ()}


def _refusals(ports: Ports, case: CaseFile, order: WorkOrder, language: str) -> list[dict[str, Any]]:
    """The city's reasons with which this work can end, each with the outcomes that may be meant."""
    catalogue = ports.catalogue.at(case.request.catalogue_version)
    work = _work(catalogue, case, order)
    reasons = ports.catalogue.current().city.get("work", {}).get("refusal_reasons", ())
    return [
        {
            "code": reason["code"],
            "name": catalogue.text(reason["name"], language),
            "outcomes": [outcome["code"] for outcome in outcomes_meant(work, reason)],
        }
        for reason in reasons
        if outcomes_meant(work, reason)
    ]
