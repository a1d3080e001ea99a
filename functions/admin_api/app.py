"""The city's own administration: the people of the staff, the versions of the city, and the log of who did what.

A function of its own, because nothing else may change accounts. The policy table decides who may.
"""

import base64
import binascii
from typing import Any

from chalice import Response

from hex311.domain.checked_pack import CheckedPack
from hex311.domain.errors import BadInput, Problem
from hex311.domain.policy import Staff
from hex311.http.api import CityApi, reply
from hex311.http.caller import json_body, language_of, staff_of, whole_number
from hex311.usecases.audit_log import read_audit_log
from hex311.usecases.manage_users import change_user, invite_user, list_users, reset_codes, reset_user, switch_user
from hex311.usecases.publish_city import check_pack, compare_versions, list_versions, publish_pack, roll_back
from hex311.usecases.publish_duplicate_rules import publish_duplicate_rules, read_duplicate_rules
from hex311.usecases.try_duplicate_rules import try_duplicate_rules
from hex311.wiring import ports

app = CityApi("admin_api")

MOST_PER_PAGE = 200
#: Lambda takes 6 MB; a whole city's pack without its layers has some 200 KB.
MOST_PACK_BYTES = 5_500_000
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


@app.route(f"{USER}/reset-codes", methods=["POST"])
def codes(user_id: str) -> dict[str, Any]:
    return reset_codes(ports(), staff(), user_id)


@app.route("/api/v1/staff/audit", methods=["GET"])
def audit() -> dict[str, Any]:
    query = app.current_request.query_params or {}
    limit = whole_number(app.current_request, "limit", 50, MOST_PER_PAGE)
    return read_audit_log(ports(), staff(), dict(query), limit, query.get("cursor"))


@app.route("/api/v1/staff/duplicate-rules", methods=["GET"])
def duplicate_rules() -> dict[str, Any]:
    return read_duplicate_rules(ports(), staff(), (app.current_request.query_params or {}).get("version") or "")


@app.route("/api/v1/staff/duplicate-rules", methods=["PUT"])
def new_duplicate_rules() -> dict[str, Any]:
    who, body = staff(), json_body(app.current_request, "staff/duplicate_rules")
    return publish_duplicate_rules(ports(), who, body["version"], body.get("rules"), body.get("rules_of", ""))


@app.route("/api/v1/staff/duplicate-rules/try", methods=["POST"])
def try_rules() -> dict[str, Any]:
    who, body = staff(), json_body(app.current_request, "staff/try_duplicate_rules")
    return try_duplicate_rules(ports(), who, body["version"], body["rules"], body.get("days", 90))


@app.route("/api/v1/staff/city", methods=["GET"])
def versions() -> dict[str, Any]:
    return list_versions(ports(), staff())


@app.route("/api/v1/staff/city/difference", methods=["GET"])
def difference() -> dict[str, Any]:
    query = app.current_request.query_params or {}
    return compare_versions(ports(), staff(), query.get("before") or "", query.get("after") or "", language())


@app.route("/api/v1/staff/city/check", methods=["POST"])
def check() -> dict[str, Any]:
    who, body = staff(), json_body(app.current_request, "staff/check_pack", MOST_PACK_BYTES)
    return check_pack(ports(), who, archive(body), read_pack, language())


@app.route("/api/v1/staff/city/publish", methods=["POST"])
def publish() -> dict[str, Any]:
    who, body = staff(), json_body(app.current_request, "staff/publish_pack", MOST_PACK_BYTES)
    return publish_pack(ports(), who, archive(body), body["version"], read_pack)


@app.route("/api/v1/staff/city/roll-back", methods=["POST"])
def back() -> dict[str, Any]:
    who, body = staff(), json_body(app.current_request, "staff/roll_back")
    return roll_back(ports(), who, body["version"], body["to"])


def language() -> str:
    catalogue = ports().catalogue.current()
    return language_of(app.current_request, catalogue.languages, catalogue.default_language)


def archive(body: dict[str, Any]) -> bytes:
    try:
        return base64.b64decode(body["zip"], validate=True)
    except binascii.Error:
        raise BadInput([Problem("zip", "This is not base64.", "Send the ZIP file in base64.")]) from None


def read_pack(content: bytes, layer_files: Any) -> CheckedPack:
    # The checks of the command line are read only where somebody sends a pack.
    from hex311_cli.pack.uploaded import check_upload

    return check_upload(content, layer_files)
