"""Many work orders at once: what the preview says, what is done, retries, and taking it back."""

from typing import Any

import pytest

from hex311.domain.errors import BadInput, KeyReused, NotFound, TransientFault
from hex311.domain.policy import Role, Staff
from hex311.domain.work_order import WorkStatus
from hex311.ports import Change
from hex311.usecases.bulk_work_orders import BulkReport, bulk_work_orders, preview_bulk
from hex311.usecases.run_workflow import create_work_order, route_request
from hex311.usecases.submit_request import submit_request
from hex311.usecases.undo_bulk import undo_bulk
from hex311.usecases.work_on_order import assign_work_order, schedule_work_order, start_work_order
from tests.support.city import a_report, answers_for

#: Nobody has to be asked first.
PUBLIC_WALL = {**answers_for("graffiti_removal"), "owner": "public"}
NORA = Staff("nora", frozenset({Role.DISPATCHER}), frozenset({"sanitation"}), name="Nora Field")
OTIS = Staff("otis", frozenset({Role.DISPATCHER}), frozenset({"sanitation"}), name="Otis Reed")
ASSIGN = {"action": "assign", "crew": "graffiti_1"}
SCHEDULE = {"action": "schedule", "planned_for": "2026-09-30"}
TRANSFER = {"action": "transfer", "department": "parks", "reason": "capacity"}


def filed(city: Any, number: int) -> list[dict[str, Any]]:
    orders = []
    for _ in range(number):
        case_id = submit_request(city, a_report("graffiti_removal", answers=PUBLIC_WALL)).request.id
        order_id = route_request(city, case_id, 1).work_order_ids[0]
        create_work_order(city, case_id, order_id, 1, "token")
        orders.append({"service_request_id": case_id, "work_order_id": order_id, "version": 1})
    return orders


def do(city: Any, body: dict[str, Any], key: str = "k", staff: Staff = NORA) -> BulkReport:
    return bulk_work_orders(city, staff, body, key, str(body))


def results(report: BulkReport) -> list[str]:
    return [line.result for line in report.lines]


def order(city: Any, one: dict[str, Any]) -> Any:
    return city.cases.case_file(one["service_request_id"]).work_order(one["work_order_id"])


def test_the_preview_says_what_then_happens_and_writes_nothing(city: Any) -> None:
    orders = filed(city, 4)
    start_work_order(city, OTIS, orders[1]["service_request_id"], orders[1]["work_order_id"])
    orders[2]["work_order_id"] = "no.such"
    orders[3]["service_request_id"] = "nonsense"
    body = {**ASSIGN, "orders": orders}
    before = [order(city, one) for one in orders[:3]]
    looked = preview_bulk(city, NORA, body)
    assert results(looked) == ["would_change", "refused", "refused", "refused"]
    assert looked.lines[0].message == "It would be assigned to Graffiti crew 1."
    assert looked.lines[1].message.startswith("Otis Reed changed this 0 s ago: started.")
    assert [order(city, one) for one in orders[:3]] == before
    done = do(city, body)
    assert results(done) == ["changed", "refused", "refused", "refused"]
    assert [line.code for line in done.lines] == ["", "changed_meanwhile", "not_found", "not_found"]


def test_a_retry_does_nothing_twice_and_goes_on_where_it_stopped(city: Any) -> None:
    orders = filed(city, 3)
    body = {**ASSIGN, "orders": orders}
    commit, left = city.cases.commit, [1]

    def fails_later(change: Change) -> None:
        if not left:
            raise TransientFault
        left.pop()
        commit(change)

    city.cases.commit = fails_later
    assert results(do(city, body)) == ["changed", "refused", "refused"]
    city.cases.commit = commit
    assert results(do(city, body)) == ["changed"] * 3
    assert results(do(city, body)) == ["changed"] * 3
    assert [order(city, one).version for one in orders] == [2, 2, 2]
    with pytest.raises(KeyReused):
        do(city, {**SCHEDULE, "orders": orders})
    assert results(do(city, {**ASSIGN, "orders": orders}, key="another")) == ["unchanged"] * 3


def test_a_retry_never_overrules_what_others_did_in_between(city: Any) -> None:
    orders = filed(city, 1)
    do(city, {**ASSIGN, "orders": orders})
    case_id, order_id = orders[0]["service_request_id"], orders[0]["work_order_id"]
    assign_work_order(city, OTIS, case_id, order_id, "Ben")
    assert results(do(city, {**ASSIGN, "orders": orders})) == ["refused"]
    assert order(city, orders[0]).assignee == "Ben"


