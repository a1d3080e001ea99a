"""The public window: what the city offers, what is where, how a case stands. Reads only."""

from typing import Any

from chalice import Response

from hex311.domain.errors import BadInput, Problem
from hex311.domain.public_change import mark_of
from hex311.http.api import CityApi, kept_by_tag, reply
from hex311.http.caller import follow_secret, language_of, point_from_query, whole_number
from hex311.http.openapi import document
from hex311.usecases.address_views import addresses_view
from hex311.usecases.catalogue_views import city_view, service_view, services_view
from hex311.usecases.city_limits import check_inside_city
from hex311.usecases.duplicate_views import duplicates_view
from hex311.usecases.explore_estimates import explore_estimates
from hex311.usecases.explore_figures import explore as explore_figures
from hex311.usecases.explore_question import explore_layers
from hex311.usecases.find_address import find_address
from hex311.usecases.find_duplicates import find_duplicates
from hex311.usecases.find_places import MOST_ASSET_DISTANCE_M, MOST_PLACES, find_assets, find_places
from hex311.usecases.my_city import my_city
from hex311.usecases.nearest_address import nearest_address
from hex311.usecases.photo_views import own_photos_view
from hex311.usecases.place_views import assets_view, places_view
from hex311.usecases.read_changes import changes_view, feed_end, read_changes
from hex311.usecases.read_knowledge import read_knowledge
from hex311.usecases.read_request import read_request
from hex311.usecases.street_of import street_of
from hex311.usecases.views import overlay_view, public_view
from hex311.wiring import ports

app = CityApi("explore_api")

# The pack changes rarely; half a minute of the edge's memory takes the load off.
BRIEFLY = {"Cache-Control": "public, max-age=30"}

#: What is told of yesterday and before changes once a day.
DAILY = {"Cache-Control": "public, max-age=600"}
#: Figures are looked at and compared; nobody waits for one more.
A_MINUTE = {"Cache-Control": "public, max-age=60"}

USUAL_ADDRESSES, MOST_ADDRESSES = 5, 20
USUAL_CHANGES, MOST_CHANGES = 100, 1_000
#: Changes are not taken back; only the last page grows.
MOMENT = {"Cache-Control": "public, max-age=5"}
USUAL_PLACES, USUAL_ASSET_DISTANCE_M = 5, 150


def language() -> str:
    catalogue = ports().catalogue.current()
    return language_of(app.current_request, catalogue.languages, catalogue.default_language)


@app.route("/api/v1/city", methods=["GET"])
def city() -> Response:
    return reply(city_view(ports().catalogue.current(), language()), headers=BRIEFLY)


@app.route("/api/v1/services", methods=["GET"])
def services() -> Response:
    return reply(services_view(ports().catalogue.current(), language()), headers=BRIEFLY)


@app.route("/api/v1/services/{service_code}", methods=["GET"])
def service(service_code: str) -> Response:
    catalogue = ports().catalogue.current()
    return reply(service_view(catalogue, catalogue.service(service_code), language()), headers=BRIEFLY)


@app.route("/api/v1/knowledge", methods=["GET"])
def knowledge() -> Response:
    return kept_by_tag(app.current_request, reply(read_knowledge(ports(), language()), headers=BRIEFLY))


@app.route("/api/v1/overlay", methods=["GET"])
def overlay() -> dict[str, Any]:
    point, catalogue = point_from_query(app.current_request), ports().catalogue.current()
    found = ports().overlays.overlay(point)
    check_inside_city(catalogue, found, language())
    return {"generation": found.generation, "overlay": overlay_view(catalogue, found, language(), public_only=True)}


@app.route("/api/v1/duplicates", methods=["GET"])
def duplicates() -> dict[str, Any]:
    point, query = point_from_query(app.current_request), app.current_request.query_params or {}
    code = query.get("service_code")
    if not code:
        raise BadInput([Problem("service_code", "This is missing.", "Send a code from GET /api/v1/services.")])
    found = find_duplicates(ports(), code, point, asset_id=query.get("asset_id", ""))
    return duplicates_view(ports(), found, language())


