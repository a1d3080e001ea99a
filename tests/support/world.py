"""Everything behind the API, at rest only when nothing is left to do: the relay, the queues, the state machine."""

from typing import Any

import boto3

from hex311.domain.errors import TransientFault
from hex311.domain.events import Event, EventName
from hex311.usecases.notify_followers import notify_followers
from hex311.usecases.render_tiles import render_tiles
from hex311.usecases.run_workflow import (
    close_request,
    create_work_order,
    resume_workflow,
    route_request,
    start_workflow,
)

PATIENCE_S = 61  # longer than a claim on a mail


def case_ids(city: Any) -> list[str]:
    """Every case of the city, in memory or on moto."""
    if hasattr(city, "store"):
        return list(city.store.cases)
    pages = boto3.client("dynamodb").get_paginator("scan").paginate(TableName="cases", ProjectionExpression="pk,sk")
    items = [item for page in pages for item in page["Items"] if item["sk"]["S"] == "META"]
    return [item["pk"]["S"].removeprefix("CASE#") for item in items]


class World:
    """Delivers what the stream tells of a case, once each, and plays its executions, until there is no news.

    When a worker dies, whatever it had not finished is delivered again the next time.
    """

    def __init__(self, city: Any) -> None:
        self.city = city
        self._delivered: set[str] = set()
        self._waiting: set[tuple[str, int, str]] = set()

    def settle(self, case_id: str) -> None:
        for _ in range(50):
            if not (self._deliver(case_id) | self._execute(case_id)):
                return
        raise AssertionError("the world does not come to rest")

    def _deliver(self, case_id: str) -> bool:
        news = [event for event in self.city.cases.case_file(case_id).events if event.id not in self._delivered]
        for event in news:
            self.react(event)
            self._delivered.add(event.id)
        return bool(news)

    def react(self, event: Event) -> None:
        if event.name is EventName.REQUEST_SUBMITTED:
            start_workflow(self.city, event.case_id)
        if event.name is EventName.WORK_ORDER_COMPLETED:
            resume_workflow(self.city, event.case_id, str(event.data["work_order_id"]))
        self._notify(event)
        for fault in render_tiles(self.city, [event.case_id]).failed.values():
            raise fault

    def _notify(self, event: Event) -> None:
        try:
            notify_followers(self.city, event.case_id, event.version)
        except (TransientFault, ExceptionGroup):
            self.city.clock += PATIENCE_S
            notify_followers(self.city, event.case_id, event.version)

    def _execute(self, case_id: str) -> bool:
        """One look of every running execution of the case; whether any of them did something."""
        busy = False
        for generation in sorted(number for case, number in self.city.workflows.running if case == case_id):
            routed = route_request(self.city, case_id, generation)
            for order_id in routed.work_order_ids:
                key = (case_id, generation, order_id)
                token = "/".join(map(str, key))
                if key not in self._waiting:
                    self.city.workflows.waiting.add(token)
                    create_work_order(self.city, case_id, order_id, generation, token)
                    self._waiting.add(key)
                    busy = True
            if routed.next == "close":
                close_request(self.city, case_id)
            if routed.next != "work":
                self.city.workflows.end(case_id, generation)
                busy = True
        return busy
