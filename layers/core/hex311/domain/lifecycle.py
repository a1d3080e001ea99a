"""The life of a service request: the only place that knows which status may follow which.

Also what Open311 says of each (`open` or `closed`). The public words live in the city pack's messages under
`status.<status>`.
"""

from collections.abc import Collection
from enum import StrEnum

from hex311.domain.errors import MoveNotAllowed


class Status(StrEnum):
    RECEIVED = "received"
    CONFIRMED = "confirmed"
    SCHEDULED = "scheduled"
    UNDER_WAY = "under_way"
    WAITING = "waiting"
    PASSED_ON = "passed_on"
    DONE = "done"
    COULD_NOT_BE_DONE = "could_not_be_done"
    NOT_OURS = "not_ours"
    DUPLICATE = "duplicate"
    REOPENED = "reopened"


CLOSED = frozenset({Status.DONE, Status.COULD_NOT_BE_DONE, Status.NOT_OURS, Status.DUPLICATE})
OPEN = frozenset(Status) - CLOSED
#: Closed by work or a decision, which may have been wrong.
CAN_COME_BACK = CLOSED - {Status.DUPLICATE}

_WORKING = frozenset({Status.CONFIRMED, Status.SCHEDULED, Status.UNDER_WAY, Status.WAITING, Status.PASSED_ON})

ALLOWED_MOVES: dict[Status, frozenset[Status]] = {
    Status.RECEIVED: _WORKING | CLOSED,
    Status.REOPENED: _WORKING | CLOSED,
    **dict.fromkeys(_WORKING, _WORKING | CLOSED),
    **{status: frozenset({Status.REOPENED}) for status in CLOSED},
}


def move(current: Status, wanted: Status) -> Status:
    """The new status, or `MoveNotAllowed`. Moving to the present status is allowed and changes nothing."""
    if wanted != current and wanted not in ALLOWED_MOVES[current]:
        raise MoveNotAllowed(f"A request that is '{current}' cannot become '{wanted}'.")
    return wanted


def public_status(*, waits: bool, city: Collection[str], outside: Collection[str]) -> Status:
    """What the public reads of an open case, from the statuses of its unfinished work orders.

    `waits`: for the resident's answer. Work in the city's own hands speaks first; only when all that is left is
    somebody else's has the case been passed on, however busy they are.
    """
    if waits:
        return Status.WAITING
    if outside and not city:
        return Status.PASSED_ON
    begun = {"started", "paused"}
    return Status.UNDER_WAY if begun & set(city) else Status.SCHEDULED


def is_closed(status: Status) -> bool:
    return status in CLOSED


def open311_status(status: Status) -> str:
    """GeoReport v2 knows two words only."""
    return "closed" if is_closed(status) else "open"
