"""PynamoDB records: rows of the tables, not domain objects. Table names are set once, by `use_tables`."""

from hex311.adapters.dynamodb.records.access import (
    ApiKeyRecord,
    ContactIndex,
    ContactRecord,
    LimitRecord,
    ViewsRecord,
)
from hex311.adapters.dynamodb.records.audit import AuditRecord
from hex311.adapters.dynamodb.records.cases import (
    AttentionIndex,
    BulkRow,
    CaseItem,
    ChangeRecord,
    ClosingRecord,
    EventRecord,
    FeedRecord,
    FollowerRecord,
    IdempotencyRow,
    QueueIndex,
    RequestRecord,
    SentRecord,
    StepPositionRecord,
    SummaryRecord,
    TileRecord,
    WatchIndex,
    WorkOrderRecord,
)
from hex311.adapters.dynamodb.records.catalogue import CatalogueRecord, PublicationRecord
from hex311.adapters.dynamodb.records.deliveries import (
    CircuitRecord,
    DeliveryItem,
    DeliveryRecord,
    LinkRecord,
    OutboxIndex,
)
from hex311.adapters.dynamodb.records.insights import InsightRecord, OpenIndex
from hex311.adapters.dynamodb.records.nearby import HotspotRecord, NearbyRecord
from hex311.adapters.dynamodb.records.photos import PhotoRecord
from hex311.adapters.dynamodb.records.tables import use_tables

__all__ = [
    "ApiKeyRecord",
    "AttentionIndex",
    "AuditRecord",
    "BulkRow",
    "CaseItem",
    "CatalogueRecord",
    "ChangeRecord",
    "CircuitRecord",
    "ClosingRecord",
    "ContactIndex",
    "ContactRecord",
    "DeliveryItem",
    "DeliveryRecord",
    "EventRecord",
    "FeedRecord",
    "FollowerRecord",
    "HotspotRecord",
    "IdempotencyRow",
    "InsightRecord",
    "LimitRecord",
    "LinkRecord",
    "NearbyRecord",
    "OpenIndex",
    "OutboxIndex",
    "PhotoRecord",
    "PublicationRecord",
    "QueueIndex",
    "RequestRecord",
    "SentRecord",
    "StepPositionRecord",
    "SummaryRecord",
    "TileRecord",
    "ViewsRecord",
    "WatchIndex",
    "WorkOrderRecord",
    "use_tables",
]
