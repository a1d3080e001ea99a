"""A city that is started with the demo's cases: no screen is empty, and all of it is what the system itself says."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
import pytest

from hex311_cli.deploy.staff import DEMO_PASSWORD
from hex311_cli.door import Door, wait_for
from hex311_cli.target import Target, connect
from tests.support.cloud import ROOT, CloudCity

pytestmark = [pytest.mark.cloud, pytest.mark.full]
STACK = "lived"
DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def lived_city(cloud_city: CloudCity) -> Iterator[Target]:
    """A second stack with the demo city; the first stays empty for the other tests."""
    mails = _mails(cloud_city)
    told = cloud_city.hex311("up", "--stack", STACK)
    assert "Demo cases" in told
    assert _mails(cloud_city) == mails, "nobody gets mail for the past"
    target = connect(STACK)
    target.door.sign_in("admin@example.org", DEMO_PASSWORD)
    yield target
    boto3.client("cloudformation").delete_stack(StackName=STACK)


def _mails(city: CloudCity) -> str:
    return city.hex311("inbox", "--text")


def figures(door: Door, area: str, first: datetime, last: datetime) -> Any:
    days = {"from": first.date().isoformat(), "to": last.date().isoformat()}
    return door.get("/api/v1/explore", layer="council_districts", area=area, **days)


def test_every_ward_has_numbers_and_the_city_a_year_before(lived_city: Target) -> None:
    door, now = lived_city.door, datetime.now(UTC)
    for ward in range(1, 11):
        ours = figures(door, str(ward), now - 365 * DAY, now)["figures"]
        assert ours["opened"] >= 10
        assert ours["closed"] >= 5
    before = figures(door, "1", now - 425 * DAY, now - 366 * DAY)["city"]
    assert before["closed"] >= 20
    assert before["on_time"] > before["late"] > 0


def test_estimates_came_true_or_not(lived_city: Target) -> None:
    told = lived_city.door.get("/api/v1/explore/estimates")["levels"]
    assert all(level["due"] > 10 and 0 < level["share"] < 1 for level in told)


def test_departments_have_queues_and_late_work(lived_city: Target) -> None:
    door = lived_city.door
    statuses = ("open", "assigned", "scheduled", "started", "paused")
    queues = {
        department: [
            order
            for status in statuses
            for order in door.staff("GET", "/work-orders", department=department, status=status)["work_orders"]
        ]
        for department in ("public_works", "sanitation", "parks", "water", "police")
    }
    assert all(queues.values())
    assert {order["status"] for queue in queues.values() for order in queue} == set(statuses)
    late = [door.staff("GET", "/escalations", department=code)["work_orders"] for code in queues]
    assert sum(map(len, late)) >= 8


def test_open_cases_have_a_workflow_that_waits_for_their_work(lived_city: Target) -> None:
    """Work that is finished now goes on as any: the execution that was started for it hears of it."""
    door = lived_city.door
    order = next(
        one
        for status in ("assigned", "scheduled", "open")  # which there are depends on the day
        for one in door.staff("GET", "/work-orders", department="public_works", status=status)["work_orders"]
        if one["work_order_id"] == "repair.repair_light"
    )
    number = order["service_request_id"]
    path = f"/requests/{number}/work-orders/{order['work_order_id']}"
    door.staff("POST", f"{path}/start")
    door.staff("POST", f"{path}/complete", {"outcome": "lamp_replaced"})
    closed = wait_for(lambda: door.get(f"/api/v1/requests/{number}")["status"] == "done", 120)
    assert closed


def test_figures_and_map_are_what_the_cases_say(lived_city: Target, cloud_city: CloudCity) -> None:
    assert "say what the cases say" in cloud_city.hex311("insights", "recount", "--stack", STACK)
    assert "shows what the table says" in cloud_city.hex311("tiles", "check", "--stack", STACK)


def test_they_are_loaded_once(lived_city: Target, cloud_city: CloudCity) -> None:
    pack = str(ROOT / "cities" / "rivermark")
    assert "unchanged" in cloud_city.hex311("demo-data", "load", "--city", pack, "--stack", STACK)
    # Also when nobody remembers that they were: then each case is found where it stands.
    boto3.client("s3").delete_object(Bucket=lived_city.outputs["CityBucket"], Key="demo/loaded.json")
    assert "0 cases" in cloud_city.hex311("demo-data", "load", "--city", pack, "--stack", STACK)
