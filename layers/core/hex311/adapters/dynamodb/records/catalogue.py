"""The published versions of the city pack."""

from pynamodb.attributes import BinaryAttribute, BooleanAttribute, JSONAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.models import Model

from hex311.adapters.dynamodb.records.table import TableMeta


class CatalogueRecord(Model):
    class Meta(TableMeta):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    body = BinaryAttribute(null=True, legacy_encoding=False)
    parts = NumberAttribute(null=True)
    version = UnicodeAttribute(null=True)
    content_hash = UnicodeAttribute(null=True)
    current = BooleanAttribute(null=True)


class PublicationRecord(Model):
    """Who let which version stand."""

    class Meta(TableMeta):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    document = JSONAttribute()
