"""Lists in DynamoDB: indexes that carry the summary and nothing else of a case."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from hex311.adapters.dynamodb import keys
from hex311.adapters.dynamodb.faults import passing_faults
from hex311.adapters.dynamodb.records import RequestRecord
from hex311.domain.lifecycle import Status
from hex311.domain.summary import Summary
from hex311.ports import RequestLists
from hex311.spatial.request_list import Stream, Window, partitions_of, sort_key

MOST_IN_A_BATCH = 100
_TUPLES = ("photo_ids",)


class DynamoRequestLists(RequestLists):
    """The `RequestLists` port; tables are set by `use_tables`."""

    @passing_faults
    def newest(self, stream: Stream, window: Window, most: int) -> Sequence[Summary]:
        by_update = stream.index.is_by_update
        key = RequestRecord.updated_sk if by_update else RequestRecord.filed_sk
        found = RequestRecord.query(
            stream.partition,
            key.between(window.low, window.high),
            index_name=str(stream.index),
            scan_index_forward=False,
            # the window's upper end is the one told last, which comes once more
            limit=most + bool(window.before),
            page_size=most + bool(window.before),
        )
        told = [to_summary(record.summary) for record in found]
        return [one for one in told if sort_key(one, by_update=by_update) != window.before][:most]

    @passing_faults
    def these(self, case_ids: Sequence[str], *, private: bool = False) -> Sequence[Summary]:
        """Strongly consistent, so what was just filed is there."""
        found: list[Summary] = []
        for batch in _batches(list(dict.fromkeys(case_ids))):
            wanted = [(keys.case_pk(case_id), keys.META) for case_id in batch]
            records = RequestRecord.batch_get(wanted, consistent_read=True, attributes_to_get=["pk", "sk", "summary"])
            # a private case of before had none
            found += [to_summary(record.summary) for record in records if record.summary is not None]
        return [one for one in found if private or not one.is_private]


def list_attributes(summary: Summary) -> dict[str, Any]:
    """What a request's record carries for the list indexes."""
    return {
        "summary": {name: value for name, value in asdict(summary).items() if value not in ("", None, (), {}, False)},
        **{str(part): partition for part, partition in partitions_of(summary).items()},
        "filed_sk": sort_key(summary, by_update=False),
        "updated_sk": sort_key(summary, by_update=True),
    }


def to_summary(document: dict[str, Any]) -> Summary:
    tuples = {name: tuple(document[name]) for name in _TUPLES if name in document}
    return Summary(**{**document, **tuples, "status": Status(document["status"])})


def _batches(case_ids: list[str]) -> Iterator[list[str]]:
    for begin in range(0, len(case_ids), MOST_IN_A_BATCH):
        yield case_ids[begin : begin + MOST_IN_A_BATCH]
