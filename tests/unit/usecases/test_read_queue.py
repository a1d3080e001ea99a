"""The rows of the queue: little in each, and all that the list shows and is narrowed by."""

from dataclasses import replace
from typing import Any

import pytest

from hex311.domain.errors import Forbidden
from hex311.domain.geography import OverlayAnswer
from hex311.domain.policy import Role, Staff
from hex311.ports import NO_FILTER, Change, OrderFilter
from hex311.schemas import check
from hex311.usecases.read_queue import read_queue
from hex311.usecases.reroute_case import reroute_case
from hex311.usecases.run_workflow import create_work_order, route_request
from hex311.usecases.submit_request import submit_request
from hex311.usecases.work_on_order import Assignee, assign_work_order, pause_work_order, read_work_order
from hex311.usecases.work_order_views import work_order_view
from tests.support.city import a_report, answers_for

NORA = Staff("nora", frozenset({Role.DISPATCHER}), frozenset({"sanitation"}), name="Nora Field")
VENDOR = Staff("vendor", frozenset({Role.VENDOR}), frozenset({"sanitation"}))
PUBLIC_WALL = {**answers_for("graffiti_removal"), "owner": "public"}
DAY_S = 86_400


def filed(city: Any, **more: Any) -> tuple[str, str]:
    case_id = submit_request(city, a_report("graffiti_removal", answers=PUBLIC_WALL, **more)).request.id
    order_id = route_request(city, case_id, 1).work_order_ids[0]
    create_work_order(city, case_id, order_id, 1, "token")
    return case_id, order_id


def page(city: Any, status: str = "open", limit: int = 1_000, cursor: str | None = None, **only: str) -> Any:
    asked = OrderFilter(**only) if only else NO_FILTER
    told = read_queue(city, NORA, "sanitation", status, limit, cursor, asked, "en")
    check("staff/queue", told)
    return told


def test_a_row_says_what_where_and_until_when_and_nothing_that_is_empty(city: Any) -> None:
    case_id, order_id = filed(city, address="12 Oak Street")
    told = page(city)
    (row,) = told["rows"]
    assert row["address"] == "12 Oak Street"
    assert (row["service_request_id"], row["work_order_id"], row["version"]) == (case_id, order_id, 1)
    assert told["services"] == {"graffiti_removal": "Graffiti"}
    assert {"lat", "long", "due_at", "created_at", "title"} <= set(row)
    assert not {"paused", "very_late_at", "assignee", "planned_for", "private"} & set(row)
    assert "council_districts:3" in row["areas"]
    assert page(city, area="council_districts:3")["rows"] == [row]
    assert page(city, area="council_districts:4")["rows"] == []


def test_pages_hold_every_row_once(city: Any) -> None:
    numbers = {filed(city)[0] for _ in range(5)}
    seen: list[str] = []
    cursor = None
    for _ in range(3):
        told = page(city, limit=2, cursor=cursor)
        seen += [row["service_request_id"] for row in told["rows"]]
        cursor = told["next"]
    assert cursor is None
    assert (set(seen), len(seen)) == (numbers, 5)


def test_a_clock_that_stands_still_tells_why_since_when_and_what_is_left(city: Any) -> None:
    work = filed(city)
    assign_work_order(city, NORA, *work, Assignee("graffiti_1", "crew"))
    since = city.clock
    pause_work_order(city, NORA, *work, "weather")
    city.clock += 3 * DAY_S
    (row,) = page(city, "paused")["rows"]
    order = work_order_view(city.catalogue.current(), read_work_order(city, NORA, *work), "en", city.clock)
    check("staff/work_order", order)
    assert row["paused"] == order["sla"]["paused"]
    assert row["paused"]["reason"] == "weather"
    assert row["left_s"] == order["sla"]["left_s"] > 0
    assert "due_at" not in row
    (pause,) = order["sla"]["pauses"]
    assert (pause["reason"], pause["until"]) == ("weather", None)
    assert pause["since"] == row["paused"]["since"]
    assert since <= city.clock


def test_what_is_late_says_when_it_is_very_late(city: Any) -> None:
    work = filed(city)
    city.clock += 60 * DAY_S
    (row,) = page(city)["rows"]
    order = work_order_view(city.catalogue.current(), read_work_order(city, NORA, *work), "en", city.clock)
    assert (row["due_at"], row["very_late_at"]) == (order["sla"]["due_at"], order["sla"]["very_late_at"])


def test_what_is_private_is_not_in_the_rows_of_who_may_not_see_it(city: Any) -> None:
    case_id, _ = filed(city)
    case = city.cases.case_file(case_id)
    private = tuple(replace(one, private=True) for one in case.work_orders)
    city.cases.commit(Change(case.request, case.request.version, (), private))
    assert page(city)["rows"][0]["private"] is True
    assert read_queue(city, VENDOR, "sanitation", "open", 9, None, NO_FILTER, "en")["rows"] == []
    with pytest.raises(Forbidden):
        read_queue(city, NORA, "water", "open", 9, None, NO_FILTER, "en")


def test_when_the_layers_change_all_open_work_is_written_with_its_new_areas(city: Any) -> None:
    """Nothing is handed over here, and yet the queue has to find the work in its new district."""
    case_id, order_id = filed(city)
    before = city.overlays.answer

    def moved(point: Any) -> Any:
        told = before(point)
        return told._replace(answers=(*told.answers, OverlayAnswer("police_beats", "77", "Beat 77", {}, "inside")))

    city.overlays.answer = moved
    commit, written = city.cases.commit, []
    city.cases.commit = lambda change: (written.append(change), commit(change))[1]
    changed = reroute_case(city, case_id)
    assert changed is not None
    assert changed.handovers == ()
    assert [order.id for order in written[0].work_orders] == [order_id]
    (row,) = page(city)["rows"]
    assert row["version"] == 1
    assert "police_beats:77" in row["areas"]
