"""Discovery, the list of services, and their definitions."""

import hashlib

from chalice import Response

from hex311.domain.errors import NotFound
from hex311.http.open311.call import Call
from hex311.http.open311.documents import render
from hex311.usecases.open311_views import definition_view, discovery_view, services_list

#: They change when a city pack is published.
KEPT_S = 300


def discovery_document(call: Call) -> Response:
    content = discovery_view(call.pack, call.ports.public_url, call.stage)
    return cached(call, render("discovery", content, call.suffix), KEPT_S)


def services_document(call: Call) -> Response:
    return cached(call, render("services", services_list(call.pack, call.language), call.suffix), KEPT_S)


def definition_document(call: Call, code: str) -> Response:
    try:
        service = call.pack.service(code)
    except NotFound:
        raise NotFound("There is no service with this service_code.") from None
    content = definition_view(call.pack, service, call.language)
    return cached(call, render("service_definition", content, call.suffix), KEPT_S)


def cached(call: Call, response: Response, seconds: int) -> Response:
    """With an ETag and how long it may be kept; 304 without a body for a client that has it already."""
    tag = f'"{hashlib.sha256(str(response.body).encode()).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": f"public, max-age={seconds}", "Vary": "Accept-Language"}
    known = str((call.request.headers or {}).get("if-none-match", ""))
    if tag in [one.strip().removeprefix("W/") for one in known.split(",")]:
        return Response(body="", status_code=304, headers=headers)
    response.headers.update(headers)
    return response
