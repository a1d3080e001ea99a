"""Who may do how much: contacts, limits, API keys, the staff's accounts, and the log of what they did."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from hex311.domain.api_key import ApiKey
from hex311.domain.audit import AuditEntry, AuditQuestion
from hex311.domain.follower import Contact
from hex311.domain.saved_view import Shelf
from hex311.domain.staff_member import StaffMember
from hex311.ports.cases import LimitHit


class Contacts(Protocol):
    def read(self, case_id: str, role: str) -> Contact | None:
        """`role` is `REPORTER` or `FOLLOWER#<id>`."""

    def find(self, kind: str, spellings: Sequence[str], most: int) -> Sequence[tuple[str, str]]:
        """`(case id, role)` of up to `most` contacts with one of these e-mail addresses or numbers (`kind`: `email` or
        `phone`), by case, each case once for each role. A contact written a moment ago may be missing."""

    def officer(self, code: str) -> Contact | None:
        """How an officer of the district is reached."""


class Limits(Protocol):
    def count(self, hit: LimitHit) -> None:
        """Count once; raises `TooMany` with the seconds to wait when the limit is reached."""


@dataclass(frozen=True, slots=True)
class Looker:
    """A staff member who looks at a case until then (epoch seconds) unless they say so again; 0: no longer."""

    subject: str
    name: str
    until: int


class PresenceBook(Protocol):
    def note(self, case_id: str, who: Looker, now: int) -> Sequence[Looker]:
        """Note it, and tell all who are looking at the case now. Nothing of it is kept for long."""


class ApiKeys(Protocol):
    """The keys of app makers, by the hash that is their id."""

    def keep(self, key: ApiKey) -> None: ...

    def find(self, key_id: str) -> ApiKey | None: ...

    def all(self) -> Sequence[ApiKey]: ...


class Views(Protocol):
    """Saved views of the queue, all of an owner in one small item."""

    def read(self, owner: str) -> Shelf:
        """An empty shelf where there is none. Strongly consistent."""

    def keep(self, shelf: Shelf) -> None:
        """Put it in the place of the one with its version; `Clash` when somebody was quicker."""


@dataclass(frozen=True, slots=True)
class AuditPage:
    entries: tuple[AuditEntry, ...]
    cursor: str | None


class AuditLog(Protocol):
    def note(self, entry: AuditEntry) -> None:
        """Keep it, in place of what was noted under the same id."""

    def page(self, question: AuditQuestion, limit: int, cursor: str | None) -> AuditPage:
        """The newest first. `BadInput` for a cursor of another question."""


class StaffPool(Protocol):
    """The accounts of the staff. Whoever is not there is `NotFound`; a pool that is busy is a `TransientFault`."""

    def members(self) -> Sequence[StaffMember]: ...

    def member(self, member_id: str) -> StaffMember: ...

    def by_email(self, email: str) -> StaffMember | None: ...

    def admins(self) -> Sequence[StaffMember]: ...

    def invite(self, email: str, name: str, departments: Sequence[str]) -> str:
        """A new account without roles, told by mail with a first password; its id."""

    def invite_again(self, email: str) -> None: ...

    def describe(self, member_id: str, name: str, departments: Sequence[str]) -> None: ...

    def give_role(self, member_id: str, role: str) -> None: ...

    def take_role(self, member_id: str, role: str) -> None: ...

    def switch(self, member_id: str, *, on: bool) -> None: ...

    def sign_out(self, member_id: str) -> None:
        """End all sessions; a token that was given out is good until it runs out."""

    def reset_codes(self, member_id: str) -> None:
        """No code of an authenticator app is asked for any more, until they set one up again."""

    def reset_password(self, member_id: str) -> None:
        """The old one opens nothing any more; a code for a new one is mailed."""


@dataclass(frozen=True, slots=True)
class LimitPolicy:
    """How much is too much."""

    address_per_hour: int
    person_per_day: int
    place_per_hour: int
    mail_per_hour: int
