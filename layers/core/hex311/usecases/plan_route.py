"""Today's work of a crew in a good visiting order."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hex311.domain.catalogue import Catalogue
from hex311.domain.errors import BadInput, Problem
from hex311.domain.field_route import MOST_STOPS, FieldWork, Route, Stop, plan_route
from hex311.domain.geography import Point
from hex311.domain.policy import Action, Staff, allows, check
from hex311.domain.work_order import OVER, WorkOrder, WorkStatus
from hex311.ports import CaseFile, Ports
from hex311.usecases.change_case import load

_PAGE = 200


@dataclass(frozen=True, slots=True)
class CrewDay:
    """The route of a crew, with the case and the work order of each stop (by the stop's name)."""

    day: date
    route: Route
    work: dict[str, tuple[CaseFile, WorkOrder]]
    left_out: int


def plan_crew_route(ports: Ports, staff: Staff, department: str, crew: str, day: str | None) -> CrewDay:
    """What the crew has to do on a day (local; today unless given): what is planned for it, and, of what is planned for
    no day, what is due by its end or begun. Of more than a day holds, the most urgent; `left_out` counts the rest.

    Raises `Forbidden` for another department, `BadInput` for an unknown department or a day that does not exist.
    """
    catalogue = ports.catalogue.current()
    if department not in catalogue.documents["departments"]:
        raise BadInput([Problem("department", "There is no such department.", "Use a code of the city pack.")])
    check(staff, Action.PLAN_ROUTE, [department], private=False)
    zone = ZoneInfo(catalogue.city["timezone"])
    today = datetime.fromtimestamp(ports.now(), tz=UTC).astimezone(zone).date()
    wanted = _day(day) if day else today
    ends_at = int(datetime.combine(wanted + timedelta(days=1), time.min, zone).timestamp())
    orders = [
        order
        for order in _orders_of(ports, department, crew)
        if allows(staff, Action.PLAN_ROUTE, [order.department], private=order.private)
        and _is_for(order, wanted, ends_at)
    ]
    orders.sort(key=lambda order: (not order.planned_for, order.due_at or ends_at, order.case_id, order.id))
    work = {f"{order.case_id}/{order.id}": (load(ports, order.case_id), order) for order in orders[:MOST_STOPS]}
    stops = [Stop(name, case.request.point, _appointment(order, zone)) for name, (case, order) in work.items()]
    begins_at = max(_opens(catalogue, department, wanted, zone), ports.now() if wanted == today else 0)
    route = plan_route(stops, field_work(catalogue, department), begins_at)
    return CrewDay(wanted, route, work, len(orders) - len(work))


def field_work(catalogue: Catalogue, department: str) -> FieldWork:
    """How the department's crews travel (pack: `field_work`)."""
    told = dict(catalogue.department(department).get("field_work", {}))
    depot = told.pop("depot", None)
    return FieldWork(depot=Point(**depot) if depot else None, **told)


def _day(text: str) -> date:
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC).date()
    except ValueError:
        raise BadInput([Problem("date", "There is no such day.", "Send a day as 2026-11-30.")]) from None


def _orders_of(ports: Ports, department: str, crew: str) -> Iterator[WorkOrder]:
    """The crew's open work: assigned to it by name or, where nobody is assigned, of its area. From the queue index,
    so work that was assigned a moment ago may be missing for a moment."""
    for status in WorkStatus:
        cursor: str | None = None
        while status not in OVER:
            page = ports.cases.work_orders_of(department, status, _PAGE, cursor)
            yield from (order for order in page.work_orders if crew == (order.assignee or order.crew))
            cursor = page.cursor
            if cursor is None:
                break


def _is_for(order: WorkOrder, day: date, ends_at: int) -> bool:
    if order.planned_for:
        return order.planned_for.startswith(day.isoformat())
    return order.status is WorkStatus.STARTED or (order.due_at is not None and order.due_at < ends_at)


def _appointment(order: WorkOrder, zone: ZoneInfo) -> int | None:
    """The time that was agreed, where one was; a day alone is no appointment."""
    if "T" not in order.planned_for:
        return None
    return int(datetime.fromisoformat(order.planned_for).replace(tzinfo=zone).timestamp())


def _opens(catalogue: Catalogue, department: str, day: date, zone: ZoneInfo) -> int:
    """When work begins on a day: with the first working time of the department on it, else at eight."""
    start = int(datetime.combine(day, time.min, zone).timestamp())
    opens = next((opens for opens, _ in catalogue.calendar(department).spans(start)), start)
    eight = int(datetime.combine(day, time(8), zone).timestamp())
    return opens if opens < start + 86_400 and opens > start else eight
