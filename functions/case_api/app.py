"""What becomes of a case as a whole in the back office: another place, another type; who is looking at it; and where
the crew stood."""

from typing import Any

from hex311.domain.geography import Point
from hex311.domain.policy import Staff
from hex311.http.api import CityApi
from hex311.http.caller import json_body, language_of, seen_version, staff_of
from hex311.usecases.change_case import case_id_of
from hex311.usecases.correct_location import Correction, correct_location
from hex311.usecases.look_at_case import look_at_case, presence_view
from hex311.usecases.read_step_positions import read_step_positions, step_positions_view
from hex311.usecases.reclassify_request import NewType, reclassify_request
from hex311.usecases.views import staff_view
from hex311.wiring import ports

app = CityApi("case_api")

CASE = "/api/v1/staff/requests/{service_request_id}"


def language() -> str:
    catalogue = ports().catalogue.current()
    return language_of(app.current_request, catalogue.languages, catalogue.default_language)


def asked(schema: str) -> tuple[Staff, dict[str, Any]]:
    return staff_of(app.current_request), json_body(app.current_request, f"staff/{schema}")


@app.route(f"{CASE}/location", methods=["POST"])
def location(service_request_id: str) -> dict[str, Any]:
    who, body = asked("correct_location")
    point = Point(latitude=float(body["lat"]), longitude=float(body["long"]))
    seen = seen_version(app.current_request, body)
    to = Correction(point, body["reason"], body.get("address"), seen, language())
    return staff_view(ports(), correct_location(ports(), who, service_request_id, to), language(), who)


@app.route(f"{CASE}/reclassify", methods=["POST"])
def reclassify(service_request_id: str) -> dict[str, Any]:
    who, body = asked("reclassify_request")
    seen = seen_version(app.current_request, body)
    to = NewType(body["service_code"], body["reason"], body.get("answers", {}), seen, language())
    return staff_view(ports(), reclassify_request(ports(), who, service_request_id, to), language(), who)


@app.route(f"{CASE}/presence", methods=["PUT"])
def presence(service_request_id: str) -> dict[str, Any]:
    who, body = asked("look_at_case")
    return presence_view(look_at_case(ports(), who, service_request_id, body["looking"]))


@app.route(f"{CASE}/work-orders/{{work_order_id}}/positions", methods=["GET"])
def positions(service_request_id: str, work_order_id: str) -> dict[str, Any]:
    who, case_id = staff_of(app.current_request), case_id_of(service_request_id)
    return step_positions_view(read_step_positions(ports(), who, case_id, work_order_id))
