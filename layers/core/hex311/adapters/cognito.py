"""The accounts of the staff in the user pool: roles are its groups, departments an attribute."""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from hex311.domain.errors import NotFound, TransientFault
from hex311.domain.policy import Role
from hex311.domain.staff_member import MemberState, StaffMember
from hex311.ports import Clash, StaffPool

if TYPE_CHECKING:
    from mypy_boto3_cognito_idp import CognitoIdentityProviderClient

DEPARTMENTS = "custom:departments"
NO_SUCH_MEMBER = "There is nobody of the staff with this number."
_PASSING = frozenset(
    {"TooManyRequestsException", "InternalErrorException", "LimitExceededException", "ThrottlingException"}
)
_STATES = {
    "FORCE_CHANGE_PASSWORD": MemberState.INVITED,
    "UNCONFIRMED": MemberState.INVITED,
    "RESET_REQUIRED": MemberState.RESET,
}

P = ParamSpec("P")
R = TypeVar("R")


def _told(call: Callable[P, R]) -> Callable[P, R]:
    """The pool's faults in the domain's words."""

    @wraps(call)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return call(*args, **kwargs)
        except BotoCoreError as error:
            raise TransientFault from error
        except ClientError as error:
            code = error.response["Error"]["Code"]
            if code == "UserNotFoundException":
                raise NotFound(NO_SUCH_MEMBER) from None
            if code == "UsernameExistsException":
                raise Clash(code) from None
            if code in _PASSING:
                raise TransientFault from error
            raise

    return wrapped


class CognitoStaffPool(StaffPool):
    """The `StaffPool` port."""

    def __init__(self, pool: str) -> None:
        self._pool = pool

    @cached_property
    def _client(self) -> "CognitoIdentityProviderClient":
        config = Config(connect_timeout=3, read_timeout=8, retries={"max_attempts": 4, "mode": "standard"})
        client: CognitoIdentityProviderClient = boto3.client("cognito-idp", config=config)
        return client

    @_told
    def members(self) -> Sequence[StaffMember]:
        roles: dict[str, set[Role]] = {}
        for role in Role:
            for user in self._in_group(role):
                roles.setdefault(user["Username"], set()).add(role)
        found: list[StaffMember] = []
        asked: dict[str, Any] = {"UserPoolId": self._pool, "Limit": 60}
        while True:
            answer = self._client.list_users(**asked)
            found += [_member(user, roles.get(user["Username"], set())) for user in answer["Users"]]
            if not answer.get("PaginationToken"):
                return found
            asked["PaginationToken"] = answer["PaginationToken"]

    @_told
    def member(self, member_id: str) -> StaffMember:
        user: Any = self._client.admin_get_user(UserPoolId=self._pool, Username=member_id)
        return _member({**user, "Attributes": user["UserAttributes"]}, self._roles(member_id))

    @_told
    def by_email(self, email: str) -> StaffMember | None:
        try:
            return self.member(email)
        except NotFound:
            return None

    @_told
    def admins(self) -> Sequence[StaffMember]:
        return [_member(user, {Role.ADMIN}) for user in self._in_group(Role.ADMIN)]

    @_told
    def invite(self, email: str, name: str, departments: Sequence[str]) -> str:
        made = self._client.admin_create_user(
            UserPoolId=self._pool,
            Username=email,
            UserAttributes=[
                {"Name": "email", "Value": email},
                {"Name": "email_verified", "Value": "true"},
                *_attributes(name, departments),
            ],
            DesiredDeliveryMediums=["EMAIL"],
        )
        return str(made["User"]["Username"])

    @_told
    def invite_again(self, email: str) -> None:
        self._client.admin_create_user(
            UserPoolId=self._pool, Username=email, MessageAction="RESEND", DesiredDeliveryMediums=["EMAIL"]
        )

    @_told
    def describe(self, member_id: str, name: str, departments: Sequence[str]) -> None:
        self._client.admin_update_user_attributes(
            UserPoolId=self._pool, Username=member_id, UserAttributes=_attributes(name, departments)
        )

    @_told
    def give_role(self, member_id: str, role: str) -> None:
        self._client.admin_add_user_to_group(UserPoolId=self._pool, Username=member_id, GroupName=role)

    @_told
    def take_role(self, member_id: str, role: str) -> None:
        self._client.admin_remove_user_from_group(UserPoolId=self._pool, Username=member_id, GroupName=role)

    @_told
    def switch(self, member_id: str, *, on: bool) -> None:
        if on:
            self._client.admin_enable_user(UserPoolId=self._pool, Username=member_id)
        else:
            self._client.admin_disable_user(UserPoolId=self._pool, Username=member_id)

    @_told
    def sign_out(self, member_id: str) -> None:
        self._client.admin_user_global_sign_out(UserPoolId=self._pool, Username=member_id)

    @_told
    def reset_codes(self, member_id: str) -> None:
        off: Any = {"Enabled": False, "PreferredMfa": False}
        self._client.admin_set_user_mfa_preference(
            UserPoolId=self._pool, Username=member_id, SoftwareTokenMfaSettings=off
        )

    @_told
    def reset_password(self, member_id: str) -> None:
        self._client.admin_reset_user_password(UserPoolId=self._pool, Username=member_id)

    def _roles(self, member_id: str) -> set[Role]:
        answer = self._client.admin_list_groups_for_user(UserPoolId=self._pool, Username=member_id, Limit=60)
        return {Role(group["GroupName"]) for group in answer["Groups"] if group["GroupName"] in set(Role)}

    def _in_group(self, role: Role) -> Iterator[Any]:
        asked: dict[str, Any] = {"UserPoolId": self._pool, "GroupName": str(role), "Limit": 60}
        while True:
            answer = self._client.list_users_in_group(**asked)
            yield from answer["Users"]
            if not answer.get("NextToken"):
                return
            asked["NextToken"] = answer["NextToken"]


def _attributes(name: str, departments: Sequence[str]) -> list[Any]:
    return [{"Name": "name", "Value": name}, {"Name": DEPARTMENTS, "Value": ",".join(departments)}]


def _member(user: Any, roles: set[Role]) -> StaffMember:
    told = {attribute["Name"]: attribute["Value"] for attribute in user["Attributes"]}
    return StaffMember(
        id=user["Username"],
        subject=told.get("sub", user["Username"]),
        email=told.get("email", ""),
        name=told.get("name", ""),
        roles=frozenset(roles),
        departments=frozenset(part for part in told.get(DEPARTMENTS, "").replace(",", " ").split() if part),
        state=_STATES.get(user["UserStatus"], MemberState.ACTIVE) if user["Enabled"] else MemberState.OFF,
        created_at=int(user["UserCreateDate"].timestamp()),
    )
