"""What the operations answer that have no schema beside their own description."""

from hex311 import schemas
from hex311.http.openapi_parts import Json, ref

#: Operation to the file of its answer in `schemas/answers`.
_FILES = {
    "city": "city",
    "services": "services",
    "service": "service",
    "overlay": "overlay",
    "follow_request": "followed",
    "join_request": "joined",
    "reopen_request": "moved",
    "answer_question": "moved",
    "confirm_follower": "follower",
    "leave_request": "follower",
    "answer_by_call": "called_back",
    "answer_by_link": "vendor_order",
    "read_work_link": "work_link",
    "plan_route": "crew_day",
    "layer_ticket": "layer_ticket",
    "list_layers": "published_layers",
    "start_import": "import_started",
    "withdraw_layers": "import_started",
    "import_report": "layer_import",
    "layer_difference": "layer_difference",
    "start_rerouting": "rerouting",
    "rerouting_report": "rerouting",
    "me": "me",
    "overview": "overview",
    "overview_attention": "overview_attention",
    "list_figure_cases": "figure_cases",
    "find_caller": "caller",
    "file_request": "filed",
    "join_for_caller": "joined",
    "count_information_call": "information_call",
    "information_calls": "information_calls",
    "read_contact": "contact",
    "list_checks": "attention",
    "list_flags": "attention",
    "list_api_keys": "api_keys",
    "issue_api_key": "new_api_key",
    "revoke_api_key": "api_key",
    "list_users": "users",
    "invite_user": "user",
    "change_user": "user",
    "switch_off_user": "user",
    "switch_on_user": "user",
    "reset_user": "user",
    "reset_codes": "user",
    "read_audit_log": "audit_log",
    "list_versions": "city_versions",
    "compare_versions": "city_difference",
    "check_pack": "checked_pack",
    "publish_pack": "published_city",
    "roll_back": "published_city",
    "try_duplicate_rules": "tried_rules",
    "read_duplicate_rules": "duplicate_rules",
    "publish_duplicate_rules": "duplicate_rules",
    "look_at_case": "presence",
    "read_step_positions": "step_positions",
    "correct_location": "staff_request",
    "reclassify_request": "staff_request",
    "read_for_staff": "staff_request",
    "release_content": "staff_request",
    "withdraw_content": "staff_request",
    "attach_photos": "staff_request",
    "ask_resident": "staff_request",
    "check_owner": "staff_request",
    "merge_requests": "staff_request",
    "unmerge_request": "staff_request",
}
#: Operation to a schema that others use too: one of them, or (name of the list, schema, whether there are pages).
_KNOWN: dict[str, str | tuple[str, str, bool]] = {
    "view_photos": "CasePhotos",
    "redrive_delivery": "Delivery",
    "list_deliveries": ("deliveries", "Delivery", True),
    "list_work_orders": ("work_orders", "WorkOrder", True),
    "list_escalations": ("work_orders", "WorkOrder", True),
    "split_work_order": ("work_orders", "WorkOrder", False),
}


def answer_schemas() -> Json:
    """By the title of each."""
    loaded = [schemas.load(f"answers/{name}") for name in sorted(set(_FILES.values()))]
    return {schema["title"]: schema for schema in loaded}


def with_answers(paths: Json) -> Json:
    """The paths, with the shape of each answer that stands here."""
    titles = {name: schemas.load(f"answers/{name}")["title"] for name in set(_FILES.values())}
    for item in paths.values():
        for described in item.values():
            name = described["operationId"]
            success = next(iter(described["responses"].values()))
            if name in _FILES:
                success["content"]["application/json"]["schema"] = ref(titles[_FILES[name]])
            elif name in _KNOWN:
                one = _KNOWN[name]
                success["content"]["application/json"]["schema"] = ref(one) if isinstance(one, str) else _list(*one)
    return paths


def _list(name: str, of: str, pages: bool) -> Json:
    others = schemas.load("answers/services")["properties"]["other_languages"]
    found = {"type": "array", "items": ref(of)}
    shape: Json = {"type": "object", "required": [name], "properties": {name: found, "other_languages": others}}
    if pages:
        shape["required"].append("next")
        shape["properties"]["next"] = {"type": ["string", "null"], "description": "`cursor` of the next page."}
    return {**shape, "additionalProperties": False}
