"""What departments are told outside."""

from pynamodb.attributes import JSONAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex
from pynamodb.models import Model

from hex311.adapters.dynamodb.keys import OUTBOX_INDEX
from hex311.adapters.dynamodb.records.table import TableMeta


class OutboxIndex(GlobalSecondaryIndex["DeliveryRecord"]):
    class Meta:
        index_name = OUTBOX_INDEX
        projection = AllProjection()

    outbox_pk = UnicodeAttribute(hash_key=True)
    outbox_sk = UnicodeAttribute(range_key=True)


class DeliveryItem(Model):
    class Meta(TableMeta):
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
