"""The city's map layers: what is published and announced, an upload checked and published, open cases that follow.

A function of its own, because nothing else behind the login may start imports. The policy table decides who may.
"""

from typing import Any

from hex311.domain.policy import Staff
from hex311.http.api import CityApi
from hex311.http.caller import json_body, staff_of
from hex311.http.submission import staff_key
from hex311.usecases.import_layers import import_report, layer_difference, layer_ticket, start_import
from hex311.usecases.list_layers import list_layers
from hex311.usecases.reroute_open_cases import rerouting_report, start_rerouting
from hex311.usecases.withdraw_layers import withdraw_layers
from hex311.wiring import ports

app = CityApi("layers_api")

LAYERS = "/api/v1/staff/layers"
IMPORT = f"{LAYERS}/{{import_id}}"


def staff() -> Staff:
    return staff_of(app.current_request)


@app.route(LAYERS, methods=["GET"])
def layers() -> dict[str, Any]:
    return list_layers(ports(), staff())


@app.route(LAYERS, methods=["POST"])
def ticket() -> dict[str, Any]:
    who = staff()
    return layer_ticket(ports(), who, json_body(app.current_request, "staff/import_layer"))


@app.route(f"{LAYERS}/withdraw", methods=["POST"])
def withdraw() -> dict[str, Any]:
    who, body = staff(), json_body(app.current_request, "staff/withdraw_layers")
    return withdraw_layers(ports(), who, body["active_from"], staff_key(app.current_request, who))


@app.route(IMPORT, methods=["GET"])
def report(import_id: str) -> dict[str, Any]:
    return import_report(ports(), staff(), import_id)


@app.route(f"{IMPORT}/difference", methods=["GET"])
def difference(import_id: str) -> dict[str, Any]:
    return layer_difference(ports(), staff(), import_id)


@app.route(f"{IMPORT}/start", methods=["POST"])
def start(import_id: str) -> dict[str, Any]:
    who, body = staff(), json_body(app.current_request, "staff/start_import")
    return start_import(ports(), who, import_id, body, staff_key(app.current_request, who))


@app.route(f"{IMPORT}/reroute", methods=["GET"])
def rerouting(import_id: str) -> dict[str, Any]:
    return rerouting_report(ports(), staff(), import_id)


@app.route(f"{IMPORT}/reroute", methods=["POST"])
def start_reroute(import_id: str) -> dict[str, Any]:
    who, body = staff(), json_body(app.current_request, "staff/reroute_open_cases")
    return start_rerouting(ports(), who, import_id, body, staff_key(app.current_request, who))
