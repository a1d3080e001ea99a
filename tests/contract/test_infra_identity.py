"""Who the staff are: only an administrator makes them, and nobody gives rights to themselves."""

from typing import Any

from hex311.domain.policy import Role
from tests.contract.support.templates import read, resources

POOL: dict[str, Any] = read("identity")["Resources"]["UserPool"]["Properties"]
CLIENT: dict[str, Any] = read("identity")["Resources"]["StaffClient"]["Properties"]


def test_groups_are_the_roles_of_the_policy() -> None:
    groups = resources("identity", "AWS::Cognito::UserPoolGroup").values()
    assert {group["Properties"]["GroupName"] for group in groups} == {str(role) for role in Role}


def test_only_an_administrator_makes_accounts() -> None:
    assert POOL["AdminCreateUserConfig"] == {"AllowAdminCreateUserOnly": True}


def test_nobody_changes_their_own_departments() -> None:
    """Without a list of attributes to write, a client may write them all."""
    (departments,) = POOL["Schema"]
    assert departments["Name"] == "departments"
    assert "custom:departments" in CLIENT["ReadAttributes"]
    assert set(CLIENT["WriteAttributes"]) == {"email", "name"}
    assert POOL["UserAttributeUpdateSettings"] == {"AttributesRequireVerificationBeforeUpdate": ["email"]}


def test_passwords_are_long_and_a_second_factor_is_possible() -> None:
    policy = POOL["Policies"]["PasswordPolicy"]
    assert policy["MinimumLength"] >= 12
    assert all(policy[f"Require{kind}"] for kind in ("Lowercase", "Uppercase", "Numbers", "Symbols"))
    assert (POOL["MfaConfiguration"], POOL["EnabledMfas"]) == ("OPTIONAL", ["SOFTWARE_TOKEN_MFA"])


def test_passwords_cross_the_wire_on_the_local_stage_only() -> None:
    always = {flow for flow in CLIENT["ExplicitAuthFlows"] if isinstance(flow, str)}
    assert always == {"ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"}
    for flow in CLIENT["ExplicitAuthFlows"]:
        if isinstance(flow, dict):
            condition, _, otherwise = flow["Fn::If"]
            assert (condition, otherwise) == ("IsLocal", {"Ref": "AWS::NoValue"})
    assert read("identity")["Conditions"]["IsLocal"] == {"Fn::Equals": [{"Ref": "Stage"}, "local"]}


def test_a_browser_gets_no_secret_and_learns_nothing_of_accounts() -> None:
    assert CLIENT["GenerateSecret"] is False
    assert CLIENT["PreventUserExistenceErrors"] == "ENABLED"
    assert CLIENT["EnableTokenRevocation"] is True
