"""What belongs to a crew's day, and what does not."""

from dataclasses import replace
from typing import Any

import pytest

from hex311.domain.errors import BadInput, Forbidden
from hex311.domain.policy import Role, Staff
from hex311.domain.work_order import WorkStatus
from hex311.usecases.plan_route import plan_crew_route
from tests.support.city import memory_city
from tests.unit.usecases.test_escalate_work_orders import order_of, with_work
from tests.unit.usecases.test_run_workflow import ADMIN


def given(city: Any, **changes: Any) -> str:
    """A case whose work order stands as told."""
    number = with_work(city)
    case = city.store.cases[number]
    orders = tuple(replace(order, **changes) for order in case.work_orders)
    city.store.cases[number] = replace(case, work_orders=orders)
    return number


def test_what_is_planned_for_the_day_or_due_or_begun_is_in_the_route() -> None:
    city = memory_city()
    soon, later = city.clock + 600, city.clock + 30 * 86_400
    planned = given(city, assignee="crew 7", due_at=later, planned_for="2026-09-21T15:00")
    due = given(city, assignee="crew 7", due_at=soon)
    begun = given(city, assignee="crew 7", due_at=later, status=WorkStatus.STARTED)
    given(city, assignee="crew 7", due_at=later)
    given(city, assignee="crew 7", due_at=soon, planned_for="2026-09-22")
    given(city, assignee="crew 8", due_at=soon)
    given(city, assignee="crew 7", due_at=soon, status=WorkStatus.COMPLETED)
    department = order_of(city, due).department
    day = plan_crew_route(city, ADMIN, department, "crew 7", None)
    assert day.day.isoformat() == "2026-09-21"
    assert {visit.stop.name.split("/")[0] for visit in day.route.visits} == {planned, due, begun}
    appointment = next(visit for visit in day.route.visits if visit.stop.name.startswith(planned))
    assert appointment.stop.fixed_at is not None
    assert all(visit.arrives_at >= city.clock for visit in day.route.visits)
    tomorrow = plan_crew_route(city, ADMIN, department, "crew 7", "2026-09-22")
    assert len(tomorrow.route.visits) == 3  # planned for it; due by then; begun


def test_who_is_of_another_department_and_days_that_do_not_exist_are_refused() -> None:
    city = memory_city()
    department = order_of(city, given(city, assignee="crew 7")).department
    stranger = Staff("s", frozenset({Role.CREW}), frozenset({"elsewhere"}))
    with pytest.raises(Forbidden):
        plan_crew_route(city, stranger, department, "crew 7", None)
    for day in ("2026-02-30", "tomorrow", "2026-9-1x"):
        with pytest.raises(BadInput):
            plan_crew_route(city, ADMIN, department, "crew 7", day)
    with pytest.raises(BadInput):
        plan_crew_route(city, ADMIN, "no_such", "crew 7", None)
