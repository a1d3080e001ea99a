"""Discovery, the list of services, and their definitions."""

import hashlib

from chalice import Response

from hex311.domain.errors import BadInput, NotFound
from hex311.domain.geography import Point
from hex311.http.open311.call import Call
from hex311.http.open311.documents import render
from hex311.http.open311.list_query import Reader
from hex311.usecases.city_limits import check_inside_city
from hex311.usecases.open311_views import definition_view, discovery_view, services_list

#: They change when a city pack is published.
KEPT_S = 300


def discovery_document(call: Call) -> Response:
    content = discovery_view(call.pack, call.ports.public_url, call.stage)
    return cached(call, render("discovery", content, call.suffix), KEPT_S)


def services_document(call: Call) -> Response:
    """Always the whole list, since clients delete what is missing from one. With a place (`lat`, `long`) it is told
    only within the city; `OutsideCity` says whom to call instead."""
    reader = Reader(call.query)
    latitude, longitude = reader.number("lat", -90, 90), reader.number("long", -180, 180)
    if (latitude is None) != (longitude is None):
        reader.refuse("lat", "Half a place.", "Send lat and long.")
    if reader.problems:
        raise BadInput(reader.problems)
    if latitude is not None and longitude is not None:
        overlay = call.ports.overlays.overlay(Point(latitude=latitude, longitude=longitude))
        check_inside_city(call.pack, overlay, call.language)
    return cached(call, render("services", services_list(call.pack, call.language), call.suffix), KEPT_S)


def definition_document(call: Call, code: str) -> Response:
    try:
        service = call.pack.service(code)
    except NotFound:
        raise NotFound("There is no service with this service_code.") from None
    content = definition_view(call.pack, service, call.language)
    return cached(call, render("service_definition", content, call.suffix), KEPT_S)


def cached(call: Call, response: Response, seconds: int) -> Response:
    """With an ETag and how long it may be kept; 304 without a body for a client that has it already. What is for the
    holder of a key alone is kept nowhere, and has no ETag that others could try."""
    if call.is_private:
        response.headers.update({"Cache-Control": "private, no-store", "Vary": "Authorization"})
        return response
    tag = f'"{hashlib.sha256(str(response.body).encode()).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": f"public, max-age={seconds}", "Vary": "Accept-Language, Authorization"}
    known = str((call.request.headers or {}).get("if-none-match", ""))
    if tag in [one.strip().removeprefix("W/") for one in known.split(",")]:
        return Response(body="", status_code=304, headers=headers)
    response.headers.update(headers)
    return response
