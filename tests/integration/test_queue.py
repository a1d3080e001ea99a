"""The queue's own door: thin rows with the areas of each, in pages that hold every row once; views that are kept."""

from typing import Any
from uuid import uuid4

import pytest

from hex311 import schemas
from hex311_cli.commands.demo import harmless_answers
from hex311_cli.deploy.staff import DEMO_PASSWORD
from hex311_cli.door import Door, wait_for
from tests.support.cloud import CloudCity

pytestmark = [pytest.mark.cloud, pytest.mark.timeout(180)]

SERVICE, DEPARTMENT = "graffiti_removal", "sanitation"


@pytest.fixture(scope="module")
def office(cloud_city: CloudCity) -> Door:
    door = Door(cloud_city.base_url, None, cloud_city.outputs)
    door.sign_in(f"dispatcher.{DEPARTMENT}@example.org", DEMO_PASSWORD)
    return door


@pytest.fixture(scope="module")
def numbers(office: Door) -> set[str]:
    centre = office.get("/api/v1/city")["centre"]
    answers = {**harmless_answers(office.get(f"/api/v1/services/{SERVICE}")), "owner": "public"}
    found = set()
    for step in range(3):
        place = {"lat": centre["lat"] - 0.006 - step * 0.0011, "long": centre["long"] - 0.004}
        body = {"service_code": SERVICE, **place, "answers": answers}
        found.add(str(office.post("/api/v1/requests", body, Idempotency_Key=uuid4().hex)["service_request_id"]))
    return found


def rows(office: Door, **only: str) -> list[dict[str, Any]]:
    """The whole queue of what is open, two rows in a page."""
    found: list[dict[str, Any]] = []
    cursor = None
    while True:
        query = {"department": DEPARTMENT, "limit": "2", **only, **({"cursor": cursor} if cursor else {})}
        page = office.staff("GET", "/queue", **query)
        schemas.check("staff/queue", page)
        found += page["rows"]
        cursor = page["next"]
        if not cursor:
            return found


def test_every_row_is_there_once_with_the_areas_it_lies_in(office: Door, numbers: set[str]) -> None:
    wait_for(lambda: numbers <= {row["service_request_id"] for row in rows(office, service_code=SERVICE)}, 90)
    found = rows(office)
    names = [(row["service_request_id"], row["work_order_id"]) for row in found]
    assert len(set(names)) == len(names)
    ours = next(row for row in found if row["service_request_id"] in numbers)
    (district,) = (area for area in ours["areas"] if area.startswith("council_districts:"))
    within = rows(office, area=district)
    assert within == [row for row in found if district in row["areas"]]


def test_a_view_is_kept_shared_begun_with_and_removed(office: Door) -> None:
    view, question = f"view-{uuid4()}", {"department": DEPARTMENT, "clock": "late"}
    body = {"name": "late ones", "question": question, "shared": True}
    kept = office.staff("PUT", f"/views/{view}", body)
    schemas.check("staff/saved_view", kept)
    assert office.staff("PUT", f"/views/{view}", body) == kept  # a lost answer, asked for again
    begun = office.staff("PUT", "/first-view", {"department": DEPARTMENT, "view_id": view})
    assert begun["first"] == view
    listed = office.staff("GET", "/views", department=DEPARTMENT)
    schemas.check("staff/views", listed)
    assert (listed["first"], [one["name"] for one in listed["views"] if one["view_id"] == view]) == (
        view,
        ["late ones"],
    )
    left = office.staff("DELETE", f"/views/{view}", department=DEPARTMENT, shared="true")
    assert (left["first"], [one for one in left["views"] if one["view_id"] == view]) == (None, [])
