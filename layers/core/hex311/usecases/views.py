"""Cases as documents for the outside: the public view and the staff view.

Each is an allow-list. Free text and photos are public only where the type says so *and* staff have released them;
the reporter sees their own words in any case.
"""

from collections.abc import Mapping
from typing import Any

from hex311.domain.catalogue import Catalogue, Service
from hex311.domain.events import Event, EventName
from hex311.domain.follower import Contact
from hex311.domain.geography import Overlay
from hex311.domain.moments import iso
from hex311.domain.policy import Action, Staff, allows
from hex311.domain.request import ServiceRequest
from hex311.domain.routing import work_in
from hex311.domain.sla_clock import Clock, ClockState
from hex311.domain.work_order import WorkOrder
from hex311.ports import CaseFile, Ports
from hex311.spatial.cover import BLUR_WITHIN_M
from hex311.usecases.estimate_views import date_of, estimate_view, first_estimate_view
from hex311.usecases.explain_views import date_moves_view, work_view
from hex311.usecases.keep_clocks import case_clock
from hex311.usecases.photo_views import released_photos_view
from hex311.usecases.process_of import process_of
from hex311.usecases.read_for_staff import asks_owner
from hex311.usecases.reopen_request import last_day
from hex311.usecases.submit_request import Submitted
from hex311.usecases.work_order_views import sla_view, work_order_view


def public_view(ports: Ports, case: CaseFile, language: str, is_reporter: bool) -> dict[str, Any]:
    """The public document of a case (schema `requests/request.json`); no personal data."""
    request = case.request
    catalogue = ports.catalogue.at(request.catalogue_version)
    service = catalogue.service(request.service_code)
    point = request.point if is_reporter else request.public_point
    exact = is_reporter or request.privacy == "public"
    view: dict[str, Any] = {
        "service_request_id": request.id,
        "service_code": request.service_code,
        "service_name": catalogue.text(service.name, language),
        "status": str(request.status),
        "status_text": catalogue.message(f"status.{request.status}", language, **_words(catalogue, case, language)),
        "lat": point.latitude,
        "long": point.longitude,
        "location_is_exact": exact,
        "location_within_m": 0 if exact else BLUR_WITHIN_M,
        "address": request.address if is_reporter or _is_released(service, request, "description") else "",
        "overlay": overlay_view(catalogue, request.overlay, language, public_only=True) if exact else [],
        "department": department_view(catalogue, request.department, language),
        "work": work_view(catalogue, case, language, department_view, exact),
        "requested_at": iso(request.created_at),
        "updated_at": iso(request.updated_at),
        "closed_at": iso(request.closed_at),
        "estimate": estimate_view(ports, catalogue, request, language),
        "date_moves": date_moves_view(catalogue, case),
        "promise": promise_view(case_clock(catalogue, case.events, request, ports.now())),
        "outcome_text": catalogue.text(request.outcome_text, language) if request.outcome_text else None,
        "followers": sum(follower.status == "confirmed" for follower in case.followers),
        "possible_duplicates": list(request.possible_duplicates) if service.privacy == "public" else [],
        "duplicate_of": request.duplicate_of or None,
        "joined": request.joined + len(request.merged),
        "photos": released_photos_view(service, request),
        "next_check_at": iso(request.next_check_at),
        "reopen_until": iso(_reopen_until(catalogue, request)),
        "timeline": timeline(catalogue, case, language),
    }
    if is_reporter and request.question:
        view["question"] = {"text": request.question, "answer_by": iso(request.answer_by)}
    if is_reporter:
        view["photo_ids"] = list(request.photo_ids)
    if is_reporter or _is_released(service, request, "description"):
        view["description"] = request.description
    return view


def _reopen_until(catalogue: Catalogue, request: ServiceRequest) -> int | None:
    """Until when "not fixed" opens it again; None for what is open, or cannot come back."""
    return last_day(request, catalogue.city["reopen_days"]) if request.is_closed and request.closed_by else None


def attention_view(request: ServiceRequest) -> dict[str, Any]:
    """A line of a list of cases that somebody must look at."""
    return {
        "service_request_id": request.id,
        "service_code": request.service_code,
        "status": str(request.status),
        "department": request.department,
        "flags": list(request.flags),
        "next_check_at": iso(request.next_check_at),
        "closed_at": iso(request.closed_at),
        "life": request.times_reopened,
    }


