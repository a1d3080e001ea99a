"""Who works on the demo's cases: the demo log-ins, so that each finds their own work when they sign in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from hex311.domain.policy import Role, Staff
from hex311_cli.deploy.staff import DemoUser


class People:
    """The staff of the demo city by role and department."""

    def __init__(self, users: Iterable[DemoUser], subjects: Mapping[str, str]) -> None:
        self._staff: dict[tuple[str, str], Staff] = {}
        for user in users:
            departments = user.departments or ("",)
            subject = subjects.get(user.email, user.email)
            for code in departments:
                found = Staff(subject, frozenset({Role(user.role)}), frozenset(user.departments), name=user.name)
                self._staff[user.role, code] = found

    def dispatcher(self, department: str) -> Staff:
        """Who gives out the work of a department; outside owners do it themselves."""
        return self._staff.get(("dispatcher", department)) or self._staff["vendor", department]

    def crew(self, department: str) -> Staff:
        return self._staff.get(("crew", department)) or self._staff["vendor", department]

    def of(self, role: str) -> Staff:
        return self._staff[role, ""]


def subjects_of(cognito: Any, pool: str) -> dict[str, str]:
    """E-mail address -> subject of every log-in of the user pool."""
    found: dict[str, str] = {}
    for page in cognito.get_paginator("list_users").paginate(UserPoolId=pool):
        for user in page["Users"]:
            attributes = {one["Name"]: one["Value"] for one in user["Attributes"]}
            found[attributes.get("email", "")] = attributes["sub"]
    return found
