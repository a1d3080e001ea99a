"""What lies near, cell by cell."""

from pynamodb.attributes import JSONAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.models import Model

from hex311.adapters.dynamodb.records.table import TableMeta


class NearbyRecord(Model):
    """Entries are attributes of their own (`e_<case id>`), so that two writers never overwrite each other's."""

    class Meta(TableMeta):
        pass

    cell = UnicodeAttribute(hash_key=True)
    v = NumberAttribute(null=True)


class HotspotRecord(Model):
    """In the same table: the counts around a cell, and the list of live hotspots, each with its version."""

    class Meta(TableMeta):
        pass

    cell = UnicodeAttribute(hash_key=True)
    v = NumberAttribute(null=True)
    document = JSONAttribute(null=True)
