"""The log of administrative actions."""

from pynamodb.attributes import JSONAttribute, UnicodeAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex
from pynamodb.models import Model

from hex311.adapters.dynamodb.keys import AUDIT_CASE_INDEX, AUDIT_PERSON_INDEX
from hex311.adapters.dynamodb.records.table import TableMeta


class AuditPersonIndex(GlobalSecondaryIndex["AuditRecord"]):
    class Meta:
        index_name = AUDIT_PERSON_INDEX
        projection = AllProjection()

    by_person_pk = UnicodeAttribute(hash_key=True)
    by_person_sk = UnicodeAttribute(range_key=True)


class AuditCaseIndex(GlobalSecondaryIndex["AuditRecord"]):
    class Meta:
        index_name = AUDIT_CASE_INDEX
        projection = AllProjection()

    by_case_pk = UnicodeAttribute(hash_key=True)
    by_case_sk = UnicodeAttribute(range_key=True)


class AuditRecord(Model):
    class Meta(TableMeta):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    document = JSONAttribute()
    by_person_pk = UnicodeAttribute()
    by_person_sk = UnicodeAttribute()
    by_case_pk = UnicodeAttribute(null=True)
    by_case_sk = UnicodeAttribute(null=True)
    by_person = AuditPersonIndex()
    by_case = AuditCaseIndex()
