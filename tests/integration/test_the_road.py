"""One report, all the way through, over HTTP through the front door. README tells the same story."""

from typing import Any
from uuid import uuid4

import boto3
import pytest

from hex311 import schemas
from hex311.domain.geography import Point
from hex311.spatial.tiles import tile_of
from hex311_cli.closing import report
from hex311_cli.commands.demo import file, harmless_answers, link_token, mails_to, somewhere_new
from hex311_cli.deploy.staff import DEMO_PASSWORD
from hex311_cli.door import Door, Refused, wait_for
from tests.support.cloud import CloudCity
from tests.support.map_tiles import cases_on

pytestmark = [pytest.mark.cloud, pytest.mark.timeout(600)]


@pytest.fixture
def door(cloud_city: CloudCity) -> Door:
    cloud_city.door.sign_in("admin@example.org", DEMO_PASSWORD)
    return cloud_city.door


@pytest.fixture
def home(door: Door) -> dict[str, float]:
    return somewhere_new(door, door.get("/api/v1/city"))


def next_order(door: Door, number: str) -> dict[str, Any]:
    def look() -> Any:
        orders = door.staff("GET", f"/requests/{number}")["work_orders"]
        return next((order for order in orders if order["status"] != "completed"), None)

    found: dict[str, Any] = wait_for(look)
    return found


def finish(door: Door, number: str) -> dict[str, Any]:
    """Complete work orders as a crew does until the case is closed; the public view of the end."""

    def look() -> Any:
        case = door.staff("GET", f"/requests/{number}")
        return case["closed_at"] or [order for order in case["work_orders"] if order["status"] != "completed"]

    while isinstance(found := wait_for(look), list):
        order = found[0]
        outcome = next(one for one in order["outcomes"] if one["status"] == "done")
        path = f"/requests/{number}/work-orders/{order['work_order_id']}"
        door.staff("POST", f"{path}/complete", report(door, outcome))
    view: dict[str, Any] = door.get(f"/api/v1/requests/{number}")
    return view


def test_what_the_city_offers(door: Door) -> None:
    city = door.get("/api/v1/city")
    assert city["code"] == "rivermark"
    services = door.get("/api/v1/services")["services"]
    assert len(services) >= 6
    for service in services:
        assert door.get(f"/api/v1/services/{service['service_code']}")["service_code"] == service["service_code"]
    assert door.get("/api/v1/services/pothole", lang="es")["service_name"] != services[0]["service_name"]


def test_from_the_report_to_the_mail_that_says_done(door: Door, home: dict[str, float]) -> None:
    address = f"ana-{uuid4().hex[:8]}@example.org"
    reporter = {"first_name": "Ana", "email": address, "language": "en"}
    submitted = file(door, "pothole", home, reporter=reporter, description="as deep as a bucket")
    schemas.check("requests/submitted", submitted)
    number, secret = submitted["follow_url"].split("#")[1].split(".")
    assert number == submitted["service_request_id"]

    token = wait_for(lambda: link_token(address, "/confirm/#"))
    door.get("/confirm/")  # opening the page changes nothing
    assert door.get(f"/api/v1/requests/{number}")["followers"] == 0
    door.post("/api/v1/followers/confirm", {"token": token})
    assert door.get(f"/api/v1/requests/{number}")["followers"] == 1

    order = next_order(door, number)
    path = f"/requests/{number}/work-orders/{order['work_order_id']}"
    door.staff("POST", f"{path}/assign", {"assignee": "crew 7"})
    door.staff("POST", f"{path}/start")
    assert door.get(f"/api/v1/requests/{number}")["status"] == "under_way"
    view = finish(door, number)

    schemas.check("requests/request", view)
    assert view["status"] == "done"
    assert view["outcome_text"]
    kinds = [entry["kind"] for entry in view["timeline"]]
    assert kinds[:3] == ["RequestSubmitted", "RequestRouted", "WorkOrderCreated"]
    assert kinds[-1] == "RequestClosed"
    assert all(entry["text"] for entry in view["timeline"])
    assert "description" not in view
    assert door.get(f"/api/v1/requests/{number}", secret=secret)["description"] == "as deep as a bucket"
    assert address not in str(door.get(f"/api/v1/requests/{number}", secret=secret))

    done = wait_for(lambda: [mail for mail in mails_to(address) if "Done" in mail["Subject"]])
    assert len(done) == 1
    leave = link_token(address, "/leave/#")
    assert door.post("/api/v1/followers/unsubscribe", {"token": leave})["status"] == "left"
    assert door.get(f"/api/v1/requests/{number}")["followers"] == 0


def test_one_click_unsubscribe_as_mail_programs_do_it(door: Door, home: dict[str, float]) -> None:
    number = file(door, "pothole", home)["service_request_id"]
    address = f"bo-{uuid4().hex[:8]}@example.org"
    door.post(f"/api/v1/requests/{number}/followers", {"email": address})
    door.post("/api/v1/followers/confirm", {"token": wait_for(lambda: link_token(address, "/confirm/#"))})
    finish(door, number)
    token = wait_for(lambda: link_token(address, "/leave/#"))
    answer = door.http.post(
        "/api/v1/followers/unsubscribe", params={"token": token}, data={"List-Unsubscribe": "One-Click"}
    )
    assert answer.status_code == 200


