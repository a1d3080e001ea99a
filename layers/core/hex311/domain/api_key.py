"""Keys of app makers: who may file and update through Open311. Only a hash of the key is ever kept."""

import hashlib
import secrets
from dataclasses import dataclass
from enum import StrEnum

#: Keys carry their kind, so that one that is lost in a repository can be found by a scanner.
PREFIX = "hex311_"


class Scope(StrEnum):
    SUBMIT = "submit"
    UPDATE = "update"
    READ_PRIVATE = "read_private"


@dataclass(frozen=True, slots=True)
class ApiKey:
    """`name` is the channel of the reports that come with it; times are epoch seconds. A key of a `department` speaks
    for it when it updates requests."""

    id: str
    name: str
    scopes: frozenset[Scope]
    per_hour: int
    created_at: int
    created_by: str = ""
    revoked_at: int | None = None
    department: str = ""

    def allows(self, scope: Scope) -> bool:
        return self.revoked_at is None and scope in self.scopes


def new_key() -> str:
    """A key of 192 random bits, to be shown once."""
    return PREFIX + secrets.token_urlsafe(24)


def key_id(key: str) -> str:
    """What is kept of a key: long random strings need no salt and no slow hash."""
    return hashlib.sha256(key.encode()).hexdigest()
