"""What we need to know of the caller: address, language, secret, body, coordinates."""

import hmac
import json
import math
import re
from collections.abc import Sequence
from typing import Any

from chalice.app import Request

from hex311.domain.errors import BadInput, Forbidden, InvalidLocation, Problem, TooLarge
from hex311.domain.geography import Point
from hex311.domain.languages import agreed
from hex311.domain.policy import Role, Staff
from hex311.schemas import check

MOST_BODY_BYTES = 64 * 1024
MOST_DEPTH = 20
MOST_DIGITS = 400
MOST_NAME = 80
_ETAG = re.compile(r'(?:W/)?"(\d{1,9})"', re.ASCII)
_DEGREES = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)


def json_body(request: Request, schema: str, most_bytes: int = MOST_BODY_BYTES) -> dict[str, Any]:
    """The body, checked against its schema. `TooLarge`, or `BadInput` that says what is wrong."""
    raw: bytes = request.raw_body
    if len(raw) > most_bytes:
        raise TooLarge("body", f"The body is larger than {most_bytes // 1024} KB.")
    body = parse_json(raw)
    check(schema, body)
    return body  # type: ignore[no-any-return]


def json_body_if_any(request: Request, schema: str) -> dict[str, Any]:
    """As `json_body`; an empty one where nothing was sent."""
    return json_body(request, schema) if request.raw_body else {}


def parse_json(raw: bytes) -> Any:
    """Strict JSON in UTF-8: no NaN, no lone surrogates, no bottomless nesting."""
    try:
        body = json.loads(raw.decode("utf-8"), parse_constant=_refuse, parse_float=_finite, parse_int=_short_enough)
        json.dumps(body, ensure_ascii=False).encode("utf-8")
        if _depth(body) > MOST_DEPTH:
            raise ValueError("nested too deeply")
    except (ValueError, RecursionError) as error:
        problem = Problem("body", f"This is not valid JSON: {_short(error)}.", "Send one JSON object in UTF-8.")
        raise BadInput([problem]) from None
    return body


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is not a JSON number")


def _short_enough(text: str) -> int:
    if len(text) > MOST_DIGITS:
        raise ValueError("a number is too long")
    return int(text)


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError("a number is too large")
    return number


def _depth(value: Any) -> int:
    """Nesting, counted without recursion."""
    deepest, level = 0, [value]
    while level:
        deepest += 1
        children: list[Any] = []
        for part in level:
            if isinstance(part, dict):
                children += part.values()
            elif isinstance(part, list):
                children += part
        level = children
    return deepest


def _short(error: Exception) -> str:
    if isinstance(error, UnicodeError):
        return "it is not text in UTF-8"
    return "it is nested too deeply" if isinstance(error, RecursionError) else str(error)[:120]


def source_address(request: Request, front_door_mark: str) -> str:
    """The caller's network address.

    A call that carries the front door's mark came through CloudFront, which appended the address it saw: the last
    but one entry of X-Forwarded-For (the last is CloudFront's own). Whatever stands before was written by the caller.
    A call without the mark came to the API directly; only the connection itself is believed then.
    """
    headers = request.headers or {}
    connection = str(request.context.get("identity", {}).get("sourceIp") or "unknown")
    shown = headers.get("x-front-door", "")
    if not front_door_mark or not hmac.compare_digest(shown.encode(), front_door_mark.encode()):
        return connection
    forwarded = [part.strip() for part in headers.get("x-forwarded-for", "").split(",") if part.strip()]
    return str(forwarded[-2]) if len(forwarded) >= 2 else connection


def language_of(request: Request, languages: Sequence[str], default: str) -> str:
    """`?lang=` or Accept-Language, the first that the city speaks; regional variants count as their language."""
    query = request.query_params or {}
    wanted = [query["lang"]] if query.get("lang") else []
    header = (request.headers or {}).get("accept-language", "")
    ranked = sorted(
        (_rank(part, number) for number, part in enumerate(header.split(",")[:20]) if part.strip()), reverse=True
    )
    wanted += [tag for _, _, tag in ranked]
    return agreed(wanted, languages, default)


def _rank(part: str, number: int) -> tuple[float, int, str]:
    tag, _, rest = part.strip().partition(";")
    try:
        quality = float(rest.strip().removeprefix("q=")) if rest else 1.0
    except ValueError:
        quality = 0.0
    return quality, -number, tag.strip()


def point_from_query(request: Request) -> Point:
    """`lat` and `long` of the query; half a coordinate is no place."""
    query = request.query_params or {}
    return Point(latitude=_degrees(query, "lat"), longitude=_degrees(query, "long"))


def _degrees(query: Any, name: str) -> float:
    text = query.get(name)
    if not text:
        raise InvalidLocation(name, "This is missing.", "Send both lat and long.")
    if not _DEGREES.fullmatch(text):
        raise InvalidLocation(name, "This is not a number.")
    return float(text)


def whole_number(request: Request, name: str, usual: int, most: int) -> int:
    """A number of the query between 1 and `most`; `usual` when it is not sent."""
    text = (request.query_params or {}).get(name)
    if not text:
        return usual
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(most)) and 1 <= int(text) <= most):
        raise BadInput([Problem(name, "This is not possible.", f"Send a whole number from 1 to {most}.")])
    return int(text)


def follow_secret(request: Request) -> str | None:
    """The secret comes in a header: addresses are logged, headers are not."""
    return (request.headers or {}).get("x-follow-secret") or None


def photo_secret(request: Request) -> str | None:
    """The secret of a photo's ticket, in a header for the same reason."""
    return (request.headers or {}).get("x-photo-secret") or None


def staff_of(request: Request) -> Staff:
    """Who is signed in, from the claims that the gateway has verified."""
    claims = request.context.get("authorizer", {}).get("claims", {})
    if not claims.get("sub"):
        raise Forbidden
    named = _words(claims.get("cognito:groups", ""))
    roles = frozenset(Role(name) for name in named if name in set(Role))
    if not roles:
        raise Forbidden("Your account has no role yet. Please ask your administrator.")
    name = " ".join(str(claims.get("name", "")).split())[:MOST_NAME]
    return Staff(claims["sub"], roles, frozenset(_words(claims.get("custom:departments", ""))), name=name)


def seen_version(request: Request, body: dict[str, Any] | None = None) -> int | None:
    """The version that the caller has seen: `version` of the body, else `If-Match`; None when neither was sent."""
    if body and "version" in body:
        return int(body["version"])
    header = (request.headers or {}).get("if-match", "").strip()
    if header in ("", "*"):
        return None
    if found := _ETAG.fullmatch(header):
        return int(found[1])
    raise BadInput([Problem("If-Match", "This is not a version of ours.", "Send the ETag of the last answer.")])


def _words(claim: Any) -> list[str]:
    """A claim that may come as a list, `[a b]`, `a,b` or `a b`, depending on who serialised it."""
    if isinstance(claim, list):
        return [str(part) for part in claim]
    return [part for part in str(claim).strip("[]").replace(",", " ").split() if part]
