"""Opaque cursors for pages of an index."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

from hex311.domain.errors import BadInput, Problem


def encode_cursor(key: dict[str, Any] | None) -> str | None:
    return urlsafe_b64encode(json.dumps(key, sort_keys=True).encode()).decode() if key else None


def decode_cursor(cursor: str | None, queue_pk: str, index: str = "queue") -> dict[str, Any] | None:
    """`BadInput` for anything that is not a cursor of ours, made for this list of this index (empty: of the table)."""
    if not cursor:
        return None
    try:
        key = json.loads(urlsafe_b64decode(cursor.encode()))
    except (ValueError, RecursionError):
        key = None
    own = f"{index}_pk" if index else "pk"
    expected = {"pk", "sk", own} | ({f"{index}_sk"} if index else set())
    if (
        isinstance(key, dict)
        and set(key) == expected
        and all(
            isinstance(value, dict) and list(value) == ["S"] and isinstance(value["S"], str) for value in key.values()
        )
        and key[own]["S"] == queue_pk
    ):
        return key
    raise not_a_cursor()


def not_a_cursor() -> BadInput:
    mend = "Use `next` of the last page, unchanged, with the same department and status."
    return BadInput([Problem("cursor", "This is not a cursor of this list.", mend)])
