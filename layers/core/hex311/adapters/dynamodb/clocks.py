"""Work orders by the time of their clocks, from the indexes of the case table."""

import re
from collections.abc import Sequence
from heapq import merge
from itertools import islice

from hex311.adapters.dynamodb import keys
from hex311.adapters.dynamodb.codec import to_work_order
from hex311.adapters.dynamodb.faults import passing_faults
from hex311.adapters.dynamodb.paging import not_a_cursor
from hex311.adapters.dynamodb.records import QueueIndex, WatchIndex, WorkOrderRecord
from hex311.domain.work_order import OVER, WorkStatus
from hex311.ports import Page, Watched

_CURSOR = re.compile(r"\d{10}#[\x21-\x7e]{1,120}", re.ASCII)


class DynamoClocks:
    """The `Clocks` port; tables are set by `use_tables`."""

    @passing_faults
    def watched(self, until: int, limit: int, after: Watched | None) -> Sequence[Watched]:
        first = keys.behind(keys.watch_sk(after.at, after.case_id, after.work_order_id)) if after else keys.NOTHING
        span = WatchIndex.watch_sk.between(first, keys.before_second(until + 1))
        found = [row.watch_sk.split("#", 2) for row in WorkOrderRecord.watch.query(keys.WATCH_PK, span, limit=limit)]
        return [Watched(int(at), case_id, order_id) for at, case_id, order_id in found]

    @passing_faults
    def late(self, department: str, now: int, limit: int, cursor: str | None) -> Page:
        """The queue of every status that is not over, up to `now`, merged by due time. The cursor is the last key."""
        if cursor and not _CURSOR.fullmatch(cursor):
            raise not_a_cursor()
        span = QueueIndex.queue_sk.between(keys.behind(cursor) if cursor else keys.NOTHING, keys.before_second(now))
        queues = [
            list(WorkOrderRecord.queue.query(keys.queue_pk(department, status), span, limit=limit + 1))
            for status in WorkStatus
            if status not in OVER
        ]
        rows = list(islice(merge(*queues, key=lambda row: row.queue_sk), limit + 1))
        orders = tuple(to_work_order(row.document) for row in rows[:limit])
        return Page(orders, rows[limit - 1].queue_sk if len(rows) > limit else None)
