"""Administrators decide who works here, as what and for which departments.

Nobody takes their own administration away, and the city is never left without an administrator who can sign in: that
is looked at before a step and again behind it, and a step after which nobody would be left is taken back.
"""

from collections.abc import Callable
from typing import Any

from hex311.domain.audit import AuditAction
from hex311.domain.errors import BadInput, ChangedMeanwhile, Forbidden, MoveNotAllowed, Overtaken
from hex311.domain.moments import iso
from hex311.domain.policy import Action, Role, Staff, check
from hex311.domain.staff_member import MemberState, StaffMember, member_problems
from hex311.ports import Clash, Ports
from hex311.usecases.audit_log import audited

LAST_ADMIN = "This is the last administrator who can sign in. Make somebody else an administrator first."
YOURSELF = "You cannot take administration away from yourself. Another administrator can."
NOT_ADMIN = "You are no administrator any more. Please sign in again."
OWN_CODES = "Your own codes are stopped in your account. If you lost them, another administrator can."
CHANGED = "Somebody else changed this person meanwhile. Look at them as they are now, then decide."
KNOWN = "There is already a person with this e-mail address. Look for them in the list."


def list_users(ports: Ports, staff: Staff) -> dict[str, Any]:
    """Everybody of the staff, by name; who was switched off too."""
    check(staff, Action.MANAGE_USERS, (), private=True)
    found = sorted(ports.staff_pool.members(), key=lambda one: (one.name.casefold(), one.email))
    return {"users": [user_view(member) for member in found]}


def invite_user(ports: Ports, staff: Staff, body: dict[str, Any]) -> dict[str, Any]:
    """A new account, told by mail. Whoever was invited and has not signed in yet is invited again."""
    check(staff, Action.MANAGE_USERS, (), private=True)
    _still_admin(ports, staff)
    email, name, roles, departments = body["email"].strip().lower(), *_particulars(body)
    _possible(ports, name, email, roles, departments)
    known = ports.staff_pool.by_email(email)
    if known and known.state is not MemberState.INVITED:
        raise Overtaken(KNOWN)
    about = known.id if known else ""
    with audited(ports, staff, AuditAction.USER_INVITED, about, **_told(roles, departments)) as found:
        if known:
            ports.staff_pool.describe(known.id, name, departments)
            ports.staff_pool.invite_again(email)
            member_id = known.id
        else:
            try:
                member_id = ports.staff_pool.invite(email, name, departments)
            except Clash:
                raise Overtaken(KNOWN) from None
        found.append(member_id)
        _set_roles(ports, member_id, known.roles if known else frozenset(), roles)
    return user_view(ports.staff_pool.member(member_id))


def change_user(ports: Ports, staff: Staff, member_id: str, body: dict[str, Any]) -> dict[str, Any]:
    """Another name, other roles, other departments; on top of the `version` that was seen."""
    check(staff, Action.MANAGE_USERS, (), private=True)
    _still_admin(ports, staff)
    member = ports.staff_pool.member(member_id)
    name, roles, departments = _particulars(body)
    _possible(ports, name, None, roles, departments)
    if body["version"] != member.version:
        raise ChangedMeanwhile(CHANGED)
    loses = Role.ADMIN in member.roles and Role.ADMIN not in roles
    _not_oneself(staff, member, loses)

    def change() -> None:
        ports.staff_pool.describe(member.id, name, departments)
        _set_roles(ports, member.id, member.roles, roles)

    with audited(ports, staff, AuditAction.USER_CHANGED, member.id, **_told(roles, departments)):
        _keeping_an_admin(ports, member, loses, change, lambda: ports.staff_pool.give_role(member.id, Role.ADMIN))
        if member.roles - roles or member.departments - set(departments):
            ports.staff_pool.sign_out(member.id)
    return user_view(ports.staff_pool.member(member.id))


def switch_user(ports: Ports, staff: Staff, member_id: str, *, on: bool) -> dict[str, Any]:
    """Switched off, nobody signs in; history, roles and departments stay. Doing it again changes nothing."""
    check(staff, Action.MANAGE_USERS, (), private=True)
    _still_admin(ports, staff)
    member = ports.staff_pool.member(member_id)
    loses = not on and Role.ADMIN in member.roles
    _not_oneself(staff, member, not on)
    action = AuditAction.USER_SWITCHED_ON if on else AuditAction.USER_SWITCHED_OFF
    with audited(ports, staff, action, member.id):
        _keeping_an_admin(
            ports,
            member,
            loses,
            lambda: ports.staff_pool.switch(member.id, on=on),
            lambda: ports.staff_pool.switch(member.id, on=True),
        )
        if not on:
            ports.staff_pool.sign_out(member.id)
    return user_view(ports.staff_pool.member(member.id))


