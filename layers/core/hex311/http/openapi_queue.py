"""The routes of the queue's own function, described."""

from hex311 import schemas
from hex311.http.openapi_parts import Json, path, query, staff

MOST_ROWS = 1_000


def queue_schemas() -> Json:
    loaded = [
        schemas.load(f"staff/{name}") for name in ("queue", "views", "saved_view", "keep_view", "begin_with_view")
    ]
    return {schema["title"]: schema for schema in loaded}


def queue_paths() -> Json:
    department = query("department", "string", "Department code.")
    language = query("lang", "string", "A language of the city; else Accept-Language decides.", required=False)
    asked = [
        department,
        query("status", "string", "open, assigned, scheduled, started, paused or completed.", required=False),
        query("service_code", "string", "Only of this type.", required=False),
        query("area", "string", "Only at this map feature: layer:feature.", required=False),
        query("crew", "string", "Only of this crew's district, as work orders name it.", required=False),
        query("assignee", "string", "Only of this crew or person; `me` is who asks.", required=False),
        query("limit", "integer", f"1 to {MOST_ROWS}.", required=False),
        query("cursor", "string", "`next` of the last page.", required=False),
        language,
    ]
    view_id = path("view_id", "Made by the app that keeps it, such as a UUID.")
    shared = query("shared", "boolean", "true: of the department.", required=False)
    return {
        "/api/v1/staff/queue": {
            "get": staff("read_queue", "A department's work in rows of a list.", asked, None, (200, "Queue"))
        },
        "/api/v1/staff/views": {
            "get": staff("list_views", "Saved views of a queue.", [department], None, (200, "Views"))
        },
        "/api/v1/staff/views/{view_id}": {
            "put": staff("keep_view", "Keep a view under a name.", [view_id], "KeepView", (200, "SavedView")),
            "delete": staff("remove_view", "Remove it.", [view_id, department, shared], None, (200, "Views")),
        },
        "/api/v1/staff/first-view": {
            "put": staff("begin_with_view", "What a queue opens with for me.", [], "BeginWithView", (200, "Views"))
        },
    }
