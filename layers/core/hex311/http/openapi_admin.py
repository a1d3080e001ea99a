"""The OpenAPI description of the administration: people of the staff, the audit log."""

from hex311 import schemas
from hex311.http.openapi_parts import Json, path, query, staff


def admin_schemas() -> Json:
    names = {
        "InviteUser": "invite_user",
        "ChangeUser": "change_user",
        "CheckPack": "check_pack",
        "PublishPack": "publish_pack",
        "RollBack": "roll_back",
        "TryDuplicateRules": "try_duplicate_rules",
    }
    return {title: schemas.load(f"staff/{name}") for title, name in names.items()}


def admin_paths() -> Json:
    person, number = "/api/v1/staff/users/{user_id}", path("user_id", "From the list.")
    log = [
        query("month", "string", "Such as 2026-11; this one unless given.", required=False),
        query("by", "string", "Instead of a month: whose actions, `by` of an entry.", required=False),
        query("case", "string", "Instead of a month: about which case.", required=False),
        query("limit", "integer", "1 to 200; 50 unless given.", required=False),
        query("cursor", "string", "`next` of the last page.", required=False),
    ]
    return {
        "/api/v1/staff/users": {
            "get": staff("list_users", "Everybody of the staff.", []),
            "post": staff("invite_user", "Invite somebody by mail.", [], "InviteUser", (201, None)),
        },
        person: {"post": staff("change_user", "Other roles, departments or name.", [number], "ChangeUser")},
        f"{person}/switch-off": {"post": staff("switch_off_user", "They cannot sign in any more.", [number])},
        f"{person}/switch-on": {"post": staff("switch_on_user", "They can sign in again.", [number])},
        f"{person}/reset": {"post": staff("reset_user", "A new password by mail.", [number])},
        f"{person}/reset-codes": {"post": staff("reset_codes", "No code is asked of them any more.", [number])},
        "/api/v1/staff/city": {"get": staff("list_versions", "Which version of the city stands, and who let it.", [])},
        "/api/v1/staff/city/difference": {
            "get": staff(
                "compare_versions",
                "What one version changes of another.",
                [
                    query("before", "string", "The standing one unless given.", required=False),
                    query("after", "string", "The standing one unless given.", required=False),
                    query("lang", "string", "A language of the city; else Accept-Language decides.", required=False),
                ],
            )
        },
        "/api/v1/staff/city/check": {"post": staff("check_pack", "Check a pack; nothing is kept.", [], "CheckPack")},
        "/api/v1/staff/city/publish": {"post": staff("publish_pack", "Let a pack stand.", [], "PublishPack")},
        "/api/v1/staff/city/roll-back": {"post": staff("roll_back", "Let an earlier version stand.", [], "RollBack")},
        "/api/v1/staff/duplicate-rules/try": {
            "post": staff("try_duplicate_rules", "What rules would have joined lately.", [], "TryDuplicateRules")
        },
        "/api/v1/staff/audit": {"get": staff("read_audit_log", "Who did what, the newest first.", log)},
    }
