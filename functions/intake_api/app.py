"""The public counter: report, attach, follow."""

from typing import Any

from chalice import Response

from hex311.domain.errors import BadInput, Problem
from hex311.domain.tracking import parse_tracking_number
from hex311.http.api import CityApi, reply
from hex311.http.caller import follow_secret, json_body, language_of, photo_secret, source_address
from hex311.http.submission import idempotency_key, read_submission
from hex311.usecases.ask_photo_ticket import ask_photo_ticket, read_photo
from hex311.usecases.ask_resident import answer_question
from hex311.usecases.change_case import case_id_of
from hex311.usecases.follow_request import confirm_follower, follow_request, leave_request
from hex311.usecases.join_request import Joining, join_request
from hex311.usecases.photo_views import photo_view, ticket_view
from hex311.usecases.reopen_request import reopen_request
from hex311.usecases.submission_limits import address_limit
from hex311.usecases.submit_request import submit_request
from hex311.usecases.views import submitted_view
from hex311.wiring import ports

app = CityApi("intake_api")


def language() -> str:
    catalogue = ports().catalogue.current()
    return language_of(app.current_request, catalogue.languages, catalogue.default_language)


def count_address() -> None:
    """Count against the limit of the caller's network address."""
    address = source_address(app.current_request, ports().front_door_mark)
    ports().limits.count(address_limit(ports(), address))


@app.route("/api/v1/requests", methods=["POST"])
def submit() -> Response:
    submission = read_submission(app.current_request, language(), ports().front_door_mark)
    submitted = submit_request(ports(), submission)
    headers = {"Location": f"/api/v1/requests/{submitted.request.id}"}
    if submitted.replayed:
        headers["Idempotency-Replayed"] = "true"
    return reply(submitted_view(ports(), submitted, submission.language), 201, headers)


@app.route("/api/v1/photos", methods=["POST"])
def photo() -> Response:
    count_address()
    return reply(ticket_view(ask_photo_ticket(ports())), 201)


@app.route("/api/v1/photos/{photo_id}", methods=["GET"])
def photo_state(photo_id: str) -> dict[str, Any]:
    found = read_photo(ports(), photo_id, photo_secret(app.current_request))
    return photo_view(ports().catalogue.current(), found, language(), ports().now())


@app.route("/api/v1/requests/{service_request_id}/followers", methods=["POST"])
def follow(service_request_id: str) -> Response:
    body = json_body(app.current_request, "requests/follow_request")
    number = parse_tracking_number(service_request_id) or service_request_id
    count_address()
    secret, key = follow_secret(app.current_request), idempotency_key(app.current_request)
    follow_request(ports(), number, body["email"], body.get("language") or language(), secret, key)
    return reply({"status": "confirmation_sent"}, 202)


@app.route("/api/v1/requests/{service_request_id}/me-too", methods=["POST"])
def me_too(service_request_id: str) -> Response:
    body = json_body(app.current_request, "requests/me_too")
    number = parse_tracking_number(service_request_id) or service_request_id
    count_address()
    joining = Joining(
        number=number,
        key=f"device-{body['device']}" if body.get("device") else idempotency_key(app.current_request),
        photo_ids=tuple(body.get("photo_ids", ())),
        email=body.get("email", ""),
        language=body.get("language") or language(),
        secret=follow_secret(app.current_request),
    )
    case = join_request(ports(), joining)
    joined = case.request.joined + len(case.request.merged)
    return reply({"service_request_id": case.request.id, "joined": joined}, 201)


@app.route("/api/v1/requests/{service_request_id}/reopen", methods=["POST"])
def reopen(service_request_id: str) -> Response:
    body = json_body(app.current_request, "requests/reopen_request")
    count_address()
    secret, number = follow_secret(app.current_request), case_id_of(service_request_id)
    reason, closing = body.get("reason", ""), body.get("closed_at", "")
    case = reopen_request(ports(), number, secret, body.get("token"), reason, closing)
    return reply({"service_request_id": case.request.id, "status": str(case.request.status)})


@app.route("/api/v1/requests/{service_request_id}/answer", methods=["POST"])
def answer(service_request_id: str) -> Response:
    body = json_body(app.current_request, "requests/answer_question")
    count_address()
    secret = follow_secret(app.current_request)
    number, photo_ids = case_id_of(service_request_id), tuple(body.get("photo_ids", ()))
    case = answer_question(ports(), number, secret, body["answer"], photo_ids)
    return reply({"service_request_id": case.request.id, "status": str(case.request.status)})


@app.route("/api/v1/followers/confirm", methods=["POST"])
def confirm() -> Response:
    token = json_body(app.current_request, "requests/follower_token")["token"]
    return reply({"status": "confirmed", "service_request_id": confirm_follower(ports(), token)})


# Mail programs post the one-click form of RFC 8058 here; the page behind the visible link posts JSON.
@app.route(
    "/api/v1/followers/unsubscribe",
    methods=["POST"],
    content_types=["application/x-www-form-urlencoded", "multipart/form-data", "application/json"],
)
def unsubscribe() -> Response:
    request = app.current_request
    token = (request.query_params or {}).get("token")
    if not token and request.headers.get("content-type", "").startswith("application/json"):
        token = json_body(request, "requests/follower_token")["token"]
    if not token:
        raise BadInput([Problem("token", "This is missing.", "Open the link in the mail again.")])
    return reply({"status": "left", "service_request_id": leave_request(ports(), token)})
