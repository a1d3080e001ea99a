"""OpenAPI 3.1 of the public and the staff API, built from the schemas that check the bodies."""

from functools import cache

from hex311 import schemas
from hex311.http.openapi_admin import admin_paths, admin_schemas
from hex311.http.openapi_answers import answer_schemas, with_answers
from hex311.http.openapi_calls import call_paths, call_schemas
from hex311.http.openapi_cases import case_paths, case_schemas
from hex311.http.openapi_figures import figure_paths
from hex311.http.openapi_layers import layer_paths, layer_schemas
from hex311.http.openapi_parts import Json, header, kept_by_tag, operation, path, query, staff, telling, together
from hex311.http.openapi_photos import photo_paths
from hex311.http.openapi_queue import queue_paths, queue_schemas
from hex311.http.openapi_work_orders import work_order_paths, work_order_schemas


@cache
def document() -> Json:
    """The whole description. A test compares its paths with the routes of the functions and of the template."""
    components = {
        "City": schemas.load("catalogue/city"),
        "Services": schemas.load("catalogue/services"),
        "Knowledge": schemas.load("catalogue/knowledge"),
        "SubmitRequest": schemas.load("requests/submit_request"),
        "Submitted": schemas.load("requests/submitted"),
        "ServiceRequest": schemas.load("requests/request"),
        "FollowRequest": schemas.load("requests/follow_request"),
        "FollowerToken": schemas.load("requests/follower_token"),
        "Delivery": schemas.load("staff/delivery"),
        "WorkOrderEvent": schemas.load("deliveries/work_order_event"),
        "WorkOrderCallback": schemas.load("deliveries/callback"),
        "WorkLinkAnswer": schemas.load("deliveries/link_answer"),
        **work_order_schemas(),
        **case_schemas(),
        **queue_schemas(),
        **admin_schemas(),
        **layer_schemas(),
        **call_schemas(),
        **answer_schemas(),
        "MeToo": schemas.load("requests/me_too"),
        "ReopenRequest": schemas.load("requests/reopen_request"),
        "AnswerQuestion": schemas.load("requests/answer_question"),
        "PublishDuplicateRules": schemas.load("staff/duplicate_rules"),
        "Hotspots": schemas.load("staff/hotspots"),
        "AttachPhotos": schemas.load("staff/attach_photos"),
        "CasePhotos": schemas.load("staff/case_photos"),
        "PhotoTicket": schemas.load("photos/ticket"),
        "Photo": schemas.load("photos/photo"),
        "IssueApiKey": schemas.load("staff/issue_api_key"),
        "PlacesFound": schemas.load("places/places"),
        "AssetsFound": schemas.load("places/assets"),
        "MyCity": schemas.load("places/my_city"),
        "Changes": schemas.load("requests/changes"),
        "DuplicatesFound": schemas.load("requests/duplicates"),
        "AddressesFound": schemas.load("addresses/found"),
        "ExploredFigures": schemas.load("explore/figures"),
        "ExploredLayers": schemas.load("explore/layers"),
        "ExploredEstimates": schemas.load("explore/estimates"),
        "StaffFigures": schemas.load("staff/figures"),
        "Error": schemas.load("error"),
    }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "hex311",
            "version": "1",
            "description": "The public API of the city's 311 service, and the API of its staff.",
        },
        "paths": with_answers(together(_paths(), call_paths())),
        "components": {
            "schemas": components,
            "securitySchemes": {"staff": {"type": "http", "scheme": "bearer", "bearerFormat": "Cognito ID token"}},
        },
    }


