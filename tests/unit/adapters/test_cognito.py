"""The staff's accounts in a user pool, on moto."""

from collections.abc import Iterator

import boto3
import pytest
from moto import mock_aws

from hex311.adapters.cognito import CognitoStaffPool
from hex311.domain.errors import NotFound
from hex311.domain.policy import Role
from hex311.domain.staff_member import MemberState
from hex311.ports import Clash

REGION = "us-east-1"


@pytest.fixture
def pool(monkeypatch: pytest.MonkeyPatch) -> Iterator[CognitoStaffPool]:
    monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    with mock_aws():
        client = boto3.client("cognito-idp", region_name=REGION)
        made = client.create_user_pool(
            PoolName="staff",
            UsernameAttributes=["email"],
            Schema=[{"Name": "departments", "AttributeDataType": "String", "Mutable": True}],
        )
        number = made["UserPool"]["Id"]
        for role in Role:
            client.create_group(UserPoolId=number, GroupName=role)
        yield CognitoStaffPool(number)


def test_an_invited_person_has_name_departments_and_roles(pool: CognitoStaffPool) -> None:
    member_id = pool.invite("kim@example.org", "Kim Lee", ["parks", "water"])
    pool.give_role(member_id, "dispatcher")
    pool.give_role(member_id, "crew")
    pool.take_role(member_id, "crew")
    kim = pool.member(member_id)
    assert (kim.email, kim.name, kim.state) == ("kim@example.org", "Kim Lee", MemberState.INVITED)
    assert (kim.roles, kim.departments) == ({Role.DISPATCHER}, {"parks", "water"})
    assert pool.by_email("kim@example.org") == kim
    assert list(pool.members()) == [kim]
    with pytest.raises(Clash):
        pool.invite("kim@example.org", "Kim", [])


def test_a_person_is_described_switched_and_reset(pool: CognitoStaffPool) -> None:
    member_id = pool.invite("kim@example.org", "Kim", [])
    before = pool.member(member_id).version
    pool.describe(member_id, "Kim Lee", ["parks"])
    after = pool.member(member_id)
    assert (after.name, after.departments) == ("Kim Lee", {"parks"})
    assert after.version != before
    pool.switch(member_id, on=False)
    assert pool.member(member_id).state is MemberState.OFF
    pool.switch(member_id, on=True)
    client = boto3.client("cognito-idp", region_name=REGION)
    client.admin_set_user_password(
        UserPoolId=pool._pool, Username=member_id, Password="Something-Long-311", Permanent=True
    )
    assert pool.member(member_id).state is MemberState.ACTIVE
    pool.sign_out(member_id)
    pool.reset_codes(member_id)
    pool.reset_password(member_id)
    assert pool.member(member_id).state is MemberState.RESET


def test_all_pages_are_read(pool: CognitoStaffPool) -> None:
    for count in range(65):
        pool.give_role(pool.invite(f"kim{count}@example.org", "Kim", []), "admin")
    assert len(pool.members()) == 65
    assert all(one.roles == {Role.ADMIN} for one in pool.members())
    assert len(pool.admins()) == 65


def test_who_is_not_there_is_not_found(pool: CognitoStaffPool) -> None:
    assert pool.by_email("nobody@example.org") is None
    for step in (pool.member, pool.sign_out, pool.reset_codes, pool.reset_password):
        with pytest.raises(NotFound):
            step("nobody")
