"""Which record lives in which table of the stack."""

from pynamodb.models import Model

from hex311.adapters.dynamodb.connection import connect
from hex311.adapters.dynamodb.records.access import ApiKeyRecord, ContactRecord, LimitRecord, ViewsRecord
from hex311.adapters.dynamodb.records.audit import AuditRecord
from hex311.adapters.dynamodb.records.cases import (
    BulkRow,
    CaseItem,
    ChangeRecord,
    ClosingRecord,
    EventRecord,
    FeedRecord,
    FollowerRecord,
    IdempotencyRow,
    RequestRecord,
    SentRecord,
    SummaryRecord,
    TileRecord,
    WorkOrderRecord,
)
from hex311.adapters.dynamodb.records.catalogue import CatalogueRecord, PublicationRecord
from hex311.adapters.dynamodb.records.deliveries import CircuitRecord, DeliveryItem, DeliveryRecord, LinkRecord
from hex311.adapters.dynamodb.records.insights import InsightRecord
from hex311.adapters.dynamodb.records.nearby import HotspotRecord, NearbyRecord
from hex311.adapters.dynamodb.records.photos import PhotoRecord
from hex311.settings import Settings


def use_tables(settings: Settings) -> None:
    """Point the records at this stack's tables."""
    case_records = (
        CaseItem,
        RequestRecord,
        SummaryRecord,
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
        settings.audit_table: (AuditRecord,),
        settings.catalogue_table: (CatalogueRecord, PublicationRecord, ApiKeyRecord, ViewsRecord),
        settings.insights_table: (InsightRecord,),
        settings.deliveries_table: (DeliveryItem, DeliveryRecord, CircuitRecord, LinkRecord),
    }
    for name, records in tables.items():
        for record in records:
            record.Meta.table_name = name
            record.Meta.region = settings.region
    # A connection is cached per class and knows its table and indexes; a subclass would inherit another's.
    connect(tuple(record for records in tables.values() for record in records))
