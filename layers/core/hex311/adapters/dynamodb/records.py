"""PynamoDB records: rows of the tables, not domain objects. Table names are set once, by `use_tables`."""

from pynamodb.attributes import (
    BinaryAttribute,
    BooleanAttribute,
    JSONAttribute,
    NumberAttribute,
    UnicodeAttribute,
    UnicodeSetAttribute,
)
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex, IncludeProjection, KeysOnlyProjection
from pynamodb.models import Model

from hex311.adapters.dynamodb.connection import connect
from hex311.adapters.dynamodb.keys import CONTACT_INDEX, OPEN_INDEX, OUTBOX_INDEX, QUEUE_INDEX, WATCH_INDEX
from hex311.settings import Settings
from hex311.spatial.request_list import ListIndex


class _Meta:
    table_name = ""
    region = "us-east-1"


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


class ListedByTime(GlobalSecondaryIndex["RequestRecord"]):
    class Meta:
        index_name = str(ListIndex.BY_TIME)
        projection = IncludeProjection(["summary"])

    list_state = UnicodeAttribute(hash_key=True)
    filed_sk = UnicodeAttribute(range_key=True)


class ListedByType(GlobalSecondaryIndex["RequestRecord"]):
    class Meta:
        index_name = str(ListIndex.BY_TYPE)
        projection = IncludeProjection(["summary"])

    list_type = UnicodeAttribute(hash_key=True)
    filed_sk = UnicodeAttribute(range_key=True)


class ListedByPlace(GlobalSecondaryIndex["RequestRecord"]):
    class Meta:
        index_name = str(ListIndex.BY_PLACE)
        projection = IncludeProjection(["summary"])

    list_place = UnicodeAttribute(hash_key=True)
    filed_sk = UnicodeAttribute(range_key=True)


class ListedByUpdate(GlobalSecondaryIndex["RequestRecord"]):
    class Meta:
        index_name = str(ListIndex.BY_UPDATE)
        projection = IncludeProjection(["summary"])

    list_state = UnicodeAttribute(hash_key=True)
    updated_sk = UnicodeAttribute(range_key=True)


class AttentionIndex(GlobalSecondaryIndex["RequestRecord"]):
    """The same index as `QueueIndex`, for requests that somebody must look at."""

    class Meta:
        index_name = QUEUE_INDEX
        projection = AllProjection()

    queue_pk = UnicodeAttribute(hash_key=True)
    queue_sk = UnicodeAttribute(range_key=True)


class CaseItem(Model):
    """Whatever shares a collection with a case; concrete records below."""

    class Meta(_Meta):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    expires_at = NumberAttribute(null=True)


class RequestRecord(CaseItem):
    """META: `document` holds what is never queried by; `write_id` tells our own lost success from a clash.

    Private requests have no `summary` and none of the list keys, so no list index knows them.
    """

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
    summary = JSONAttribute(null=True)
    list_state = UnicodeAttribute(null=True)
    list_type = UnicodeAttribute(null=True)
    list_place = UnicodeAttribute(null=True)
    filed_sk = UnicodeAttribute(null=True)
    updated_sk = UnicodeAttribute(null=True)
    listed_by_time = ListedByTime()
    listed_by_type = ListedByType()
    listed_by_place = ListedByPlace()
    listed_by_update = ListedByUpdate()


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
    class Meta(CaseItem.Meta):
        pass

    document = JSONAttribute()


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


class ContactIndex(GlobalSecondaryIndex["ContactRecord"]):
    class Meta:
        index_name = CONTACT_INDEX
        projection = KeysOnlyProjection()

    contact_hmac = UnicodeAttribute(hash_key=True)
    pk = UnicodeAttribute(range_key=True)


class ContactRecord(Model):
    class Meta(_Meta):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    document = JSONAttribute()
    contact_hmac = UnicodeAttribute(null=True)
    expires_at = NumberAttribute(null=True)
    by_contact = ContactIndex()


class NearbyRecord(Model):
    """Entries are attributes of their own (`e_<case id>`), so that two writers never overwrite each other's."""

    class Meta(_Meta):
        pass

    cell = UnicodeAttribute(hash_key=True)
    v = NumberAttribute(null=True)


class HotspotRecord(Model):
    """In the same table: the counts around a cell, and the list of live hotspots, each with its version."""

    class Meta(_Meta):
        pass

    cell = UnicodeAttribute(hash_key=True)
    v = NumberAttribute(null=True)
    document = JSONAttribute(null=True)


