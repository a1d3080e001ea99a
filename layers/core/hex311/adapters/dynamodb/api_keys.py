"""API keys, in the catalogue table under one partition: there are a few dozen of them at most."""

from collections.abc import Sequence

from hex311.adapters.dynamodb.faults import passing_faults
from hex311.adapters.dynamodb.keys import API_KEYS
from hex311.adapters.dynamodb.records import ApiKeyRecord
from hex311.domain.api_key import ApiKey, Scope
from hex311.ports import ApiKeys


class DynamoApiKeys(ApiKeys):
    """The `ApiKeys` port; tables are set by `use_tables`."""

    @passing_faults
    def keep(self, key: ApiKey) -> None:
        ApiKeyRecord(API_KEYS, key.id, document=_document(key)).save()

    @passing_faults
    def find(self, key_id: str) -> ApiKey | None:
        try:
            return _key(ApiKeyRecord.get(API_KEYS, key_id, consistent_read=True))
        except ApiKeyRecord.DoesNotExist:
            return None

    @passing_faults
    def all(self) -> Sequence[ApiKey]:
        return [_key(record) for record in ApiKeyRecord.query(API_KEYS, consistent_read=True)]


def _document(key: ApiKey) -> dict[str, object]:
    return {
        "name": key.name,
        "scopes": sorted(key.scopes),
        "per_hour": key.per_hour,
        "created_at": key.created_at,
        "created_by": key.created_by,
        "revoked_at": key.revoked_at,
        "department": key.department,
    }


def _key(record: ApiKeyRecord) -> ApiKey:
    document = record.document
    scopes = frozenset(Scope(scope) for scope in document["scopes"])
    return ApiKey(**{**document, "id": record.sk, "scopes": scopes})
