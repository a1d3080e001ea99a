"""`hex311 demo`: a handful of reports from the front door to their ends, each hop with its time."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Annotated, Any
from uuid import uuid4

import typer
from rich.console import Console

from hex311_cli.closing import report
from hex311_cli.commands.inbox import messages
from hex311_cli.deploy.places import Places
from hex311_cli.deploy.problems import DeployProblem
from hex311_cli.deploy.staff import DEMO_PASSWORD
from hex311_cli.deploy.steps import show_problem
from hex311_cli.door import Door, Refused, wait_for
from hex311_cli.target import connect

console = Console(highlight=False, soft_wrap=True)
STEP = 0.004


@dataclass
class Story:
    """Prints hops of one report with the seconds since it began."""

    title: str
    began: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        console.print(f"\n[bold]{self.title}[/]")

    def hop(self, text: str) -> None:
        console.print(f"  {time.monotonic() - self.began:6.2f} s  {text}")


def demo(stack: Annotated[str, typer.Option(help="Name of the stack.")] = "hex311") -> None:
    """File reports as residents do and work on them as staff do; print what happens and when."""
    try:
        target = connect(stack)
    except DeployProblem as problem:
        show_problem(console, problem)
        raise typer.Exit(1) from problem
    door = target.door
    door.sign_in("admin@example.org", DEMO_PASSWORD)
    city = door.get("/api/v1/city")
    console.print(f"{city['name']}, {len(door.get('/api/v1/services')['services'])} service types")
    home = somewhere_new(door, city)
    pothole(door, home)
    duplicate(door, home)
    outside(door, city)
    emergency(door, home)
    hand_off(door, city)


def pothole(door: Door, home: dict[str, float]) -> None:
    """A report with a follower, from submission to the mail that says it is done."""
    story = Story("A pothole, reported by Ana, who wants to hear of it")
    overlay = door.get("/api/v1/overlay", **home)["overlay"]
    story.hop(f"the city's layers at this point: {', '.join(sorted({answer['layer'] for answer in overlay}))}")
    address = f"ana-{uuid4().hex[:8]}@example.org"
    answer = file(door, "pothole", home, reporter={"first_name": "Ana", "email": address, "language": "en"})
    story.hop(f"filed as {answer['service_request_id']}: {answer['status_text']}, due {_due(answer)}")
    token = wait_for(lambda: link_token(address, "/confirm/#"))
    story.hop("mail: please confirm")
    door.post("/api/v1/followers/confirm", {"token": token})
    story.hop("Ana said yes")
    work(door, story, answer["service_request_id"])
    mails = wait_for(lambda: [mail["Subject"] for mail in mails_to(address) if "Done" in mail["Subject"]])
    story.hop(f"mail: {mails[-1]}")
    _timeline(door, story, answer["service_request_id"])


def duplicate(door: Door, home: dict[str, float]) -> None:
    story = Story("Graffiti, reported twice")
    first = file(door, "graffiti_removal", home)
    story.hop(f"filed as {first['service_request_id']}")
    beside = {"lat": home["lat"] + 0.00005, "long": home["long"]}
    known = door.get("/api/v1/duplicates", service_code="graffiti_removal", **beside)["duplicates"]
    story.hop(f"before the next resident types: already reported, {known[0]['distance_m']} m away")
    second = file(door, "graffiti_removal", beside)
    story.hop(f"filed anyway as {second['service_request_id']}; it names {', '.join(second['duplicates'])}")
    for number in (first["service_request_id"], second["service_request_id"]):
        work(door, story, number)


def outside(door: Door, city: dict[str, Any]) -> None:
    story = Story("A pothole outside the city")
    place = {"lat": city["bbox"]["north"] + 0.5, "long": city["bbox"]["east"] + 0.5}
    try:
        file(door, "pothole", place)
    except Refused as refused:
        story.hop(f"HTTP {refused.status}: {refused.document['message']}")


def emergency(door: Door, home: dict[str, float]) -> None:
    story = Story("An animal that is attacking people")
    service = door.get("/api/v1/services/stray_animal")
    stopper = service["stoppers"][0]
    answers = {**harmless_answers(service), **_answers_that_stop(stopper["when"])}
    try:
        file(door, "stray_animal", home, answers=answers)
    except Refused as refused:
        story.hop(f"HTTP {refused.status}: {refused.document['message']}")


def hand_off(door: Door, city: dict[str, Any]) -> None:
    story = Story("A street light that belongs to the electric company")
    place = _where(door, city, "street_light_owner", "utility")
    answer = file(door, "street_light_out", place)
    number = answer["service_request_id"]
    story.hop(f"filed as {number}")
    wait_for(lambda: door.get(f"/api/v1/requests/{number}")["status"] == "passed_on")
    view = door.get(f"/api/v1/requests/{number}")
    story.hop(f"{view['status_text']} (not closed)")
    work(door, story, number)


def file(door: Door, service_code: str, place: dict[str, float], **parts: Any) -> dict[str, Any]:
    """File a report with harmless answers to what must be answered."""
    service = door.get(f"/api/v1/services/{service_code}")
    body = {"service_code": service_code, **place, "answers": harmless_answers(service), **parts}
    answer: dict[str, Any] = door.post("/api/v1/requests", body, Idempotency_Key=uuid4().hex)
    return answer


def harmless_answers(service: dict[str, Any]) -> dict[str, Any]:
    """An answer to every required question that no stopper reacts to."""
    answers: dict[str, Any] = {}
    for question in service["questions"]:
        if not question["required"] or question["when"] or question["type"] == "notice":
            continue
        if question["values"]:
            keys = [value["key"] for value in question["values"]]
            calm = [key for key in keys if f"'{key}'" not in str(service["stoppers"])] or keys
            answers[question["code"]] = [calm[-1]] if question["type"] == "multivaluelist" else calm[-1]
        else:
            answers[question["code"]] = {"number": 1, "datetime": "2026-05-01T10:00:00Z"}.get(question["type"], "yes")
    return answers


def work(door: Door, story: Story, number: str) -> None:
    """Do all work of a case as staff, until it is closed."""
    while True:
        order = wait_for(lambda: _next_order(door, number))
        if order == "closed":
            break
        path = f"/requests/{number}/work-orders/{order['work_order_id']}"
        story.hop(f"work order for {order['department']}: {order['title']}")
        door.staff("POST", f"{path}/start")
        outcome = next((one for one in order["outcomes"] if one["status"] == "done"), order["outcomes"][0])
        door.staff("POST", f"{path}/complete", report(door, outcome))
        story.hop(f"completed: {outcome['code']}")
    view = door.get(f"/api/v1/requests/{number}")
    story.hop(f"closed: {view['status_text']}. {view['outcome_text']}")


def _next_order(door: Door, number: str) -> Any:
    case = door.staff("GET", f"/requests/{number}")
    if case["closed_at"]:
        return "closed"
    return next((order for order in case["work_orders"] if order["status"] != "completed"), None)


def _answers_that_stop(condition: dict[str, Any]) -> dict[str, Any]:
    for part in condition.get("any", condition.get("all", [condition])):
        if "answer" in part:
            return {part["answer"]: part.get("equals") or part["any_of"][0]}
    raise ValueError(f"no answer in {condition}")


def somewhere_new(door: Door, city: dict[str, Any]) -> dict[str, float]:
    """A point in the city where nothing is reported yet, so that the demo tells the same story every time."""
    for place in _grid(city):
        try:
            door.get("/api/v1/overlay", **place)
        except Refused:
            continue
        codes = ("pothole", "graffiti_removal")
        if not any(door.get("/api/v1/duplicates", service_code=code, **place)["duplicates"] for code in codes):
            return place
    raise typer.BadParameter("the whole city is full of reports")


def _where(door: Door, city: dict[str, Any], layer: str, value: str) -> dict[str, float]:
    for place in _grid(city):
        try:
            answers = door.get("/api/v1/overlay", **place)["overlay"]
        except Refused:
            continue
        if any(a["layer"] == layer and value in (a["feature_id"], *a["attributes"].values()) for a in answers):
            return place
    raise typer.BadParameter(f"nowhere is {layer} {value}")


def _grid(city: dict[str, Any]) -> Any:
    """Points around the centre, ring by ring."""
    for ring in range(25):
        for row in range(-ring, ring + 1):
            for column in range(-ring, ring + 1):
                if max(abs(row), abs(column)) == ring:
                    lat, long = city["centre"]["lat"] + row * STEP, city["centre"]["long"] + column * STEP
                    yield {"lat": round(lat, 6), "long": round(long, 6)}


def _due(answer: dict[str, Any]) -> str:
    return str((answer["estimate"] or {}).get("expected_at", "not promised"))[:10]


def mails_to(address: str) -> list[dict[str, Any]]:
    """The messages that one address got on the local cloud, oldest first."""
    return [mail for mail in messages(Places.from_environment().endpoint) if address in mail["To"]]


def link_token(address: str, page: str) -> str | None:
    """The token of the newest mailed link to a page such as `/confirm/#`."""
    for mail in reversed(mails_to(address)):
        for line in mail["BodyText"].splitlines():
            if page in line:
                return str(line.split(page)[1].strip())
    return None


def _timeline(door: Door, story: Story, number: str) -> None:
    story.hop("what the public reads:")
    for entry in door.get(f"/api/v1/requests/{number}")["timeline"]:
        console.print(f"            {entry['at']}  {entry['text']}")
