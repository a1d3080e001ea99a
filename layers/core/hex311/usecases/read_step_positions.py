"""Where the crew stood when it took its steps with a work order, for those who answer for the work."""

from collections.abc import Sequence
from typing import Any

from hex311.domain.policy import Action, Staff
from hex311.domain.step_position import StepPosition
from hex311.ports import Ports
from hex311.usecases.change_case import load
from hex311.usecases.change_work_order import order_for


def read_step_positions(ports: Ports, staff: Staff, case_id: str, order_id: str) -> Sequence[StepPosition]:
    """In the order of the steps; only those that are still kept. Raises `NotFound` or `Forbidden`."""
    order = order_for(staff, Action.READ_STEP_POSITIONS, load(ports, case_id), order_id)
    return ports.cases.step_positions(case_id, order.id, ports.now())


def step_positions_view(positions: Sequence[StepPosition]) -> dict[str, Any]:
    """Schema `answers/step_positions.json`. When it was, and who, the history of the case says."""
    return {
        "positions": [
            {
                "version": one.version,
                "step": one.step,
                "lat": one.point.latitude,
                "long": one.point.longitude,
                "accuracy_m": one.accuracy_m,
            }
            for one in positions
        ]
    }
