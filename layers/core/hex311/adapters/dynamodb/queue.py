"""Work orders in the index `queue`: one partition for each department and status, in order of due time.

A filter is applied by DynamoDB to what it reads of that partition, nothing else is read. One page reads at most
`MOST_READ` entries, whatever it finds among them; the cursor goes on from there.
"""

import json
from typing import Any

from pynamodb.exceptions import QueryError
from pynamodb.expressions.condition import Condition

from hex311.adapters.dynamodb import keys
from hex311.adapters.dynamodb.codec import to_work_order, work_order_document
from hex311.adapters.dynamodb.faults import code_of
from hex311.adapters.dynamodb.paging import decode_cursor, encode_cursor, not_a_cursor
from hex311.adapters.dynamodb.records import WorkOrderRecord
from hex311.domain.request import ServiceRequest
from hex311.domain.work_order import WorkOrder, WorkStatus
from hex311.ports import OrderFilter, Page

MOST_READ = 1_000
READ_AT_ONCE = 250
_KEY = ("pk", "sk", "queue_pk", "queue_sk")


def queue_page(department: str, status: str, limit: int, cursor: str | None, only: OrderFilter) -> Page:
    queue_pk = keys.queue_pk(department, status)
    start = decode_cursor(cursor, queue_pk)
    condition = _condition(only)
    found: list[dict[str, Any]] = []
    read = 0
    connection = WorkOrderRecord._get_connection()
    while True:
        at_once = limit - len(found) if condition is None else READ_AT_ONCE
        try:
            page = connection.query(
                queue_pk,
                index_name=keys.QUEUE_INDEX,
                filter_condition=condition,
                limit=at_once,
                exclusive_start_key=start,
            )
        except QueryError as error:
            if cursor and code_of(error) == "ValidationException":
                raise not_a_cursor() from error
            raise
        found += page["Items"]
        read += int(page["ScannedCount"])
        start = page.get("LastEvaluatedKey")
        if len(found) > limit:
            del found[limit:]
            start = {name: found[-1][name] for name in _KEY}
        if len(found) >= limit or read >= MOST_READ or not start:
            break
    orders = tuple(to_work_order(json.loads(item["document"]["S"])) for item in found)
    return Page(orders, encode_cursor(start), tuple(tuple(sorted(_set_of(item, "areas"))) for item in found))


def _set_of(item: dict[str, Any], name: str) -> list[str]:
    found: list[str] = item.get(name, {}).get("SS", [])
    return found


def _condition(only: OrderFilter) -> Condition | None:
    parts: list[Condition] = []
    if only.service_code:
        parts.append(WorkOrderRecord.service_code == only.service_code)
    if only.area:
        parts.append(WorkOrderRecord.areas.contains(only.area))
    if only.crew:
        parts.append(WorkOrderRecord.crew == only.crew)
    if only.assignee:
        parts.append(WorkOrderRecord.assignee == only.assignee)
    condition: Condition | None = None
    for part in parts:
        condition = part if condition is None else condition & part
    return condition


def work_order_record(order: WorkOrder, request: ServiceRequest) -> WorkOrderRecord:
    """Completed work changes its place in the index with its status: it is listed under `completed`. `areas` are those
    of the case when the work order was written last; `reroute_case` writes it again when the layers change."""
    return WorkOrderRecord(
        keys.case_pk(order.case_id),
        keys.work_sk(order.id),
        case_id=order.case_id,
        id=order.id,
        status=str(order.status),
        document=work_order_document(order),
        queue_pk=keys.queue_pk(order.department, str(order.status)),
        queue_sk=keys.queue_sk(
            order.completed_at if order.status is WorkStatus.COMPLETED else order.due_at, order.case_id, order.id
        ),
        watch_pk=None if order.watch_at is None else keys.WATCH_PK,
        watch_sk=None if order.watch_at is None else keys.watch_sk(order.watch_at, order.case_id, order.id),
        service_code=request.service_code,
        areas={f"{answer.layer}:{answer.feature_id}" for answer in request.overlay.answers} or None,
        crew=order.crew or None,
        assignee=order.assignee or None,
    )
