"""Departments and officers outside, over HTTP through the front door: what they get, and what they answer."""

import json
import time
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen
from uuid import uuid4

import pytest

from hex311.domain.signature import sign
from hex311_cli.commands.demo import file, mails_to, somewhere_new
from hex311_cli.deploy.staff import DEMO_PASSWORD
from hex311_cli.door import Door, wait_for
from tests.support.cloud import CloudCity

pytestmark = [pytest.mark.cloud, pytest.mark.timeout(300)]
LINK = "/api/v1/callbacks/link"


@pytest.fixture
def door(cloud_city: CloudCity) -> Door:
    cloud_city.door.sign_in("admin@example.org", DEMO_PASSWORD)
    return cloud_city.door


def ask(city: CloudCity, method: str, path: str, body: bytes | None = None, **headers: str) -> tuple[int, Any]:
    sent = {name.replace("_", "-"): value for name, value in headers.items()} | {"Content-Type": "application/json"}
    request = Request(f"{city.base_url}{path}", data=body, headers=sent, method=method)
    try:
        with urlopen(request, timeout=30) as answer:
            return answer.status, json.load(answer)
    except HTTPError as refused:
        return refused.code, json.load(refused)


def work_orders(door: Door, number: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = door.staff("GET", f"/requests/{number}")["work_orders"]
    return found


def test_a_department_answers_by_the_link_in_its_mail(cloud_city: CloudCity, door: Door) -> None:
    place = somewhere_new(door, door.get("/api/v1/city"))
    number = file(door, "railway_crossing", place)["service_request_id"]
    mail = wait_for(
        lambda: next((m for m in mails_to("signals@plains-western.example") if number in m["Subject"]), None)
    )
    token = mail["BodyText"].split("/work/#")[1].split()[0]
    status, shown = ask(cloud_city, "GET", LINK, x_work_order_token=token)
    assert (status, shown["service_request_id"], shown["acknowledged"]) == (200, number, False)
    said = json.dumps({"token": token, "action": "acknowledge"}).encode()
    assert ask(cloud_city, "POST", LINK, said)[0] == 200
    assert ask(cloud_city, "GET", LINK, x_work_order_token=token)[1]["acknowledged"] is True
    done = {"token": token, "action": "complete", "outcome": shown["outcomes"][0]["code"]}
    assert ask(cloud_city, "POST", LINK, json.dumps(done).encode())[1]["status"] == "completed"
    assert ask(cloud_city, "GET", LINK, x_work_order_token=token)[0] == 410


def test_a_system_answers_by_a_signed_call(cloud_city: CloudCity, door: Door) -> None:
    place = somewhere_new(door, door.get("/api/v1/city"))
    number = file(door, "pothole", place)["service_request_id"]
    order = wait_for(lambda: next(iter(work_orders(door, number)), None))
    department = order["department"]
    key = cloud_city.hex311("deliveries", "key", department).split()[0]
    body = json.dumps(
        {"service_request_id": number, "work_order_id": order["work_order_id"], "action": "start"}
    ).encode()

    def call(signature: str, message_id: str, now: int) -> tuple[int, Any]:
        headers = {"webhook_id": message_id, "webhook_timestamp": str(now), "webhook_signature": signature}
        return ask(cloud_city, "POST", f"/api/v1/callbacks/work-orders/{department}", body, **headers)

    now, message_id = int(time.time()), uuid4().hex
    signature = sign([key], message_id, now, body)
    assert call("v1,AAAA", message_id, now)[0] == 401
    assert call(signature, message_id, now - 400)[0] == 401
    status, answer = call(signature, message_id, now)
    assert (status, answer.get("status"), answer.get("repeated")) == (200, "started", False)
    assert call(signature, message_id, now)[1]["repeated"] is True
    assert door.get(f"/api/v1/requests/{number}")["status"] == "under_way"


def test_the_officer_of_the_district_hears_of_it(cloud_city: CloudCity, door: Door) -> None:
    place = somewhere_new(door, door.get("/api/v1/city"))
    number = file(door, "illegal_parking", place)["service_request_id"]
    desks = [f"district{one}.desk@rivermark.example" for one in range(1, 6)]
    told = wait_for(lambda: [m for desk in desks for m in mails_to(desk) if number in m["Subject"]])
    assert len(told) == 1, "the sergeant of one district"
    assert number in told[0]["BodyText"]
    found = door.staff("GET", "/deliveries", department="police", to="officers", state="delivered")["deliveries"]
    assert number in [one["service_request_id"] for one in found]
    assert door.staff("GET", "/deliveries", department="police")["deliveries"] == []
