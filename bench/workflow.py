"""`make bench-workflow`: a thousand cases open together, through the front door of a city on the local cloud.

They are filed at most four at a time, worked on by four hands, and closed by their workflows; none may be stuck, and
every timeline must be whole. HEX311_BENCH_CASES sets another number;
`python -m bench.workflow cost` only counts and prices one case. The figures of the estimates are added to the
same file by their own bench, with `bench.report.add_figures`.
"""

import os
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import yaml

from bench.case_calls import calls_of_a_case
from bench.report import add_figures
from hex311_cli.closing import report
from hex311_cli.commands.demo import harmless_answers
from hex311_cli.commands.workflows import stuck
from hex311_cli.deploy.staff import DEMO_PASSWORD
from hex311_cli.door import Door, Refused
from hex311_cli.pack import load_pack
from hex311_cli.pack.walks import transitions, walks
from tests.support.cloud import ROOT, city_on_a_cloud

HANDS = 4
PATIENCE_S, PAUSE_S, ATTEMPTS = 3_600, 2.0, 10
TYPES = ("graffiti_removal", "missed_collection", "street_light_out", "pothole", "stray_animal")
WHOLE = {
    "RequestSubmitted",
    "RequestRouted",
    "WorkOrderCreated",
    "WorkOrderStarted",
    "WorkOrderCompleted",
    "RequestClosed",
}
PRICES: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "prices.yaml").read_text())

NOTES = {
    "transitions_per_case": "states entered by a typical case, mean over all types (at most 12)",
    "usd_per_1000_cases": "transitions, calls, mails and tiles of 1,000 cases at list price (at most 1.50)",
    "cases_per_minute": "filed, worked on and closed through the front door of this machine's local cloud",
    "sdk_calls_per_case": "AWS calls of one case from filing to closing, with one follower",
    "cases": "cases that were open together",
}


def main() -> None:
    if "cost" in sys.argv[1:]:
        show_cost()
        return
    # counted on moto, so before the local cloud's endpoint is set for this process
    figures = figures_of_a_case()
    with city_on_a_cloud() as city:
        city.door.sign_in("admin@example.org", DEMO_PASSWORD)
        figures |= many_together(city.door, int(os.environ.get("HEX311_BENCH_CASES", "1000")))
        left = list(stuck(city.target.ports()))
        assert not left, f"stuck: {[case.request.id for case in left]}"
    add_figures("workflow", figures, NOTES)


def figures_of_a_case() -> dict[str, float]:
    """What a typical case takes, and what a thousand of them cost."""
    states, calls = typical_transitions(), calls_of_a_case()
    return {
        "transitions_per_case": round(states, 2),
        "sdk_calls_per_case": float(calls["sdk_calls"]),
        "usd_per_1000_cases": round(sum(cost_of_1000(states, calls).values()), 3),
    }


def typical_transitions() -> float:
    """The mean over all types of the way on which every work order ends with its first outcome."""
    documents = load_pack(ROOT / "cities/rivermark", geodata=False).documents()
    counts = []
    for service in documents["services"].values():
        if service["process"]:
            counts.append(transitions(next(walks(documents["processes"][service["process"]], service))))
    return sum(counts) / len(counts)


def cost_of_1000(states: float, calls: Any) -> dict[str, float]:
    """USD for 1,000 cases by item; fixed monthly costs stand apart (docs/cost.md)."""
    prices, assumed = PRICES["prices"], PRICES["assumed"]
    seconds = calls["lambda_request"] * assumed["lambda_seconds"] * assumed["lambda_gb"]
    amounts = {name: calls[name] for name in prices if name in calls}
    amounts |= {"step_functions_transition": states, "lambda_gb_second": seconds}
    return {name: round(1000 * amount * prices[name], 4) for name, amount in amounts.items()}


