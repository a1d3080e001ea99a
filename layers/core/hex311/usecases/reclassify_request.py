"""Staff find that a report is of another type: it goes on as that type, from the beginning of its process.

A new type begins a new life of the case: the work of the old type is withdrawn (what is completed stays in the
history), and the next execution of the workflow takes over. The change gives the case to that execution, so an older
one that still waits or wakes up ends without doing anything. See docs/decisions/0111-a-case-of-another-type.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from hex311.domain.answers import check_given
from hex311.domain.catalogue import Catalogue, Service
from hex311.domain.errors import BadInput, MoveNotAllowed, NotFound, Problem
from hex311.domain.events import EventName
from hex311.domain.lifecycle import Status
from hex311.domain.policy import Action, Staff
from hex311.domain.request import Draft, ServiceRequest
from hex311.domain.work_order import WorkStatus
from hex311.ports import CaseFile, Change, Ports
from hex311.spatial.cover import blurred
from hex311.usecases.assets_beneath import assets_beneath
from hex311.usecases.change_case import case_id_of, change_case, written
from hex311.usecases.city_limits import check_for_city
from hex311.usecases.correct_location import remembered
from hex311.usecases.estimates import estimate_of
from hex311.usecases.merge_requests import check_reason
from hex311.usecases.process_of import step_of
from hex311.usecases.read_for_staff import permit
from hex311.usecases.recover_workflow import last_generation
from hex311.usecases.seen_version import check_seen
from hex311.usecases.work_that_follows import called_off


@dataclass(frozen=True, slots=True)
class NewType:
    """`answers` are those to questions of the new type; answers of the old one that fit it are kept."""

    service_code: str
    reason: str
    answers: Mapping[str, Any] = field(default_factory=dict)
    seen: int | None = None
    language: str = "en"


def reclassify_request(ports: Ports, staff: Staff, number: str, to: NewType) -> CaseFile:
    """Let an open case go on as another type; the type that it has already changes nothing.

    Raises `BadInput` (also `NotForCity`), `MoveNotAllowed` when it is closed, when work on it has begun or when it
    would become private or public while other cases are merged into it, `ChangedMeanwhile`, `Forbidden`, `NotFound`.
    """
    check_reason(to.reason)

    def decide(case: CaseFile) -> Change | None:
        permit(staff, Action.RECLASSIFY_REQUEST, case)
        if case.request.service_code == to.service_code:
            return None
        check_seen(staff, case, to.seen, ports.now())
        catalogue = _knowing(ports, case.request, to.service_code)
        service = _service(catalogue, to)
        _check_possible(case, service)
        return _change(ports, staff, case, (catalogue, service), to)

    return change_case(ports, case_id_of(number), decide)


def _knowing(ports: Ports, request: ServiceRequest, code: str) -> Catalogue:
    """The pack that the case was filed under where it knows the type, else the present one."""
    filed_under = ports.catalogue.at(request.catalogue_version)
    return filed_under if code in filed_under.services else ports.catalogue.current()


def _service(catalogue: Catalogue, to: NewType) -> Service:
    try:
        service = catalogue.service(to.service_code)
    except NotFound as error:
        problem = Problem("service_code", error.message, "Choose a code from GET /api/v1/services.")
        raise BadInput([problem]) from None
    check_for_city(catalogue, service, to.language)
    check_given(service, to.answers)
    return service


def _check_possible(case: CaseFile, service: Service) -> None:
    request = case.request
    if request.is_closed:
        raise MoveNotAllowed("This request is closed. Its type can be changed once it is open again.")
    if any(order.status is WorkStatus.STARTED for order in case.work_orders):
        raise MoveNotAllowed("Somebody is at work on this. Let them end or pause it first, so that nothing gets lost.")
    if request.merged and (service.privacy == "private") != request.is_private:
        raise MoveNotAllowed("Other requests are merged into this one, and one would be private. Take that back first.")


def _change(ports: Ports, staff: Staff, case: CaseFile, of: tuple[Catalogue, Service], to: NewType) -> Change:
    now, request = ports.now(), case.request
    catalogue, service = of
    after = _retyped(ports, catalogue, service, case, to)
    orders = called_off(case, private=after.is_private)
    step = step_of(ports, replace(case, request=after))
    department = step.work[0].department if step.work else ""
    if after.status is not Status.RECEIVED:
        after = replace(after, department=department)
    data = {
        "before": request.service_code,
        "department": department,
        "generation": after.generation,
        "withdrawn": [order.id for order in orders if order.status is WorkStatus.WITHDRAWN],
        "expected_at": after.expected_at,
        "promised_from": request.created_at,
        **({"p80_at": after.p80_at} if after.p80_at else {}),
    }
    unrouted = request.status is Status.RECEIVED
    status = Status.WAITING if request.question else None if unrouted else Status.CONFIRMED
    actor = f"{staff.actor}: {to.reason.strip()[:200]}"
    draft = Draft(after).record(EventName.REQUEST_RECLASSIFIED, now, data, status=status, actor=actor)
    draft = _not_published(draft, service, now, staff)
    return written(ports, case, draft, work_orders=orders)


def _retyped(ports: Ports, catalogue: Catalogue, service: Service, case: CaseFile, to: NewType) -> ServiceRequest:
    request, now = case.request, ports.now()
    rule, life = service.duplicate_rule, request.life + 1
    estimate = estimate_of(ports, catalogue, service.code, request.overlay, request.created_at)
    return replace(
        request,
        service_code=service.code,
        catalogue_version=catalogue.version,
        answers={**_kept(service, request.answers), **to.answers},
        privacy=service.privacy,
        public_point=blurred(request.point) if service.privacy == "blurred" else request.point,
        beneath=assets_beneath(ports, catalogue, service, request.point),
        expected_at=catalogue.calendar().due(request.created_at, service.document.get("sla")),
        p50_at=estimate.p50_at if estimate else None,
        p80_at=estimate.p80_at if estimate else None,
        estimated_at=now if estimate else None,
        duplicate_group=rule.group if rule else "",
        duplicate_radius_m=catalogue.cover_radii[rule.group] if rule else 0.0,
        possible_duplicates=(),
        unchecked=rule is not None,
        life=life,
        retyped=request.retyped + 1,
        retyped_life=life,
        reopened_at=now,
        first_stage="",
        generation=last_generation(case) + 1,
        next_check_at=None,
        check_by="",
        flags=(),
        earlier=remembered(request, now),
    )


def _kept(service: Service, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers that the new type would take as well; the others stay on record with the old type."""
    kept = {}
    for code, answer in answers.items():
        try:
            check_given(service, {code: answer})
        except BadInput:
            continue
        kept[code] = answer
    return kept


def _not_published(draft: Draft, service: Service, now: int, staff: Staff) -> Draft:
    """What was released and the new type keeps private is public no longer."""
    request = draft.request
    free = {part for part in request.released if service.may_publish(part) and not request.is_private}
    photos_go = bool(request.released_photos) and (request.is_private or not service.may_publish("photos"))
    words_go = any(one.get("released") for one in request.comments) and not service.may_publish("description")
    if free == request.released and not photos_go and not words_go:
        return draft
    gone = request.released_photos if photos_go else ()
    comments = tuple({**one, "released": False} for one in request.comments) if words_go else request.comments
    parts = sorted((request.released - free) | ({"photos"} if photos_go else set()))
    return draft.record(
        EventName.CONTENT_WITHDRAWN,
        now,
        {"parts": parts, "photos": len(gone)},
        actor=staff.actor,
        released=frozenset(free),
        comments=comments,
        released_photos=tuple(name for name in request.released_photos if name not in gone),
        withdrawn_photos=(*request.withdrawn_photos, *gone),
    )
