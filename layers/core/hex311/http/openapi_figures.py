"""The routes of the supervisor's figures, described."""

from hex311.http.openapi_parts import Json, query, staff


def figure_paths() -> Json:
    which = [
        query("department", "string", "Department code; all of them unless given.", required=False),
        query(
            "layer", "string", "With `area`, in place of a department: a layer that the overview names.", required=False
        ),
        query("area", "string", "An id of that layer.", required=False),
        query("service_code", "string", "Only these types, with commas between them.", required=False),
        query("group", "string", "Only types of this group, in place of types.", required=False),
        query("from", "string", "First day as 2026-11-01; four weeks before the end unless given.", required=False),
        query("to", "string", "Last day; today unless given.", required=False),
    ]
    narrowed = [
        query(
            "of",
            "string",
            "open (now, unless given), opened, closed, reopened or flagged (in the period), owner_checks (by now).",
            required=False,
        ),
        query("on_time", "string", "yes: the promise was kept; no: it was broken, or is over.", required=False),
        query("source", "string", "Only reported this way.", required=False),
        query("outcome", "string", "Only closed with this outcome.", required=False),
        query("flag", "string", "Only with this flag.", required=False),
        query("age_from", "integer", "Only as many days old as this, or took so many.", required=False),
        query("age_to", "integer", "At most as many days.", required=False),
        query("limit", "integer", "1 to 100.", required=False),
        query("cursor", "string", "`next` of the last page.", required=False),
    ]
    by = query("by", "string", "By the areas of this layer; the first that there is unless given.", required=False)
    return {
        "/api/v1/staff/overview": {"get": staff("overview", "The supervisor's figures.", [*which, by])},
        "/api/v1/staff/overview/attention": {
            "get": staff("overview_attention", "What waits, department by department.", [which[0]])
        },
        "/api/v1/staff/requests": {
            "get": staff(
                "list_figure_cases",
                "The cases behind a figure, page by page; also of an area within a department, and of none (`-`).",
                [*which, *narrowed],
            )
        },
    }
