"""The OpenAPI description of the map layers."""

from hex311 import schemas
from hex311.http.openapi_parts import Json, header, path, staff


def layer_schemas() -> Json:
    names = {
        "ImportLayer": "import_layer",
        "StartImport": "start_import",
        "WithdrawLayers": "withdraw_layers",
        "RerouteOpenCases": "reroute_open_cases",
    }
    return {title: schemas.load(f"staff/{name}") for title, name in names.items()}


def layer_paths() -> Json:
    one, number = "/api/v1/staff/layers/{import_id}", path("import_id", "From the ticket.")
    key = header("Idempotency-Key", "Made with the step, such as a UUID; a retry starts nothing twice.")
    return {
        "/api/v1/staff/layers": {
            "get": staff("list_layers", "Which map layers stand, what is announced, the last imports.", []),
            "post": staff("layer_ticket", "Where to send a map layer.", [], "ImportLayer"),
        },
        "/api/v1/staff/layers/withdraw": {
            "post": staff("withdraw_layers", "Take back what is announced.", [key], "WithdrawLayers")
        },
        one: {"get": staff("import_report", "How an import stands.", [number])},
        f"{one}/difference": {"get": staff("layer_difference", "What it changes, area by area.", [number])},
        f"{one}/start": {"post": staff("start_import", "Check or publish it.", [number, key], "StartImport")},
        f"{one}/reroute": {
            "get": staff("rerouting_report", "How open cases follow it.", [number]),
            "post": staff(
                "start_rerouting",
                "Let open cases follow it, or tell what that would change.",
                [number, key],
                "RerouteOpenCases",
            ),
        },
    }
