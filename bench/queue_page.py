"""What the API needs for a page of a thousand rows of the queue: processor time and bytes, the index left out."""

import json
import time
from dataclasses import replace
from typing import Any

from hex311.adapters.dynamodb.codec import to_work_order, work_order_document
from hex311.domain.policy import Role, Staff
from hex311.http.openapi_queue import MOST_ROWS
from hex311.ports import NO_FILTER
from hex311.usecases.read_queue import read_queue
from hex311.usecases.run_workflow import create_work_order, route_request
from hex311.usecases.submit_request import submit_request
from tests.support.city import a_report, answers_for, memory_city

WHO = Staff("bench", frozenset({Role.ADMIN}), frozenset())
LATE_S = 60 * 86_400


def queue_page() -> dict[str, float]:
    """Of a thousand work orders that are all late, the slowest there are: their clocks have to be reckoned."""
    city = memory_city()
    department = _many(city)
    city.clock += LATE_S
    kept = [json.dumps(work_order_document(order)) for case in city.store.cases.values() for order in case.work_orders]
    began = time.process_time()
    for document in kept:
        to_work_order(json.loads(document))
    page = read_queue(city, WHO, department, "open", MOST_ROWS, None, NO_FILTER, "en")
    text = json.dumps(page, separators=(",", ":"))
    spent = time.process_time() - began
    return {"queue_page_ms": round(spent * 1000), "queue_page_kb": round(len(text.encode()) / 1024)}


def _many(city: Any) -> str:
    answers = {**answers_for("graffiti_removal"), "owner": "public"}
    case_id = submit_request(city, a_report("graffiti_removal", answers=answers)).request.id
    create_work_order(city, case_id, route_request(city, case_id, 1).work_order_ids[0], 1, "token")
    case = city.store.cases.pop(case_id)
    for number in range(MOST_ROWS):
        name = f"{number:04d}-ROW"
        orders = tuple(replace(order, case_id=name) for order in case.work_orders)
        city.store.cases[name] = replace(case, request=replace(case.request, id=name), work_orders=orders)
    department: str = case.work_orders[0].department
    return department
