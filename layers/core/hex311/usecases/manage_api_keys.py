"""Administrators give keys to app makers, and take them back."""

from typing import Any

from hex311.domain.api_key import ApiKey
from hex311.domain.audit import AuditAction
from hex311.domain.moments import iso
from hex311.domain.policy import Action, Staff, check
from hex311.ports import Ports
from hex311.usecases.api_keys import issue_key, list_keys, revoke_key
from hex311.usecases.audit_log import audited


def issue_api_key(ports: Ports, staff: Staff, body: dict[str, Any]) -> dict[str, Any]:
    """The new key, told this once, and what is kept of it."""
    check(staff, Action.MANAGE_API_KEYS, (), private=False)
    told = {"scopes": ", ".join(sorted(body["scopes"])), "per_hour": str(body["per_hour"])}
    with audited(ports, staff, AuditAction.API_KEY_ISSUED, body["name"], **told):
        key, kept = issue_key(ports, body["name"], body["scopes"], body["per_hour"], f"staff:{staff.subject}")
    return {**key_view(kept), "api_key": key}


def list_api_keys(ports: Ports, staff: Staff) -> dict[str, Any]:
    """All keys, without what would let anybody use them."""
    check(staff, Action.MANAGE_API_KEYS, (), private=False)
    return {"api_keys": [key_view(key) for key in list_keys(ports)]}


def revoke_api_key(ports: Ports, staff: Staff, key_id: str) -> dict[str, Any]:
    """It stops to work at the next call. Revoking again changes nothing."""
    check(staff, Action.MANAGE_API_KEYS, (), private=False)
    with audited(ports, staff, AuditAction.API_KEY_REVOKED, key_id[:64]):
        return key_view(revoke_key(ports, key_id))


def key_view(key: ApiKey) -> dict[str, Any]:
    """`key_id` is the beginning of the hash: enough to name a key, useless to guess it."""
    return {
        "key_id": key.id[:16],
        "name": key.name,
        "scopes": sorted(key.scopes),
        "per_hour": key.per_hour,
        "created_at": iso(key.created_at),
        "created_by": key.created_by,
        "revoked_at": iso(key.revoked_at),
    }