def reset_user(ports: Ports, staff: Staff, member_id: str) -> dict[str, Any]:
    """The password opens nothing any more. Who never signed in gets a new invitation, everybody else a code."""
    check(staff, Action.MANAGE_USERS, (), private=True)
    _still_admin(ports, staff)
    member = ports.staff_pool.member(member_id)
    if member.state is MemberState.OFF:
        raise MoveNotAllowed("This person is switched off. Switch them on first.")
    _not_oneself(staff, member, True)
    with audited(ports, staff, AuditAction.USER_RESET, member.id):
        if member.state is MemberState.INVITED:
            ports.staff_pool.invite_again(member.email)
        else:
            _keeping_an_admin(
                ports, member, Role.ADMIN in member.roles, lambda: ports.staff_pool.reset_password(member.id), None
            )
            ports.staff_pool.sign_out(member.id)
    return user_view(ports.staff_pool.member(member.id))


def reset_codes(ports: Ports, staff: Staff, member_id: str) -> dict[str, Any]:
    """Whoever lost their authenticator app signs in with the password alone, once, and sets up another.

    Their sessions end: the lost telephone may hold one. Doing it again changes nothing. One's own codes are stopped in
    one's own account, where the one who does it has them.
    """
    check(staff, Action.MANAGE_USERS, (), private=True)
    _still_admin(ports, staff)
    member = ports.staff_pool.member(member_id)
    if member.subject == staff.subject:
        raise MoveNotAllowed(OWN_CODES)
    with audited(ports, staff, AuditAction.USER_CODES_RESET, member.id):
        ports.staff_pool.reset_codes(member.id)
        ports.staff_pool.sign_out(member.id)
    return user_view(ports.staff_pool.member(member.id))


def user_view(member: StaffMember) -> dict[str, Any]:
    return {
        "user_id": member.id,
        "subject": member.subject,
        "email": member.email,
        "name": member.name,
        "roles": sorted(member.roles),
        "departments": sorted(member.departments),
        "state": str(member.state),
        "created_at": iso(member.created_at),
        "version": member.version,
    }


def _particulars(body: dict[str, Any]) -> tuple[str, frozenset[Role], list[str]]:
    roles = frozenset(Role(role) for role in body["roles"])
    return " ".join(body["name"].split()), roles, sorted(set(body["departments"]))


def _possible(ports: Ports, name: str, email: str | None, roles: frozenset[Role], departments: list[str]) -> None:
    known = ports.catalogue.current().documents["departments"]
    if problems := member_problems(name, email, roles, departments, known):
        raise BadInput(problems)


def _still_admin(ports: Ports, staff: Staff) -> None:
    """A token may be an hour old; what it allows for others is asked of the pool itself."""
    if not any(one.subject == staff.subject and one.is_working_admin for one in ports.staff_pool.admins()):
        raise Forbidden(NOT_ADMIN)


def _not_oneself(staff: Staff, member: StaffMember, loses: bool) -> None:
    if loses and member.subject == staff.subject:
        raise MoveNotAllowed(YOURSELF)


def _keeping_an_admin(
    ports: Ports, member: StaffMember, loses: bool, step: Callable[[], None], back: Callable[[], None] | None
) -> None:
    """Two administrators may take each other out in one moment: whoever finds nobody left takes their step back."""
    others = [one for one in ports.staff_pool.admins() if one.is_working_admin and one.id != member.id]
    if loses and not others:
        raise MoveNotAllowed(LAST_ADMIN)
    step()
    if loses and back and not any(one.is_working_admin for one in ports.staff_pool.admins()):
        back()
        raise MoveNotAllowed(LAST_ADMIN)


def _set_roles(ports: Ports, member_id: str, before: frozenset[Role], after: frozenset[Role]) -> None:
    """New ones first: whoever is asked in between may do a little too much and never nothing."""
    for role in sorted(after - before):
        ports.staff_pool.give_role(member_id, role)
    for role in sorted(before - after):
        ports.staff_pool.take_role(member_id, role)


def _told(roles: frozenset[Role], departments: list[str]) -> dict[str, str]:
    return {"roles": ", ".join(sorted(roles)), "departments": ", ".join(departments)}
