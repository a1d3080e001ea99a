"""The telephone desk through the front door: a caller who is known, a report filed once, a call that only asked."""

from typing import Any
from uuid import uuid4

import pytest

from hex311 import schemas
from hex311_cli.commands.demo import harmless_answers
from hex311_cli.deploy.staff import DEMO_PASSWORD
from hex311_cli.door import Door, wait_for
from tests.support.cloud import CloudCity

pytestmark = [pytest.mark.cloud, pytest.mark.timeout(120)]

SERVICE = "graffiti_removal"


def keyed(door: Door, path: str, body: Any, key: str) -> Any:
    """A staff call that does what it does once for its key."""
    answer = door.ask_staff("POST", path, body, Idempotency_Key=key)
    assert answer.status_code == 201, answer.text
    return answer.json()


def signed_in(city: CloudCity, person: str) -> Door:
    door = Door(city.base_url, None, city.outputs)
    door.sign_in(f"{person}@example.org", DEMO_PASSWORD)
    return door


def a_call(door: Door, phone: str) -> dict[str, Any]:
    centre = door.get("/api/v1/city")["centre"]
    place = {"lat": centre["lat"] + 0.0213, "long": centre["long"] - 0.0117}
    reporter = {"phone": phone, "first_name": "Ana", "language": "es"}
    answers = harmless_answers(door.get(f"/api/v1/services/{SERVICE}"))
    return {"service_code": SERVICE, **place, "answers": answers, "reporter": reporter}


def test_a_call_is_filed_once_and_the_caller_is_known_the_next_time(cloud_city: CloudCity) -> None:
    agent = signed_in(cloud_city, "agent")
    phone = f"+1402{uuid4().int % 10_000_000:07d}"
    body, key = a_call(agent, phone), uuid4().hex
    filed, again = (keyed(agent, "/requests", body, key) for _ in range(2))
    schemas.check("answers/filed", filed)
    assert filed == again
    number = filed["service_request_id"]

    def known() -> list[dict[str, Any]]:
        told = agent.staff("POST", "/callers", {"phone": phone.removeprefix("+1")})
        schemas.check("answers/caller", told)
        return list(told["cases"])

    (case,) = wait_for(known)  # the index follows
    assert (case["service_request_id"], case["is_reporter"], case["is_open"]) == (number, True, True)
    joined = agent.staff("POST", f"/requests/{number}/callers", {"caller": {"phone": "402-555-0007"}})
    assert joined == {"service_request_id": number, "joined": 1}
    history = signed_in(cloud_city, "admin").staff("GET", f"/requests/{number}")["history"]
    by = {one["name"]: one["actor"].partition(":")[0] for one in history}
    assert (by["RequestSubmitted"], by["RequestJoined"]) == ("staff", "staff")
    noted = signed_in(cloud_city, "admin").staff("GET", "/audit")["entries"]
    assert {"caller_found", "contact_read"} <= {one["action"] for one in noted}
    assert phone[-7:] not in str(noted)


def test_a_call_that_only_asked_is_a_figure(cloud_city: CloudCity) -> None:
    agent, manager = signed_in(cloud_city, "agent"), signed_in(cloud_city, "manager")
    before = manager.staff("GET", "/information-calls")["total"]
    key = uuid4().hex
    for _ in range(2):
        keyed(agent, "/information-calls", {"topic": "street-trees", "language": "es"}, key)
    told = manager.staff("GET", "/information-calls")
    schemas.check("answers/information_calls", told)
    assert told["total"] == before + 1
    assert told["by_topic"][0]["topic"]
