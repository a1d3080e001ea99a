"""Personal data: its own table, its own key."""

from collections.abc import Callable, Sequence

from hex311.adapters.dynamodb.codec import to_contact
from hex311.adapters.dynamodb.faults import passing_faults
from hex311.adapters.dynamodb.keys import OFFICER, case_pk, contact_role, officer_pk
from hex311.adapters.dynamodb.records import ContactRecord
from hex311.domain.follower import Contact
from hex311.domain.secrets import Secrets


class DynamoContacts:
    """The `Contacts` port. Contacts are written with their case (`DynamoCases.commit`), those of officers when a city
    pack is published. `secrets` derives the look-up key, and is only called when one is looked up."""

    def __init__(self, secrets: Callable[[], Secrets]) -> None:
        self._secrets = secrets

    @passing_faults
    def find(self, kind: str, spellings: Sequence[str], most: int) -> Sequence[tuple[str, str]]:
        found: set[tuple[str, str]] = set()
        for key in {self._secrets().contact_hmac(kind, spelling) for spelling in spellings}:
            for record in ContactRecord.by_contact.query(key, limit=most):
                found.add((record.pk.removeprefix("CASE#"), contact_role(record.sk)))
        return sorted(found)[:most]

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
