"""The supervisor's figures, through the front door: a report comes into them and their lists, and moves on."""

from typing import Any

import pytest

from hex311 import schemas
from hex311_cli.commands.demo import Story, file, somewhere_new, work
from hex311_cli.deploy.staff import DEMO_PASSWORD
from hex311_cli.door import Door, wait_for
from tests.support.cloud import CloudCity

pytestmark = [pytest.mark.cloud, pytest.mark.timeout(300)]

SERVICE = "graffiti_removal"


@pytest.fixture
def door(cloud_city: CloudCity) -> Door:
    cloud_city.door.sign_in("admin@example.org", DEMO_PASSWORD)
    return cloud_city.door


def listed(door: Door, **query: str) -> list[str]:
    found: list[str] = []
    cursor = ""
    while True:
        page = door.staff("GET", "/requests", **query, **({"cursor": cursor} if cursor else {}))
        schemas.check("answers/figure_cases", page)
        found += [row["service_request_id"] for row in page["requests"]]
        cursor = page["next"] or ""
        if not cursor:
            return found


def overview(door: Door, **query: str) -> dict[str, Any]:
    answer = door.staff("GET", "/overview", **query)
    schemas.check("answers/overview", answer)
    return answer


def test_a_report_comes_into_the_figures_and_their_lists(door: Door) -> None:
    number = file(door, SERVICE, somewhere_new(door, door.get("/api/v1/city")))["service_request_id"]
    asked = {"service_code": SERVICE}
    wait_for(lambda: number in listed(door, of="open", **asked))
    told = overview(door, **asked)
    assert told["now"]["open"] == len(listed(door, of="open", **asked))
    assert told["period"]["opened"] == len(listed(door, of="opened", **asked))
    departments = [one["of"] for one in told["now"]["by_department"] if one["of"]]
    of_each = {of: listed(door, of="open", department=of, **asked) for of in departments}
    (department,) = (of for of, numbers in of_each.items() if number in numbers)
    own = {**asked, "department": department}
    work(door, Story("worked on, so that it is told"), number)
    wait_for(lambda: number in listed(door, of="closed", **own))
    assert number not in listed(door, of="open", **own)
    after = overview(door, **own)
    assert after["period"]["closed"] == len(listed(door, of="closed", **own))
    assert after["closed_today"] >= 1
    if after["period"]["flagged"].get("quick_closure"):
        assert number in listed(door, of="flagged", flag="quick_closure", **own)


def test_what_waits_is_told_by_department(door: Door) -> None:
    told = door.staff("GET", "/overview/attention")
    schemas.check("answers/overview_attention", told)
    for one in told["departments"]:
        late = door.staff("GET", "/escalations", department=one["department"], limit=200)["work_orders"]
        assert len(late) == one["escalated"]