def _is_released(service: Service, request: ServiceRequest, part: str) -> bool:
    """Whether a part is public. The address is free text as the description is, and goes with it."""
    return service.may_publish(part) and part in request.released


def staff_view(ports: Ports, case: CaseFile, language: str, staff: Staff) -> dict[str, Any]:
    """Everything about a case but its contacts, which are a separate, audited read.

    Work orders that the policy table does not list for the staff member are left out, with their history.
    """
    request = case.request
    hidden = {
        order.id
        for order in case.work_orders
        if not allows(staff, Action.LIST_WORK_ORDERS, [order.department], private=request.is_private)
    }
    catalogue = ports.catalogue.at(request.catalogue_version)
    return {
        **public_view(ports, case, language, is_reporter=True),
        "overlay": overlay_view(catalogue, request.overlay, language, public_only=False),
        "version": request.version,
        "sla": sla_view(case_clock(catalogue, case.events, request, ports.now())),
        "privacy": request.privacy,
        "channel": request.channel,
        "asset_id": request.asset_id or None,
        "answers": dict(request.answers),
        "life": request.times_reopened,
        "check_by": asks_owner(request) or None,
        "flags": list(request.flags),
        "replies": [{**reply, "at": iso(int(reply["at"]))} for reply in request.replies],
        "comments": [{**one, "at": iso(one["at"]), "said_at": iso(one["said_at"])} for one in request.comments],
        "released": sorted(request.released),
        "merged": list(request.merged),
        "earlier": [_earlier(catalogue, one, language) for one in request.earlier],
        "more_photo_ids": list(request.more_photo_ids),
        "staff_photo_ids": list(request.staff_photo_ids),
        "unchecked": request.unchecked,
        "work_orders": [
            work_order_view(catalogue, order, language, ports.now())
            for order in case.work_orders
            if order.id not in hidden
        ],
        "history": [
            {
                "version": event.version,
                "at": iso(event.occurred_at),
                "name": str(event.name),
                "actor": event.actor,
                "data": dict(event.data),
            }
            for event in case.events
            if event.data.get("work_order_id") not in hidden
        ],
    }


def overlay_view(
    catalogue: Catalogue, overlay: Overlay, language: str = "", *, public_only: bool
) -> list[dict[str, Any]]:
    """The layers' answers; `public_only` leaves out layers that the pack does not publish.

    `generation` is the time (epoch seconds) since when the place has had these answers. `language` empty means the
    city's own.
    """
    layers = catalogue.documents["layers"]
    return [
        {
            "layer": answer.layer,
            "layer_name": catalogue.text(
                layers.get(answer.layer, {}).get("name", {}), language or catalogue.default_language
            ),
            "generation": overlay.generation,
            "feature_id": answer.feature_id,
            "name": answer.name,
            "attributes": dict(answer.attributes),
            "position": answer.position,
        }
        for answer in overlay.answers
        if not public_only or layers.get(answer.layer, {}).get("public", False)
    ]


def department_view(catalogue: Catalogue, code: str, language: str) -> dict[str, Any] | None:
    if not code:
        return None
    department = catalogue.department(code)
    return {
        "code": code,
        "name": catalogue.text(department["name"], language),
        "kind": department["kind"],
        "phone": department.get("phone"),
    }


def promise_view(clock: Clock) -> dict[str, Any] | None:
    """What the public may know of the promise: when it is due, whether it was kept, and since when the city waits
    for the resident. How late is very late, and why staff set work aside, is the city's own affair."""
    if clock.promised_s is None:
        return None
    return {
        "due_at": iso(clock.due_at),
        "late": clock.state is not ClockState.ON_TIME,
        "waiting_since": iso(clock.paused.since) if clock.paused else None,
    }


def timeline(catalogue: Catalogue, case: CaseFile, language: str) -> list[dict[str, Any]]:
    """The public events in plain words, oldest first."""
    return [
        {
            "at": iso(event.occurred_at),
            "kind": str(event.name),
            "text": event_text(catalogue, case, event, language),
        }
        for event in case.events
        if event.is_public
    ]


