"""`make bench-road`: how long one report takes from hop to hop, and how many calls its intake costs.

Runs against its own city on the local cloud, through the front door. Medians of `ROUNDS` rounds after a warm-up.
The times say how this machine runs the emulator, not how AWS would answer; the number of calls is the same there.
"""

import statistics
import time
from typing import Any
from uuid import uuid4

from bench.report import report
from bench.sdk_calls import sdk_calls_of_one_submission
from hex311_cli.commands.demo import file, harmless_answers, link_token, mails_to, somewhere_new
from hex311_cli.deploy.staff import DEMO_PASSWORD
from hex311_cli.door import Door, wait_for
from tests.integration.test_the_road import on_tile
from tests.support.cloud import CloudCity, city_on_a_cloud

ROUNDS = 7
SUBMISSIONS = 100

NOTES = {
    "sdk_calls_intake": "AWS calls of one accepted report, warm function (at most 6)",
    "submit_p50_ms": "POST /api/v1/requests through the front door, one client",
    "submit_p95_ms": "the same, 95th percentile",
    "seconds_to_work_order": "from the answer of the POST to a work order that staff can see",
    "seconds_to_mail": "from a change by staff to the follower's mail",
    "seconds_to_tile": "from the answer of the POST to the case on the public tile",
    "seconds_up_again": "hex311 up when everything is up to date",
}


def main() -> None:
    # counted on moto, so before the local cloud's endpoint is set for this process
    figures: dict[str, float] = {"sdk_calls_intake": float(sdk_calls_of_one_submission())}
    with city_on_a_cloud() as city:
        city.door.sign_in("admin@example.org", DEMO_PASSWORD)
        home = somewhere_new(city.door, city.door.get("/api/v1/city"))
        rounds = [one_round(city.door, shifted(home, number)) for number in range(ROUNDS + 1)][1:]
        times = submit_times(city.door, home)
        figures["submit_p50_ms"] = round(statistics.median(times) * 1000, 1)
        figures["submit_p95_ms"] = round(statistics.quantiles(times, n=20)[18] * 1000, 1)
        for key in rounds[0]:
            figures[key] = round(statistics.median(one[key] for one in rounds), 2)
        figures["seconds_up_again"] = round(up_again(city), 1)
    report("road", figures, NOTES)


def shifted(home: dict[str, float], number: int) -> dict[str, float]:
    """A place of its own for each round, so that no round finds another's duplicates."""
    return {"lat": home["lat"] + number * 0.0001, "long": home["long"]}


def one_round(door: Door, place: dict[str, float]) -> dict[str, float]:
    address = f"bench-{uuid4().hex[:8]}@example.org"
    number = file(door, "pothole", place, reporter={"email": address})["service_request_id"]
    began = time.monotonic()
    seen: dict[str, float] = {}

    def look() -> bool:
        if "tile" not in seen and number in on_tile(door, place):
            seen["tile"] = time.monotonic() - began
        if "order" not in seen and door.staff("GET", f"/requests/{number}")["work_orders"]:
            seen["order"] = time.monotonic() - began
        return len(seen) == 2

    wait_for(look, every=0.01)
    door.post("/api/v1/followers/confirm", {"token": wait_for(lambda: link_token(address, "/confirm/#"))})
    return {
        "seconds_to_work_order": seen["order"],
        "seconds_to_mail": seconds_to_mail(door, number, address),
        "seconds_to_tile": seen["tile"],
    }


def seconds_to_mail(door: Door, number: str, address: str) -> float:
    order = door.staff("GET", f"/requests/{number}")["work_orders"][0]
    before = len(mails_to(address))
    door.staff("POST", f"/requests/{number}/work-orders/{order['work_order_id']}/start")
    began = time.monotonic()
    wait_for(lambda: len(mails_to(address)) > before, every=0.01)
    return time.monotonic() - began


def submit_times(door: Door, home: dict[str, float]) -> list[float]:
    answers = harmless_answers(door.get("/api/v1/services/pothole"))
    times = []
    for number in range(SUBMISSIONS):
        place = {"lat": home["lat"] + (number % 10) * 0.001, "long": home["long"] + (number // 10) * 0.001}
        body: Any = {"service_code": "pothole", **place, "answers": answers}
        began = time.perf_counter()
        door.post("/api/v1/requests", body, Idempotency_Key=uuid4().hex)
        times.append(time.perf_counter() - began)
    return times


def up_again(city: CloudCity) -> float:
    began = time.monotonic()
    city.hex311("up", *city.up_arguments)
    return time.monotonic() - began


if __name__ == "__main__":
    main()
