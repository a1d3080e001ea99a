"""The back office. The gateway has verified who it is; the policy table decides what they may do."""

from typing import Any
from urllib.parse import unquote

from chalice import Response

from hex311.domain.errors import BadInput, Problem
from hex311.domain.policy import Staff
from hex311.domain.work_order import WorkOrder
from hex311.http.api import CityApi, reply
from hex311.http.caller import json_body, language_of, staff_of
from hex311.usecases.ask_photo_ticket import ask_photo_ticket
from hex311.usecases.ask_resident import ask_resident
from hex311.usecases.attach_photos import attach_photos
from hex311.usecases.change_case import case_id_of
from hex311.usecases.escalate_work_orders import list_escalations
from hex311.usecases.flag_closures import list_checks, list_flags
from hex311.usecases.import_layers import import_report, layer_ticket, start_import
from hex311.usecases.list_hotspots import list_hotspots
from hex311.usecases.manage_api_keys import issue_api_key, list_api_keys, revoke_api_key
from hex311.usecases.merge_requests import merge_requests, unmerge_request
from hex311.usecases.pass_on import check_owner
from hex311.usecases.photo_views import staff_photos_view, ticket_view
from hex311.usecases.plan_route import plan_crew_route
from hex311.usecases.publish_duplicate_rules import publish_duplicate_rules, read_duplicate_rules
from hex311.usecases.read_for_staff import read_contact, read_for_staff
from hex311.usecases.release_content import release_content, withdraw_content
from hex311.usecases.route_views import route_view
from hex311.usecases.staff_deliveries import delivery_view, list_deliveries, redrive_delivery
from hex311.usecases.staff_figures import staff_figures
from hex311.usecases.view_photos import view_photos
from hex311.usecases.views import attention_view, contact_view, staff_view, work_order_view
from hex311.usecases.work_on_order import (
    assign_work_order,
    complete_work_order,
    list_work_orders,
    start_work_order,
)
from hex311.wiring import ports

app = CityApi("staff_api")

MOST_PER_PAGE = 200
CASE = "/api/v1/staff/requests/{service_request_id}"
ORDER = f"{CASE}/work-orders/{{work_order_id}}"


def language() -> str:
    catalogue = ports().catalogue.current()
    return language_of(app.current_request, catalogue.languages, catalogue.default_language)


def staff() -> Staff:
    return staff_of(app.current_request)


def query(name: str) -> str | None:
    return (app.current_request.query_params or {}).get(name)


@app.route("/api/v1/staff/me", methods=["GET"])
def me() -> dict[str, Any]:
    who = staff()
    return {"subject": who.subject, "roles": sorted(who.roles), "departments": sorted(who.departments)}


@app.route("/api/v1/staff/work-orders", methods=["GET"])
def work_orders() -> dict[str, Any]:
    department = query("department")
    if not department:
        raise BadInput([Problem("department", "This is missing.", "Send a department code.")])
    page = list_work_orders(ports(), staff(), department, query("status") or "open", limit(), query("cursor"))
    return {"work_orders": [order_view(order) for order in page.work_orders], "next": page.cursor}


@app.route("/api/v1/staff/escalations", methods=["GET"])
def escalations() -> dict[str, Any]:
    department = query("department")
    if not department:
        raise BadInput([Problem("department", "This is missing.", "Send a department code.")])
    page = list_escalations(ports(), staff(), department, query("level"), limit(), query("cursor"))
    return {"work_orders": [order_view(order) for order in page.work_orders], "next": page.cursor}


@app.route("/api/v1/staff/crews/{crew}/route", methods=["GET"])
def crew_route(crew: str) -> dict[str, Any]:
    department = query("department")
    if not department:
        raise BadInput([Problem("department", "This is missing.", "Send a department code.")])
    day = plan_crew_route(ports(), staff(), department, unquote(crew), query("date"))
    return route_view(ports(), day, unquote(crew), language())