def _paths() -> Json:
    number = path("service_request_id", "The tracking number; case, spaces and hyphens do not matter.")
    point = [query("lat", "number", "Degrees north."), query("long", "number", "Degrees east.")]
    secret = header("X-Follow-Secret", "The secret from follow_url; opens a private case to its reporter.")
    key = header("Idempotency-Key", "Made with the draft, such as a UUID; a retry files nothing twice.")
    language = query("lang", "string", "A language of the city; else Accept-Language decides.", required=False)
    many = query("limit", "integer", "1 to 50; 5 unless given.", required=False)
    period = [
        query("layer", "string", "A map layer; with area.", required=False),
        query("area", "string", "The id of one of its areas; the whole city unless given.", required=False),
        query("service_code", "string", "Type; all unless given.", required=False),
        query("from", "string", "First day, such as 2026-11-01; 90 days unless given.", required=False),
        query("to", "string", "Last day; today unless given. At most 731 days.", required=False),
    ]
    department = query("department", "string", "Department code.")
    case = "/api/v1/requests/{service_request_id}"
    return {
        "/api/v1/city": {
            "get": operation("city", "Name, centre, languages, emergency numbers.", [language], None, (200, "City"))
        },
        "/api/v1/services": {"get": operation("services", "All service types.", [language], None, (200, "Services"))},
        "/api/v1/services/{service_code}": {
            "get": operation("service", "One type with its questions.", [path("service_code", "Code."), language])
        },
        "/api/v1/knowledge": {
            "get": kept_by_tag(
                operation("read_knowledge", "The help articles of the city.", [language], None, (200, "Knowledge"))
            )
        },
        "/api/v1/overlay": {"get": operation("overlay", "What the map layers say about a point.", point)},
        "/api/v1/duplicates": {
            "get": operation(
                "find_duplicates",
                "Cases near a point that may be the same: open, or closed a short while ago.",
                [
                    query("service_code", "string", "Type."),
                    *point,
                    query("asset_id", "string", "The asset it is about, from /assets/near.", required=False),
                    language,
                ],
                None,
                (200, "DuplicatesFound"),
            )
        },
        "/api/v1/addresses": {
            "get": operation(
                "find_address",
                "Addresses, corners and places for what was typed so far.",
                [
                    query("q", "string", "What was typed; at most 200 characters."),
                    query("limit", "integer", "1 to 20; 5 unless given.", required=False),
                    query("lat", "number", "With long: of equals the nearer comes first.", required=False),
                    query("long", "number", "Degrees east.", required=False),
                ],
                None,
                (200, "AddressesFound"),
            )
        },
        "/api/v1/addresses/nearest": {
            "get": operation(
                "nearest_address", "The address and the corner nearest to a pin.", point, None, (200, "AddressesFound")
            )
        },
        "/api/v1/places/near": {
            "get": operation(
                "find_places",
                "The nearest facilities of a category, with opening hours.",
                [*point, query("category", "string", "Such as library."), many, language],
                None,
                (200, "PlacesFound"),
            )
        },
        "/api/v1/assets/near": {
            "get": operation(
                "find_assets",
                "What the city owns beneath and beside a point.",
                [
                    *point,
                    query("category", "string", "Such as street_light; all unless given.", required=False),
                    query("radius", "integer", "Metres, 1 to 2000; 150 unless given.", required=False),
                    many,
                    language,
                ],
                None,
                (200, "AssetsFound"),
            )
        },
        "/api/v1/my-city": {
            "get": operation(
                "my_city", "Districts, dates and facilities of an address.", [*point, language], None, (200, "MyCity")
            )
        },
        "/api/v1/requests": {
            "post": telling(
                operation("submit_request", "File a report.", [key, language], "SubmitRequest", (201, "Submitted")),
                "Location",
                "Where it can be read.",
            )
        },
        "/api/v1/changes": {
            "get": kept_by_tag(
                operation(
                    "read_changes",
                    "What happened to public cases, in one order without gaps.",
                    [
                        query("after", "string", "`next` of the last answer, or latest.", required=False),
                        query("limit", "integer", "1 to 1000; 100 unless given.", required=False),
                        language,
                    ],
                    None,
                    (200, "Changes"),
                )
            )
        },
        case: {
            "get": operation(
                "read_request", "How it stands.", [number, secret, language], None, (200, "ServiceRequest")
            )
        },
        f"{case}/followers": {
            "post": operation(
                "follow_request", "Ask to follow by e-mail.", [number, secret, key], "FollowRequest", (202, None)
            )
        },
        f"{case}/me-too": {
            "post": operation(
                "join_request", "Me too: count one more.", [number, secret, key, language], "MeToo", (201, None)
            )
        },
        f"{case}/reopen": {"post": operation("reopen_request", "Not fixed.", [number, secret], "ReopenRequest")},
        f"{case}/answer": {
            "post": operation("answer_question", "Answer the city's question.", [number, secret], "AnswerQuestion")
        },
        "/api/v1/followers/confirm": {
            "post": operation("confirm_follower", "Say yes to the mails.", [], "FollowerToken")
        },
        "/api/v1/followers/unsubscribe": {
            "post": operation(
                "leave_request",
                "Stop the mails; one click.",
                [query("token", "string", "From the mail.", required=False)],
            )
        },
        **photo_paths(number, language),
        "/api/v1/explore": {
            "get": operation(
                "explore",
                "An area in figures, beside the city.",
                [
                    *period,
                    query("group", "string", "All public types of a group; in place of a type.", required=False),
                    query("step", "string", "Also the course by day, week or month.", required=False),
                    language,
                ],
                None,
                (200, "ExploredFigures"),
            )
        },
        "/api/v1/explore/layers": {
            "get": operation(
                "explore_layers",
                "The layers whose areas there are figures of.",
                [language],
                None,
                (200, "ExploredLayers"),
            )
        },
        "/api/v1/explore/estimates": {
            "get": operation(
                "explore_estimates",
                "How the dates that were told at intake came true.",
                [
                    query("service_code", "string", "Type; all unless given.", required=False),
                    query("by", "string", "type: also each type by itself.", required=False),
                ],
                None,
                (200, "ExploredEstimates"),
            )
        },
        "/api/v1/openapi.json": {"get": operation("openapi", "This document.", [])},
        "/api/v1/callbacks/work-orders/{department}": {
            "post": operation(
                "answer_by_call", "What a department's system answers; signed.", _signed(), "WorkOrderCallback"
            )
        },
        "/api/v1/callbacks/link": {
            "get": operation(
                "read_work_link",
                "What a mailed link opens.",
                [header("X-Work-Order-Token", "From the mail."), language],
            ),
            "post": operation("answer_by_link", "What the holder of a link answers.", [language], "WorkLinkAnswer"),
        },
        "/api/v1/staff/deliveries": {"get": staff("list_deliveries", "What did not arrive.", _deliveries())},
        "/api/v1/staff/deliveries/{delivery_id}/redrive": {
            "post": staff("redrive_delivery", "Send it again.", [path("delivery_id", "From the list.")])
        },
        "/api/v1/staff/me": {"get": staff("me", "Who is signed in.", [language])},
        "/api/v1/staff/duplicate-rules": {
            "get": staff(
                "read_duplicate_rules",
                "The duplicate rules of a version.",
                [query("version", "string", "An older one; the standing one unless given.", required=False)],
            ),
            "put": staff("publish_duplicate_rules", "Publish new ones as a version.", [], "PublishDuplicateRules"),
        },
        "/api/v1/staff/hotspots": {
            "get": staff("list_hotspots", "Where far more is reported than usual.", [], None, (200, "Hotspots"))
        },
        "/api/v1/staff/figures": {
            "get": staff(
                "staff_figures",
                "A department, an area or the city in figures.",
                [query("department", "string", "Department code.", required=False), *period],
                success=(200, "StaffFigures"),
            )
        },
        **layer_paths(),
        **admin_paths(),
        "/api/v1/staff/api-keys": {
            "get": staff("list_api_keys", "The keys of app makers.", []),
            "post": staff("issue_api_key", "A new key, told this once.", [], "IssueApiKey", (201, None)),
        },
        "/api/v1/staff/api-keys/{key_id}/revoke": {
            "post": staff("revoke_api_key", "Take a key back.", [path("key_id", "From the list.")])
        },
        "/api/v1/staff/owner-checks": {"get": staff("list_checks", "Owners to ask by now.", [department])},
        "/api/v1/staff/flags": {"get": staff("list_flags", "Closings to look at.", [department])},
        **figure_paths(),
        **case_paths(number, language),
        **work_order_paths(number),
        **queue_paths(),
    }


def _signed() -> list[Json]:
    return [
        path("department", "The department that answers."),
        header("webhook-id", "The sender's id of this call; a repetition carries the same."),
        header("webhook-timestamp", "Epoch seconds, at most five minutes off."),
        header("webhook-signature", "v1,<base64 of HMAC-SHA256 of id.timestamp.body>"),
    ]


def _deliveries() -> list[Json]:
    return [
        query("department", "string", "Department code."),
        query("to", "string", "department (unless given) or officers.", required=False),
        query("state", "string", "undelivered (unless given), pending, delivered, acknowledged.", required=False),
        query("limit", "integer", "1 to 200.", required=False),
        query("cursor", "string", "`next` of the last page.", required=False),
    ]
