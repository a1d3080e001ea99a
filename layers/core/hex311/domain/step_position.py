"""Where a crew's device said it was when a step with a work order was taken.

It tells whether somebody was there, and nothing else is made of it: it stands in no event, in no document for the
outside and not in the case itself, and is forgotten after the days that the city's pack says. A pack that says none
keeps none.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hex311.domain.geography import Point

#: Five decimals are about a metre; what a device says beyond that is noise.
DECIMALS = 5


@dataclass(frozen=True, slots=True)
class StepPosition:
    """`version` is the work order's after the step, so that a step has one position; `accuracy_m` is the radius in
    metres that the device is sure of. `forget_at` is in epoch seconds."""

    case_id: str
    work_order_id: str
    version: int
    step: str
    point: Point
    accuracy_m: int
    forget_at: int


@dataclass(frozen=True, slots=True)
class Standpoint:
    """What a device says with a step."""

    point: Point
    accuracy_m: int


def standpoint_of(body: Mapping[str, Any]) -> Standpoint | None:
    """The `position` of a step's body, which was checked against its schema; None where there is none."""
    told = body.get("position")
    if not told:
        return None
    point = Point(latitude=round(float(told["lat"]), DECIMALS), longitude=round(float(told["long"]), DECIMALS))
    return Standpoint(point, round(float(told["accuracy_m"])))


def days_kept(city: Mapping[str, Any]) -> int:
    """For how many days the city keeps such positions; 0 for none at all."""
    return int(city.get("work", {}).get("step_positions_days", 0))
