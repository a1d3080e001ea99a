"""The telephone desk: who calls, what is filed for them, what they only wanted to know."""

from typing import Any

from chalice import Response

from hex311.domain.follower import Contact
from hex311.domain.policy import Staff
from hex311.http.api import CityApi, reply
from hex311.http.caller import json_body, language_of, staff_of
from hex311.http.submission import staff_key, submission_of
from hex311.usecases.act_for_caller import file_request, join_for_caller
from hex311.usecases.caller_views import caller_view, filed_view
from hex311.usecases.change_case import case_id_of
from hex311.usecases.find_caller import find_caller
from hex311.usecases.information_calls import count_information_call, information_calls
from hex311.wiring import ports

app = CityApi("calls_api")


def language() -> str:
    catalogue = ports().catalogue.current()
    return language_of(app.current_request, catalogue.languages, catalogue.default_language)


def staff() -> Staff:
    return staff_of(app.current_request)


# A number or an address never stands in an address: those are logged, bodies are not.
@app.route("/api/v1/staff/callers", methods=["POST"])
def callers() -> dict[str, Any]:
    who, body = staff(), json_body(app.current_request, "staff/find_caller")
    return caller_view(ports(), find_caller(ports(), who, body.get("phone", ""), body.get("email", "")), language())


@app.route("/api/v1/staff/requests", methods=["POST"])
def file_for_caller() -> Response:
    who, body = staff(), json_body(app.current_request, "requests/submit_request")
    submission = submission_of(body, staff_key(app.current_request, who), "", language())
    submitted = file_request(ports(), who, submission, language())
    headers = {"Idempotency-Replayed": "true"} if submitted.replayed else {}
    return reply(filed_view(ports(), submitted, language()), 201, headers)


@app.route("/api/v1/staff/requests/{service_request_id}/callers", methods=["POST"])
def join(service_request_id: str) -> Response:
    who, body = staff(), json_body(app.current_request, "staff/join_for_caller")
    key = staff_key(app.current_request, who)
    case = join_for_caller(ports(), who, case_id_of(service_request_id), key, Contact(**body.get("caller", {})))
    joined = case.request.joined + len(case.request.merged)
    return reply({"service_request_id": case.request.id, "joined": joined}, 201)


@app.route("/api/v1/staff/information-calls", methods=["POST"])
def information_call() -> Response:
    who, body = staff(), json_body(app.current_request, "staff/count_information_call")
    key = staff_key(app.current_request, who)
    call = count_information_call(ports(), who, body["topic"], body.get("language", ""), key)
    return reply({"topic": call.topic, "language": call.language, "day": call.day}, 201)


@app.route("/api/v1/staff/information-calls", methods=["GET"])
def counted_information_calls() -> dict[str, Any]:
    return information_calls(ports(), staff(), app.current_request.query_params or {}, language())