class LimitRecord(Model):
    class Meta(_Meta):
        pass

    key = UnicodeAttribute(hash_key=True)
    n = NumberAttribute(null=True)
    expires_at = NumberAttribute(null=True)


class OutboxIndex(GlobalSecondaryIndex["DeliveryRecord"]):
    class Meta:
        index_name = OUTBOX_INDEX
        projection = AllProjection()

    outbox_pk = UnicodeAttribute(hash_key=True)
    outbox_sk = UnicodeAttribute(range_key=True)


class DeliveryItem(Model):
    class Meta(_Meta):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    expires_at = NumberAttribute(null=True)


class DeliveryRecord(DeliveryItem):
    class Meta(DeliveryItem.Meta):
        pass

    state = UnicodeAttribute()
    next_at = NumberAttribute(null=True)
    attempts = NumberAttribute()
    claimed_until = NumberAttribute()
    document = JSONAttribute()
    outbox_pk = UnicodeAttribute(null=True)
    outbox_sk = UnicodeAttribute(null=True)
    outbox = OutboxIndex()


class CircuitRecord(DeliveryItem):
    class Meta(DeliveryItem.Meta):
        pass

    failures = NumberAttribute()
    open_until = NumberAttribute()


class LinkRecord(DeliveryItem):
    class Meta(DeliveryItem.Meta):
        pass

    document = JSONAttribute()


class PhotoRecord(Model):
    """`expires_at` goes when the photo is attached to a case (`case_id`)."""

    class Meta(_Meta):
        pass

    photo_id = UnicodeAttribute(hash_key=True)
    state = UnicodeAttribute()
    reason = UnicodeAttribute(null=True)
    secret_hash = UnicodeAttribute()
    uploader = UnicodeAttribute()
    created_at = NumberAttribute()
    case_id = UnicodeAttribute(null=True)
    folder = UnicodeAttribute(null=True)
    width = NumberAttribute(null=True)
    height = NumberAttribute(null=True)
    expires_at = NumberAttribute(null=True)


class CatalogueRecord(Model):
    class Meta(_Meta):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    body = BinaryAttribute(null=True, legacy_encoding=False)
    parts = NumberAttribute(null=True)
    version = UnicodeAttribute(null=True)
    content_hash = UnicodeAttribute(null=True)
    current = BooleanAttribute(null=True)


class OpenIndex(GlobalSecondaryIndex["InsightRecord"]):
    class Meta:
        index_name = OPEN_INDEX
        projection = KeysOnlyProjection()

    open_code = UnicodeAttribute(hash_key=True)
    review_on = UnicodeAttribute(range_key=True)


class InsightRecord(Model):
    """Counters are attributes of their own (`n07o_web`); `document` is what a case was last counted as, at `version`
    of the case; `body` is a packed model."""

    class Meta(_Meta):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    version = NumberAttribute(null=True)
    document = JSONAttribute(null=True)
    write_id = UnicodeAttribute(null=True)
    body = BinaryAttribute(null=True, legacy_encoding=False)
    open_code = UnicodeAttribute(null=True)
    review_on = UnicodeAttribute(null=True)
    open = OpenIndex()


class ApiKeyRecord(Model):
    class Meta(_Meta):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    document = JSONAttribute()


def use_tables(settings: Settings) -> None:
    """Point the records at this stack's tables."""
    case_records = (
        CaseItem,
        RequestRecord,
        EventRecord,
        WorkOrderRecord,
        FollowerRecord,
        SentRecord,
        IdempotencyRow,
        BulkRow,
        TileRecord,
        ClosingRecord,
        ChangeRecord,
        FeedRecord,
    )
    tables: dict[str, tuple[type[Model], ...]] = {
        settings.cases_table: case_records,
        settings.contacts_table: (ContactRecord,),
        settings.nearby_table: (NearbyRecord, HotspotRecord),
        settings.limits_table: (LimitRecord,),
        settings.photos_table: (PhotoRecord,),
        settings.catalogue_table: (CatalogueRecord, ApiKeyRecord),
        settings.insights_table: (InsightRecord,),
        settings.deliveries_table: (DeliveryItem, DeliveryRecord, CircuitRecord, LinkRecord),
    }
    for name, records in tables.items():
        for record in records:
            record.Meta.table_name = name
            record.Meta.region = settings.region
    # A connection is cached per class and knows its table and indexes; a subclass would inherit another's.
    connect(tuple(record for records in tables.values() for record in records))
