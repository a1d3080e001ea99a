"""A case's collection, from items to the domain."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from hex311.adapters.dynamodb import keys
from hex311.adapters.dynamodb.codec import to_request, to_work_order
from hex311.adapters.dynamodb.records import (
    CaseItem,
    EventRecord,
    FollowerRecord,
    RequestRecord,
    SentRecord,
    SummaryRecord,
    WorkOrderRecord,
)
from hex311.domain.events import Event, EventName
from hex311.domain.follower import Follower, FollowerStatus
from hex311.ports import CaseFile

_KINDS: tuple[tuple[str, type[CaseItem]], ...] = (
    (keys.META, RequestRecord),
    (keys.SUMMARY, SummaryRecord),
    (keys.EVENT_PREFIX, EventRecord),
    (keys.WORK_PREFIX, WorkOrderRecord),
    (keys.FOLLOWER_PREFIX, FollowerRecord),
    (keys.SENT_PREFIX, SentRecord),
)


def item_kind(raw: dict[str, Any]) -> type[CaseItem]:
    """The record class of a raw item, by its sort key."""
    sk = raw["sk"]["S"]
    for prefix, kind in _KINDS:
        if sk.startswith(prefix):
            return kind
    raise ValueError(f"unknown item in a case: {sk}")


def from_items(items: Sequence[CaseItem]) -> CaseFile | None:
    """The case that a collection holds; None when there is no request in it."""
    request = next((item for item in items if isinstance(item, RequestRecord)), None)
    if request is None:
        return None
    return CaseFile(
        request=replace(to_request(request.document), stamp=request.write_id),
        events=tuple(to_event(item) for item in items if isinstance(item, EventRecord)),
        work_orders=tuple(to_work_order(item.document) for item in items if isinstance(item, WorkOrderRecord)),
        followers=tuple(
            Follower(item.case_id, item.id, FollowerStatus(item.status), item.language, int(item.requested_at))
            for item in items
            if isinstance(item, FollowerRecord)
        ),
    )


def to_event(record: EventRecord) -> Event:
    return Event(
        case_id=record.case_id,
        version=int(record.version),
        name=EventName(record.name),
        occurred_at=int(record.occurred_at),
        data=record.data,
        actor=record.actor,
    )
