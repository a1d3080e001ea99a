"""The work order routes, described."""

from hex311 import schemas
from hex311.http.openapi_parts import Json, header, path, query, staff, telling

_STEPS = {
    "claim": ("claim_work_order", "Take it for oneself."),
    "assign": ("assign_work_order", "Give it to a crew or a person."),
    "schedule": ("schedule_work_order", "Plan it for a day."),
    "start": ("start_work_order", "The crew is on it."),
    "pause": ("pause_work_order", "It has to wait, with a reason."),
    "resume": ("resume_work_order", "It goes on where it was."),
    "complete": ("complete_work_order", "Finish it with an outcome of its process."),
    "refuse": ("refuse_work_order", "It cannot be done, with a reason."),
    "transfer": ("transfer_work_order", "Another department has to do it."),
}
_WITHOUT_BODY = ("claim", "resume")
#: Whose body may be left out.
_MAY_BE_EMPTY = ("start",)


def work_order_schemas() -> Json:
    names = (
        *(name for step, (name, _) in _STEPS.items() if step not in _WITHOUT_BODY),
        "split_work_order",
        "bulk_work_orders",
        "work_order",
        "bulk_report",
    )
    return {_title(name): schemas.load(f"staff/{name}") for name in names}


def work_order_paths(number: Json) -> Json:
    """`number` is the parameter of the tracking number."""
    order = [number, path("work_order_id", "The work order within the case.")]
    seen = header("If-Match", "The ETag of the work order that was seen; without it the last writer wins.")
    work = "/api/v1/staff/requests/{service_request_id}/work-orders/{work_order_id}"
    queue = [
        query("department", "string", "Department code."),
        query("status", "string", "open, assigned, scheduled, started, paused or completed.", required=False),
        query("service_code", "string", "Only of this type.", required=False),
        query("area", "string", "Only at this map feature: layer:feature.", required=False),
        query("crew", "string", "Only of this crew's district, as work orders name it.", required=False),
        query("assignee", "string", "Only of this crew or person; `me` is who asks.", required=False),
        query("limit", "integer", "1 to 200.", required=False),
        query("cursor", "string", "`next` of the last page.", required=False),
    ]
    level = query("level", "string", "late or very_late; both unless given.", required=False)
    crew_day = [
        path("crew", "Who the work is assigned to."),
        queue[0],
        query("date", "string", "A local day as 2026-11-30; today unless given.", required=False),
        query("lang", "string", "A language of the city; else Accept-Language decides.", required=False),
    ]
    late = [queue[0], level, *queue[-2:]]
    key = header("Idempotency-Key", "Made with the action; a retry does nothing twice. Not needed for a preview.")
    return {
        "/api/v1/staff/work-orders": {"get": staff("list_work_orders", "A department's work by due time.", queue)},
        "/api/v1/staff/escalations": {"get": staff("list_escalations", "A department's late work.", late)},
        "/api/v1/staff/crews/{crew}/route": {"get": staff("plan_route", "A crew's day in a good order.", crew_day)},
        "/api/v1/staff/work-orders/bulk": {
            "post": staff("bulk_work_orders", "The same step with many.", [key], "BulkWorkOrders", (200, "BulkReport"))
        },
        "/api/v1/staff/work-orders/bulk/{bulk_id}/undo": {
            "post": staff(
                "undo_bulk",
                "Take it back within a minute.",
                [path("bulk_id", "From the answer.")],
                None,
                (200, "BulkReport"),
            )
        },
        work: {"get": _tagged(staff("read_work_order", "One work order.", order, None, (200, "WorkOrder")))},
        **{
            f"{work}/{step}": {
                "post": _body_needed(
                    _tagged(
                        staff(
                            name,
                            summary,
                            [*order, seen],
                            None if step in _WITHOUT_BODY else _title(name),
                            (200, "WorkOrder"),
                        )
                    ),
                    step not in _MAY_BE_EMPTY,
                )
            }
            for step, (name, summary) in _STEPS.items()
        },
        f"{work}/positions": {"get": staff("read_step_positions", "Where the crew took its steps.", order)},
        f"{work}/split": {"post": staff("split_work_order", "Make two of it.", order, "SplitWorkOrder")},
    }


def _tagged(described: Json) -> Json:
    return telling(described, "ETag", "The version, for If-Match of the next step.")


def _body_needed(described: Json, is_needed: bool) -> Json:
    if "requestBody" in described:
        described["requestBody"]["required"] = is_needed
    return described


def _title(name: str) -> str:
    return "".join(word.capitalize() for word in name.split("_"))
