"""A case of the city's earlier system is taken over, with its own number and its own dates."""

from dataclasses import dataclass
from datetime import UTC, datetime

from hex311.domain.catalogue import Catalogue, Service
from hex311.domain.errors import BadInput, NotFound, Problem, TransientFault
from hex311.domain.events import EventName
from hex311.domain.geography import Overlay, Point
from hex311.domain.lifecycle import Status, is_closed
from hex311.domain.request import Draft, ServiceRequest
from hex311.domain.tracking import parse_tracking_number
from hex311.ports import CaseFile, Change, Clash, Ports
from hex311.spatial.cover import blurred
from hex311.usecases.change_case import ATTEMPTS, tile_entry
from hex311.usecases.city_limits import check_inside_city
from hex311.usecases.neighbourhood import listing

CHANNEL = "import"
ACTOR = "import"
STATUSES = frozenset({Status.RECEIVED, Status.DONE, Status.DUPLICATE, Status.COULD_NOT_BE_DONE, Status.NOT_OURS})


@dataclass(frozen=True, slots=True)
class LegacyCase:
    """One case as the earlier system knew it. Times are epoch seconds; `legacy_status` is the old system's word.

    `status` is one of `STATUSES`; a closed one has a `closed_at`.
    """

    number: str
    service_code: str
    point: Point
    created_at: int
    status: Status
    closed_at: int | None = None
    legacy_status: str = ""
    address: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Imported:
    """The case as it stands now; `is_new` is False when it had been taken over before."""

    request: ServiceRequest
    is_new: bool


def import_case(ports: Ports, legacy: LegacyCase) -> Imported:
    """Take the case over, once for its number. Nobody gets mail; an open case starts its workflow.

    Raises `BadInput` (also `OutsideCity`) for what cannot be taken over as it is, and `TransientFault` when it may
    be tried again.
    """
    for attempt in range(ATTEMPTS):
        known = ports.cases.case_file(legacy.number)
        if known is not None:
            return _known(ports, known)
        change = _change(ports, legacy)
        try:
            ports.cases.commit(change)
        except Clash:
            ports.pause(attempt)
            continue
        _start(ports, change.request)
        return Imported(change.request, is_new=True)
    raise TransientFault


def _known(ports: Ports, case: CaseFile) -> Imported:
    """The case stands already. An import that was cut off may have left its workflow unstarted."""
    if case.request.channel != CHANNEL:
        raise _problem("number", "A report that was filed here has this number.", "Import it with a number_prefix.")
    if case.request.generation == 0:
        _start(ports, case.request)
    return Imported(case.request, is_new=False)


def _start(ports: Ports, request: ServiceRequest) -> None:
    if not request.is_closed:
        ports.workflows.start(request.id, 1)


def _change(ports: Ports, legacy: LegacyCase) -> Change:
    catalogue = ports.catalogue.current()
    _check(ports, legacy)
    service = _service(catalogue, legacy)
    overlay = ports.overlays.overlay(legacy.point)
    check_inside_city(catalogue, overlay, catalogue.default_language)
    draft = _told(_fresh(ports, catalogue, service, legacy, overlay), legacy, ports.now())
    request = draft.request
    tile = tile_entry(ports, request)
    if tile and tile.expires_at is not None and tile.expires_at <= ports.now():
        tile = None
    # No guard on the neighbourhood: a resident who files at the same time sees its version change, and that is enough.
    return Change(
        request=request,
        expected_version=0,
        events=draft.events,
        nearby_add=tuple(listing(ports, request).items()),
        tile=tile,
    )


def _fresh(
    ports: Ports, catalogue: Catalogue, service: Service, legacy: LegacyCase, overlay: Overlay
) -> ServiceRequest:
    rule = service.duplicate_rule
    # The earlier system's promise is not known. For open work the city's present one counts from today.
    promise = None if is_closed(legacy.status) else catalogue.calendar().due(ports.now(), service.document.get("sla"))
    return ServiceRequest(
        id=legacy.number,
        service_code=service.code,
        catalogue_version=catalogue.version,
        status=Status.RECEIVED,
        version=0,
        point=legacy.point,
        public_point=blurred(legacy.point) if service.privacy == "blurred" else legacy.point,
        overlay=overlay,
        created_at=legacy.created_at,
        updated_at=legacy.created_at,
        privacy=service.privacy,
        channel=CHANNEL,
        address=legacy.address,
        description=legacy.description,
        expected_at=promise,
        duplicate_group=rule.group if rule else "",
        duplicate_radius_m=catalogue.cover_radii[rule.group] if rule else 0.0,
    )


def _told(request: ServiceRequest, legacy: LegacyCase, now: int) -> Draft:
    """The events, at the times the earlier system gives; when it was taken over stands in the first one's data."""
    imported_at = datetime.fromtimestamp(now, tz=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    facts = {"legacy_status": legacy.legacy_status, "imported_at": imported_at}
    if legacy.closed_at is None:
        promise = {"expected_at": request.expected_at, "promised_from": now}
        return Draft(request).record(EventName.REQUEST_IMPORTED, legacy.created_at, {**facts, **promise}, actor=ACTOR)
    past = {"history": True}
    draft = Draft(request).record(EventName.REQUEST_IMPORTED, legacy.created_at, {**facts, **past}, actor=ACTOR)
    return draft.record(
        EventName.REQUEST_CLOSED,
        legacy.closed_at,
        {"outcome": "", **past},
        status=legacy.status,
        actor=ACTOR,
        closed_at=legacy.closed_at,
    )


def _check(ports: Ports, legacy: LegacyCase) -> None:
    if parse_tracking_number(legacy.number) != legacy.number:
        raise _problem("number", "This cannot be used as a number here.", "Import it with a number_prefix.")
    if legacy.status not in STATUSES:
        raise _problem("status", f"A case cannot be taken over as {legacy.status}.", "Map it to another.")
    if legacy.created_at > ports.now():
        raise _problem("created_at", "It was created in the future.", "Mend the date.")
    if is_closed(legacy.status) is (legacy.closed_at is None):
        raise _problem("closed_at", "Closed cases have a date of closing, open ones have none.", "Mend one of the two.")
    if legacy.closed_at is not None and not legacy.created_at <= legacy.closed_at <= ports.now():
        raise _problem("closed_at", "It was closed before it was created, or in the future.", "Mend the dates.")


def _service(catalogue: Catalogue, legacy: LegacyCase) -> Service:
    try:
        service = catalogue.service(legacy.service_code)
    except NotFound as error:
        raise _problem("service_code", error.message, "Use a code of the city pack.") from None
    if service.document.get("redirect") and not is_closed(legacy.status):
        raise _problem("service_code", "Others take reports of this type.", "Pass the open case on to them.")
    return service


def _problem(field: str, problem: str, mend: str) -> BadInput:
    return BadInput([Problem(field, problem, mend)])
