"""The body of `POST /api/v1/requests` as a submission."""

import hashlib
import json
from typing import Any
from uuid import uuid4

from chalice.app import Request

from hex311.domain.errors import BadInput, Problem
from hex311.domain.follower import Contact
from hex311.domain.geography import Point
from hex311.domain.policy import Staff
from hex311.domain.tracking import parse_tracking_number
from hex311.http.caller import json_body, source_address
from hex311.usecases.submit_request import Submission

MOST_KEY = 200


def read_submission(request: Request, language: str, front_door_mark: str) -> Submission:
    """`BadInput` for anything the schema or the key's form does not allow."""
    body = json_body(request, "requests/submit_request")
    return submission_of(body, idempotency_key(request), source_address(request, front_door_mark), language)


def submission_of(body: dict[str, Any], key: str, address: str, language: str, channel: str = "web") -> Submission:
    """A body that fits the schema `requests/submit_request`; `address` is the network address of the caller."""
    reporter = Contact(**body.get("reporter", {}))
    return Submission(
        service_code=body["service_code"],
        point=Point(latitude=float(body["lat"]), longitude=float(body["long"])),
        idempotency_key=key,
        body_hash=body_hash(body),
        source_address=address,
        address=body.get("address", "").strip(),
        asset_id=body.get("asset_id", ""),
        description=body.get("description", "").strip(),
        answers=body.get("answers", {}),
        reporter=reporter,
        photo_ids=tuple(body.get("photo_ids", ())),
        not_duplicate_of=tuple(parse_tracking_number(n) or n for n in body.get("not_duplicate_of", ())),
        reopens=parse_tracking_number(body["reopens"]) or body["reopens"] if body.get("reopens") else "",
        channel=channel,
        language=reporter.language or language,
    )


def body_hash(body: dict[str, Any]) -> str:
    """The same for the same content, whatever the order of its fields."""
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()


def idempotency_key(request: Request) -> str:
    """The client's Idempotency-Key; without one every call is a report of its own."""
    key = str((request.headers or {}).get("idempotency-key") or "").strip()
    if not key:
        return f"none-{uuid4().hex}"
    if len(key) > MOST_KEY or not key.isascii() or not key.isprintable():
        mend = f"Send at most {MOST_KEY} printable ASCII characters, such as a UUID."
        raise BadInput([Problem("Idempotency-Key", "This is not a usable key.", mend)])
    return f"client-{key}"


def staff_key(request: Request, staff: Staff) -> str:
    """The same of a staff member: two of them never share a key, and no resident's is ever one of theirs."""
    return f"staff-{staff.subject}-{idempotency_key(request)}"
