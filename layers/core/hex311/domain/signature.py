"""Signed messages between the city and the systems of departments, as the Standard Webhooks convention writes them.

Signed is `<message id>.<timestamp>.<body>` with HMAC-SHA256; the header holds one `v1,<base64>` per valid key,
separated by spaces, so that keys can be changed without a gap. Keys are written `whsec_<base64>`.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

PREFIX = "whsec_"
#: Before a key that the other side gave us to call it with: it signs nothing.
GIVEN = "api:"
KEY_BYTES = 32
WINDOW_S = 300


def new_key() -> str:
    return PREFIX + base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()


def sign(keys: Iterable[str], message_id: str, timestamp: int, body: bytes) -> str:
    """The value of the header `webhook-signature`."""
    return " ".join(f"v1,{_mac(key, message_id, timestamp, body)}" for key in keys)


def is_signed(keys: Sequence[str], message_id: str, timestamp: int, body: bytes, header: str) -> bool:
    """Whether any of the signatures was made with any of the keys. Looks at all of them, whatever matches."""
    given = [part[3:] for part in header.split()[:10] if part.startswith("v1,") and part.isascii()]
    expected = [_mac(key, message_id, timestamp, body) for key in keys]
    matches = [hmac.compare_digest(made, shown) for made in expected for shown in given]
    return any(matches)


def _mac(key: str, message_id: str, timestamp: int, body: bytes) -> str:
    secret = base64.b64decode(key.removeprefix(PREFIX))
    signed = f"{message_id}.{timestamp}.".encode() + body
    return base64.b64encode(hmac.new(secret, signed, hashlib.sha256).digest()).decode()


@dataclass(frozen=True)
class KeyRing:
    """The signing keys of all departments: `{department: [{"key": "whsec_...", "until"?: epoch seconds}]}`."""

    document: Mapping[str, Sequence[Mapping[str, Any]]]

    def valid(self, department: str, now: int) -> tuple[str, ...]:
        """The keys that count now, newest first."""
        entries = self.document.get(department, ())
        return tuple(
            str(entry["key"])
            for entry in reversed(entries)
            if not str(entry["key"]).startswith(GIVEN) and (entry.get("until") is None or now < entry["until"])
        )

    def api_key(self, department: str) -> str:
        """The key that a department's server gave us, or empty."""
        given = [str(entry["key"]) for entry in self.document.get(department, ())]
        return next((key.removeprefix(GIVEN) for key in given if key.startswith(GIVEN)), "")

    def with_api_key(self, department: str, key: str) -> "KeyRing":
        """The one key given to us; it takes the place of the one before."""
        kept = [entry for entry in self.document.get(department, ()) if not str(entry["key"]).startswith(GIVEN)]
        return KeyRing({**self.document, department: [*kept, {"key": f"{GIVEN}{key}"}]})

    def _standing(self, department: str, now: int) -> list[Mapping[str, Any]]:
        entries = self.document.get(department, ())
        return [entry for entry in entries if entry.get("until") is None or now < entry["until"]]

    def with_new_key(self, department: str, key: str, now: int, overlap_s: int) -> "KeyRing":
        """A further key; those before it go on counting for `overlap_s` at most. Keys that have ended are dropped."""
        kept = [
            {**entry, "until": min(entry.get("until") or now + overlap_s, now + overlap_s)}
            for entry in self._standing(department, now)
        ]
        return KeyRing({**self.document, department: [*kept, {"key": key}]})

    def without(self, department: str) -> "KeyRing":
        return KeyRing({code: keys for code, keys in self.document.items() if code != department})
