"""The queue's own door for staff: rows for its list, and the views that people keep of it."""

import re
from typing import Any

from hex311.domain.errors import BadInput, Problem
from hex311.domain.policy import Staff
from hex311.http.api import CityApi
from hex311.http.caller import json_body, language_of, staff_of
from hex311.http.openapi_queue import MOST_ROWS
from hex311.http.work_orders import order_filter
from hex311.usecases.read_queue import read_queue
from hex311.usecases.saved_views import begin_with_view, keep_view, list_views, remove_view
from hex311.wiring import ports

app = CityApi("queue_api")

_VIEW_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
USUAL_ROWS = 200


def language() -> str:
    catalogue = ports().catalogue.current()
    return language_of(app.current_request, catalogue.languages, catalogue.default_language)


def staff() -> Staff:
    return staff_of(app.current_request)


def query(name: str) -> str | None:
    return (app.current_request.query_params or {}).get(name)


def department() -> str:
    asked = query("department")
    if not asked:
        raise BadInput([Problem("department", "This is missing.", "Send a department code.")])
    return asked


def limit() -> int:
    text = query("limit") or str(USUAL_ROWS)
    if not (len(text) <= len(str(MOST_ROWS)) and text.isascii() and text.isdigit() and 1 <= int(text) <= MOST_ROWS):
        raise BadInput([Problem("limit", "This is not possible.", f"Send a number from 1 to {MOST_ROWS}.")])
    return int(text)


def view_id_of(text: str) -> str:
    if not _VIEW_ID.fullmatch(text):
        mend = "Send 8 to 64 letters, digits and hyphens, such as a UUID."
        raise BadInput([Problem("view_id", "This is no name for a view.", mend)])
    return text


@app.route("/api/v1/staff/queue", methods=["GET"])
def queue() -> dict[str, Any]:
    who, status = staff(), query("status") or "open"
    only = order_filter(app.current_request, who.subject)
    return read_queue(ports(), who, department(), status, limit(), query("cursor"), only, language())


@app.route("/api/v1/staff/views", methods=["GET"])
def views() -> dict[str, Any]:
    return list_views(ports(), staff(), department())


@app.route("/api/v1/staff/views/{view_id}", methods=["PUT"])
def keep(view_id: str) -> dict[str, Any]:
    who, body = staff(), json_body(app.current_request, "staff/keep_view")
    return keep_view(ports(), who, view_id_of(view_id), body)


@app.route("/api/v1/staff/views/{view_id}", methods=["DELETE"])
def remove(view_id: str) -> dict[str, Any]:
    return remove_view(ports(), staff(), view_id_of(view_id), department(), query("shared") == "true")


@app.route("/api/v1/staff/first-view", methods=["PUT"])
def first_view() -> dict[str, Any]:
    who, body = staff(), json_body(app.current_request, "staff/begin_with_view")
    return begin_with_view(ports(), who, body["department"], body["view_id"] or "")
