"""Contacts, limits and API keys."""

from pynamodb.attributes import JSONAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.indexes import GlobalSecondaryIndex, KeysOnlyProjection
from pynamodb.models import Model

from hex311.adapters.dynamodb.keys import CONTACT_INDEX
from hex311.adapters.dynamodb.records.table import TableMeta


class ContactIndex(GlobalSecondaryIndex["ContactRecord"]):
    class Meta:
        index_name = CONTACT_INDEX
        projection = KeysOnlyProjection()

    contact_hmac = UnicodeAttribute(hash_key=True)
    pk = UnicodeAttribute(range_key=True)


class ContactRecord(Model):
    class Meta(TableMeta):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    document = JSONAttribute()
    contact_hmac = UnicodeAttribute(null=True)
    expires_at = NumberAttribute(null=True)
    by_contact = ContactIndex()


class LimitRecord(Model):
    class Meta(TableMeta):
        pass

    key = UnicodeAttribute(hash_key=True)
    n = NumberAttribute(null=True)
    expires_at = NumberAttribute(null=True)


class ApiKeyRecord(Model):
    class Meta(TableMeta):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    document = JSONAttribute()


class ViewsRecord(Model):
    class Meta(TableMeta):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    v = NumberAttribute()
    document = JSONAttribute()
