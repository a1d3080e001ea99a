"""Legacy cases filed as new reports through the front door, as residents would file them."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from typing import Any

import httpx

from hex311.usecases.import_case import LegacyCase
from hex311_cli.closing import report
from hex311_cli.commands.demo import harmless_answers
from hex311_cli.door import Door, wait_for

FILED, REPLAYED, NO_ANSWER = "filed", "replayed", "no_answer"
_COME_BACK = frozenset({429, 503})
_TRIES = 5


@dataclass(frozen=True, slots=True)
class Answer:
    """What the city said to one report.

    `outcome` is `filed`, `replayed` (an earlier run had filed it), or the code of the refusal. `seconds` is how long
    the call took, `waited` how long we were told to wait before it, `come_back` what a refused one would still wait.
    """

    outcome: str
    case: LegacyCase
    number: str = ""
    seconds: float = 0.0
    waited: float = 0.0
    come_back: int = 0


class Clerk:
    """Files reports at one city's front door. `patience` is the longest wait (s) that it takes for one report."""

    def __init__(self, door: Door, patience: float) -> None:
        self._door = door
        self._patience = patience
        self._answers = cache(self._ask)

    def file(self, case: LegacyCase) -> Answer:
        """File one case, with a key made of its number, so that it is filed once however often this is called."""
        body = self._body(case)
        headers = {"Idempotency-Key": f"replay-{case.number}"}
        waited, told, seconds = 0.0, 0, 0.0
        for _ in range(_TRIES):
            began = time.monotonic()
            try:
                response = self._door.http.post("/api/v1/requests", json=body, headers=headers)
            except httpx.TransportError:
                # nobody knows whether it was filed; the key makes it safe to ask again
                continue
            seconds = time.monotonic() - began
            told = int(response.headers.get("Retry-After", "1")) if response.status_code in _COME_BACK else 0
            if not told or waited + told > self._patience:
                return _answer(case, response, seconds, waited, told)
            time.sleep(told)
            waited += told
        return Answer(NO_ANSWER, case, waited=waited, seconds=seconds, come_back=told)

    def _body(self, case: LegacyCase) -> dict[str, Any]:
        return {
            "service_code": case.service_code,
            "lat": case.point.latitude,
            "long": case.point.longitude,
            "address": case.address,
            "answers": self._answers(case.service_code),
        }

    def _ask(self, service_code: str) -> dict[str, Any]:
        return harmless_answers(self._door.get(f"/api/v1/services/{service_code}"))


def file_all(
    clerk: Clerk, cases: Sequence[LegacyCase], parallel: int, on_answer: Callable[[Answer], None]
) -> list[Answer]:
    """File all cases, several at a time; the answers in the order of the cases."""

    def one(case: LegacyCase) -> Answer:
        answer = clerk.file(case)
        on_answer(answer)
        return answer

    with ThreadPoolExecutor(parallel) as pool:
        return list(pool.map(one, cases))


def work_through(door: Door, number: str, seconds: float = 60.0) -> float:
    """Do all work of a case by the staff API until it is closed; returns how long it took (s).

    Takes the outcome `done` where a work order has one. Raises `TimeoutError` when nothing moves for `seconds`.
    """
    began = time.monotonic()

    def next_orders() -> Any:
        case = door.staff("GET", f"/requests/{number}")
        return "closed" if case["closed_at"] else [o for o in case["work_orders"] if o["status"] != "completed"]

    while (orders := wait_for(next_orders, seconds)) != "closed":
        for order in orders:
            path = f"/requests/{number}/work-orders/{order['work_order_id']}"
            if order["status"] != "started":
                door.staff("POST", f"{path}/start")
            outcome = next((one for one in order["outcomes"] if one["status"] == "done"), order["outcomes"][0])
            door.staff("POST", f"{path}/complete", report(door, outcome))
    return time.monotonic() - began


def _answer(case: LegacyCase, response: httpx.Response, seconds: float, waited: float, told: int) -> Answer:
    try:
        document = response.json()
    except ValueError:
        document = {}
    if response.status_code == 201:
        outcome = REPLAYED if "Idempotency-Replayed" in response.headers else FILED
        return Answer(outcome, case, document["service_request_id"], seconds, waited)
    code = str(document.get("code", f"http_{response.status_code}"))
    return Answer(code, case, seconds=seconds, waited=waited, come_back=told)
