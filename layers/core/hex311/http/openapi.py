"""OpenAPI 3.1 of the public and the staff API, built from the schemas that check the bodies."""

from functools import cache

from hex311 import schemas
from hex311.http.openapi_parts import Json
from hex311.http.openapi_parts import header as _header
from hex311.http.openapi_parts import operation as _operation
from hex311.http.openapi_parts import path as _path
from hex311.http.openapi_parts import query as _query
from hex311.http.openapi_parts import staff as _staff
from hex311.http.openapi_photos import photo_paths


@cache
def document() -> Json:
    """The whole description. A test compares its paths with the routes of the functions and of the template."""
    components = {
        "SubmitRequest": schemas.load("requests/submit_request"),
        "Submitted": schemas.load("requests/submitted"),
        "ServiceRequest": schemas.load("requests/request"),
        "FollowRequest": schemas.load("requests/follow_request"),
        "FollowerToken": schemas.load("requests/follower_token"),
        "AssignWorkOrder": schemas.load("staff/assign_work_order"),
        "CompleteWorkOrder": schemas.load("staff/complete_work_order"),
        "Delivery": schemas.load("staff/delivery"),
        "WorkOrderEvent": schemas.load("deliveries/work_order_event"),
        "WorkOrderCallback": schemas.load("deliveries/callback"),
        "WorkLinkAnswer": schemas.load("deliveries/link_answer"),
        "MeToo": schemas.load("requests/me_too"),
        "ReopenRequest": schemas.load("requests/reopen_request"),
        "AnswerQuestion": schemas.load("requests/answer_question"),
        "AskResident": schemas.load("staff/ask_resident"),
        "CheckOwner": schemas.load("staff/check_owner"),
        "MergeRequests": schemas.load("staff/merge_requests"),
        "UnmergeRequest": schemas.load("staff/unmerge_request"),
        "ReleaseContent": schemas.load("staff/release_content"),
        "PublishDuplicateRules": schemas.load("staff/duplicate_rules"),
        "Hotspots": schemas.load("staff/hotspots"),
        "WithdrawContent": schemas.load("staff/withdraw_content"),
        "AttachPhotos": schemas.load("staff/attach_photos"),
        "CasePhotos": schemas.load("staff/case_photos"),
        "PhotoTicket": schemas.load("photos/ticket"),
        "Photo": schemas.load("photos/photo"),
        "ImportLayer": schemas.load("staff/import_layer"),
        "IssueApiKey": schemas.load("staff/issue_api_key"),
        "StartImport": schemas.load("staff/start_import"),
        "PlacesFound": schemas.load("places/places"),
        "AssetsFound": schemas.load("places/assets"),
        "MyCity": schemas.load("places/my_city"),
        "Changes": schemas.load("requests/changes"),
        "AddressesFound": schemas.load("addresses/found"),
        "ExploredFigures": schemas.load("explore/figures"),
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
        "paths": _paths(),
        "components": {
            "schemas": components,
            "securitySchemes": {"staff": {"type": "http", "scheme": "bearer", "bearerFormat": "Cognito ID token"}},
        },
    }


