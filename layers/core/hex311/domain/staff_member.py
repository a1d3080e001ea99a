"""People who sign in as staff, as the administrator sees them."""

import hashlib
import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from hex311.domain.errors import Problem
from hex311.domain.policy import POLICY, Action, Role

MOST_DEPARTMENTS_TEXT = 2_048
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,190}\.[^@\s.]{2,63}")


class MemberState(StrEnum):
    """`invited` has not chosen a password yet; `reset` must choose a new one."""

    INVITED = "invited"
    ACTIVE = "active"
    RESET = "reset"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class StaffMember:
    """`id` is the name under which the user pool knows them, `subject` the one that the history of cases names."""

    id: str
    subject: str
    email: str
    name: str
    roles: frozenset[Role]
    departments: frozenset[str]
    state: MemberState
    created_at: int

    @property
    def version(self) -> str:
        """Of what an administrator can change: another text means that somebody did."""
        parts = (self.name, *sorted(self.roles), "/", *sorted(self.departments), self.state)
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]

    @property
    def is_working_admin(self) -> bool:
        """Whether they can sign in and administer today."""
        return Role.ADMIN in self.roles and self.state is MemberState.ACTIVE


def needs_department(role: Role) -> bool:
    """Whether the table shows the role cases of its own departments only."""
    return POLICY[role][Action.READ_REQUEST].own_department


def member_problems(
    name: str, email: str | None, roles: Collection[str], departments: Collection[str], known: Collection[str]
) -> list[Problem]:
    """What is wrong with a person's particulars; `email` None where it stays, `known` the city's departments."""
    problems = []
    if not name.strip():
        problems.append(Problem("name", "This is missing.", "Send the name that colleagues know."))
    if email is not None and not _EMAIL.fullmatch(email):
        problems.append(Problem("email", "This is not an e-mail address.", "Send one like kim@city.example."))
    if unknown := sorted(set(departments) - set(known)):
        problems.append(
            Problem("departments", f"There is no department {unknown[0]}.", "Use codes of the city's departments.")
        )
    if len(",".join(departments)) > MOST_DEPARTMENTS_TEXT:
        problems.append(Problem("departments", "These are too many.", "Choose fewer."))
    lonely = sorted(role for role in roles if needs_department(Role(role)))
    if lonely and not departments:
        problems.append(Problem("departments", f"The role {lonely[0]} works for a department.", "Choose at least one."))
    return problems
