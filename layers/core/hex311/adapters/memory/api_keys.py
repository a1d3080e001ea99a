"""The memory twin of the API keys."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from hex311.domain.api_key import ApiKey
from hex311.ports import ApiKeys


@dataclass
class MemoryApiKeys(ApiKeys):
    keys: dict[str, ApiKey] = field(default_factory=dict)

    def keep(self, key: ApiKey) -> None:
        self.keys[key.id] = key

    def find(self, key_id: str) -> ApiKey | None:
        return self.keys.get(key_id)

    def all(self) -> Sequence[ApiKey]:
        return list(self.keys.values())