def test_the_tile_follows_the_report(door: Door, home: dict[str, float]) -> None:
    number = file(door, "pothole", home)["service_request_id"]
    wait_for(lambda: number in on_tile(door, home))
    finish(door, number)
    wait_for(lambda: on_tile(door, home)[number] == "done")


def on_tile(door: Door, place: dict[str, float]) -> dict[str, str]:
    """Case number -> status on the public z14 tile around a place; empty when there is no tile yet."""
    x, y = tile_of(Point(latitude=place["lat"], longitude=place["long"]), 14)
    answer = door.http.get(f"/tiles/requests/14/{x}/{y}.mvt")
    if answer.status_code != 200:
        return {}
    return {number: str(known["status"]) for number, known in cases_on(answer.content).items()}


def test_the_second_report_names_the_first(door: Door, home: dict[str, float]) -> None:
    first = file(door, "graffiti_removal", home)["service_request_id"]
    card = door.get("/api/v1/duplicates", service_code="graffiti_removal", **home)["duplicates"][0]
    assert card["service_request_id"] == first
    assert file(door, "graffiti_removal", home)["duplicates"] == [first]
    assert file(door, "graffiti_removal", home, not_duplicate_of=[first])["duplicates"] != [first]


def test_a_retry_after_a_lost_answer_files_nothing_twice(door: Door, home: dict[str, float]) -> None:
    body = {"service_code": "pothole", **home, "answers": harmless_answers(door.get("/api/v1/services/pothole"))}
    key = uuid4().hex
    first = door.post("/api/v1/requests", body, Idempotency_Key=key)
    assert door.post("/api/v1/requests", body, Idempotency_Key=key) == first
    with pytest.raises(Refused) as refused:
        door.post("/api/v1/requests", {**body, "address": "elsewhere"}, Idempotency_Key=key)
    assert refused.value.status == 422


def test_private_types_are_nobodys_business(door: Door, home: dict[str, float]) -> None:
    submitted = file(door, "homeless_outreach", home)
    number, secret = submitted["follow_url"].split("#")[1].split(".")
    for path in (f"/api/v1/requests/{number}", f"/open311/v2/requests/{number}.json"):
        with pytest.raises(Refused) as refused:
            door.get(path)
        assert refused.value.status == 404
    assert door.get(f"/api/v1/requests/{number}", secret=secret)["service_request_id"] == number
    assert door.get("/api/v1/duplicates", service_code="homeless_outreach", **home)["duplicates"] == []
    finish_private(door, number)
    public = file(door, "pothole", home)["service_request_id"]
    wait_for(lambda: public in on_tile(door, home))
    assert number not in on_tile(door, home)


def finish_private(door: Door, number: str) -> None:
    order = next_order(door, number)
    path = f"/requests/{number}/work-orders/{order['work_order_id']}/complete"
    door.staff("POST", path, report(door, order["outcomes"][0]))


def test_staff_doors_are_locked(door: Door) -> None:
    assert door.http.get("/api/v1/staff/me").status_code == 401
    assert door.http.get("/api/v1/staff/me", headers={"Authorization": "Bearer nonsense"}).status_code == 401
    assert door.staff("GET", "/me")["roles"] == ["admin"]


def test_open311_in_both_formats(door: Door, home: dict[str, float]) -> None:
    number = file(door, "pothole", home)["service_request_id"]
    services = door.get("/open311/v2/services.json")
    assert {service["service_code"] for service in services} >= {"pothole"}
    assert door.http.get("/open311/v2/services.xml").text.startswith('<?xml version="1.0" encoding="UTF-8"?>')
    assert door.get("/open311/v2/services/pothole.json")["service_code"] == "pothole"
    assert door.get(f"/open311/v2/requests/{number}.json")[0]["status"] == "open"
    assert door.get("/open311/discovery.json")["endpoints"][0]["formats"] == ["text/xml", "application/json"]


def test_a_broken_record_reaches_the_failure_store_and_the_others_go_on(
    cloud_city: CloudCity, door: Door, home: dict[str, float]
) -> None:
    poison = f"poison-{uuid4().hex}"
    boto3.client("dynamodb").put_item(
        TableName=cloud_city.outputs["CasesTable"],
        Item={"pk": {"S": f"CASE#{poison}"}, "sk": {"S": "EVENT#000001"}, "nonsense": {"S": "x"}},
    )
    number = file(door, "pothole", home)["service_request_id"]
    wait_for(lambda: door.get(f"/api/v1/requests/{number}")["status"] == "scheduled", seconds=90)
    store = boto3.client("s3")

    def kept() -> bool:
        objects = store.list_objects_v2(Bucket=cloud_city.outputs["FailuresBucket"]).get("Contents", [])
        bodies = (store.get_object(Bucket=cloud_city.outputs["FailuresBucket"], Key=o["Key"])["Body"] for o in objects)
        return any(poison in body.read().decode() for body in bodies)

    wait_for(kept, seconds=60)


def test_the_demo_tells_its_story(cloud_city: CloudCity) -> None:
    told = cloud_city.hex311("demo", seconds=180)
    for words in ("mail: Pothole", "already reported", "outside", "Call 911", "not closed", "closed: Done"):
        assert words in told
