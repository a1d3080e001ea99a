"""What apps are told of the policy table is what the table says."""

from itertools import chain, combinations

import pytest

from hex311.domain.policy import Action, Role, Staff, allows, permissions

ROLES = list(chain.from_iterable(combinations(Role, count) for count in (1, 2)))


@pytest.mark.parametrize("roles", ROLES, ids=lambda roles: "+".join(roles))
def test_they_say_what_the_table_says(roles: tuple[Role, ...]) -> None:
    staff = Staff("someone", frozenset(roles), frozenset({"parks", "water"}))
    told = permissions(staff)
    for action in Action:
        for department in ("parks", "sanitation"):
            for private in (False, True):
                said = any(
                    one.action is action
                    and (one.departments is None or department in one.departments)
                    and (one.private or not private)
                    for one in told
                )
                assert said == allows(staff, action, [department], private=private), (action, department, private)
