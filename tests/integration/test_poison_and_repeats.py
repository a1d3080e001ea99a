"""On the running city: a poison record, events that come again, a work order completed twice at once."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import boto3
import pytest

from hex311_cli.closing import report
from hex311_cli.commands.demo import file, mails_to, somewhere_new
from hex311_cli.deploy.staff import DEMO_PASSWORD
from hex311_cli.door import Door, Refused, wait_for
from tests.support.cloud import CloudCity

pytestmark = [pytest.mark.cloud, pytest.mark.timeout(600)]


@pytest.fixture
def door(cloud_city: CloudCity) -> Door:
    cloud_city.door.sign_in("admin@example.org", DEMO_PASSWORD)
    return cloud_city.door


@pytest.fixture
def home(door: Door) -> dict[str, float]:
    return somewhere_new(door, door.get("/api/v1/city"))


def client(city: CloudCity, service: str) -> Any:
    return boto3.client(service, endpoint_url=city.endpoint)  # type: ignore[call-overload]


def work_orders(door: Door, number: str) -> Any:
    return door.staff("GET", f"/requests/{number}")["work_orders"]


def test_a_poison_record_reaches_the_failure_store_and_the_others_go_on(
    cloud_city: CloudCity, door: Door, home: dict[str, float]
) -> None:
    name, bucket = f"POISON-{uuid4().hex[:8]}", cloud_city.outputs["FailuresBucket"]
    before = file(door, "pothole", home)["service_request_id"]
    poison = {"pk": {"S": f"CASE#{name}"}, "sk": {"S": "EVENT#000001"}, "name": {"S": "NoSuchEvent"}}
    client(cloud_city, "dynamodb").put_item(TableName=cloud_city.outputs["CasesTable"], Item=poison)
    after = [file(door, "pothole", home)["service_request_id"] for _ in range(3)]
    for number in (before, *after):
        assert wait_for(lambda number=number: work_orders(door, number), seconds=60), number
    store = client(cloud_city, "s3")

    def given_up() -> Any:
        keys = [item["Key"] for item in store.list_objects_v2(Bucket=bucket).get("Contents", [])]
        texts = [store.get_object(Bucket=bucket, Key=key)["Body"].read().decode() for key in keys]
        return [text for text in texts if name in text]

    found = wait_for(given_up, seconds=60)
    assert len(found) == 1
    assert not [number for number in (before, *after) if number in found[0]]


def test_an_event_that_comes_again_changes_nothing(cloud_city: CloudCity, door: Door, home: dict[str, float]) -> None:
    email = f"eve-{uuid4().hex[:8]}@example.org"
    number = file(door, "pothole", home, reporter={"email": email})["service_request_id"]
    wait_for(lambda: work_orders(door, number) and mails_to(email))
    machine, workflows = cloud_city.outputs["StateMachineArn"], client(cloud_city, "stepfunctions")
    first = door.staff("GET", f"/requests/{number}")
    entries = [_entry(cloud_city, number, event) for event in first["history"]]
    for _ in range(3):
        client(cloud_city, "events").put_events(Entries=entries[::-1])
    last = file(door, "graffiti_removal", home)["service_request_id"]
    wait_for(lambda: work_orders(door, last))
    assert door.staff("GET", f"/requests/{number}") == first
    assert len(mails_to(email)) == 1
    running = workflows.list_executions(stateMachineArn=machine, maxResults=100)["executions"]
    assert [execution["name"] for execution in running if number in execution["name"]] == [f"{number}-1"]


def _entry(city: CloudCity, number: str, event: dict[str, Any]) -> dict[str, str]:
    at = event["at"]
    metadata = {"id": f"{number}-{event['version']}", "case_id": number, "version": event["version"], "schema": 1}
    detail = {"metadata": {**metadata, "occurred_at": at}, "data": event["data"]}
    return {
        "EventBusName": city.outputs["EventBusName"],
        "Source": "hex311.requests",
        "DetailType": event["name"],
        "Detail": json.dumps(detail),
    }


def test_work_completed_by_many_hands_at_once_is_completed_once(door: Door, home: dict[str, float]) -> None:
    number = file(door, "graffiti_removal", home)["service_request_id"]
    order = wait_for(lambda: work_orders(door, number))[0]
    body = report(door, next(one for one in order["outcomes"] if one["status"] == "done"))
    path = f"/requests/{number}/work-orders/{order['work_order_id']}/complete"

    def complete(_: int) -> int:
        try:
            door.staff("POST", path, body)
        except Refused as refused:
            return refused.status
        return 200

    with ThreadPoolExecutor(6) as hands:
        answers = set(hands.map(complete, range(6)))
    assert 200 in answers
    assert answers <= {200, 503}
    closed = wait_for(lambda: door.staff("GET", f"/requests/{number}")["closed_at"])
    names = [event["name"] for event in door.staff("GET", f"/requests/{number}")["history"]]
    assert closed
    assert (names.count("WorkOrderCompleted"), names.count("RequestClosed")) == (1, 1)
