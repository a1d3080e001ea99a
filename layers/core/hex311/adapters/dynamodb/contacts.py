"""Personal data: its own table, its own key."""

from hex311.adapters.dynamodb.codec import to_contact
from hex311.adapters.dynamodb.faults import passing_faults
from hex311.adapters.dynamodb.keys import OFFICER, case_pk, officer_pk
from hex311.adapters.dynamodb.records import ContactRecord
from hex311.domain.follower import Contact


class DynamoContacts:
    """The `Contacts` port. Contacts are written with their case (`DynamoCases.commit`), those of officers when a city
    pack is published."""

    @passing_faults
    def read(self, case_id: str, role: str) -> Contact | None:
        return _contact(case_pk(case_id), role)

    @passing_faults
    def officer(self, code: str) -> Contact | None:
        return _contact(officer_pk(code), OFFICER)


def _contact(pk: str, sk: str) -> Contact | None:
    try:
        record = ContactRecord.get(pk, sk, consistent_read=True)
    except ContactRecord.DoesNotExist:
        return None
    return to_contact(record.document)
