"""The OpenAPI description of the telephone desk's routes."""

from hex311 import schemas
from hex311.http.openapi_parts import Json, header, path, query, staff


def call_schemas() -> Json:
    return {
        "FindCaller": schemas.load("staff/find_caller"),
        "JoinForCaller": schemas.load("staff/join_for_caller"),
        "CountInformationCall": schemas.load("staff/count_information_call"),
    }


def call_paths() -> Json:
    """Callers, what is filed for them, and calls that only asked."""
    number = path("service_request_id", "The tracking number; case, spaces and hyphens do not matter.")
    key = header("Idempotency-Key", "Made with the call, such as a UUID; a retry files and counts nothing twice.")
    language = query("lang", "string", "A language of the city; else Accept-Language decides.", required=False)
    calls = "/api/v1/staff/information-calls"
    period = [
        query("from", "string", "First day, such as 2026-11-01; 30 days unless given.", required=False),
        query("to", "string", "Last day; today unless given. At most 366 days.", required=False),
    ]
    return {
        "/api/v1/staff/callers": {
            "post": staff("find_caller", "A caller's earlier cases; audited.", [language], "FindCaller")
        },
        "/api/v1/staff/requests": {
            "post": staff("file_request", "File a caller's report.", [key, language], "SubmitRequest", (201, None))
        },
        "/api/v1/staff/requests/{service_request_id}/callers": {
            "post": staff(
                "join_for_caller", "Me too, for a caller.", [number, key, language], "JoinForCaller", (201, None)
            )
        },
        calls: {
            "post": staff(
                "count_information_call", "Somebody only asked.", [key, language], "CountInformationCall", (201, None)
            ),
            "get": staff("information_calls", "How many only asked, and what.", [*period, language]),
        },
    }
