"""What waits for a supervisor, department by department: escalated work, owners to ask, and what did not arrive.

Each number is the length of the list that its own use case tells the asker, so what one may not list is null.
"""

from collections.abc import Callable, Mapping
from typing import Any

from hex311.domain.delivery import DeliveryState
from hex311.domain.errors import BadInput, Problem
from hex311.domain.policy import Action, Staff, allows, check
from hex311.ports import Ports
from hex311.usecases.escalate_work_orders import list_escalations
from hex311.usecases.list_figure_cases import CHECKS, list_figure_cases
from hex311.usecases.staff_deliveries import list_deliveries

AT_ONCE = 200
#: More than this is told as "more than"; nobody goes through such a list.
MOST_COUNTED = 1_000


def overview_attention(ports: Ports, staff: Staff, query: Mapping[str, str]) -> dict[str, Any]:
    """Schema `answers/overview_attention.json`: of `department`, or of every department whose figures one may read."""
    departments = ports.catalogue.current().documents["departments"]
    department = query.get("department", "")
    if department and department not in departments:
        raise BadInput([Problem("department", "There is no such department.", "Send a department code.")])
    check(staff, Action.READ_FIGURES, [department] if department else [], private=False)
    wanted = [department] if department else list(departments)
    return {"most_counted": MOST_COUNTED, "departments": [_of(ports, staff, one) for one in wanted]}


def _of(ports: Ports, staff: Staff, department: str) -> dict[str, Any]:
    def may(action: Action) -> bool:
        return allows(staff, action, [department], private=False)

    def late(cursor: str | None) -> tuple[int, str | None]:
        page = list_escalations(ports, staff, department, None, AT_ONCE, cursor)
        return len(page.work_orders), page.cursor

    def undelivered(cursor: str | None) -> tuple[int, str | None]:
        state = str(DeliveryState.UNDELIVERED)
        page = list_deliveries(ports, staff, department, "department", state, AT_ONCE, cursor)
        return len(page.deliveries), page.cursor

    asked = {"department": department, "of": CHECKS}
    return {
        "department": department,
        "escalated": _count(late) if may(Action.LIST_ESCALATIONS) else None,
        "undelivered": _count(undelivered) if may(Action.LIST_DELIVERIES) else None,
        "owner_checks": len(list_figure_cases(ports, staff, asked, AT_ONCE, None)["requests"]),
    }


def _count(page_of: Callable[[str | None], tuple[int, str | None]]) -> int:
    """The length of a list, page by page, up to `MOST_COUNTED`."""
    found, cursor = page_of(None)
    while cursor and found < MOST_COUNTED:
        more, cursor = page_of(cursor)
        found += more
    return min(found, MOST_COUNTED)
