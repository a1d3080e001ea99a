"""One work order, with the version that the next change has to name."""

from hex311.domain.policy import Action, Staff
from hex311.domain.work_order import WorkOrder
from hex311.ports import Ports
from hex311.usecases.change_case import load
from hex311.usecases.change_work_order import order_for


def read_work_order(ports: Ports, staff: Staff, case_id: str, order_id: str) -> WorkOrder:
    """Raises `NotFound`, or `Forbidden` for another department's."""
    return order_for(staff, Action.LIST_WORK_ORDERS, load(ports, case_id), order_id)
