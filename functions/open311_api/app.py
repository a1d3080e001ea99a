"""Open311 GeoReport v2: discovery, services, definitions and single requests. Reads only."""

from chalice import Response

from hex311.domain.errors import NotFound
from hex311.http.api import CityApi
from hex311.http.open311 import failure, render, split_format
from hex311.usecases.open311_views import definition_view, discovery_view, request_item, services_list
from hex311.usecases.read_request import read_request
from hex311.wiring import ports

app = CityApi("open311_api")


def discovery(suffix: str) -> Response:
    catalogue = ports().catalogue.current()
    return render("discovery", discovery_view(catalogue, ports().public_url, ports().settings.stage), suffix)


@app.route("/open311/{document}", methods=["GET"])
def root(document: str) -> Response:
    name, suffix = split_format(document)
    return discovery(suffix) if name == "discovery" else failure(suffix, 404, "There is no such document.")


@app.route("/open311/v2/{document}", methods=["GET"])
def base(document: str) -> Response:
    name, suffix = split_format(document)
    if name == "discovery":
        return discovery(suffix)
    if name == "services":
        return render("services", services_list(ports().catalogue.current()), suffix)
    return failure(suffix, 404, "There is no such document.")


@app.route("/open311/v2/services/{document}", methods=["GET"])
def definition(document: str) -> Response:
    code, suffix = split_format(document)
    catalogue = ports().catalogue.current()
    try:
        return render("service_definition", definition_view(catalogue, catalogue.service(code)), suffix)
    except NotFound as error:
        return failure(suffix, 404, error.message)


@app.route("/open311/v2/requests/{document}", methods=["GET"])
def request(document: str) -> Response:
    number, suffix = split_format(document)
    try:
        case, _ = read_request(ports(), number, None)
    except NotFound as error:
        return failure(suffix, 404, error.message)
    return render("service_requests", [request_item(ports(), case)], suffix)
