"""Photos."""

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.models import Model

from hex311.adapters.dynamodb.records.table import TableMeta


class PhotoRecord(Model):
    """`expires_at` goes when the photo is attached to a case (`case_id`)."""

    class Meta(TableMeta):
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
