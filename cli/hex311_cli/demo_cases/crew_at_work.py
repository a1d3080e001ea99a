"""What staff do with the work orders of a story: give them out, plan a day, begin, pause, finish.

The moments follow from the promise: a fate says which share of its working time the work takes (`pace`), and all of it
happens while the department works.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from hex311.adapters.memory.ports import MemoryPorts
from hex311.domain.policy import Staff
from hex311.domain.work_order import WorkOrder, WorkStatus
from hex311.domain.work_report import Evidence
from hex311.usecases.assign_work_order import Assignee, assign_work_order
from hex311.usecases.change_case import load
from hex311.usecases.claim_work_order import claim_work_order
from hex311.usecases.complete_work_order import complete_work_order
from hex311.usecases.pause_work_order import pause_work_order
from hex311.usecases.release_content import release_content
from hex311.usecases.schedule_work_order import schedule_work_order
from hex311.usecases.start_work_order import start_work_order
from hex311_cli.demo_cases.people import People
from hex311_cli.demo_cases.stories import HOUR_S, Fate

if TYPE_CHECKING:
    from hex311_cli.demo_cases.lived_city import LivedCity

#: Work without a promise takes two days.
USUAL_S = 16 * HOUR_S
#: Longer work is planned for a day first.
PLANNED_FROM_S = 7 * HOUR_S
#: Time on the spot.
VISIT_S = 50 * 60
STEPS = ("new", "assigned", "scheduled", "started", "paused", "done")


class CrewAtWork:
    """The departments of a lived city."""

    def __init__(self, ports: MemoryPorts, people: People, city: LivedCity) -> None:
        self._ports, self._people, self._city = ports, people, city
        self._zone = ZoneInfo(ports.catalogue.current().city["timezone"])

    def plan(self, case_id: str, order_id: str) -> None:
        """Put what will happen to a new work order on the city's plan; without a fate nobody touches it."""
        order = self._order(case_id, order_id)
        fates = self._city.story(case_id).work.get(order.code, ()) if order else ()
        if order is None or not fates:
            return
        fate = fates[min(order.life, len(fates) - 1)]
        far = STEPS.index(fate.until)
        calendar, began = self._ports.catalogue.current().calendar(order.department), order.created_at
        promised = calendar.worked(began, order.due_at) if order.due_at else USUAL_S
        whole = max(VISIT_S + 600, round(promised * fate.pace))

        def moment(share: float) -> int:
            return calendar.after(began, round(whole * share))

        begins, ends = calendar.after(began, whole - VISIT_S), calendar.after(began, whole)
        city, given = self._city, (case_id, order_id)
        if far >= STEPS.index("assigned"):
            city.at(moment(0.12), self._give_out, *given, fate.crew)
        if far >= STEPS.index("scheduled") and (whole > PLANNED_FROM_S or fate.days_ahead is not None):
            planned = begins if fate.days_ahead is None else city.now + fate.days_ahead * 24 * HOUR_S
            city.at(moment(0.2), self._schedule, *given, planned)
        if far >= STEPS.index("started"):
            city.at(begins, self._start, *given)
        if fate.until == "paused":
            city.at(begins + 1_500, self._pause, *given, fate.reason)
        if fate.until == "done":
            city.at(ends, self._finish, *given, fate)

    def _order(self, case_id: str, order_id: str) -> WorkOrder | None:
        """The work order as it stands, while there is something to do."""
        case = load(self._ports, case_id)
        order = case.work_order(order_id)
        return order if order and order.is_active and not case.request.is_closed else None

    def _give_out(self, case_id: str, order_id: str, crew: str) -> None:
        order = self._order(case_id, order_id)
        if order is None:
            return
        department = self._ports.catalogue.current().department(order.department)
        crews = [one["code"] for one in department.get("crews", ())]
        if not crews:
            claim_work_order(self._ports, self._people.crew(order.department), case_id, order_id)
            return
        wanted = [code for code in crews if crew and code.startswith(crew)] or crews
        chosen = wanted[sum(case_id.encode()) % len(wanted)]
        assign_work_order(self._ports, self._dispatcher(order), case_id, order_id, Assignee(chosen, "crew"))

    def _schedule(self, case_id: str, order_id: str, begins: int) -> None:
        if order := self._order(case_id, order_id):
            day = datetime.fromtimestamp(begins, tz=UTC).astimezone(self._zone).date().isoformat()
            schedule_work_order(self._ports, self._dispatcher(order), case_id, order_id, day)

    def _start(self, case_id: str, order_id: str) -> None:
        order = self._order(case_id, order_id)
        if order and order.status is not WorkStatus.STARTED:
            start_work_order(self._ports, self._people.crew(order.department), case_id, order_id)

    def _pause(self, case_id: str, order_id: str, reason: str) -> None:
        if order := self._order(case_id, order_id):
            pause_work_order(self._ports, self._people.crew(order.department), case_id, order_id, reason)
            self._city.watch(case_id)

    def _finish(self, case_id: str, order_id: str, fate: Fate) -> None:
        order = self._order(case_id, order_id)
        if order is None:
            return
        photos = (self._city.new_photo(fate.photo, f"{case_id}/{order_id}", "staff"),) if fate.photo else ()
        evidence = Evidence(fate.sentence, photos, fate.quantities)
        staff = self._people.crew(order.department)
        complete_work_order(self._ports, staff, case_id, order_id, fate.outcome, evidence=evidence)
        story = self._city.story(case_id)
        if photos and story.released and not order.private:
            release_content(self._ports, self._people.of("triage"), case_id, frozenset({"photos"}), photos)
        self._city.at(self._ports.now() + 3, self._city.advance, case_id)

    def _dispatcher(self, order: WorkOrder) -> Staff:
        return self._people.dispatcher(order.department)
