"""The table of cases: requests with all that hangs on them, and what the city tells in order."""

from typing import Any

from pynamodb.attributes import BinaryAttribute, JSONAttribute, NumberAttribute, UnicodeAttribute, UnicodeSetAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex, IncludeProjection, KeysOnlyProjection
from pynamodb.models import Model

from hex311.adapters.dynamodb.keys import QUEUE_INDEX, WATCH_INDEX
from hex311.adapters.dynamodb.records.table import TableMeta
from hex311.spatial.request_list import ListIndex, Part


class QueueIndex(GlobalSecondaryIndex["WorkOrderRecord"]):
    class Meta:
        index_name = QUEUE_INDEX
        projection = AllProjection()

    queue_pk = UnicodeAttribute(hash_key=True)
    queue_sk = UnicodeAttribute(range_key=True)


class WatchIndex(GlobalSecondaryIndex["WorkOrderRecord"]):
    class Meta:
        index_name = WATCH_INDEX
        projection = KeysOnlyProjection()

    watch_pk = UnicodeAttribute(hash_key=True)
    watch_sk = UnicodeAttribute(range_key=True)


def _listing(index: ListIndex) -> Any:
    """One of the list indexes, which carry the summary alone, or of a tile the entry alone."""
    carried = "entry" if index.part is Part.TILE else "summary"
    meta = type("Meta", (), {"index_name": str(index), "projection": IncludeProjection([carried])})
    attributes = {
        str(index.part): UnicodeAttribute(hash_key=True),
        "updated_sk" if index.is_by_update else "filed_sk": UnicodeAttribute(range_key=True),
    }
    return type(f"Index_{index}", (GlobalSecondaryIndex,), {"Meta": meta, **attributes})()


class AttentionIndex(GlobalSecondaryIndex["RequestRecord"]):
    """The same index as `QueueIndex`, for requests that somebody must look at."""

    class Meta:
        index_name = QUEUE_INDEX
        projection = AllProjection()

    queue_pk = UnicodeAttribute(hash_key=True)
    queue_sk = UnicodeAttribute(range_key=True)


class CaseItem(Model):
    """Whatever shares a collection with a case; concrete records below."""

    class Meta(TableMeta):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    expires_at = NumberAttribute(null=True)


class RequestRecord(CaseItem):
    """META: `document` holds what is never queried by; `write_id` tells our own lost success from a clash."""

    class Meta(CaseItem.Meta):
        pass

    id = UnicodeAttribute()
    status = UnicodeAttribute()
    version = NumberAttribute()
    write_id = UnicodeAttribute()
    service_code = UnicodeAttribute()
    created_at = NumberAttribute()
    updated_at = NumberAttribute()
    document = JSONAttribute()
    queue_pk = UnicodeAttribute(null=True)
    queue_sk = UnicodeAttribute(null=True)
    attention = AttentionIndex()


class SummaryRecord(CaseItem):
    """What lists tell of a case. An item of its own, because BatchGetItem charges whole items: the case has kilobytes.

    The keys of private requests name partitions of their own (`hex311.spatial.request_list`). `entry` holds what areas
    are filtered by.
    """

    class Meta(CaseItem.Meta):
        pass

    summary = JSONAttribute()
    entry = BinaryAttribute(legacy_encoding=False)
    list_state = UnicodeAttribute()
    list_type = UnicodeAttribute()
    list_tile = UnicodeAttribute()
    filed_sk = UnicodeAttribute()
    updated_sk = UnicodeAttribute()
    listed_by_time = _listing(ListIndex.BY_TIME)
    listed_by_type = _listing(ListIndex.BY_TYPE)
    listed_by_tile = _listing(ListIndex.BY_TILE)
    listed_by_update = _listing(ListIndex.BY_UPDATE)
    listed_by_type_update = _listing(ListIndex.BY_TYPE_UPDATE)
    listed_by_tile_update = _listing(ListIndex.BY_TILE_UPDATE)


class EventRecord(CaseItem):
    class Meta(CaseItem.Meta):
        pass

    case_id = UnicodeAttribute()
    version = NumberAttribute()
    name = UnicodeAttribute()
    occurred_at = NumberAttribute()
    actor = UnicodeAttribute()
    data = JSONAttribute()


class WorkOrderRecord(CaseItem):
    """What a queue can be filtered by stands beside the document."""

    class Meta(CaseItem.Meta):
        pass

    case_id = UnicodeAttribute()
    id = UnicodeAttribute()
    status = UnicodeAttribute()
    document = JSONAttribute()
    queue_pk = UnicodeAttribute(null=True)
    queue_sk = UnicodeAttribute(null=True)
    service_code = UnicodeAttribute(null=True)
    areas = UnicodeSetAttribute(null=True)
    crew = UnicodeAttribute(null=True)
    assignee = UnicodeAttribute(null=True)
    queue = QueueIndex()
    watch_pk = UnicodeAttribute(null=True)
    watch_sk = UnicodeAttribute(null=True)
    watch = WatchIndex()


class FollowerRecord(CaseItem):
    class Meta(CaseItem.Meta):
        pass

    case_id = UnicodeAttribute()
    id = UnicodeAttribute()
    status = UnicodeAttribute()
    language = UnicodeAttribute()
    requested_at = NumberAttribute()


class SentRecord(CaseItem):
    class Meta(CaseItem.Meta):
        pass

    state = UnicodeAttribute()
    claimed_until = NumberAttribute()


class ClosingRecord(CaseItem):
    """One closing by one hand."""

    class Meta(CaseItem.Meta):
        pass


class StepPositionRecord(CaseItem):
    """Where the crew stood when it took a step."""

    class Meta(CaseItem.Meta):
        pass

    step = UnicodeAttribute()
    lat = NumberAttribute()
    long = NumberAttribute()
    accuracy_m = NumberAttribute()


class IdempotencyRow(CaseItem):
    class Meta(CaseItem.Meta):
        pass

    body_hash = UnicodeAttribute()
    case_id = UnicodeAttribute()
    duplicates = JSONAttribute()


class BulkRow(CaseItem):
    class Meta(CaseItem.Meta):
        pass

    by = UnicodeAttribute()
    at = NumberAttribute()
    verb = UnicodeAttribute()
    body_hash = UnicodeAttribute()
    orders = JSONAttribute()


class TileRecord(CaseItem):
    """Short names, because a tile is drawn from thousands of them: `b` the features' bytes, `t` the service code."""

    class Meta(CaseItem.Meta):
        pass

    b = BinaryAttribute(legacy_encoding=False)
    t = UnicodeAttribute()


class ChangeRecord(CaseItem):
    class Meta(CaseItem.Meta):
        pass

    document = JSONAttribute()


class FeedRecord(CaseItem):
    """Where the feed ends (`n`: position), or how far a case was told (`n`: version); `at` says when."""

    class Meta(CaseItem.Meta):
        pass

    n = NumberAttribute()
    at = NumberAttribute()
