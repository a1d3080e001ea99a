"""The city's own administration: the people of the staff, and the log of who did what.

A function of its own, because nothing else may change accounts. The policy table decides who may.
"""

from typing import Any

from chalice import Response

from hex311.domain.policy import Staff
from hex311.http.api import CityApi, reply
from hex311.http.caller import json_body, staff_of, whole_number
from hex311.usecases.audit_log import read_audit_log
from hex311.usecases.manage_users import change_user, invite_user, list_users, reset_user, switch_user
from hex311.wiring import ports

app = CityApi("admin_api")

MOST_PER_PAGE = 200
USER = "/api/v1/staff/users/{user_id}"


def staff() -> Staff:
    return staff_of(app.current_request)


@app.route("/api/v1/staff/users", methods=["GET"])
def users() -> dict[str, Any]:
    return list_users(ports(), staff())


@app.route("/api/v1/staff/users", methods=["POST"])
def invite() -> Response:
    who, body = staff(), json_body(app.current_request, "staff/invite_user")
    return reply(invite_user(ports(), who, body), 201)


@app.route(USER, methods=["POST"])
def change(user_id: str) -> dict[str, Any]:
    who, body = staff(), json_body(app.current_request, "staff/change_user")
    return change_user(ports(), who, user_id, body)


@app.route(f"{USER}/switch-off", methods=["POST"])
def switch_off(user_id: str) -> dict[str, Any]:
    return switch_user(ports(), staff(), user_id, on=False)


@app.route(f"{USER}/switch-on", methods=["POST"])
def switch_on(user_id: str) -> dict[str, Any]:
    return switch_user(ports(), staff(), user_id, on=True)


@app.route(f"{USER}/reset", methods=["POST"])
def reset(user_id: str) -> dict[str, Any]:
    return reset_user(ports(), staff(), user_id)


@app.route("/api/v1/staff/audit", methods=["GET"])
def audit() -> dict[str, Any]:
    query = app.current_request.query_params or {}
    limit = whole_number(app.current_request, "limit", 50, MOST_PER_PAGE)
    return read_audit_log(ports(), staff(), dict(query), limit, query.get("cursor"))
