"""Demo staff: one login per role, on the local cloud only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

GROUPS = ("agent", "triage", "dispatcher", "crew", "vendor", "manager", "admin")
#: Known to everybody who reads this file, so never used where Stage is not `local`.
DEMO_PASSWORD = "Rivermark-311"
DEMO_DOMAIN = "example.org"


@dataclass(frozen=True)
class DemoUser:
    """A login: e-mail, its role, the codes of the departments it works for (empty: none in particular), its name."""

    email: str
    role: str
    departments: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What colleagues read: `Crew of public works`."""
        of = f" of {self.departments[0].replace('_', ' ')}" if self.departments else ""
        return f"{self.role.capitalize()}{of}"


def demo_users(pack: Path) -> list[DemoUser]:
    """One user per role; a dispatcher and a crew for every department of the city itself in the pack, and a vendor
    for every outside owner."""
    local_roles = ("dispatcher", "crew", "vendor")
    everywhere = [DemoUser(f"{role}@{DEMO_DOMAIN}", role) for role in GROUPS if role not in local_roles]
    parsed = yaml.safe_load((pack / "departments.yaml").read_text(encoding="utf-8"))
    codes = [item["code"] for item in parsed["departments"] if item.get("kind", "city") == "city"]
    local = [
        DemoUser(f"{role}.{code}@{DEMO_DOMAIN}", role, (code,)) for role in ("dispatcher", "crew") for code in codes
    ]
    outside = [item["code"] for item in parsed["departments"] if item.get("kind") == "outside"]
    return everywhere + local + [DemoUser(f"vendor.{code}@{DEMO_DOMAIN}", "vendor", (code,)) for code in outside]


def create_demo_users(cognito: Any, pool: str, users: Iterable[DemoUser]) -> int:
    """Create the missing ones, each with its group, departments and the demo password; returns how many."""
    standing = {
        attribute["Value"]
        for page in cognito.get_paginator("list_users").paginate(UserPoolId=pool)
        for user in page["Users"]
        for attribute in user["Attributes"]
        if attribute["Name"] == "email"
    }
    missing = [user for user in users if user.email not in standing]
    for user in missing:
        cognito.admin_create_user(
            UserPoolId=pool,
            Username=user.email,
            MessageAction="SUPPRESS",
            UserAttributes=[
                {"Name": "email", "Value": user.email},
                {"Name": "email_verified", "Value": "true"},
                {"Name": "name", "Value": user.name},
                {"Name": "custom:departments", "Value": ",".join(user.departments)},
            ],
        )
        cognito.admin_set_user_password(UserPoolId=pool, Username=user.email, Password=DEMO_PASSWORD, Permanent=True)
        cognito.admin_add_user_to_group(UserPoolId=pool, Username=user.email, GroupName=user.role)
    return len(missing)
