"""Counters, and the cases as they were last counted."""

from pynamodb.attributes import BinaryAttribute, JSONAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.indexes import GlobalSecondaryIndex, IncludeProjection, KeysOnlyProjection
from pynamodb.models import Model

from hex311.adapters.dynamodb.keys import BY_CLOSED_INDEX, BY_OPENED_INDEX, OPEN_INDEX
from hex311.adapters.dynamodb.records.table import TableMeta


class OpenIndex(GlobalSecondaryIndex["InsightRecord"]):
    class Meta:
        index_name = OPEN_INDEX
        projection = KeysOnlyProjection()

    open_code = UnicodeAttribute(hash_key=True)
    review_on = UnicodeAttribute(range_key=True)


class ByOpenedIndex(GlobalSecondaryIndex["InsightRecord"]):
    class Meta:
        index_name = BY_OPENED_INDEX
        projection = IncludeProjection(["entry"])

    opened_line = UnicodeAttribute(hash_key=True)
    opened_key = UnicodeAttribute(range_key=True)


class ByClosedIndex(GlobalSecondaryIndex["InsightRecord"]):
    class Meta:
        index_name = BY_CLOSED_INDEX
        projection = IncludeProjection(["entry"])

    closed_line = UnicodeAttribute(hash_key=True)
    closed_key = UnicodeAttribute(range_key=True)


class InsightRecord(Model):
    """Counters are attributes of their own (`n07o_web`); `document` is what a case was last counted as, at `version`
    of the case; `entry` is what lists of cases hold of it; `body` is a packed model."""

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
    entry = UnicodeAttribute(null=True)
    opened_line = UnicodeAttribute(null=True)
    opened_key = UnicodeAttribute(null=True)
    closed_line = UnicodeAttribute(null=True)
    closed_key = UnicodeAttribute(null=True)
    by_opened = ByOpenedIndex()
    by_closed = ByClosedIndex()