def test_what_a_step_lacks_is_named_before_anything_is_kept(city: Any) -> None:
    for action, field in (("assign", "assignee"), ("schedule", "planned_for"), ("transfer", "department")):
        with pytest.raises(BadInput) as refused:
            do(city, {"action": action, "orders": filed(city, 1)}, key=action)
        assert refused.value.problems[0].field == field
        one = filed(city, 1)
        assert results(do(city, {**ASSIGN, "orders": one}, key=action)) == ["changed"]  # the key is free


@pytest.mark.parametrize("body", [ASSIGN, SCHEDULE, TRANSFER, {"action": "claim"}])
def test_within_a_minute_it_is_taken_back(city: Any, body: dict[str, Any]) -> None:
    orders = filed(city, 2)
    case_id, order_id = orders[0]["service_request_id"], orders[0]["work_order_id"]
    if body is SCHEDULE:
        orders[0]["version"] = schedule_work_order(city, OTIS, case_id, order_id, "2026-10-02").version
    before = [order(city, one) for one in orders]
    department = city.cases.case_file(case_id).request.department
    report = do(city, {**body, "orders": orders})
    assert results(report) == ["changed", "changed"]
    city.clock += 59
    for _ in range(2):
        assert results(undo_bulk(city, NORA, report.bulk_id)) == ["undone", "undone"]
    for old, new in zip(before, [order(city, one) for one in orders], strict=True):
        assert new.version == old.version + 2
        for name in ("status", "assignee", "assignee_name", "planned_for", "department", "crew", "transferred"):
            assert getattr(new, name) == getattr(old, name)
    assert city.cases.case_file(case_id).request.department == department
    names = [str(event.name) for event in city.cases.case_file(case_id).events]
    expected = {
        "assign": ["WorkOrderAssigned", "WorkOrderRestored"],
        "claim": ["WorkOrderClaimed", "WorkOrderRestored"],
        "schedule": ["WorkOrderScheduled", "WorkOrderScheduled"],
        "transfer": ["WorkOrderTransferred", "WorkOrderTransferred"],
    }
    assert names[-2:] == expected[body["action"]]


def test_only_in_time_only_by_them_and_only_where_nothing_happened_since(city: Any) -> None:
    orders = filed(city, 2)
    report = do(city, {**ASSIGN, "orders": orders})
    with pytest.raises(NotFound):
        undo_bulk(city, OTIS, report.bulk_id)
    with pytest.raises(NotFound):
        undo_bulk(city, NORA, "0" * 32)
    start_work_order(city, OTIS, orders[0]["service_request_id"], orders[0]["work_order_id"])
    undone = undo_bulk(city, NORA, report.bulk_id)
    assert results(undone) == ["refused", "undone"]
    assert undone.lines[0].message == "Otis Reed changed it since: started."
    assert order(city, orders[0]).status is WorkStatus.STARTED
    late = do(city, {**SCHEDULE, "orders": filed(city, 1)}, key="late")
    city.clock += 61
    assert undo_bulk(city, NORA, late.bulk_id).lines[0].message.startswith("The minute")


def test_orders_that_the_action_left_alone_are_left_alone_by_its_undo(city: Any) -> None:
    orders = filed(city, 1)
    case_id, order_id = orders[0]["service_request_id"], orders[0]["work_order_id"]
    start_work_order(city, OTIS, case_id, order_id)
    city.clock += 5
    report = do(city, {**ASSIGN, "orders": orders})
    assert results(undo_bulk(city, NORA, report.bulk_id)) == ["unchanged"]
    assert order(city, orders[0]).status is WorkStatus.STARTED


def test_who_lost_sight_of_an_order_is_not_told_of_it(city: Any) -> None:
    orders = filed(city, 1)
    report = do(city, {**TRANSFER, "orders": orders})
    parks = Staff("pam", frozenset({Role.DISPATCHER}), frozenset({"parks"}), name="Pam Hill")
    assign_work_order(city, parks, orders[0]["service_request_id"], orders[0]["work_order_id"], "Cy")
    (line,) = undo_bulk(city, NORA, report.bulk_id).lines
    assert (line.result, line.code, line.order) == ("refused", "forbidden", None)
    assert "Pam" not in line.message
