"""Personal data: its own table, its own key."""

from hex311.adapters.dynamodb.codec import to_contact
from hex311.adapters.dynamodb.faults import passing_faults
from hex311.adapters.dynamodb.keys import case_pk
from hex311.adapters.dynamodb.records import ContactRecord
from hex311.domain.follower import Contact


class DynamoContacts:
    """The `Contacts` port. Contacts are written with their case (`DynamoCases.commit`)."""

    @passing_faults
    def read(self, case_id: str, role: str) -> Contact | None:
        try:
            record = ContactRecord.get(case_pk(case_id), role, consistent_read=True)
        except ContactRecord.DoesNotExist:
            return None
        return to_contact(record.document)
