"""People of the staff: invited, changed, switched off; never without an administrator, never by their own hand."""

from dataclasses import replace
from typing import Any

import pytest

from hex311.adapters.memory.staff_pool import MemoryStaffPool
from hex311.domain.audit import AuditAction, Outcome
from hex311.domain.errors import BadInput, ChangedMeanwhile, Forbidden, MoveNotAllowed, NotFound, Overtaken
from hex311.domain.policy import Role, Staff
from hex311.domain.staff_member import MemberState, StaffMember
from hex311.usecases.audit_log import read_audit_log
from hex311.usecases.manage_users import change_user, invite_user, list_users, reset_codes, reset_user, switch_user

ADA = Staff("ada", frozenset({Role.ADMIN}), frozenset(), name="Ada")
BO = Staff("bo", frozenset({Role.ADMIN}), frozenset(), name="Bo")
KIM = {"email": "Kim@Example.org", "name": " Kim  Lee ", "roles": ["crew"], "departments": ["parks"]}


@pytest.fixture
def town(city: Any) -> Any:
    """Ada and Bo administer, Cy takes calls. The log is the city's own."""
    city.staff_pool = MemoryStaffPool()
    put(city, "ada", Role.ADMIN)
    put(city, "bo", Role.ADMIN)
    put(city, "cy", Role.AGENT)
    return city


def put(city: Any, name: str, *roles: Role, state: MemberState = MemberState.ACTIVE) -> None:
    person = StaffMember(name, name, f"{name}@example.org", name.title(), frozenset(roles), frozenset(), state, 1)
    city.staff_pool.people[name] = person


def body_of(city: Any, who: str, **changes: Any) -> dict[str, Any]:
    one = city.staff_pool.people[who]
    said = {"name": one.name, "roles": sorted(one.roles), "departments": sorted(one.departments)}
    return {**said, "version": one.version, **changes}


def log(city: Any) -> list[tuple[str, str]]:
    """The newest last; of one second in no order."""
    found = read_audit_log(city, ADA, {}, 50, None)["entries"]
    return [(entry["action"], entry["outcome"]) for entry in reversed(found)]


def test_who_is_invited_is_mailed_and_has_the_roles_and_departments(town: Any) -> None:
    told = invite_user(town, ADA, KIM)
    assert (told["email"], told["name"], told["roles"]) == ("kim@example.org", "Kim Lee", ["crew"])
    assert (told["departments"], told["state"]) == (["parks"], "invited")
    assert town.staff_pool.mailed == [("kim@example.org", "invitation")]
    assert log(town) == [(AuditAction.USER_INVITED, Outcome.DONE)]
    (entry,) = read_audit_log(town, ADA, {}, 50, None)["entries"]
    assert entry["about"] == told["user_id"], "whoever reads the log learns who was invited"
    assert [one["name"] for one in list_users(town, ADA)["users"]] == ["Ada", "Bo", "Cy", "Kim Lee"]


