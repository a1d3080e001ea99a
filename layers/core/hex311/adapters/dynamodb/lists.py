"""Lists in DynamoDB: indexes that carry the summary of a case, or the entry of a tile, and nothing else."""

import json
import struct
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from hex311.adapters.dynamodb import keys
from hex311.adapters.dynamodb.faults import passing_faults
from hex311.adapters.dynamodb.records import SummaryRecord
from hex311.domain.errors import TransientFault
from hex311.domain.geography import Point
from hex311.domain.lifecycle import Status
from hex311.domain.summary import Summary
from hex311.ports import RequestLists
from hex311.spatial.request_list import ListEntry, Part, Stream, Window, partitions_of, sort_key

MOST_IN_A_BATCH = 100
#: A batch is asked again for what the table did not get round to, so many times.
MOST_ROUNDS = 6
_TUPLES = ("photo_ids",)
#: An entry: latitude and longitude (degrees), whether the request is closed; then the service code.
_ENTRY = struct.Struct(">dd?")
Item = dict[str, Any]


class DynamoRequestLists(RequestLists):
    """The `RequestLists` port; tables are set by `use_tables`. `pause` is called with 0, 1 ... before a batch is asked
    again. Items are read raw: a list has thousands, and a record of each would take longer than all the rest."""

    def __init__(self, pause: Callable[[int], None]) -> None:
        self._pause = pause

    @passing_faults
    def newest(self, stream: Stream, window: Window, most: int) -> Sequence[Summary]:
        return [to_summary(item) for item in _newest(stream, window, most)]

    @passing_faults
    def entries(self, stream: Stream, window: Window, most: int) -> Sequence[ListEntry]:
        order = _order(stream)
        return [to_entry(item[order]["S"], item["entry"]["B"]) for item in _newest(stream, window, most)]

    @passing_faults
    def these(self, case_ids: Sequence[str], *, private: bool = False, fresh: bool = True) -> Sequence[Summary]:
        """Strongly consistent when `fresh`, so what was just filed is there."""
        wanted = list(dict.fromkeys(case_ids))
        batches = (wanted[begin : begin + MOST_IN_A_BATCH] for begin in range(0, len(wanted), MOST_IN_A_BATCH))
        found = (to_summary(item) for batch in batches for item in self._batch(batch, fresh))
        return [one for one in found if private or not one.is_private]

    def _batch(self, case_ids: Sequence[str], fresh: bool) -> Iterator[Item]:
        left: Any = [{"pk": keys.case_pk(case_id), "sk": keys.SUMMARY} for case_id in case_ids]
        connection = SummaryRecord._get_connection()
        for attempt in range(MOST_ROUNDS):
            answer = connection.batch_get_item(left, consistent_read=fresh, attributes_to_get=["summary"])
            ((table, found),) = answer["Responses"].items()
            yield from found
            unread = answer.get("UnprocessedKeys", {}).get(table)
            if not unread:
                return
            left = [{name: value["S"] for name, value in key.items()} for key in unread["Keys"]]
            self._pause(attempt)
        raise TransientFault("The table is too busy for a list.")


def summary_record(summary: Summary) -> SummaryRecord:
    """The item of a summary, with its keys in the list indexes."""
    told = {name: value for name, value in asdict(summary).items() if value not in ("", None, (), {}, False)}
    partitions: dict[str, Any] = {str(part): name for part, name in partitions_of(summary).items()}
    return SummaryRecord(
        keys.case_pk(summary.id),
        keys.SUMMARY,
        summary=told,
        entry=_ENTRY.pack(summary.latitude, summary.longitude, summary.is_closed) + summary.service_code.encode(),
        **partitions,
        filed_sk=sort_key(summary, by_update=False),
        updated_sk=sort_key(summary, by_update=True),
    )


def to_summary(item: Item) -> Summary:
    document = json.loads(item["summary"]["S"])
    tuples = {name: tuple(document[name]) for name in _TUPLES if name in document}
    return Summary(**{**document, **tuples, "status": Status(document["status"])})


def to_entry(key: str, packed: bytes) -> ListEntry:
    latitude, longitude, is_closed = _ENTRY.unpack_from(packed)
    return ListEntry(key, Point(latitude=latitude, longitude=longitude), packed[_ENTRY.size :].decode(), is_closed)


def _newest(stream: Stream, window: Window, most: int) -> list[Item]:
    """Up to `most` items of a stream, the newest first."""
    order = _order(stream)
    carried = "entry" if stream.index.part is Part.TILE else "summary"
    between = getattr(SummaryRecord, order).between(window.low, window.high)
    # the window's upper end is the one told last, which comes once more
    found: list[Item] = []
    start, asked = None, most + bool(window.before)
    while True:
        page = SummaryRecord._get_connection().query(
            stream.partition,
            between,
            index_name=str(stream.index),
            attributes_to_get=[order, carried],
            exclusive_start_key=start,
            limit=asked - len(found),
            scan_index_forward=False,
        )
        found += page["Items"]
        start = page.get("LastEvaluatedKey")
        if not start or len(found) >= asked:
            return [item for item in found if item[order]["S"] != window.before][:most]


def _order(stream: Stream) -> str:
    return "updated_sk" if stream.index.is_by_update else "filed_sk"
