"""The policy table itself: what every change to it must keep."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hex311.domain.errors import Forbidden
from hex311.domain.policy import POLICY, Action, Role, Staff, allows, check

WORKS_ON_ORDERS = {action for action in Action if action.endswith("_work_order")}
CITY = ["parks", "streets", "human_services"]

staff = st.builds(
    Staff, st.just("someone"), st.frozensets(st.sampled_from(list(Role))), st.frozensets(st.sampled_from(CITY))
)
departments = st.sets(st.sampled_from(CITY))


def someone(*roles: Role, departments: tuple[str, ...] = ()) -> Staff:
    return Staff("someone", frozenset(roles), frozenset(departments))


def test_every_role_has_its_row_and_every_action_somebody_who_may() -> None:
    assert set(POLICY) == set(Role)
    assert {action for rules in POLICY.values() for action in rules} == set(Action)


#: Of the city as a whole: no case is shown by them. Filing a caller's report, too, shows nothing of what was filed, and
#: of a caller's cases those are told that may be read.
OF_NO_CASE = {
    Action.LIST_HOTSPOTS,
    Action.ASK_PHOTO_TICKET,
    Action.READ_FIGURES,
    Action.SHARE_VIEWS,
    Action.FIND_CALLER,
    Action.FILE_REQUEST,
    Action.COUNT_INFORMATION_CALL,
    Action.LIST_INFORMATION_CALLS,
}


def test_who_may_act_on_a_case_may_also_read_it() -> None:
    """Otherwise an action would show what a look may not."""
    for role, rules in POLICY.items():
        for action, rule in ((action, rule) for action, rule in rules.items() if action not in OF_NO_CASE):
            reading = rules[Action.READ_REQUEST]
            assert not rule.private or reading.private, (role, action)
            assert rule.own_department or not reading.own_department, (role, action)


def test_crews_never_read_contacts_and_agents_never_touch_work() -> None:
    assert Action.READ_CONTACT not in POLICY[Role.CREW]
    assert not WORKS_ON_ORDERS & set(POLICY[Role.AGENT])
    assert not POLICY[Role.AGENT][Action.READ_REQUEST].private
    assert {role for role, rules in POLICY.items() if not any(r.own_department for r in rules.values())} == {
        Role.AGENT,
        Role.TRIAGE,
        Role.MANAGER,
        Role.ADMIN,
    }


def test_vendors_see_no_contacts_and_nothing_private_or_elses() -> None:
    rules = POLICY[Role.VENDOR]
    assert all(rule.own_department and not rule.private for rule in rules.values())
    assert not {Action.READ_CONTACT, Action.RELEASE_CONTENT, Action.TRANSFER_WORK_ORDER} & set(rules)


@given(staff, st.sampled_from(list(Action)), departments, st.booleans())
def test_several_roles_may_what_one_of_them_may(who: Staff, action: Action, where: set[str], private: bool) -> None:
    alone = [Staff(who.subject, frozenset({role}), who.departments) for role in who.roles]
    assert allows(who, action, where, private=private) == any(allows(a, action, where, private=private) for a in alone)


@given(staff, st.sampled_from(list(Action)), departments)
def test_what_is_private_is_never_allowed_to_more_people(who: Staff, action: Action, where: set[str]) -> None:
    assert not allows(who, action, where, private=True) or allows(who, action, where, private=False)


@given(staff, st.sampled_from(list(Action)), departments, departments, st.booleans())
def test_more_departments_never_take_a_right_away(
    who: Staff, action: Action, where: set[str], more: set[str], private: bool
) -> None:
    assert not allows(who, action, where, private=private) or allows(who, action, where | more, private=private)


@pytest.mark.parametrize("action", list(Action))
def test_without_a_role_nothing_is_allowed(action: Action) -> None:
    nobody = Staff("someone", frozenset(), frozenset(CITY))
    with pytest.raises(Forbidden):
        check(nobody, action, CITY, private=False)


@pytest.mark.parametrize("role", [Role.DISPATCHER, Role.CREW, Role.VENDOR])
def test_without_a_department_own_rights_reach_nothing(role: Role) -> None:
    own = [action for action, rule in POLICY[role].items() if rule.own_department]
    assert own
    assert not any(allows(someone(role), action, CITY, private=False) for action in own)
    assert not any(allows(someone(role, departments=("parks",)), action, [], private=False) for action in own)
