"""Counters, and the cases as they were last counted."""

from pynamodb.attributes import BinaryAttribute, JSONAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.indexes import GlobalSecondaryIndex, KeysOnlyProjection
from pynamodb.models import Model

from hex311.adapters.dynamodb.keys import OPEN_INDEX
from hex311.adapters.dynamodb.records.table import TableMeta


class OpenIndex(GlobalSecondaryIndex["InsightRecord"]):
    class Meta:
        index_name = OPEN_INDEX
        projection = KeysOnlyProjection()

    open_code = UnicodeAttribute(hash_key=True)
    review_on = UnicodeAttribute(range_key=True)


class InsightRecord(Model):
    """Counters are attributes of their own (`n07o_web`); `document` is what a case was last counted as, at `version`
    of the case; `body` is a packed model."""

    class Meta(TableMeta):
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