def show_cost() -> None:
    """The table of docs/cost.md: what 1,000 cases ask for, and what each of it costs."""
    states, calls = typical_transitions(), calls_of_a_case()
    costs = cost_of_1000(states, calls)
    print(f"{PRICES['region']}, list prices of {PRICES['date']}")
    for name, usd in sorted(costs.items(), key=lambda item: -item[1]):
        amount = usd / PRICES["prices"][name]
        print(f"| {name} | {amount:,.0f} | {usd:.3f} |")
    print(f"| sum | | {sum(costs.values()):.3f} |")
    add_figures("workflow", figures_of_a_case(), NOTES)


def many_together(door: Door, many: int) -> dict[str, float]:
    """File them all, then work on all, then see that all are closed and told whole."""
    began = time.monotonic()
    places = _places(door, many)
    answers = {code: harmless_answers(door.get(f"/api/v1/services/{code}")) for code in TYPES}
    with ThreadPoolExecutor(HANDS) as hands:
        numbers = list(hands.map(lambda n: _file(door, TYPES[n % len(TYPES)], answers, places[n]), range(many)))
        print(f"{many} filed after {time.monotonic() - began:.0f} s", flush=True)
        _work_until_closed(door, numbers, hands.map)
        print(f"{many} closed after {time.monotonic() - began:.0f} s", flush=True)
        for kinds in hands.map(lambda number: _kinds(door, number), numbers):
            assert kinds >= WHOLE, f"an incomplete timeline: {kinds}"
    return {"cases_per_minute": round(60 * many / (time.monotonic() - began), 1), "cases": float(many)}


def _places(door: Door, many: int) -> list[dict[str, float]]:
    """Points about 60 m apart around the centre, all within the city."""
    centre = door.get("/api/v1/city")["centre"]
    side = int(many**0.5) + 1
    rows = ((n // side - side // 2, n % side - side // 2) for n in range(many))
    return [{"lat": centre["lat"] + row * 0.0006, "long": centre["long"] + column * 0.0008} for row, column in rows]


def _file(door: Door, code: str, answers: dict[str, Any], place: dict[str, float]) -> str:
    body: Any = {"service_code": code, **place, "answers": answers[code]}
    key = uuid4().hex  # one for all attempts: an answer that was lost is given again, not a second case
    return str(_patiently(lambda: door.post("/api/v1/requests", body, Idempotency_Key=key))["service_request_id"])


def _patiently(call: Callable[[], Any]) -> Any:
    """What `call` answers; a machine under load may let one time out, as a resident's phone would."""
    for attempt in range(1, ATTEMPTS):
        try:
            return call()
        except httpx.TransportError as error:
            print(f"again after {type(error).__name__}", flush=True)
        except Refused as refused:
            if refused.status < 500:
                raise
            print(f"again after {refused}", flush=True)
        time.sleep(PAUSE_S * attempt)
    return call()


def _work_until_closed(door: Door, numbers: list[str], in_parallel: Callable[..., Any]) -> None:
    """Start and complete whatever is open, until every case is closed."""
    left, deadline = list(numbers), time.monotonic() + PATIENCE_S
    while left:
        if time.monotonic() > deadline:
            raise TimeoutError(f"{len(left)} cases are still open: {left[:10]}")
        left = [number for number in in_parallel(lambda number: _work_on(door, number), left) if number]
        time.sleep(PAUSE_S)  # whoever asks without a pause takes the machine from those who work


def _work_on(door: Door, number: str) -> str | None:
    """Do what is to be done for one case; its number while it is open."""
    case = _patiently(lambda: door.staff("GET", f"/requests/{number}"))
    if case["closed_at"]:
        return None
    for order in case["work_orders"]:
        if order["status"] not in ("completed", "withdrawn"):
            path = f"/requests/{number}/work-orders/{order['work_order_id']}"
            if order["status"] != "started":  # in an earlier round, whose answer was lost
                _patiently(lambda path=path: door.staff("POST", f"{path}/start"))
            done = _patiently(lambda outcome=order["outcomes"][0]: report(door, outcome))
            _patiently(lambda path=path, done=done: door.staff("POST", f"{path}/complete", done))
    return number


def _kinds(door: Door, number: str) -> set[str]:
    case = _patiently(lambda: door.get(f"/api/v1/requests/{number}"))
    return {entry["kind"] for entry in case["timeline"]}


if __name__ == "__main__":
    main()
