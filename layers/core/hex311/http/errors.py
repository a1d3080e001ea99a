"""One table: which error is which HTTP status. A resident never sees a stack trace or an AWS word."""

import json
from typing import Any

from hex311.domain.errors import (
    BadInput,
    ChangedMeanwhile,
    CityError,
    EmergencyStop,
    Forbidden,
    Gone,
    InvalidLocation,
    KeyReused,
    LinkEnded,
    MoveNotAllowed,
    NotForCity,
    NotFound,
    NotSigned,
    OutsideCity,
    Overtaken,
    PhotoOnItsWay,
    Problem,
    TooLarge,
    TooMany,
    TransientFault,
)

STATUS: dict[type[CityError], int] = {
    CityError: 500,
    BadInput: 400,
    InvalidLocation: 400,
    OutsideCity: 422,
    NotForCity: 422,
    EmergencyStop: 422,
    NotFound: 404,
    Gone: 410,
    KeyReused: 422,
    MoveNotAllowed: 409,
    Overtaken: 409,
    PhotoOnItsWay: 409,
    LinkEnded: 410,
    NotSigned: 401,
    ChangedMeanwhile: 409,
    Forbidden: 403,
    TooMany: 429,
    TooLarge: 413,
    TransientFault: 503,
}

RETRY_AFTER_S = 2


def error_document(code: str, message: str, problems: list[dict[str, str]] | None = None) -> dict[str, Any]:
    """The one shape of every error (schema `error.json`)."""
    return {"code": code, "message": message, "problems": problems or []}


def describe(error: CityError) -> tuple[int, dict[str, Any], dict[str, str]]:
    """(HTTP status, body, extra headers) of a domain error."""
    problems = [problem.as_dict() for problem in error.problems] if isinstance(error, BadInput) else []
    headers: dict[str, str] = {}
    if isinstance(error, TooMany):
        headers["Retry-After"] = str(error.retry_after_s)
    elif isinstance(error, TransientFault):
        headers["Retry-After"] = str(RETRY_AFTER_S)
    return STATUS[type(error)], error_document(error.code, error.message, problems), headers


def restate(status: int, body: str) -> dict[str, Any]:
    """The router's own errors (`{"Code", "Message"}`) in our shape."""
    try:
        told = json.loads(body)
    except ValueError:
        told = {}
    code = {403: "forbidden", 404: "not_found", 405: "method_not_allowed", 415: "unsupported_media_type"}.get(
        status, "bad_request" if status < 500 else "error"
    )
    message = {415: "Send the body as application/json.", 405: "This method is not possible here."}.get(
        status, str(told.get("Message", "")) if status < 500 else CityError.message
    )
    problems = [Problem("Content-Type", "This is not a JSON body.", message).as_dict()] if status == 415 else []
    return error_document(code, message or CityError.message, problems)