@app.route("/api/v1/addresses", methods=["GET"])
def addresses() -> dict[str, Any]:
    query = app.current_request.query_params or {}
    if not query.get("q"):
        raise BadInput([Problem("q", "This is missing.", "Send what was typed so far.")])
    near = point_from_query(app.current_request) if query.get("lat") or query.get("long") else None
    return addresses_view(find_address(ports(), query["q"], how_many(query), near))


def how_many(query: Any) -> int:
    """`limit` of an address search."""
    text = query.get("limit") or str(USUAL_ADDRESSES)
    if not (text.isascii() and text.isdecimal() and len(text) <= 3 and 1 <= int(text) <= MOST_ADDRESSES):
        raise BadInput([Problem("limit", "This is not possible.", f"Send a number from 1 to {MOST_ADDRESSES}.")])
    return int(text)


@app.route("/api/v1/addresses/nearest", methods=["GET"])
def nearest() -> dict[str, Any]:
    return addresses_view(nearest_address(ports(), point_from_query(app.current_request)))


@app.route("/api/v1/places/near", methods=["GET"])
def places_near() -> dict[str, Any]:
    point, wanted = point_from_query(app.current_request), app.current_request.query_params or {}
    limit = whole_number(app.current_request, "limit", USUAL_PLACES, MOST_PLACES)
    found = find_places(ports(), wanted.get("category", ""), point, limit)
    return places_view(ports().catalogue.current(), found, language(), ports().now())


@app.route("/api/v1/assets/near", methods=["GET"])
def assets_near() -> dict[str, Any]:
    point, wanted = point_from_query(app.current_request), app.current_request.query_params or {}
    limit = whole_number(app.current_request, "limit", USUAL_PLACES, MOST_PLACES)
    within_m = whole_number(app.current_request, "radius", USUAL_ASSET_DISTANCE_M, MOST_ASSET_DISTANCE_M)
    found = find_assets(ports(), wanted.get("category", ""), point, limit, within_m)
    return assets_view(ports().catalogue.current(), found, ports().overlays.overlay(point), language())


@app.route("/api/v1/my-city", methods=["GET"])
def my_city_card() -> dict[str, Any]:
    return my_city(ports(), point_from_query(app.current_request), language())


@app.route("/api/v1/requests/{service_request_id}", methods=["GET"])
def request(service_request_id: str) -> dict[str, Any]:
    case, is_reporter = read_request(ports(), service_request_id, follow_secret(app.current_request))
    view = public_view(ports(), case, language(), is_reporter)
    point = case.request.point if is_reporter else case.request.public_point
    view["street"] = street_of(ports(), point) if view["location_is_exact"] else None
    return {**view, "own_photos": own_photos_view(ports(), case, language())} if is_reporter else view


@app.route("/api/v1/explore", methods=["GET"])
def explore() -> Response:
    return reply(explore_figures(ports(), app.current_request.query_params or {}, language()), headers=A_MINUTE)


@app.route("/api/v1/explore/layers", methods=["GET"])
def layers() -> Response:
    return reply(explore_layers(ports(), language()), headers=BRIEFLY)


@app.route("/api/v1/explore/estimates", methods=["GET"])
def explore_the_estimates() -> Response:
    query = app.current_request.query_params or {}
    return reply(explore_estimates(ports(), query.get("service_code", ""), query.get("by", "")), headers=DAILY)


@app.route("/api/v1/changes", methods=["GET"])
def changes() -> Response:
    after = (app.current_request.query_params or {}).get("after", "")
    limit = whole_number(app.current_request, "limit", USUAL_CHANGES, MOST_CHANGES)
    told = feed_end(ports()) if after == "latest" else read_changes(ports(), mark_of(after) if after else None, limit)
    view = changes_view(ports().catalogue.current(), told, language(), limit)
    return kept_by_tag(app.current_request, reply(view, headers=MOMENT))


@app.route("/api/v1/openapi.json", methods=["GET"])
def openapi() -> Response:
    return reply(document(), headers=BRIEFLY)