def event_text(catalogue: Catalogue, case: CaseFile, event: Event, language: str) -> str:
    """One public sentence for an event."""
    order = case.work_order(str(event.data.get("work_order_id", "")))
    words = _words(catalogue, case, language)
    if order:
        words["title"] = catalogue.text(order.title, language)
        words["department"] = words["owner"] = _department_name(catalogue, order.department, language)
        words["outcome"] = catalogue.text(order.outcome_text, language) if order.outcome_text else ""
    elif event.data.get("parent"):
        words["parent"] = str(event.data["parent"])
        words["outcome"] = catalogue.text(case.request.outcome_text, language) if case.request.outcome_text else ""
    elif event.data.get("department"):
        words["department"] = _department_name(catalogue, str(event.data["department"]), language)
    if event.name is EventName.WORK_ORDER_TRANSFERRED:
        words["department"] = _department_name(catalogue, str(event.data["to"]), language)
    elif event.name is EventName.WORK_ORDER_PAUSED:
        words["reason"] = _reason(catalogue, str(event.data["reason"]), language)
    elif event.name is EventName.WORK_ORDER_SCHEDULED:
        words["planned_for"] = str(event.data["planned_for"]).replace("T", " ")
    if event.name is EventName.REQUEST_CLOSED:
        words["outcome"] = catalogue.text(case.request.outcome_text, language) if case.request.outcome_text else ""
    if event.name is EventName.REQUEST_RECLASSIFIED:
        words["service"] = _service_name(catalogue, str(event.data["service_code"]), language)
    words |= _step_words(catalogue, case, event, order, language)
    return catalogue.message(f"timeline.{event.name}", language, **words).strip()


def _step_words(
    catalogue: Catalogue, case: CaseFile, event: Event, order: WorkOrder | None, language: str
) -> dict[str, str]:
    """The sentence that the process has for this step, and the day until which something waits."""
    words = {"date": "", "phone": ""}
    until = event.data.get("until") or event.data.get("next_check_at") or event.data.get("answer_by")
    until = until or event.data.get("p80_at")
    if until:
        words["date"] = date_of(catalogue, int(until))
    if event.data.get("owner"):
        phone = catalogue.department(str(event.data["owner"])).get("phone")
        words["phone"] = f" ({phone})" if phone else ""
    process = process_of(catalogue, case.request)
    if event.name is EventName.WAITING_PERIOD_BEGUN:
        stage = next((one for one in process["stages"] if one["code"] == event.data["stage"]), None)
        words["text"] = catalogue.text(stage["text"], language) if stage else ""
    elif order and event.name is EventName.WORK_ORDER_CREATED:
        work = work_in(process, order.stage, order.code)
        words["text"] = catalogue.text(work["text"], language) if work and "text" in work else ""
    return words


def _reason(catalogue: Catalogue, code: str, language: str) -> str:
    reasons = catalogue.city.get("work", {}).get("pause_reasons", ())
    return next((catalogue.text(one["name"], language) for one in reasons if one["code"] == code), "")


def _earlier(catalogue: Catalogue, one: Mapping[str, Any], language: str) -> dict[str, Any]:
    """What the case was until staff set it right; where the map showed it then is no matter for people."""
    told = {name: one[name] for name in ("service_code", "answers", "lat", "long", "address")}
    name = _service_name(catalogue, str(one["service_code"]), language)
    return {"until": iso(int(one["at"])), "service_name": name, **told}


def _service_name(catalogue: Catalogue, code: str, language: str) -> str:
    service = catalogue.services.get(code)
    return catalogue.text(service.name, language) if service else code


def _words(catalogue: Catalogue, case: CaseFile, language: str) -> dict[str, str]:
    name = _department_name(catalogue, case.request.department, language)
    return {"department": name, "owner": name}


def _department_name(catalogue: Catalogue, code: str, language: str) -> str:
    return catalogue.text(catalogue.department(code)["name"], language) if code else ""


def submitted_view(ports: Ports, submitted: Submitted, language: str) -> dict[str, Any]:
    """The answer to a report (schema `requests/submitted.json`), the same for a retry as for the first call.

    It tells the state at the moment of filing: a retry that comes late must not look different.
    """
    request = submitted.request
    catalogue = ports.catalogue.at(request.catalogue_version)
    return {
        "service_request_id": request.id,
        "status": "received",
        "status_text": catalogue.message("status.received", language),
        "follow_url": f"{ports.public_url}/request/#{request.id}.{submitted.follow_secret}",
        "estimate": first_estimate_view(catalogue, request, language),
        "duplicates": list(submitted.duplicates),
        "closed_before": list(request.closed_before),
    }


def contact_view(contact: Contact) -> dict[str, str]:
    return {
        "first_name": contact.first_name,
        "last_name": contact.last_name,
        "email": contact.email,
        "phone": contact.phone,
        "language": contact.language,
    }
