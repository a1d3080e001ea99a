"""The back office. The gateway has verified who it is; the policy table decides what they may do."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import unquote

from chalice import Response

from hex311.domain.errors import BadInput, Problem
from hex311.domain.policy import Staff
from hex311.domain.step_position import standpoint_of
from hex311.domain.work_order import WorkOrder
from hex311.http.api import CityApi, reply
from hex311.http.caller import json_body, json_body_if_any, language_of, seen_version, staff_of
from hex311.http.submission import body_hash
from hex311.http.work_orders import assignee_of, bulk_key, evidence_of, order_filter, order_reply
from hex311.ports import Page
from hex311.usecases.ask_photo_ticket import ask_photo_ticket
from hex311.usecases.ask_resident import ask_resident
from hex311.usecases.attach_photos import attach_photos
from hex311.usecases.bulk_work_orders import bulk_work_orders, preview_bulk
from hex311.usecases.change_case import case_id_of
from hex311.usecases.escalate_work_orders import list_escalations
from hex311.usecases.flag_closures import list_checks, list_flags
from hex311.usecases.list_hotspots import list_hotspots
from hex311.usecases.manage_api_keys import issue_api_key, list_api_keys, revoke_api_key
from hex311.usecases.merge_requests import merge_requests, unmerge_request
from hex311.usecases.pass_on import check_owner
from hex311.usecases.photo_views import staff_photos_view, ticket_view
from hex311.usecases.plan_route import plan_crew_route
from hex311.usecases.read_for_staff import read_contact, read_for_staff
from hex311.usecases.release_content import release_content, withdraw_content
from hex311.usecases.route_views import route_view
from hex311.usecases.staff_deliveries import delivery_view, list_deliveries, redrive_delivery
from hex311.usecases.staff_figures import staff_figures
from hex311.usecases.staff_views import me_view
from hex311.usecases.undo_bulk import undo_bulk
from hex311.usecases.view_photos import view_photos
from hex311.usecases.views import attention_view, contact_view, staff_view
from hex311.usecases.work_on_order import (
    assign_work_order,
    claim_work_order,
    complete_work_order,
    list_work_orders,
    pause_work_order,
    read_work_order,
    refuse_work_order,
    resume_work_order,
    schedule_work_order,
    split_work_order,
    start_work_order,
    transfer_work_order,
)
from hex311.usecases.work_order_views import bulk_view, work_order_view
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
    return me_view(ports().catalogue.current(), staff(), language())


@app.route("/api/v1/staff/work-orders", methods=["GET"])
def work_orders() -> dict[str, Any]:
    department = query("department")
    if not department:
        raise BadInput([Problem("department", "This is missing.", "Send a department code.")])
    who, status = staff(), query("status") or "open"
    only = order_filter(app.current_request, who.subject)
    return page_view(list_work_orders(ports(), who, department, status, limit(), query("cursor"), only))


@app.route("/api/v1/staff/escalations", methods=["GET"])
def escalations() -> dict[str, Any]:
    department = query("department")
    if not department:
        raise BadInput([Problem("department", "This is missing.", "Send a department code.")])
    return page_view(list_escalations(ports(), staff(), department, query("level"), limit(), query("cursor")))


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


@app.route("/api/v1/staff/hotspots", methods=["GET"])
def hotspots() -> dict[str, Any]:
    return list_hotspots(ports(), staff(), language())


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
    who = staff()
    return staff_view(ports(), read_for_staff(ports(), who, service_request_id), language(), who)


@app.route(f"{CASE}/contact", methods=["GET"])
def contact(service_request_id: str) -> dict[str, Any]:
    return contact_view(read_contact(ports(), staff(), service_request_id, query("reason") or ""))


@app.route(f"{CASE}/release", methods=["POST"])
def release(service_request_id: str) -> dict[str, Any]:
    who, body = staff(), json_body(app.current_request, "staff/release_content")
    case = release_content(ports(), who, service_request_id, *content(body))
    return staff_view(ports(), case, language(), who)


@app.route(f"{CASE}/withdraw", methods=["POST"])
def withdraw(service_request_id: str) -> dict[str, Any]:
    who, body = staff(), json_body(app.current_request, "staff/withdraw_content")
    case = withdraw_content(ports(), who, service_request_id, *content(body))
    return staff_view(ports(), case, language(), who)


def content(body: dict[str, Any]) -> tuple[frozenset[str], Sequence[str], int | None]:
    """What is released or withdrawn: the parts, the photos, and the version that was seen."""
    return frozenset(body["parts"]), body.get("photo_ids", ()), body.get("version")


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
    return staff_view(ports(), attach_photos(ports(), who, service_request_id, body["photo_ids"]), language(), who)


@app.route(f"{CASE}/ask", methods=["POST"])
def ask(service_request_id: str) -> dict[str, Any]:
    who, body = staff(), json_body(app.current_request, "staff/ask_resident")
    case = ask_resident(ports(), who, service_request_id, body["question"], body.get("version"))
    return staff_view(ports(), case, language(), who)


@app.route(f"{CASE}/owner-check", methods=["POST"])
def owner_check(service_request_id: str) -> dict[str, Any]:
    who, body = staff(), json_body(app.current_request, "staff/check_owner")
    case = check_owner(ports(), who, service_request_id, body["note"], body.get("version"))
    return staff_view(ports(), case, language(), who)


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
    case = merge_requests(ports(), who, service_request_id, body["into"], body["reason"], body.get("version"))
    return staff_view(ports(), case, language(), who)


@app.route(f"{CASE}/unmerge", methods=["POST"])
def unmerge(service_request_id: str) -> dict[str, Any]:
    who, body = staff(), json_body(app.current_request, "staff/unmerge_request")
    case = unmerge_request(ports(), who, service_request_id, body["reason"], body.get("version"))
    return staff_view(ports(), case, language(), who)


@app.route(ORDER, methods=["GET"])
def work_order(service_request_id: str, work_order_id: str) -> Response:
    return order_view(read_work_order(ports(), staff(), case_id_of(service_request_id), work_order_id))


@app.route(f"{ORDER}/claim", methods=["POST"])
def claim(service_request_id: str, work_order_id: str) -> Response:
    who, seen = staff(), seen_version(app.current_request)
    return order_view(claim_work_order(ports(), who, case_id_of(service_request_id), work_order_id, seen))


@app.route(f"{ORDER}/assign", methods=["POST"])
def assign(service_request_id: str, work_order_id: str) -> Response:
    who, body, seen = step_body("assign_work_order")
    whom = assignee_of(body)
    return order_view(assign_work_order(ports(), who, case_id_of(service_request_id), work_order_id, whom, seen))


@app.route(f"{ORDER}/schedule", methods=["POST"])
def schedule(service_request_id: str, work_order_id: str) -> Response:
    who, body, seen = step_body("schedule_work_order")
    case_id = case_id_of(service_request_id)
    return order_view(schedule_work_order(ports(), who, case_id, work_order_id, body["planned_for"], seen))


@app.route(f"{ORDER}/start", methods=["POST"])
def start(service_request_id: str, work_order_id: str) -> Response:
    who, body = staff(), json_body_if_any(app.current_request, "staff/start_work_order")
    seen, stands = seen_version(app.current_request, body), standpoint_of(body)
    return order_view(start_work_order(ports(), who, case_id_of(service_request_id), work_order_id, seen, stands))


@app.route(f"{ORDER}/pause", methods=["POST"])
def pause(service_request_id: str, work_order_id: str) -> Response:
    who, body, seen = step_body("pause_work_order")
    case_id, note = case_id_of(service_request_id), body.get("note", "")
    return order_view(pause_work_order(ports(), who, case_id, work_order_id, body["reason"], note, seen))


@app.route(f"{ORDER}/resume", methods=["POST"])
def resume(service_request_id: str, work_order_id: str) -> Response:
    who, seen = staff(), seen_version(app.current_request)
    return order_view(resume_work_order(ports(), who, case_id_of(service_request_id), work_order_id, seen))


@app.route(f"{ORDER}/complete", methods=["POST"])
def complete(service_request_id: str, work_order_id: str) -> Response:
    who, body, seen = step_body("complete_work_order")
    case_id, report = case_id_of(service_request_id), (body["outcome"], body.get("note", ""), evidence_of(body))
    return order_view(complete_work_order(ports(), who, case_id, work_order_id, *report, seen, standpoint_of(body)))


@app.route(f"{ORDER}/refuse", methods=["POST"])
def refuse(service_request_id: str, work_order_id: str) -> Response:
    who, body, seen = step_body("refuse_work_order")
    case_id = case_id_of(service_request_id)
    report = (body["reason"], body.get("outcome", ""), body.get("note", ""), evidence_of(body))
    return order_view(refuse_work_order(ports(), who, case_id, work_order_id, *report, seen, standpoint_of(body)))


@app.route(f"{ORDER}/transfer", methods=["POST"])
def transfer(service_request_id: str, work_order_id: str) -> Response:
    who, body, seen = step_body("transfer_work_order")
    case_id, reason = case_id_of(service_request_id), (body["department"], body["reason"], body.get("note", ""))
    return order_view(transfer_work_order(ports(), who, case_id, work_order_id, *reason, seen))


@app.route(f"{ORDER}/split", methods=["POST"])
def split(service_request_id: str, work_order_id: str) -> dict[str, Any]:
    who, body, _ = step_body("split_work_order")
    case_id, part = case_id_of(service_request_id), (body.get("department", ""), body["detail"], body["version"])
    orders = split_work_order(ports(), who, case_id, work_order_id, *part)
    return {"work_orders": [order_document(order) for order in orders]}


@app.route("/api/v1/staff/work-orders/bulk", methods=["POST"])
def bulk() -> dict[str, Any]:
    who, body = staff(), json_body(app.current_request, "staff/bulk_work_orders")
    if body.get("preview"):
        return bulk_view(preview_bulk(ports(), who, body))
    return bulk_view(bulk_work_orders(ports(), who, body, bulk_key(app.current_request), body_hash(body)))


@app.route("/api/v1/staff/work-orders/bulk/{bulk_id}/undo", methods=["POST"])
def undo(bulk_id: str) -> dict[str, Any]:
    return bulk_view(undo_bulk(ports(), staff(), bulk_id))


def step_body(schema: str) -> tuple[Staff, dict[str, Any], int | None]:
    """Who asks, the body, and the version of the work order that they have seen."""
    who, body = staff(), json_body(app.current_request, f"staff/{schema}")
    return who, body, seen_version(app.current_request, body)


def order_view(order: WorkOrder) -> Response:
    return order_reply(order_document(order))


def page_view(page: Page) -> dict[str, Any]:
    return {"work_orders": [order_document(order) for order in page.work_orders], "next": page.cursor}


def order_document(order: WorkOrder) -> dict[str, Any]:
    return work_order_view(ports().catalogue.current(), order, language(), ports().now())
