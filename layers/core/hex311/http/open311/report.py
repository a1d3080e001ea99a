"""A form of `POST requests` as a submission, through the same door as every other report."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from hex311.domain.api_key import ApiKey
from hex311.domain.catalogue import Catalogue, Service
from hex311.domain.errors import BadInput, NotFound, Problem
from hex311.domain.follower import Contact
from hex311.domain.geography import Point
from hex311.domain.tracking import parse_tracking_number
from hex311.http.form import Form
from hex311.ports import Ports
from hex311.schemas import check
from hex311.usecases.api_keys import quota
from hex311.usecases.ask_photo_ticket import quarantine_photos
from hex311.usecases.find_address import find_address
from hex311.usecases.submit_request import Submission

MOST_DESCRIPTION = 4_000
MOST_ADDRESS = 300
MOST_LINKS = 10
MOST_PHOTOS = 10
_PHOTO_ID = re.compile(r"[0-9a-f]{32}")
_ATTRIBUTE = re.compile(r"attribute\[([^\]]{1,100})\](\[\])?")
#: Attributes that clients send of themselves; the first two name the report on their side.
CLIENT_IDS = ("fixmystreet_id", "external_id")
CLIENT_ATTRIBUTES = frozenset(
    {*CLIENT_IDS, "title", "description", "report_url", "category", "group", "easting", "northing", "name", "email",
     "phone", "closest_address", "service_request_id_ext"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    point: Point
    address: str


def service_of(catalogue: Catalogue, form: Form) -> Service:
    """The service that the form names: `BadInput` without a code, `NotFound` for one that is not known."""
    code = form.first("service_code")
    if not code:
        raise BadInput([Problem("service_code", "This is missing.", "Send a code from the list of services.")])
    try:
        return catalogue.service(code)
    except NotFound:
        raise NotFound("There is no service with this service_code.") from None


def read_report(ports: Ports, form: Form, key: ApiKey, service: Service, sent_key: str, language: str) -> Submission:
    """`BadInput` with every problem of place, text and attributes at once.

    `sent_key` is the Idempotency-Key header. Links in `media_url` are kept with the text and never fetched.
    """
    problems: list[Problem] = []
    place = _kept(problems, lambda: _place(ports, form))
    description = _description(form, problems)
    answers = _answers(service, form, problems)
    contact = _kept(problems, lambda: _contact(service, form, language))
    photo_ids, pictures = _photos(service, form, problems)
    if problems or place is None or contact is None:
        raise BadInput(problems)
    return Submission(
        service_code=service.code,
        point=place.point,
        idempotency_key=_idempotency_key(form, key, sent_key),
        body_hash=_hash(form),
        source_address="",
        address=place.address,
        description=description,
        answers=answers,
        reporter=contact,
        photo_ids=photo_ids,
        bring_photos=(lambda: quarantine_photos(ports, pictures)) if pictures else None,
        reopens=_reopens(form),
        channel=key.name,
        language=language,
        quota=quota(ports, key),
    )


def _kept(problems: list[Problem], read: Any) -> Any:
    try:
        return read()
    except BadInput as error:
        problems += error.problems
        return None


def _place(ports: Ports, form: Form) -> Place:
    """Coordinates when both are there, else the address: one that means exactly one place of the city."""
    address = form.first("address_string") or form.first("address_id")
    if len(address) > MOST_ADDRESS:
        problem = f"This has {len(address)} characters."
        raise BadInput([Problem("address_string", problem, f"Send at most {MOST_ADDRESS} characters.")])
    if form.first("lat") and form.first("long"):
        point = Point(latitude=_degrees(form, "lat"), longitude=_degrees(form, "long"))
        return Place(point, address)
    if not address:
        mend = "Send lat and long, or address_string."
        raise BadInput([Problem("lat", "The place of the report is missing.", mend)])
    found = find_address(ports, address, limit=2)
    best = found.matches[0] if found.matches else None
    if best is None or best.point is None or found.verdict not in ("valid", "no_such_number"):
        mend = "Send lat and long, or an address as GET /api/v1/addresses finds it."
        raise BadInput([Problem("address_string", f"This address cannot be found for sure ({found.verdict}).", mend)])
    return Place(best.point, address)


def _degrees(form: Form, name: str) -> float:
    try:
        return float(form.first(name)) if form.first(name).isascii() else float("nan")
    except ValueError:
        raise BadInput([Problem(name, "This is not a number.", "Send decimal degrees.")]) from None


def _description(form: Form, problems: list[Problem]) -> str:
    text = form.first("description").replace("\r\n", "\n")
    if len(text) > MOST_DESCRIPTION:
        mend = f"Send at most {MOST_DESCRIPTION} characters."
        problems.append(Problem("description", f"This has {len(text)} characters.", mend))
    links = [link for link in form.all("media_url") if link]
    for link in links:
        if len(link) > 1_000 or not link.lower().startswith(("https://", "http://")):
            problems.append(Problem("media_url", "This is not a link to a picture.", "Send an https:// address."))
    if len(links) > MOST_LINKS:
        problems.append(Problem("media_url", "These are too many links.", f"Send at most {MOST_LINKS}."))
    return "\n".join([text, *links]) if links else text


def _photos(service: Service, form: Form, problems: list[Problem]) -> tuple[tuple[str, ...], tuple[bytes, ...]]:
    """(ids of photos uploaded before, pictures of the form itself). The field of a picture may have any name: clients
    call it media, media[], photo1, file_1. A file field that was left empty is none."""
    ids = tuple(dict.fromkeys(photo_id for photo_id in form.all("photo_id") if photo_id))
    pictures = tuple(upload.content for upload in form.uploads if upload.content)
    if any(not _PHOTO_ID.fullmatch(photo_id) for photo_id in ids):
        problems.append(Problem("photo_id", "There is no such photo.", "Send ids from POST /api/v1/photos."))
    if len(ids) + len(pictures) > MOST_PHOTOS:
        problems.append(Problem("media", "These are too many photos.", f"Send at most {MOST_PHOTOS}."))
    if service.needs_photo and not (ids or pictures):
        mend = "Send it as a file of a multipart form, or as photo_id from POST /api/v1/photos."
        problems.append(Problem("media", "A photo is needed here.", mend))
    return ids, pictures


def _answers(service: Service, form: Form, problems: list[Problem]) -> dict[str, Any]:
    """The attributes by the types of their questions. What a client sends of itself is not asked for and left out."""
    sent: dict[str, list[str]] = {}
    for name in form.fields:
        if match := _ATTRIBUTE.fullmatch(name):
            sent.setdefault(match[1], []).extend(value for value in form.all(name) if value)
    questions = {question["code"]: question for question in service.questions}
    answers: dict[str, Any] = {}
    for code, values in sent.items():
        if code not in questions:
            if code not in CLIENT_ATTRIBUTES:
                mend = f"Send some of: {', '.join(questions)}." if questions else "This service asks for nothing."
                problems.append(Problem(f"attribute[{code}]", "This attribute is not known.", mend))
        elif values:
            answers[code] = _answer(questions[code], values)
    for code, question in questions.items():
        asked = question.get("required") and not question.get("when") and question["type"] != "notice"
        if asked and code not in answers:
            problems.append(Problem(f"attribute[{code}]", f"The attribute {code} is missing.", "Send it."))
    return answers


def _answer(question: Mapping[str, Any], values: list[str]) -> Any:
    if question["type"] == "multivaluelist":
        return list(dict.fromkeys(values))
    if question["type"] == "number":
        try:
            return float(values[0]) if "." in values[0] else int(values[0])
        except ValueError:
            return values[0]  # told with the other answers that do not fit
    return values[0]


def _contact(service: Service, form: Form, language: str) -> Contact:
    """By the same schema as the app's reports."""
    told = {name: form.first(name) for name in ("email", "phone", "first_name", "last_name")}
    reporter = {name: value for name, value in told.items() if value}
    check("requests/submit_request", {"service_code": service.code, "lat": 0, "long": 0, "reporter": reporter})
    return Contact(**reporter, language=language) if reporter else Contact()


def _reopens(form: Form) -> str:
    """The number of a case that was closed here lately and was not fixed. The use case refuses what cannot be."""
    told = form.first("reopens")
    return parse_tracking_number(told) or told[:40]


def _idempotency_key(form: Form, key: ApiKey, sent_key: str) -> str:
    """The header, else the client's own id of the report; each key has ids of its own."""
    own = next((value for name in CLIENT_IDS for value in form.all(f"attribute[{name}]") if value), "")
    told = f"header:{sent_key}" if sent_key else f"own:{own}" if own else ""
    if not told:
        return f"none-{uuid4().hex}"
    return f"open311-{hashlib.sha256(f'{key.id}#{told}'.encode()).hexdigest()}"


def _hash(form: Form) -> str:
    """The same for the same report; a client that sends its own id again may have changed its key."""
    told = {name: values for name, values in form.fields.items() if name != "api_key"}
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