def limit() -> int:
    text = query("limit") or "50"
    if not (len(text) <= 3 and text.isascii() and text.isdigit() and 1 <= int(text) <= MOST_PER_PAGE):
        raise BadInput([Problem("limit", "This is not possible.", f"Send a number from 1 to {MOST_PER_PAGE}.")])
    return int(text)


@app.route("/api/v1/staff/duplicate-rules", methods=["GET"])
def duplicate_rules() -> dict[str, Any]:
    return read_duplicate_rules(ports(), staff(), query("version") or "")


@app.route("/api/v1/staff/duplicate-rules", methods=["PUT"])
def new_duplicate_rules() -> dict[str, Any]:
    who, body = staff(), json_body(app.current_request, "staff/duplicate_rules")
    return publish_duplicate_rules(ports(), who, body["version"], body.get("rules"), body.get("rules_of", ""))


@app.route("/api/v1/staff/hotspots", methods=["GET"])
def hotspots() -> dict[str, Any]:
    return list_hotspots(ports(), staff())


@app.route("/api/v1/staff/figures", methods=["GET"])
def figures() -> dict[str, Any]:
    return staff_figures(ports(), staff(), app.current_request.query_params or {})


@app.route("/api/v1/staff/deliveries", methods=["GET"])
def deliveries() -> dict[str, Any]:
    department = query("department")
    if not department:
        raise BadInput([Problem("department", "This is missing.", "Send a department code.")])
    to, state = query("to") or "department", query("state") or "undelivered"
    page = list_deliveries(ports(), staff(), department, to, state, limit(), query("cursor"))
    return {"deliveries": [delivery_view(delivery) for delivery in page.deliveries], "next": page.cursor}


@app.route("/api/v1/staff/deliveries/{delivery_id}/redrive", methods=["POST"])
def redrive(delivery_id: str) -> dict[str, Any]:
    return delivery_view(redrive_delivery(ports(), staff(), delivery_id))


@app.route("/api/v1/staff/layers", methods=["POST"])
def layers() -> dict[str, Any]:
    who = staff()
    return layer_ticket(ports(), who, json_body(app.current_request, "staff/import_layer"))


@app.route("/api/v1/staff/layers/{import_id}", methods=["GET"])
def layer_import(import_id: str) -> dict[str, Any]:
    return import_report(ports(), staff(), import_id)


@app.route("/api/v1/staff/layers/{import_id}/start", methods=["POST"])
def start_layer_import(import_id: str) -> dict[str, Any]:
    who, body = staff(), json_body(app.current_request, "staff/start_import")
    return start_import(ports(), who, import_id, body)


@app.route("/api/v1/staff/api-keys", methods=["GET"])
def api_keys() -> dict[str, Any]:
    return list_api_keys(ports(), staff())


@app.route("/api/v1/staff/api-keys", methods=["POST"])
def new_api_key() -> Response:
    who = staff()
    return reply(issue_api_key(ports(), who, json_body(app.current_request, "staff/issue_api_key")), 201)


@app.route("/api/v1/staff/api-keys/{key_id}/revoke", methods=["POST"])
def revoke(key_id: str) -> dict[str, Any]:
    return revoke_api_key(ports(), staff(), key_id)


@app.route(CASE, methods=["GET"])
def request(service_request_id: str) -> dict[str, Any]:
    return staff_view(ports(), read_for_staff(ports(), staff(), service_request_id), language())


@app.route(f"{CASE}/contact", methods=["GET"])
def contact(service_request_id: str) -> dict[str, Any]:
    return contact_view(read_contact(ports(), staff(), service_request_id, query("reason") or ""))


@app.route(f"{CASE}/release", methods=["POST"])
def release(service_request_id: str) -> dict[str, Any]:
    who, body = staff(), json_body(app.current_request, "staff/release_content")
    case = release_content(ports(), who, service_request_id, frozenset(body["parts"]), body.get("photo_ids", ()))
    return staff_view(ports(), case, language())


