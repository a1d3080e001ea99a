"""Between domain objects and the JSON documents that records keep."""

from typing import Any

from hex311.domain.duplicates import NearbyEntry
from hex311.domain.follower import Contact
from hex311.domain.geography import Overlay, OverlayAnswer, Point
from hex311.domain.lifecycle import Status
from hex311.domain.request import ServiceRequest
from hex311.domain.sla_clock import Course, Pause
from hex311.domain.work_order import LastChange, WorkOrder, WorkStatus

Json = dict[str, Any]


def _point(point: Point) -> list[float]:
    return [point.latitude, point.longitude]


def _to_point(pair: list[float]) -> Point:
    return Point(latitude=pair[0], longitude=pair[1])


_REQUEST_PLAIN = (
    "id",
    "service_code",
    "catalogue_version",
    "version",
    "created_at",
    "updated_at",
    "privacy",
    "channel",
    "address",
    "description",
    "expected_at",
    "closed_at",
    "department",
    "outcome",
    "duplicate_group",
    "duplicate_radius_m",
    "follow_hash",
    "salt",
    "generation",
)
_REQUEST_TUPLES = (
    "photo_ids",
    "possible_duplicates",
    "not_duplicate_of",
    "merged",
    "more_photo_ids",
    "beneath",
    "replies",
    "comments",
    "staff_photo_ids",
    "released_photos",
    "withdrawn_photos",
    "flags",
    "closed_before",
    "earlier",
)
#: Fields that came later, with what an older document means by leaving them out.
_REQUEST_LATER: Json = {
    "asset_id": "",
    "duplicate_of": "",
    "parent_is_closed": False,
    "unchecked": False,
    "joined": 0,
    "life": 0,
    "retyped": 0,
    "retyped_life": 0,
    "reopened_at": None,
    "first_stage": "",
    "closed_by": "",
    "next_check_at": None,
    "check_by": "",
    "question": "",
    "answer_by": None,
    "first_p50_at": None,
    "first_p80_at": None,
    "p50_at": None,
    "p80_at": None,
    "estimated_at": None,
}


def request_document(request: ServiceRequest) -> Json:
    return {
        **{name: getattr(request, name) for name in (*_REQUEST_PLAIN, *_REQUEST_LATER)},
        **{name: list(getattr(request, name)) for name in _REQUEST_TUPLES},
        "status": str(request.status),
        "point": _point(request.point),
        "public_point": _point(request.public_point),
        "overlay": overlay_document(request.overlay),
        "answers": dict(request.answers),
        "released": sorted(request.released),
        "outcome_text": dict(request.outcome_text),
    }


def to_request(document: Json) -> ServiceRequest:
    later: Json = {name: document.get(name, default) for name, default in _REQUEST_LATER.items()}
    tuples: Json = {name: tuple(document.get(name, ())) for name in _REQUEST_TUPLES}
    return ServiceRequest(
        **{name: document[name] for name in _REQUEST_PLAIN},
        **later,
        **tuples,
        status=Status(document["status"]),
        point=_to_point(document["point"]),
        public_point=_to_point(document["public_point"]),
        overlay=to_overlay(document["overlay"]),
        answers=document["answers"],
        released=frozenset(document["released"]),
        outcome_text=document["outcome_text"],
    )


def overlay_document(overlay: Overlay) -> Json:
    return {
        "generation": overlay.generation,
        "answers": [[a.layer, a.feature_id, a.name, dict(a.attributes), a.position] for a in overlay.answers],
    }


def to_overlay(document: Json) -> Overlay:
    return Overlay(document["generation"], tuple(OverlayAnswer(*answer) for answer in document["answers"]))


_ORDER_PLAIN = (
    "case_id",
    "id",
    "stage",
    "code",
    "department",
    "crew",
    "created_at",
    "due_at",
    "assignee",
    "outcome",
    "outcome_status",
    "note",
    "started_at",
    "completed_at",
    "task_token",
    "token_generation",
    "private",
)
#: Fields that came later: left out while they say nothing, and an older document means just that by leaving them out.
_ORDER_LATER: Json = {
    "life": 0,
    "calendar": "",
    "watch_at": None,
    "escalated": "",
    "version": 1,
    "assignee_kind": "",
    "assignee_name": "",
    "planned_for": "",
    "pause_reason": "",
    "paused_from": "",
    "refusal_reason": "",
    "sentence": "",
    "transferred": False,
    "split_from": "",
    "detail": "",
    "service_code": "",
    "address": "",
}
_LAST = ("by", "name", "at", "verb", "words", "bulk", "before")


def work_order_document(order: WorkOrder) -> Json:
    later = {name: getattr(order, name) for name, empty in _ORDER_LATER.items() if getattr(order, name) != empty}
    amounts = {"quantities": dict(order.quantities), "materials": dict(order.materials)}
    shown: Json = {"photo_ids": list(order.photo_ids), **amounts}
    last = {name: getattr(order.last, name) for name in _LAST if getattr(order.last, name)}
    return {
        **{name: getattr(order, name) for name in _ORDER_PLAIN},
        **later,
        **{name: value for name, value in {**shown, "last": last}.items() if value},
        **({"point": _point(order.point)} if order.point else {}),
        "course": course_document(order.course) if order.course else None,
        "status": str(order.status),
        "title": dict(order.title),
        "outcome_text": dict(order.outcome_text),
    }


def to_work_order(document: Json) -> WorkOrder:
    course = document.get("course")
    later: Json = {name: document.get(name, empty) for name, empty in _ORDER_LATER.items()}
    return WorkOrder(
        **{name: document[name] for name in _ORDER_PLAIN},
        **later,
        photo_ids=tuple(document.get("photo_ids", ())),
        quantities=document.get("quantities", {}),
        materials=document.get("materials", {}),
        last=LastChange(**document.get("last", {})),
        point=_to_point(document["point"]) if document.get("point") else None,
        course=to_course(course) if course else None,
        status=WorkStatus(document["status"]),
        title=document["title"],
        outcome_text=document["outcome_text"],
    )


def course_document(course: Course) -> Json:
    return {
        "started_at": course.started_at,
        "promised_at": course.promised_at,
        "pauses": [[pause.since, pause.until, pause.reason] for pause in course.pauses],
        "ended_at": course.ended_at,
    }


def to_course(document: Json) -> Course:
    pauses = tuple(Pause(*pause) for pause in document["pauses"])
    return Course(document["started_at"], document["promised_at"], pauses, document["ended_at"])


def nearby_document(entry: NearbyEntry) -> list[Any]:
    """Packed: latitude, longitude, time, type; where needed the answers that must match, the parent, the closing."""
    packed: list[Any] = [*_point(entry.point), entry.created_at, entry.service_code]
    if entry.closed_at:
        return [*packed, dict(entry.same), entry.parent, entry.closed_at]
    if entry.parent:
        return [*packed, dict(entry.same), entry.parent]
    return [*packed, dict(entry.same)] if entry.same else packed


_CONTACT = ("email", "phone", "first_name", "last_name", "language")


def contact_document(contact: Contact) -> Json:
    return {name: getattr(contact, name) for name in _CONTACT}


def to_contact(document: Json) -> Contact:
    return Contact(**{name: document.get(name, "") for name in _CONTACT})
