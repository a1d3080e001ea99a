"""Deliveries follow the work: steps, transfers, splits, undone bulk actions, in any order of arrival."""

import json
from typing import Any

import pytest

from hex311 import schemas
from hex311.domain.delivery import DeliveryState
from hex311.domain.errors import LinkEnded
from hex311.domain.policy import Role, Staff
from hex311.domain.signature import KeyRing, new_key
from hex311.domain.work_order_news import TOLD
from hex311.usecases.answer_for_department import Answer, answer_for_department, read_work_link
from hex311.usecases.bulk_work_orders import bulk_work_orders
from hex311.usecases.deliver_work_orders import deliver_work_orders, sweep_deliveries
from hex311.usecases.undo_bulk import undo_bulk
from hex311.usecases.work_on_order import (
    Assignee,
    assign_work_order,
    claim_work_order,
    pause_work_order,
    resume_work_order,
    schedule_work_order,
    split_work_order,
    start_work_order,
    transfer_work_order,
)
from tests.support.outside import HOOK, MAILBOX, a_case, deliver_by, department_of

OLD, NEW = department_of("graffiti_removal"), "parks"
ADMIN = Staff("admin", frozenset({Role.ADMIN}), frozenset(), name="Ada")
HOOKS = {OLD: {**HOOK, "url": "https://old.example.org/hook"}, NEW: {**HOOK, "url": "https://new.example.org/hook"}}


@pytest.fixture
def work(city: Any) -> tuple[str, str]:
    """Work of a department with a system of its own; another one has one, too."""
    for department, way in HOOKS.items():
        deliver_by(city, department, way)
    city.webhook_keys = KeyRing({department: [{"key": new_key()}] for department in HOOKS})
    case_id, event = a_case(city)
    return case_id, str(event.data["work_order_id"])


def deliver(city: Any, case_id: str, *versions: int) -> None:
    """As the queue would: what the rule lets through, each event twice."""
    for event in city.cases.case_file(case_id).events:
        if event.name in TOLD and (not versions or event.version in versions):
            deliver_work_orders(city, case_id, event.version)
            deliver_work_orders(city, case_id, event.version)


def calls(city: Any) -> list[tuple[str, str, str, str]]:
    """(whose system, what, work order, its status there) of every call."""
    found = []
    for call in city.webhooks.calls:
        body = json.loads(call.body)
        schemas.check("deliveries/work_order_event", body)
        who = next(department for department, way in HOOKS.items() if way["url"] == call.url)
        order = body["work_order"]
        found.append((who, body["type"].removeprefix("work_order."), order["id"], order["status"]))
    return found


def test_a_system_hears_of_every_step_but_its_own(city: Any, work: tuple[str, str]) -> None:
    case_id, order_id = work
    steps = [
        lambda: claim_work_order(city, ADMIN, *work),
        lambda: assign_work_order(city, ADMIN, *work, Assignee("Bo")),
        lambda: schedule_work_order(city, ADMIN, *work, "2026-12-01"),
        lambda: start_work_order(city, ADMIN, *work),
        lambda: pause_work_order(city, ADMIN, *work, "weather"),
        lambda: resume_work_order(city, ADMIN, *work),
    ]
    told = [(OLD, "created", order_id, "open")]
    deliver(city, case_id)
    assert calls(city) == told
    for step in steps:
        order = step()
        deliver(city, case_id)
        told.append((OLD, "updated", order_id, str(order.status)))
        assert calls(city) == told
    answer_for_department(city, OLD, case_id, order_id, Answer("refuse", reason="not_ours"))
    deliver(city, case_id)
    assert calls(city) == told


