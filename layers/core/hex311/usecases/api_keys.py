"""Issuing, listing, revoking and checking the keys of app makers."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from hex311.domain.api_key import ApiKey, Scope, key_id, new_key
from hex311.domain.errors import BadInput, Forbidden, NotFound, Problem
from hex311.ports import LimitHit, Ports

HOUR_S = 3_600
MOST_PER_HOUR = 100_000
_NAME = re.compile(r"[a-z][a-z0-9_-]{1,39}")


#: The same for missing, unknown and revoked keys and those without the scope: nothing tells them apart.
KEY_REFUSED = "An API key is needed here, and this one is missing, not known, or not allowed to do this."


def issue_key(
    ports: Ports, name: str, scopes: Iterable[str], per_hour: int, by: str, department: str = ""
) -> tuple[str, ApiKey]:
    """A new key and what is kept of it. The key itself is in this answer and nowhere else.

    `BadInput` for a name that is no channel (small letters, digits, - and _), unknown scopes, an odd quota or an
    unknown department.
    """
    problems = []
    if not _NAME.fullmatch(name):
        problems.append(Problem("name", "This is not a name.", "Use 2 to 40 small letters, digits, - or _."))
    wanted = set(scopes)
    if not wanted or wanted - set(Scope):
        problems.append(Problem("scopes", "These are not scopes.", f"Use some of: {', '.join(Scope)}."))
    if not 1 <= per_hour <= MOST_PER_HOUR:
        problems.append(Problem("per_hour", "This is not possible.", f"Use 1 to {MOST_PER_HOUR}."))
    if department and department not in ports.catalogue.current().documents["departments"]:
        problems.append(Problem("department", "There is no such department.", "Use a code of the city pack."))
    if problems:
        raise BadInput(problems)
    key = new_key()
    kept = ApiKey(
        key_id(key), name, frozenset(Scope(scope) for scope in wanted), per_hour, ports.now(), by, None, department
    )
    ports.api_keys.keep(kept)
    return key, kept


def list_keys(ports: Ports) -> Sequence[ApiKey]:
    """All keys, the revoked ones too, by name and age."""
    return sorted(ports.api_keys.all(), key=lambda key: (key.name, key.created_at, key.id))


def revoke_key(ports: Ports, start_of_id: str) -> ApiKey:
    """Revoke the key whose id begins so (at least 8 characters); doing it again changes nothing. `NotFound` when none
    or several begin so."""
    found = [key for key in ports.api_keys.all() if len(start_of_id) >= 8 and key.id.startswith(start_of_id)]
    if len(found) != 1:
        raise NotFound("There is no such key.")
    key = found[0]
    if key.revoked_at is None:
        key = replace(key, revoked_at=ports.now())
        ports.api_keys.keep(key)
    return key


def check_key(ports: Ports, secret: str, scope: Scope) -> ApiKey:
    """The key, when it may do this; else `Forbidden`."""
    key = ports.api_keys.find(key_id(secret)) if secret else None
    if key is None or not key.allows(scope):
        raise Forbidden(KEY_REFUSED)
    return key


def quota(ports: Ports, key: ApiKey) -> LimitHit:
    """One call counted against the key's hour."""
    hour = ports.now() // HOUR_S
    return LimitHit(
        key=f"api_key#{key.id}#{hour}",
        most=key.per_hour,
        ends_at=(hour + 1) * HOUR_S,
        message="This API key has used up its calls of the hour.",
    )