def test_who_has_not_come_yet_is_invited_again_and_everybody_else_is_known(town: Any) -> None:
    """A second invitation is also what a retry after a lost answer makes."""
    first = invite_user(town, ADA, KIM)
    again = invite_user(town, ADA, {**KIM, "roles": ["dispatcher"]})
    assert (again["user_id"], again["roles"]) == (first["user_id"], ["dispatcher"])
    assert len(town.staff_pool.mailed) == 2
    with pytest.raises(Overtaken):
        invite_user(town, ADA, {**KIM, "email": "cy@example.org"})


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"email": "kim"}, "email"),
        ({"email": "kim@a@b.org"}, "email"),
        ({"name": "  "}, "name"),
        ({"departments": ["moon"]}, "departments"),
        ({"departments": []}, "departments"),
    ],
)
def test_particulars_that_cannot_be_are_refused(town: Any, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(BadInput) as refused:
        invite_user(town, ADA, {**KIM, **changes})
    assert [problem.field for problem in refused.value.problems] == [field]
    assert not town.staff_pool.mailed
    assert not log(town)


def test_other_roles_are_given_and_taken_and_the_old_sessions_end(town: Any) -> None:
    told = change_user(town, ADA, "cy", body_of(town, "cy", roles=["triage", "manager"], name="Cy Young"))
    assert (told["roles"], told["name"]) == (["manager", "triage"], "Cy Young")
    assert town.staff_pool.signed_out == ["cy"]
    more = change_user(town, ADA, "cy", body_of(town, "cy", roles=["triage", "manager", "agent"]))
    assert len(more["roles"]) == 3
    assert town.staff_pool.signed_out == ["cy"]  # who may do more needs no end


def test_who_comes_second_looks_again(town: Any) -> None:
    seen = body_of(town, "cy", roles=["triage"])
    change_user(town, BO, "cy", body_of(town, "cy", roles=["manager"]))
    with pytest.raises(ChangedMeanwhile):
        change_user(town, ADA, "cy", seen)
    assert town.staff_pool.people["cy"].roles == {Role.MANAGER}


def test_nobody_takes_administration_from_themselves(town: Any) -> None:
    for step in (
        lambda: change_user(town, ADA, "ada", body_of(town, "ada", roles=["manager"])),
        lambda: switch_user(town, ADA, "ada", on=False),
        lambda: reset_user(town, ADA, "ada"),
    ):
        with pytest.raises(MoveNotAllowed):
            step()
    assert town.staff_pool.people["ada"].is_working_admin
    change_user(town, ADA, "ada", body_of(town, "ada", name="Ada L."))


def test_who_is_no_administrator_any_more_cannot_act_with_an_old_token(town: Any) -> None:
    change_user(town, ADA, "bo", body_of(town, "bo", roles=["agent"]))
    with pytest.raises(Forbidden):
        switch_user(town, BO, "ada", on=False)
    switch_user(town, ADA, "bo", on=False)
    with pytest.raises(Forbidden):
        switch_user(town, BO, "ada", on=False)


@pytest.mark.parametrize("state", [MemberState.INVITED, MemberState.RESET, MemberState.OFF])
def test_an_administrator_who_cannot_sign_in_does_not_count(town: Any, state: MemberState) -> None:
    put(town, "bo", Role.ADMIN, state=state)
    with pytest.raises(Forbidden):
        switch_user(town, BO, "ada", on=False)


@pytest.mark.parametrize("way", ["change", "switch"])
def test_of_two_who_take_each_other_out_in_one_moment_somebody_stays(town: Any, way: str) -> None:
    """Ada has looked; while she acts, Bo takes her out. Whoever finds nobody left takes their own step back."""
    pool = town.staff_pool
    real = pool.take_role, pool.switch

    def bo_acts() -> None:
        pool.take_role, pool.switch = real
        pool.people["ada"] = replace(pool.people["ada"], roles=frozenset({Role.AGENT}))

    def take_role(member_id: str, role: str) -> None:
        bo_acts()
        real[0](member_id, role)

    def switch(member_id: str, *, on: bool) -> None:
        bo_acts()
        real[1](member_id, on=on)

    pool.take_role, pool.switch = take_role, switch
    body = body_of(town, "bo", roles=["agent"])
    steps = {
        "change": lambda: change_user(town, ADA, "bo", body),
        "switch": lambda: switch_user(town, ADA, "bo", on=False),
    }
    with pytest.raises(MoveNotAllowed):
        steps[way]()
    assert pool.people["bo"].is_working_admin
    assert log(town)[-1][1] == Outcome.REFUSED


def test_switched_off_and_on_again(town: Any) -> None:
    assert switch_user(town, ADA, "cy", on=False)["state"] == "off"
    assert switch_user(town, ADA, "cy", on=False)["state"] == "off"
    assert town.staff_pool.signed_out == ["cy", "cy"]
    with pytest.raises(MoveNotAllowed):
        reset_user(town, ADA, "cy")
    assert switch_user(town, ADA, "cy", on=True)["state"] == "active"
    actions = [AuditAction.USER_SWITCHED_OFF] * 2 + [AuditAction.USER_SWITCHED_ON]
    assert sorted(log(town)) == sorted((action, Outcome.DONE) for action in actions)


def test_a_reset_mails_a_code_or_the_invitation_again(town: Any) -> None:
    assert reset_user(town, ADA, "cy")["state"] == "reset"
    person = invite_user(town, ADA, KIM)
    assert reset_user(town, ADA, person["user_id"])["state"] == "invited"
    assert [what for _, what in town.staff_pool.mailed] == ["code", "invitation", "invitation"]


def test_whoever_lost_their_codes_signs_in_without_and_is_signed_out_everywhere(town: Any) -> None:
    town.staff_pool.with_codes = {"cy", "ada"}
    for _ in range(2):
        assert reset_codes(town, ADA, "cy")["state"] == "active"
    assert town.staff_pool.with_codes == {"ada"}
    assert set(town.staff_pool.signed_out) == {"cy"}
    with pytest.raises(MoveNotAllowed):
        reset_codes(town, ADA, "ada")
    with pytest.raises(Forbidden):
        reset_codes(town, Staff("cy", frozenset({Role.MANAGER}), frozenset()), "bo")
    assert log(town) == [(AuditAction.USER_CODES_RESET, Outcome.DONE)] * 2


def test_who_is_not_there_is_not_found(town: Any) -> None:
    for step in (
        lambda: switch_user(town, ADA, "nobody", on=True),
        lambda: reset_codes(town, ADA, "nobody"),
        lambda: reset_user(town, ADA, "nobody"),
    ):
        with pytest.raises(NotFound):
            step()
    assert not log(town)