@app.route(f"{CASE}/withdraw", methods=["POST"])
def withdraw(service_request_id: str) -> dict[str, Any]:
    who, body = staff(), json_body(app.current_request, "staff/withdraw_content")
    case = withdraw_content(ports(), who, service_request_id, frozenset(body["parts"]), body.get("photo_ids", ()))
    return staff_view(ports(), case, language())


@app.route("/api/v1/staff/photos", methods=["POST"])
def photo() -> Response:
    return reply(ticket_view(ask_photo_ticket(ports(), staff())), 201)


@app.route(f"{CASE}/photos", methods=["GET"])
def photos(service_request_id: str) -> dict[str, Any]:
    case, known = view_photos(ports(), staff(), service_request_id)
    return staff_photos_view(ports(), case, known, language())


@app.route(f"{CASE}/photos", methods=["POST"])
def attach(service_request_id: str) -> dict[str, Any]:
    who, body = staff(), json_body(app.current_request, "staff/attach_photos")
    return staff_view(ports(), attach_photos(ports(), who, service_request_id, body["photo_ids"]), language())


@app.route(f"{CASE}/ask", methods=["POST"])
def ask(service_request_id: str) -> dict[str, Any]:
    who, body = staff(), json_body(app.current_request, "staff/ask_resident")
    return staff_view(ports(), ask_resident(ports(), who, service_request_id, body["question"]), language())


@app.route(f"{CASE}/owner-check", methods=["POST"])
def owner_check(service_request_id: str) -> dict[str, Any]:
    who, body = staff(), json_body(app.current_request, "staff/check_owner")
    return staff_view(ports(), check_owner(ports(), who, service_request_id, body["note"]), language())


@app.route("/api/v1/staff/owner-checks", methods=["GET"])
def owner_checks() -> dict[str, Any]:
    found = list_checks(ports(), staff(), query("department") or "")
    return {"requests": [attention_view(request) for request in found]}


@app.route("/api/v1/staff/flags", methods=["GET"])
def flags() -> dict[str, Any]:
    found = list_flags(ports(), staff(), query("department") or "")
    return {"requests": [attention_view(request) for request in found]}


@app.route(f"{CASE}/merge", methods=["POST"])
def merge(service_request_id: str) -> dict[str, Any]:
    who, body = staff(), json_body(app.current_request, "staff/merge_requests")
    return staff_view(
        ports(), merge_requests(ports(), who, service_request_id, body["into"], body["reason"]), language()
    )


@app.route(f"{CASE}/unmerge", methods=["POST"])
def unmerge(service_request_id: str) -> dict[str, Any]:
    who, body = staff(), json_body(app.current_request, "staff/unmerge_request")
    return staff_view(ports(), unmerge_request(ports(), who, service_request_id, body["reason"]), language())


@app.route(f"{ORDER}/assign", methods=["POST"])
def assign(service_request_id: str, work_order_id: str) -> dict[str, Any]:
    who, body = staff(), json_body(app.current_request, "staff/assign_work_order")
    order = assign_work_order(ports(), who, case_id_of(service_request_id), work_order_id, body["assignee"])
    return order_view(order)


@app.route(f"{ORDER}/start", methods=["POST"])
def start(service_request_id: str, work_order_id: str) -> dict[str, Any]:
    return order_view(start_work_order(ports(), staff(), case_id_of(service_request_id), work_order_id))


@app.route(f"{ORDER}/complete", methods=["POST"])
def complete(service_request_id: str, work_order_id: str) -> Response | dict[str, Any]:
    who, body = staff(), json_body(app.current_request, "staff/complete_work_order")
    order = complete_work_order(
        ports(), who, case_id_of(service_request_id), work_order_id, body["outcome"], body.get("note", "")
    )
    return order_view(order)


def order_view(order: WorkOrder) -> dict[str, Any]:
    return work_order_view(ports().catalogue.current(), order, language(), ports().now())
