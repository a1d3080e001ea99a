"""Secrets derived from one pepper, so that nothing secret need be stored in clear.

The follow secret opens one case to the person who reported it. Only its hash is stored; it is derived again from
the pepper and the case's salt when a retried submission must be answered as the first one was.
"""

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode


class Secrets:
    """Derives and checks all keyed values of one city."""

    def __init__(self, pepper: str) -> None:
        self._pepper = pepper.encode()

    def _mac(self, purpose: str, *parts: str) -> bytes:
        message = "\x1f".join((purpose, *parts)).encode()
        return hmac.new(self._pepper, message, hashlib.sha256).digest()

    def follow_secret(self, case_id: str, salt: str) -> str:
        return urlsafe_b64encode(self._mac("follow", case_id, salt)[:18]).decode()

    def follower_id(self, case_id: str, email: str) -> str:
        return self._mac("follower", case_id, normal_email(email)).hex()[:20]

    def contact_hmac(self, kind: str, value: str) -> str:
        """The look-up key of an e-mail address or phone number (`kind`: `email` or `phone`)."""
        normal = normal_email(value) if kind == "email" else "".join(c for c in value if c.isdigit() or c == "+")
        return self._mac(f"contact-{kind}", normal).hex()

    def limit_key(self, kind: str, value: str) -> str:
        return f"{kind}#{self._mac('limit', kind, value).hex()[:32]}"

    def link_token(self, purpose: str, case_id: str, follower_id: str) -> str:
        """A token for a mailed link: who, and a signature that only we can make."""
        signature = urlsafe_b64encode(self._mac(f"link-{purpose}", case_id, follower_id)[:18]).decode()
        return f"{case_id}.{follower_id}.{signature}"

    def read_link_token(self, purpose: str, token: str) -> tuple[str, str] | None:
        """`(case_id, follower_id)` of a token of ours, else None."""
        parts = token.split(".")
        if len(parts) != 3 or not all(part.isascii() for part in parts):
            return None
        expected = self.link_token(purpose, parts[0], parts[1])
        return (parts[0], parts[1]) if hmac.compare_digest(expected, token) else None


def normal_email(email: str) -> str:
    return email.strip().lower()


def hash_secret(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def secret_matches(secret: str | None, stored_hash: str) -> bool:
    return bool(secret and stored_hash) and hmac.compare_digest(hash_secret(secret or ""), stored_hash)


def new_salt() -> str:
    return secrets.token_hex(8)
