"""Public lists in DynamoDB: four indexes that carry the summary and nothing else of a case."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from hex311.adapters.dynamodb import keys
from hex311.adapters.dynamodb.faults import passing_faults
from hex311.adapters.dynamodb.records import RequestRecord
from hex311.domain.lifecycle import Status
from hex311.domain.summary import Summary
from hex311.ports import RequestLists
from hex311.spatial.request_list import ListIndex, Stream, Window, keys_of

MOST_IN_A_BATCH = 100
_TUPLES = ("photo_ids",)


class DynamoRequestLists(RequestLists):
    """The `RequestLists` port; tables are set by `use_tables`."""

    @passing_faults
    def newest(self, stream: Stream, window: Window, most: int) -> Sequence[Summary]:
        found = RequestRecord.query(
            stream.partition,
            _RANGE_KEYS[stream.index].between(window.low, window.high),
            index_name=str(stream.index),
            scan_index_forward=False,
            # the window's upper end is the one told last, which comes once more
            limit=most + bool(window.before),
            page_size=most + bool(window.before),
        )
        told = [to_summary(record.summary) for record in found]
        return [one for one in told if keys_of(one)[stream.index][1] != window.before][:most]

    @passing_faults
    def these(self, case_ids: Sequence[str]) -> Sequence[Summary]:
        """Strongly consistent, so what was just filed is there."""
        found: list[Summary] = []
        for batch in _batches(list(dict.fromkeys(case_ids))):
            wanted = [(keys.case_pk(case_id), keys.META) for case_id in batch]
            records = RequestRecord.batch_get(wanted, consistent_read=True, attributes_to_get=["pk", "sk", "summary"])
            found += [to_summary(record.summary) for record in records if record.summary is not None]
        return found


_RANGE_KEYS: dict[ListIndex, Any] = {
    ListIndex.BY_TIME: RequestRecord.filed_sk,
    ListIndex.BY_TYPE: RequestRecord.filed_sk,
    ListIndex.BY_PLACE: RequestRecord.filed_sk,
    ListIndex.BY_UPDATE: RequestRecord.updated_sk,
}


def list_attributes(summary: Summary) -> dict[str, Any]:
    """What a request's record carries for the list indexes."""
    by_index = keys_of(summary)
    state, filed = by_index[ListIndex.BY_TIME]
    return {
        "summary": {name: value for name, value in asdict(summary).items() if value not in ("", None, (), {})},
        "list_state": state,
        "list_type": by_index[ListIndex.BY_TYPE][0],
        "list_place": by_index[ListIndex.BY_PLACE][0],
        "filed_sk": filed,
        "updated_sk": by_index[ListIndex.BY_UPDATE][1],
    }


def to_summary(document: dict[str, Any]) -> Summary:
    tuples = {name: tuple(document[name]) for name in _TUPLES if name in document}
    return Summary(**{**document, **tuples, "status": Status(document["status"])})


def _batches(case_ids: list[str]) -> Iterator[list[str]]:
    for begin in range(0, len(case_ids), MOST_IN_A_BATCH):
        yield case_ids[begin : begin + MOST_IN_A_BATCH]
