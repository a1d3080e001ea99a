"""The staff routes of one case, described."""

from hex311 import schemas
from hex311.http.openapi_parts import Json, query, staff

CASE = "/api/v1/staff/requests/{service_request_id}"
_BODIES = {
    "AskResident": "ask_resident",
    "CheckOwner": "check_owner",
    "MergeRequests": "merge_requests",
    "UnmergeRequest": "unmerge_request",
    "ReleaseContent": "release_content",
    "WithdrawContent": "withdraw_content",
    "CorrectLocation": "correct_location",
    "ReclassifyRequest": "reclassify_request",
    "LookAtCase": "look_at_case",
}


def case_schemas() -> Json:
    return {title: schemas.load(f"staff/{name}") for title, name in _BODIES.items()}


def case_paths(number: Json, language: Json) -> Json:
    """`number` is the parameter of the tracking number, `language` that of the answer's language."""
    both = [number, language]
    return {
        CASE: {"get": staff("read_for_staff", "Everything but the contact.", both)},
        f"{CASE}/contact": {
            "get": staff(
                "read_contact", "The reporter's contact; audited.", [number, query("reason", "string", "Why.")]
            )
        },
        f"{CASE}/release": {
            "post": staff("release_content", "Make text or photos public.", [number], "ReleaseContent")
        },
        f"{CASE}/withdraw": {
            "post": staff("withdraw_content", "Take back what was released.", [number], "WithdrawContent")
        },
        f"{CASE}/ask": {"post": staff("ask_resident", "Ask the reporter.", both, "AskResident")},
        f"{CASE}/owner-check": {"post": staff("check_owner", "The outside owner was asked.", both, "CheckOwner")},
        f"{CASE}/merge": {
            "post": staff("merge_requests", "Close it as a duplicate of another.", both, "MergeRequests")
        },
        f"{CASE}/unmerge": {"post": staff("unmerge_request", "Take the merge back.", both, "UnmergeRequest")},
        f"{CASE}/location": {"post": staff("correct_location", "Set its place right.", both, "CorrectLocation")},
        f"{CASE}/reclassify": {
            "post": staff("reclassify_request", "Let it go on as another type.", both, "ReclassifyRequest")
        },
        f"{CASE}/presence": {
            "put": staff("look_at_case", "Say that you look at it, and hear who else does.", [number], "LookAtCase")
        },
    }