def _paths() -> Json:
    number = _path("service_request_id", "The tracking number; case, spaces and hyphens do not matter.")
    order = [number, _path("work_order_id", "The work order within the case.")]
    point = [_query("lat", "number", "Degrees north."), _query("long", "number", "Degrees east.")]
    secret = _header("X-Follow-Secret", "The secret from follow_url; opens a private case to its reporter.")
    key = _header("Idempotency-Key", "Made with the draft, such as a UUID; a retry files nothing twice.")
    language = _query("lang", "string", "A language of the city; else Accept-Language decides.", required=False)
    many = _query("limit", "integer", "1 to 50; 5 unless given.", required=False)
    page = [
        _query("department", "string", "Department code."),
        _query("status", "string", "open, assigned, started or completed.", required=False),
        _query("limit", "integer", "1 to 200.", required=False),
        _query("cursor", "string", "`next` of the last page.", required=False),
    ]
    late = [page[0], _query("level", "string", "late or very_late; both unless given.", required=False), *page[2:]]
    crew_day = [
        _path("crew", "Who the work is assigned to."),
        page[0],
        _query("date", "string", "A local day as 2026-11-30; today unless given.", required=False),
        language,
    ]
    period = [
        _query("layer", "string", "A map layer; with area.", required=False),
        _query("area", "string", "The id of one of its areas; the whole city unless given.", required=False),
        _query("service_code", "string", "Type; all unless given.", required=False),
        _query("from", "string", "First day, such as 2026-11-01; 90 days unless given.", required=False),
        _query("to", "string", "Last day; today unless given. At most 731 days.", required=False),
    ]
    case, staff_case = "/api/v1/requests/{service_request_id}", "/api/v1/staff/requests/{service_request_id}"
    work = f"{staff_case}/work-orders/{{work_order_id}}"
    return {
        "/api/v1/city": {"get": _operation("city", "Name, centre, languages, emergency numbers.", [language])},
        "/api/v1/services": {"get": _operation("services", "All service types.", [language])},
        "/api/v1/services/{service_code}": {
            "get": _operation("service", "One type with its questions.", [_path("service_code", "Code."), language])
        },
        "/api/v1/overlay": {"get": _operation("overlay", "What the map layers say about a point.", point)},
        "/api/v1/duplicates": {
            "get": _operation(
                "find_duplicates",
                "Open cases near a point that may be the same.",
                [
                    _query("service_code", "string", "Type."),
                    *point,
                    _query("asset_id", "string", "The asset it is about, from /assets/near.", required=False),
                    language,
                ],
            )
        },
        "/api/v1/addresses": {
            "get": _operation(
                "find_address",
                "Addresses, corners and places for what was typed so far.",
                [
                    _query("q", "string", "What was typed; at most 200 characters."),
                    _query("limit", "integer", "1 to 20; 5 unless given.", required=False),
                    _query("lat", "number", "With long: of equals the nearer comes first.", required=False),
                    _query("long", "number", "Degrees east.", required=False),
                ],
                None,
                (200, "AddressesFound"),
            )
        },
        "/api/v1/addresses/nearest": {
            "get": _operation(
                "nearest_address", "The address and the corner nearest to a pin.", point, None, (200, "AddressesFound")
            )
        },
        "/api/v1/places/near": {
            "get": _operation(
                "find_places",
                "The nearest facilities of a category, with opening hours.",
                [*point, _query("category", "string", "Such as library."), many, language],
                None,
                (200, "PlacesFound"),
            )
        },
        "/api/v1/assets/near": {
            "get": _operation(
                "find_assets",
                "What the city owns beneath and beside a point.",
                [
                    *point,
                    _query("category", "string", "Such as street_light; all unless given.", required=False),
                    _query("radius", "integer", "Metres, 1 to 2000; 150 unless given.", required=False),
                    many,
                    language,
                ],
                None,
                (200, "AssetsFound"),
            )
        },
        "/api/v1/my-city": {
            "get": _operation(
                "my_city", "Districts, dates and facilities of an address.", [*point, language], None, (200, "MyCity")
            )
        },
        "/api/v1/requests": {
            "post": _operation("submit_request", "File a report.", [key, language], "SubmitRequest", (201, "Submitted"))
        },
        "/api/v1/changes": {
            "get": _operation(
                "read_changes",
                "What happened to public cases, in one order without gaps.",
                [
                    _query("after", "string", "`next` of the last answer, or latest.", required=False),
                    _query("limit", "integer", "1 to 1000; 100 unless given.", required=False),
                    language,
                ],
                None,
                (200, "Changes"),
            )
        },
        case: {
            "get": _operation(
                "read_request", "How it stands.", [number, secret, language], None, (200, "ServiceRequest")
            )
        },
        f"{case}/followers": {
            "post": _operation(
                "follow_request", "Ask to follow by e-mail.", [number, secret], "FollowRequest", (202, None)
            )
        },
        f"{case}/me-too": {
            "post": _operation(
                "join_request", "Me too: count one more.", [number, secret, key, language], "MeToo", (201, None)
            )
        },
        f"{case}/reopen": {"post": _operation("reopen_request", "Not fixed.", [number, secret], "ReopenRequest")},
        f"{case}/answer": {
            "post": _operation("answer_question", "Answer the city's question.", [number, secret], "AnswerQuestion")
        },
        "/api/v1/followers/confirm": {
            "post": _operation("confirm_follower", "Say yes to the mails.", [], "FollowerToken")
        },
        "/api/v1/followers/unsubscribe": {
            "post": _operation(
                "leave_request",
                "Stop the mails; one click.",
                [_query("token", "string", "From the mail.", required=False)],
            )
        },
        **photo_paths(number, language),
        "/api/v1/explore": {
            "get": _operation("explore", "An area in figures, beside the city.", period, None, (200, "ExploredFigures"))
        },
        "/api/v1/explore/estimates": {
            "get": _operation(
                "explore_estimates",
                "How the dates that were told at intake came true.",
                [_query("service_code", "string", "Type; all unless given.", required=False)],
                None,
                (200, "ExploredEstimates"),
            )
        },
        "/api/v1/openapi.json": {"get": _operation("openapi", "This document.", [])},
        "/api/v1/callbacks/work-orders/{department}": {
            "post": _operation(
                "answer_by_call", "What a department's system answers; signed.", _signed(), "WorkOrderCallback"
            )
        },
        "/api/v1/callbacks/link": {
            "get": _operation(
                "read_work_link",
                "What a mailed link opens.",
                [_header("X-Work-Order-Token", "From the mail."), language],
            ),
            "post": _operation("answer_by_link", "What the holder of a link answers.", [language], "WorkLinkAnswer"),
        },
        "/api/v1/staff/deliveries": {"get": _staff("list_deliveries", "What did not arrive.", _deliveries())},
        "/api/v1/staff/deliveries/{delivery_id}/redrive": {
            "post": _staff("redrive_delivery", "Send it again.", [_path("delivery_id", "From the list.")])
        },
        "/api/v1/staff/me": {"get": _staff("me", "Who is signed in.", [])},
        "/api/v1/staff/duplicate-rules": {
            "get": _staff(
                "read_duplicate_rules",
                "The duplicate rules of a version.",
                [_query("version", "string", "An older one; the standing one unless given.", required=False)],
            ),
            "put": _staff("publish_duplicate_rules", "Publish new ones as a version.", [], "PublishDuplicateRules"),
        },
        "/api/v1/staff/hotspots": {
            "get": _staff("list_hotspots", "Where far more is reported than usual.", [], None, (200, "Hotspots"))
        },
        "/api/v1/staff/figures": {
            "get": _staff(
                "staff_figures",
                "A department, an area or the city in figures.",
                [_query("department", "string", "Department code.", required=False), *period],
                success=(200, "StaffFigures"),
            )
        },
        "/api/v1/staff/layers": {"post": _staff("layer_ticket", "Where to send a map layer.", [], "ImportLayer")},
        "/api/v1/staff/layers/{import_id}": {
            "get": _staff("import_report", "How an import stands.", [_path("import_id", "From the ticket.")])
        },
        "/api/v1/staff/layers/{import_id}/start": {
            "post": _staff(
                "start_import", "Check or publish it.", [_path("import_id", "From the ticket.")], "StartImport"
            )
        },
        "/api/v1/staff/api-keys": {
            "get": _staff("list_api_keys", "The keys of app makers.", []),
            "post": _staff("issue_api_key", "A new key, told this once.", [], "IssueApiKey", (201, None)),
        },
        "/api/v1/staff/api-keys/{key_id}/revoke": {
            "post": _staff("revoke_api_key", "Take a key back.", [_path("key_id", "From the list.")])
        },
        "/api/v1/staff/work-orders": {"get": _staff("list_work_orders", "A department's work by due time.", page)},
        "/api/v1/staff/escalations": {"get": _staff("list_escalations", "A department's late work.", late)},
        "/api/v1/staff/crews/{crew}/route": {"get": _staff("plan_route", "A crew's day in a good order.", crew_day)},
        staff_case: {"get": _staff("read_for_staff", "Everything but the contact.", [number, language])},
        f"{staff_case}/contact": {
            "get": _staff(
                "read_contact", "The reporter's contact; audited.", [number, _query("reason", "string", "Why.")]
            )
        },
        f"{staff_case}/release": {
            "post": _staff("release_content", "Make text or photos public.", [number], "ReleaseContent")
        },
        f"{staff_case}/withdraw": {
            "post": _staff("withdraw_content", "Take back what was released.", [number], "WithdrawContent")
        },
        f"{staff_case}/ask": {"post": _staff("ask_resident", "Ask the reporter.", [number, language], "AskResident")},
        f"{staff_case}/owner-check": {
            "post": _staff("check_owner", "The outside owner was asked.", [number, language], "CheckOwner")
        },
        "/api/v1/staff/owner-checks": {"get": _staff("list_checks", "Owners to ask by now.", page[:1])},
        "/api/v1/staff/flags": {"get": _staff("list_flags", "Closings to look at.", page[:1])},
        f"{staff_case}/merge": {
            "post": _staff("merge_requests", "Close it as a duplicate of another.", [number, language], "MergeRequests")
        },
        f"{staff_case}/unmerge": {
            "post": _staff("unmerge_request", "Take the merge back.", [number, language], "UnmergeRequest")
        },
        f"{work}/assign": {"post": _staff("assign_work_order", "Give it to a crew.", order, "AssignWorkOrder")},
        f"{work}/start": {"post": _staff("start_work_order", "The crew is on it.", order)},
        f"{work}/complete": {"post": _staff("complete_work_order", "Finish it.", order, "CompleteWorkOrder")},
    }


def _signed() -> list[Json]:
    return [
        _path("department", "The department that answers."),
        _header("webhook-id", "The sender's id of this call; a repetition carries the same."),
        _header("webhook-timestamp", "Epoch seconds, at most five minutes off."),
        _header("webhook-signature", "v1,<base64 of HMAC-SHA256 of id.timestamp.body>"),
    ]


def _deliveries() -> list[Json]:
    return [
        _query("department", "string", "Department code."),
        _query("to", "string", "department (unless given) or officers.", required=False),
        _query("state", "string", "undelivered (unless given), pending, delivered, acknowledged.", required=False),
        _query("limit", "integer", "1 to 200.", required=False),
        _query("cursor", "string", "`next` of the last page.", required=False),
    ]
