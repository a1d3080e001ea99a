"""The work order API through the front door: every step, by whom it may be taken, and what the history keeps of it."""

import json
import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import boto3
import pytest

from hex311 import schemas
from hex311.adapters.dynamodb import keys
from hex311.adapters.dynamodb.records.cases import EventRecord, WorkOrderRecord
from hex311_cli.closing import send_photo
from hex311_cli.commands.demo import harmless_answers, mails_to
from hex311_cli.deploy.staff import DEMO_PASSWORD
from hex311_cli.door import Door, wait_for
from tests.support.cloud import CloudCity

pytestmark = [pytest.mark.cloud, pytest.mark.timeout(300)]

SERVICE, DEPARTMENT, OTHER = "graffiti_removal", "sanitation", "parks"
DAY_S = 86_400
LINK = "/api/v1/callbacks/link"
#: Case and work order.
Work = tuple[str, str]


@pytest.fixture(scope="module")
def doors(cloud_city: CloudCity) -> dict[str, Door]:
    """One door for each person, signed in."""
    people = ("admin", f"dispatcher.{DEPARTMENT}", f"crew.{DEPARTMENT}", f"dispatcher.{OTHER}")
    found = {}
    for person in people:
        door = Door(cloud_city.base_url, None, cloud_city.outputs)
        door.sign_in(f"{person}@example.org", DEMO_PASSWORD)
        found[person.partition(".")[0] if OTHER not in person else OTHER] = door
    return found


@pytest.fixture(scope="module")
def works(doors: dict[str, Door]) -> list[Work]:
    """Twelve reports of graffiti on public walls, each with its work order waiting in the queue."""
    door = doors["admin"]
    centre = door.get("/api/v1/city")["centre"]
    answers = {**harmless_answers(door.get(f"/api/v1/services/{SERVICE}")), "owner": "public"}

    def file(number: int) -> str:
        place = {"lat": centre["lat"] + 0.004 + number * 0.0011, "long": centre["long"] + (number * 7 % 12) * 0.0012}
        body = {"service_code": SERVICE, **place, "answers": answers}
        return str(door.post("/api/v1/requests", body, Idempotency_Key=uuid4().hex)["service_request_id"])

    with ThreadPoolExecutor(4) as hands:
        numbers = list(hands.map(file, range(12)))
    return [(number, wait_for(lambda number=number: order_ids(door, number))[0]) for number in numbers]


def order_ids(door: Door, number: str) -> list[str]:
    return [order["work_order_id"] for order in door.staff("GET", f"/requests/{number}")["work_orders"]]


def path(work: Work, step: str = "") -> str:
    return f"/requests/{work[0]}/work-orders/{work[1]}{step and '/'}{step}"


