"""The door for departments that do not log in here: signed calls of their systems, and links in their mails."""

from typing import Any

from hex311.domain.errors import LinkEnded
from hex311.http.api import CityApi
from hex311.http.caller import json_body, language_of
from hex311.http.work_orders import evidence_of
from hex311.usecases.answer_for_department import (
    Answer,
    answer_by_call,
    answer_by_link,
    check_signature,
    read_work_link,
)
from hex311.usecases.change_case import case_id_of
from hex311.usecases.vendor_views import link_view, vendor_order_view
from hex311.wiring import ports

app = CityApi("callbacks_api")


def language() -> str:
    catalogue = ports().catalogue.current()
    return language_of(app.current_request, catalogue.languages, catalogue.default_language)


def header(name: str) -> str:
    return str((app.current_request.headers or {}).get(name) or "")


def answer_in(body: dict[str, Any]) -> Answer:
    said = {name: body[name] for name in ("action", "outcome", "note", "reason") if name in body}
    return Answer(**said, evidence=evidence_of(body))


@app.route("/api/v1/callbacks/work-orders/{department}", methods=["POST"])
def work_order_callback(department: str) -> dict[str, Any]:
    request = app.current_request
    message_id = header("webhook-id")
    check_signature(
        ports(), department, message_id, header("webhook-timestamp"), request.raw_body, header("webhook-signature")
    )
    body = json_body(request, "deliveries/callback")
    case_id = case_id_of(body["service_request_id"])
    order, repeated = answer_by_call(ports(), department, message_id, case_id, body["work_order_id"], answer_in(body))
    return {**vendor_order_view(order), "repeated": repeated}


# The token comes in a header or a body: addresses are logged, those are not. Reading changes nothing.
@app.route("/api/v1/callbacks/link", methods=["GET"])
def read_link() -> dict[str, Any]:
    token = header("x-work-order-token")
    if not token:
        raise LinkEnded
    case, order, link = read_work_link(ports(), token)
    return link_view(ports(), case, order, link, language())


@app.route("/api/v1/callbacks/link", methods=["POST"])
def answer_link() -> dict[str, Any]:
    body = json_body(app.current_request, "deliveries/link_answer")
    return vendor_order_view(answer_by_link(ports(), body["token"], answer_in(body)))
