"""What a department outside sees of its work order, behind a link and as the answer to a call."""

from typing import Any

from hex311.domain.delivery import DeliveryState, WorkLink
from hex311.domain.moments import iso
from hex311.domain.work_order import WorkOrder
from hex311.ports import CaseFile, Ports
from hex311.usecases.work_order_message import shared_details
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
        "title": shown["title"],
        "service_name": catalogue.text(catalogue.service(case.request.service_code).name, language),
        "department_name": catalogue.text(catalogue.department(link.department)["name"], language),
        "acknowledged": acknowledged,
        "outcomes": shown["outcomes"],
        **shared_details(ports, case, link.department),
    }
