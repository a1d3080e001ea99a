"""The memory twin of the staff's accounts."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from hex311.domain.errors import NotFound
from hex311.domain.policy import Role
from hex311.domain.staff_member import MemberState, StaffMember
from hex311.ports import Clash, StaffPool


@dataclass
class MemoryStaffPool(StaffPool):
    """`mailed` holds what went to whom, `signed_out` whose sessions were ended, `with_codes` who is
    asked for a code."""

    people: dict[str, StaffMember] = field(default_factory=dict)
    mailed: list[tuple[str, str]] = field(default_factory=list)
    signed_out: list[str] = field(default_factory=list)
    with_codes: set[str] = field(default_factory=set)

    def members(self) -> Sequence[StaffMember]:
        return list(self.people.values())

    def member(self, member_id: str) -> StaffMember:
        try:
            return self.people[member_id]
        except KeyError:
            raise NotFound("There is nobody of the staff with this number.") from None

    def by_email(self, email: str) -> StaffMember | None:
        return next((one for one in self.people.values() if one.email.lower() == email.lower()), None)

    def admins(self) -> Sequence[StaffMember]:
        return [one for one in self.people.values() if Role.ADMIN in one.roles]

    def invite(self, email: str, name: str, departments: Sequence[str]) -> str:
        if self.by_email(email):
            raise Clash
        member_id = f"member-{len(self.people) + 1}"
        self.people[member_id] = StaffMember(
            member_id, member_id, email, name, frozenset(), frozenset(departments), MemberState.INVITED, 1_790_000_000
        )
        self.mailed.append((email, "invitation"))
        return member_id

    def invite_again(self, email: str) -> None:
        self.mailed.append((email, "invitation"))

    def describe(self, member_id: str, name: str, departments: Sequence[str]) -> None:
        self._keep(member_id, name=name, departments=frozenset(departments))

    def give_role(self, member_id: str, role: str) -> None:
        self._keep(member_id, roles=self.member(member_id).roles | {Role(role)})

    def take_role(self, member_id: str, role: str) -> None:
        self._keep(member_id, roles=self.member(member_id).roles - {Role(role)})

    def switch(self, member_id: str, *, on: bool) -> None:
        self._keep(member_id, state=MemberState.ACTIVE if on else MemberState.OFF)

    def sign_out(self, member_id: str) -> None:
        self.signed_out.append(member_id)

    def reset_codes(self, member_id: str) -> None:
        self.with_codes.discard(self.member(member_id).id)

    def reset_password(self, member_id: str) -> None:
        self._keep(member_id, state=MemberState.RESET)
        self.mailed.append((self.member(member_id).email, "code"))

    def _keep(self, member_id: str, **parts: Any) -> None:
        self.people[member_id] = replace(self.member(member_id), **parts)