def test_a_transfer_takes_it_from_one_and_gives_it_to_the_other(city: Any, work: tuple[str, str]) -> None:
    case_id, order_id = work
    deliver(city, case_id)
    transfer_work_order(city, ADMIN, *work, NEW, "wrong_department")
    deliver(city, case_id)
    start_work_order(city, ADMIN, *work)
    deliver(city, case_id)
    assert calls(city) == [
        (OLD, "created", order_id, "open"),
        (OLD, "withdrawn", order_id, "withdrawn"),
        (NEW, "created", order_id, "open"),
        (NEW, "updated", order_id, "started"),
    ]
    taken = json.loads(city.webhooks.calls[1].body)
    assert taken["work_order"]["department"] == OLD  # where it went is not told
    assert "location" not in taken


def test_what_arrives_late_is_no_older_news(city: Any, work: tuple[str, str]) -> None:
    """The system was down while the work went away and came back: it is told how things stand, and never that it lost
    the work that it has."""
    case_id, order_id = work
    transfer_work_order(city, ADMIN, *work, NEW, "wrong_department")
    transfer_work_order(city, ADMIN, *work, OLD, "wrong_department")
    transferred = [
        event.version for event in city.cases.case_file(case_id).events if event.name == "WorkOrderTransferred"
    ]
    for version in reversed(transferred):
        deliver(city, case_id, version)
    assert [call for call in calls(city) if call[0] == OLD] == [(OLD, "created", order_id, "open")]
    assert [call[:2] for call in calls(city) if call[0] == NEW] == [(NEW, "withdrawn")]
    sweep_deliveries(city)
    assert not city.deliveries.listed(OLD, DeliveryState.PENDING, 10, None).deliveries


def test_a_link_of_the_old_department_ends_and_the_new_one_gets_its_own(city: Any, work: tuple[str, str]) -> None:
    case_id, _ = work
    for department in (OLD, NEW):
        deliver_by(city, department, {**MAILBOX, "to": f"{department}@example.org"})
    deliver(city, case_id)
    transfer_work_order(city, ADMIN, *work, NEW, "capacity")
    deliver(city, case_id)
    first, taken, given = city.messenger.sent
    assert [mail.to for mail in (first, taken, given)] == [
        f"{OLD}@example.org",
        f"{OLD}@example.org",
        f"{NEW}@example.org",
    ]
    old, new = (mail.text.split("/work/#")[1].split()[0] for mail in (first, given))
    assert "/work/#" not in taken.text
    with pytest.raises(LinkEnded):
        read_work_link(city, old)
    assert read_work_link(city, new)[1].department == NEW


def test_the_part_of_a_split_is_a_work_order_of_its_own(city: Any, work: tuple[str, str]) -> None:
    case_id, order_id = work
    deliver(city, case_id)
    split_work_order(city, ADMIN, *work, NEW, "the tree before it", 1)
    deliver(city, case_id)
    assert calls(city) == [(OLD, "created", order_id, "open"), (NEW, "created", f"{order_id}~2", "open")]
    assert json.loads(city.webhooks.calls[1].body)["work_order"]["detail"] == "the tree before it"
    deliver_by(city, NEW, MAILBOX)
    split_work_order(city, ADMIN, *work, NEW, "the fence beside it", 2)
    deliver(city, case_id)
    assert "the fence beside it" in city.messenger.sent[-1].text


def test_a_transfer_that_is_undone_goes_back(city: Any, work: tuple[str, str]) -> None:
    case_id, order_id = work
    deliver(city, case_id)
    orders = [{"service_request_id": case_id, "work_order_id": order_id, "version": 1}]
    body = {"action": "transfer", "department": NEW, "reason": "capacity", "orders": orders}
    done = bulk_work_orders(city, ADMIN, body, "key", "hash")
    deliver(city, case_id)
    undo_bulk(city, ADMIN, done.bulk_id)
    deliver(city, case_id)
    assert [call[:2] for call in calls(city)] == [
        (OLD, "created"),
        (OLD, "withdrawn"),
        (NEW, "created"),
        (NEW, "withdrawn"),
        (OLD, "created"),
    ]
