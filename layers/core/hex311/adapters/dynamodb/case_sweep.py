"""All cases that are open or were changed lately, a page at a time. Reads the whole table."""

import json

from hex311.adapters.dynamodb import keys
from hex311.adapters.dynamodb.faults import passing_faults
from hex311.adapters.dynamodb.records import RequestRecord
from hex311.domain.lifecycle import CLOSED, Status
from hex311.ports import SweepPage

#: Items read for a page, most of which are not cases.
ITEMS = 400


class DynamoCaseSweep:
    """The `CaseSweep` port."""

    @passing_faults
    def page(self, since: int, cursor: str) -> SweepPage:
        over = [str(status) for status in CLOSED - {Status.DUPLICATE}]
        wanted = ~RequestRecord.status.is_in(*over) | (RequestRecord.updated_at >= since)
        rows = RequestRecord.scan(
            (RequestRecord.sk == keys.META) & wanted,
            page_size=ITEMS,
            limit=None,
            last_evaluated_key=json.loads(cursor) if cursor else None,
        )
        page = next(rows.page_iter, None)
        if page is None:
            return SweepPage((), "")
        ids = tuple(RequestRecord.from_raw_data(raw).id for raw in page["Items"])
        last = page.get("LastEvaluatedKey")
        return SweepPage(ids, json.dumps(last) if last else "")