def history(door: Door, number: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = door.staff("GET", f"/requests/{number}")["history"]
    return found


def listed(door: Door, status: str, **only: str) -> dict[str, dict[str, Any]]:
    """A whole queue, page by page, by case."""
    found: dict[str, dict[str, Any]] = {}
    cursor = None
    while True:
        query = {"department": DEPARTMENT, "status": status, "limit": "100", **only}
        page = door.staff("GET", "/work-orders", **query, **({"cursor": cursor} if cursor else {}))
        found |= {order["service_request_id"]: order for order in page["work_orders"]}
        cursor = page["next"]
        if not cursor:
            return found


def test_work_goes_its_whole_way_and_the_history_says_who_and_when(doors: dict[str, Door], works: list[Work]) -> None:
    office, crew, work = doors["dispatcher"], doors["crew"], works[0]
    wait_for(lambda: work[0] in listed(office, "open", service_code=SERVICE))
    began = datetime.now(tz=UTC) - timedelta(minutes=2)
    photo = send_photo(crew)
    report = {
        "outcome": "cleaned",
        "note": "two layers",
        "sentence": "The wall is clean again.",
        "photo_ids": [photo],
        "quantities": {"cleaned_area": 4.5},
        "materials": {"remover": 2},
    }
    steps: list[tuple[Door, str, Any, str]] = [
        (office, "claim", None, "assigned"),
        (office, "assign", {"crew": "graffiti_1"}, "assigned"),
        (office, "schedule", {"planned_for": "2027-03-01"}, "scheduled"),
        (crew, "start", None, "started"),
        (crew, "pause", {"reason": "weather", "note": "hail"}, "paused"),
        (crew, "resume", None, "started"),
        (crew, "complete", report, "completed"),
    ]
    seen = crew.ask_staff("GET", path(work)).headers["etag"]
    for door, step, body, status in steps:
        answer = door.ask_staff("POST", path(work, step), body, If_Match=seen)
        assert (answer.status_code, answer.json()["status"]) == (200, status), answer.text
        schemas.check("staff/work_order", answer.json())
        assert answer.headers["etag"] == f'"{answer.json()["version"]}"' != seen
        again = door.ask_staff("POST", path(work, step), body, If_Match=seen)
        assert again.json()["version"] == answer.json()["version"]  # its answer was lost: nothing is done twice
        seen = answer.headers["etag"]
    done = answer.json()
    assert (done["sentence"], done["photo_ids"], done["note"]) == (report["sentence"], [photo], "two layers")
    assert (done["quantities"], done["materials"]) == (report["quantities"], report["materials"])
    assert done["last_change"]["by"] == "Crew of sanitation"
    told = [event for event in history(doors["admin"], work[0]) if event["actor"].startswith("staff:")]
    names = ("Claimed", "Assigned", "Scheduled", "Started", "Paused", "Resumed", "Completed")
    steps_told = [event for event in told if event["name"].startswith("WorkOrder")]
    assert [event["name"] for event in steps_told] == [f"WorkOrder{name}" for name in names]
    assert ["Dispatcher of sanitation" in event["actor"] for event in steps_told] == [True] * 3 + [False] * 4
    assert all(began < datetime.fromisoformat(event["at"]) < began + timedelta(minutes=10) for event in told)
    closed = wait_for(lambda: (case := doors["admin"].get(f"/api/v1/requests/{work[0]}"))["closed_at"] and case)
    assert "The wall is clean again." in closed["outcome_text"]
    assert "two layers" not in json.dumps(closed)


def test_who_comes_second_reads_who_was_quicker(doors: dict[str, Door], works: list[Work]) -> None:
    admin, office, work = doors["admin"], doors["dispatcher"], works[1]
    seen = office.ask_staff("GET", path(work)).headers["etag"]
    assert admin.ask_staff("POST", path(work, "assign"), {"crew": "graffiti_2"}, If_Match=seen).status_code == 200
    late = office.ask_staff("POST", path(work, "schedule"), {"planned_for": "2027-03-01"}, If_Match=seen)
    assert (late.status_code, late.json()["code"]) == (409, "changed_meanwhile")
    message = late.json()["message"]
    assert re.match(r"Admin changed this \d+ s ago: assigned to Graffiti crew 2\. It is now version 2", message), (
        message
    )
    assert office.staff("GET", path(work))["planned_for"] is None
    anew = office.ask_staff("GET", path(work)).headers["etag"]
    assert office.ask_staff("POST", path(work, "schedule"), {"planned_for": "2027-03-01"}, If_Match=anew).is_success


def test_what_cannot_be_done_has_a_reason_and_a_photo_that_exists(doors: dict[str, Door], works: list[Work]) -> None:
    crew, work = doors["crew"], works[2]
    unknown = crew.ask_staff("POST", path(work, "refuse"), {"reason": "bored"})
    assert (unknown.status_code, unknown.json()["problems"][0]["field"]) == (400, "reason")
    body: dict[str, Any] = {"reason": "not_found", "outcome": "not_found"}
    for photo_ids, status, code in (([], 400, "bad_input"), (["0" * 32], 400, "bad_input")):
        answer = crew.ask_staff("POST", path(work, "refuse"), {**body, "photo_ids": photo_ids})
        assert (answer.status_code, answer.json()["code"]) == (status, code)
        assert answer.json()["problems"][0]["field"] == "photo_ids"
    ticket = crew.post("/api/v1/photos", {})
    early = crew.ask_staff("POST", path(work, "refuse"), {**body, "photo_ids": [ticket["photo_id"]]})
    assert (early.status_code, early.json()["code"]) == (409, "photo_on_its_way")
    assert crew.staff("GET", path(work))["version"] == 1
    done = crew.staff("POST", path(work, "refuse"), {**body, "photo_ids": [send_photo(crew)]})
    assert (done["outcome"], done["refusal_reason"]) == ("not_found", "not_found")
    wait_for(lambda: doors["admin"].get(f"/api/v1/requests/{work[0]}")["status"] == "could_not_be_done")


def test_work_changes_hands_and_is_split(doors: dict[str, Door], works: list[Work]) -> None:
    office, gardeners, work = doors["dispatcher"], doors[OTHER], works[3]
    assert gardeners.ask_staff("POST", path(work, "claim")).status_code == 403
    body = {"department": OTHER, "detail": "the ivy on the wall", "version": 1}
    first, part = office.staff("POST", path(work, "split"), body)["work_orders"]
    assert (first["department"], part["department"], part["split_from"]) == (DEPARTMENT, OTHER, work[1])
    assert gardeners.staff("POST", path((work[0], part["work_order_id"]), "claim"))["status"] == "assigned"
    moved = office.staff("POST", path(work, "transfer"), {"department": OTHER, "reason": "other_skills", "note": "ivy"})
    assert (moved["department"], moved["status"], moved["transferred"]) == (OTHER, "open", True)
    assert office.ask_staff("POST", path(work, "start")).status_code == 403
    assert gardeners.staff("POST", path(work, "start"))["status"] == "started"
    told = {event["name"]: event for event in history(doors["admin"], work[0])}
    assert told["WorkOrderTransferred"]["data"]["reason"] == "other_skills"
    assert told["WorkOrderTransferred"]["actor"].endswith("(Dispatcher of sanitation): ivy")
    assert told["WorkOrderSplit"]["data"]["part"] == part["work_order_id"]


def test_a_department_outside_is_told_of_what_comes_and_goes(doors: dict[str, Door], works: list[Work]) -> None:
    """By its mailbox: the rule on the bus, the queue and the function, and back through the link."""
    admin, kept, lost = doors["admin"], works[10], works[11]
    outside = {"department": "prairie_electric", "reason": "other_owner"}
    for work in (kept, lost):
        admin.staff("POST", path(work, "transfer"), outside)
    tokens = {work: wait_for(lambda work=work: mailed_token(work)) for work in (kept, lost)}
    admin.staff("POST", path(lost, "transfer"), {"department": DEPARTMENT, "reason": "wrong_department"})
    wait_for(lambda: len(mails_about(lost)) == 2)
    gone = admin.http.get(LINK, headers={"X-Work-Order-Token": tokens[lost]})
    assert (gone.status_code, gone.json()["code"]) == (410, "link_ended")
    shown = admin.http.get(LINK, headers={"X-Work-Order-Token": tokens[kept]}).json()
    schemas.check("answers/work_link", shown)
    assert "not_ours" in {reason["code"] for reason in shown["refusals"]}
    admin.post(LINK, {"token": tokens[kept], "action": "refuse", "reason": "not_ours", "note": "no pole of ours"})
    wait_for(lambda: admin.get(f"/api/v1/requests/{kept[0]}")["status"] == "not_ours")
    (ended,) = [event for event in history(admin, kept[0]) if event["name"] == "WorkOrderCompleted"]
    assert (ended["actor"], ended["data"]["reason"]) == ("vendor:prairie_electric", "not_ours")


def mails_about(work: Work) -> list[str]:
    return [mail["BodyText"] for mail in mails_to("workorders@prairie-electric.example") if work[0] in mail["Subject"]]


def mailed_token(work: Work) -> str:
    return next((text.split("/work/#")[1].split()[0] for text in mails_about(work) if "/work/#" in text), "")


def test_many_at_once_are_looked_at_done_and_taken_back(doors: dict[str, Door], works: list[Work]) -> None:
    office, some = doors["dispatcher"], works[4:7]
    orders = [{"service_request_id": number, "work_order_id": order, "version": 1} for number, order in some]
    body = {"action": "assign", "crew": "graffiti_1", "orders": [*orders, {**orders[0], "work_order_id": "no.such"}]}
    preview = office.staff("POST", "/work-orders/bulk", {**body, "preview": True})
    assert [line["result"] for line in preview["results"]] == ["would_change"] * 3 + ["refused"]
    assert {office.staff("GET", path(work))["version"] for work in some} == {1}
    key = uuid4().hex
    for _ in range(2):  # the answer was lost
        done = office.ask_staff("POST", "/work-orders/bulk", body, Idempotency_Key=key).json()
        schemas.check("staff/bulk_report", done)
        assert [line["result"] for line in done["results"]] == ["changed"] * 3 + ["refused"]
    office.staff("POST", path(some[0], "start"))  # work goes on meanwhile: that is not taken back
    undone = office.staff("POST", f"/work-orders/bulk/{done['bulk_id']}/undo")
    assert [line["result"] for line in undone["results"][:3]] == ["refused", "undone", "undone"]
    assert "Dispatcher of sanitation changed it since: started" in undone["results"][0]["message"]
    assert [office.staff("GET", path(work))["status"] for work in some] == ["started", "open", "open"]
    counts = Counter(event["name"] for event in history(doors["admin"], some[1][0]))
    assert (counts["WorkOrderAssigned"], counts["WorkOrderRestored"]) == (1, 1)
    assert doors["admin"].ask_staff("POST", f"/work-orders/bulk/{done['bulk_id']}/undo").status_code == 404


def test_late_work_is_told_once_per_level(cloud_city: CloudCity, doors: dict[str, Door], works: list[Work]) -> None:
    office, work = doors["dispatcher"], works[7]
    assert cloud_city.target.ports().cases  # the records know their table from here on
    grow_old(work, 90)
    sweep = boto3.client("lambda")

    def fire(_: int) -> int:
        answer = sweep.invoke(FunctionName="hex311-escalate-work-orders", Payload=b"{}")
        assert "FunctionError" not in answer, answer["Payload"].read()
        return int(json.load(answer["Payload"])["told"])

    with ThreadPoolExecutor(3) as at_once:  # and the city's own schedule may come between them
        list(at_once.map(fire, range(3)))
    fire(0)
    levels = [e["data"]["level"] for e in history(doors["admin"], work[0]) if e["name"] == "WorkOrderEscalated"]
    assert levels == ["late", "very_late"]
    (found,) = [
        order
        for order in office.staff("GET", "/escalations", department=DEPARTMENT, level="very_late")["work_orders"]
        if order["service_request_id"] == work[0]
    ]
    assert (found["sla"]["state"], found["sla"]["escalated"]) == ("very_late", "very_late")


def grow_old(work: Work, days: int) -> None:
    """As if the work had been promised long ago, and nobody had looked since."""
    pk = keys.case_pk(work[0])
    for record in EventRecord.query(pk, EventRecord.sk.startswith("EVENT#")):
        if record.name == "WorkOrderCreated":
            data = {**record.data, "due_at": record.data["due_at"] - days * DAY_S}
            record.update([EventRecord.data.set(data), EventRecord.occurred_at.set(record.occurred_at - days * DAY_S)])
    order = WorkOrderRecord.get(pk, keys.work_sk(work[1]))
    seen_at = int(order.watch_sk.split("#")[0]) - days * DAY_S
    order.update([WorkOrderRecord.watch_sk.set(keys.watch_sk(seen_at, *work))])


def test_a_crew_gets_its_day_in_a_good_order(doors: dict[str, Door], works: list[Work]) -> None:
    office, crew, mine = doors["dispatcher"], doors["crew"], works[7:10]
    day = (datetime.now(tz=UTC) + timedelta(days=30)).date().isoformat()
    for work in mine:
        office.staff("POST", path(work, "assign"), {"crew": "collection_1"})
        office.staff("POST", path(work, "schedule"), {"planned_for": day})
    name = office.staff("GET", path(mine[0]))["assignee"]
    wanted = {number for number, _ in mine}

    def look() -> Any:
        route = crew.staff("GET", f"/crews/{name}/route", department=DEPARTMENT, date=day)
        return route if wanted <= {stop["work_order"]["service_request_id"] for stop in route["stops"]} else None

    route = wait_for(look)
    arrivals = [stop["arrives_at"] for stop in route["stops"]]
    assert arrivals == sorted(arrivals)
    assert route["stops"][0]["metres"] > 0  # from the depot of the department
    assert route["metres"] >= sum(stop["metres"] for stop in route["stops"])
    assert doors[OTHER].ask_staff("GET", f"/crews/{name}/route", query={"department": DEPARTMENT}).status_code == 403
