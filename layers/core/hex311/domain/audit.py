"""Who did what in the back office: one entry for each administrative action and each look at a resident's contact.

Entries are about staff. Of residents there is a case's number and nothing else; a reason is what staff wrote.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum


class AuditAction(StrEnum):
    CALLER_FOUND = "caller_found"
    CONTACT_READ = "contact_read"
    API_KEY_ISSUED = "api_key_issued"
    API_KEY_REVOKED = "api_key_revoked"
    USER_INVITED = "user_invited"
    USER_CHANGED = "user_changed"
    USER_SWITCHED_OFF = "user_switched_off"
    USER_SWITCHED_ON = "user_switched_on"
    USER_RESET = "user_reset"
    USER_CODES_RESET = "user_codes_reset"
    RULES_PUBLISHED = "rules_published"
    PACK_PUBLISHED = "pack_published"
    PACK_ROLLED_BACK = "pack_rolled_back"
    LAYER_IMPORTED = "layer_imported"
    LAYERS_WITHDRAWN = "layers_withdrawn"
    CASES_REROUTED = "cases_rerouted"


class Outcome(StrEnum):
    """`begun` stays where nobody lived to say how it ended: the action may have happened or not."""

    BEGUN = "begun"
    DONE = "done"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One action. `by` is the identity provider's subject, `about` what it was done to (a key, a user, a version)."""

    id: str
    at: int
    by: str
    by_name: str
    action: AuditAction
    about: str = ""
    case_id: str = ""
    reason: str = ""
    outcome: Outcome = Outcome.BEGUN
    details: Mapping[str, str] = field(default_factory=dict)

    @property
    def month(self) -> str:
        """Such as `2026-11`, in UTC: what a list of the log covers."""
        return f"{datetime.fromtimestamp(self.at, UTC):%Y-%m}"


@dataclass(frozen=True, slots=True)
class AuditQuestion:
    """What of the log is asked for: a person's entries, those about a case, or all of a month. One of them is set."""

    month: str = ""
    by: str = ""
    case_id: str = ""
