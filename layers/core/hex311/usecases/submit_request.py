"""A resident reports a problem."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from hex311.domain.answers import check_answers
from hex311.domain.catalogue import Catalogue, Service
from hex311.domain.duplicates import Match, NearbyCell, closed_matches, count_recent, matches
from hex311.domain.errors import (
    BadInput,
    KeyReused,
    NotFound,
    Problem,
    TransientFault,
)
from hex311.domain.estimate import Estimate
from hex311.domain.events import EventName
from hex311.domain.follower import Contact
from hex311.domain.geography import Overlay, Point
from hex311.domain.lifecycle import Status
from hex311.domain.request import Draft, ServiceRequest
from hex311.domain.secrets import hash_secret, new_salt
from hex311.domain.tracking import new_tracking_number
from hex311.ports import AlreadyAnswered, CaseFile, Change, Clash, IdempotencyRecord, LimitHit, Ports
from hex311.spatial.cover import blurred, cell_of
from hex311.usecases.assets_beneath import assets_beneath
from hex311.usecases.attach_photos import PhotosOf, check_usable, with_photos
from hex311.usecases.change_case import ATTEMPTS, tile_entry
from hex311.usecases.city_limits import check_for_city, check_inside_city
from hex311.usecases.estimates import estimate_of, with_first_estimate
from hex311.usecases.find_duplicates import told_of
from hex311.usecases.find_places import check_asset
from hex311.usecases.follow_request import add_follower
from hex311.usecases.neighbourhood import listing
from hex311.usecases.report_again import SaidAgain, forgotten, said_again
from hex311.usecases.submission_limits import address_limit, mail_limit, submission_limits

#: After ATTEMPTS clashes: tries without the guard, which only meet others that write at the very same moment.
UNGUARDED_ATTEMPTS = 4


@dataclass(frozen=True, slots=True)
class Submission:
    """What the caller sent, already checked against its schema. `source_address` is the network address; callers with
    a `quota` of their own (API keys) are counted by that, since many residents stand behind one address. `bring_photos`
    puts the pictures that came with the report itself into quarantine and tells their ids: called once everything else
    is right, so that reports that are turned away or answered again leave nothing behind. `reopens` is the
    number of a closed case that was not fixed. `number` is the tracking number where it has to be known beforehand
    (the demo city's past, which is taken over once however often it is begun); no caller from outside can set it.
    `filed_by` is the staff member who files it for a caller (`Staff.actor`): they are counted by their `quota`, not the
    person and the place."""

    service_code: str
    point: Point
    idempotency_key: str
    body_hash: str
    source_address: str
    address: str = ""
    asset_id: str = ""
    description: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)
    reporter: Contact = field(default_factory=Contact)
    photo_ids: tuple[str, ...] = ()
    bring_photos: Callable[[], tuple[str, ...]] | None = None
    not_duplicate_of: tuple[str, ...] = ()
    reopens: str = ""
    channel: str = "web"
    language: str = "en"
    quota: LimitHit | None = None
    number: str = ""
    filed_by: str = ""


@dataclass(frozen=True, slots=True)
class Submitted:
    """The answer: the case, its follow secret, and the likely duplicates that stood there already."""

    request: ServiceRequest
    follow_secret: str
    duplicates: tuple[str, ...]
    replayed: bool = False


@dataclass(frozen=True, slots=True)
class Ground:
    """What is known of the place of a report: map layers, assets, likely duplicates and their cell, the estimate.
    `cell` is what was read nearby, `is_guarded` whether the write stands on it; `closed` are the cases that were
    closed there lately, `again` the one that the report comes back to."""

    overlay: Overlay
    beneath: tuple[str, ...]
    found: tuple[Match, ...]
    cell: NearbyCell | None
    is_guarded: bool
    estimate: Estimate | None
    closed: tuple[str, ...] = ()
    again: SaidAgain = field(default_factory=SaidAgain)

    @property
    def guard(self) -> NearbyCell | None:
        return self.cell if self.is_guarded else None


def submit_request(ports: Ports, submission: Submission) -> Submitted:
    """File the report, exactly once for its idempotency key.

    When others keep writing at the same place, the report is filed without the guard and marked `unchecked`;
    `link_late_twin` looks around for it afterwards. No report is turned away because a place is popular.

    Raises `BadInput` (also `OutsideCity`, `EmergencyStop`), `TooMany`, `KeyReused`, or `TransientFault` when
    even that finds no gap. Source: DESIGN section "How one report travels", steps 2 to 4.
    """
    if (replay := _replay(ports, submission)) is not None:
        return replay
    ports.limits.count(submission.quota or address_limit(ports, submission.source_address))
    catalogue = ports.catalogue.current()
    service = _service(catalogue, submission.service_code)
    check_for_city(catalogue, service, submission.language)
    overlay = ports.overlays.overlay(submission.point)
    check_inside_city(catalogue, overlay, submission.language)
    check_answers(catalogue, service, submission.answers, overlay, submission.language)
    has_photo = submission.photo_ids or submission.bring_photos
    if service.needs_photo and not has_photo and not submission.filed_by:  # nobody shows a picture on the telephone
        raise BadInput([Problem("photo_ids", "A photo is needed here.", "Upload one by POST /api/v1/photos first.")])
    estimate = estimate_of(ports, catalogue, service.code, overlay, ports.now())
    beneath = assets_beneath(ports, catalogue, service, submission.point)
    if submission.asset_id:
        check_asset(ports, submission.asset_id, submission.point)
    if submission.bring_photos:
        check_usable(ports, submission.photo_ids)
        submission = replace(submission, photo_ids=(*submission.photo_ids, *submission.bring_photos()))
    for attempt in range(ATTEMPTS + UNGUARDED_ATTEMPTS):
        found, cell = _look_around(ports, service, submission)
        again = said_again(ports, catalogue, service, submission.point, submission.reopens)
        closed = () if submission.reopens else _closed_before(ports, catalogue, service, submission, cell)
        ground = Ground(overlay, beneath, found, cell, attempt < ATTEMPTS, estimate, closed, again)
        change, secret = _change(ports, catalogue, service, submission, ground)
        try:
            ports.cases.commit(change)
        except AlreadyAnswered:
            if (replay := _replay(ports, submission)) is not None:
                return replay
            raise TransientFault from None
        except Clash:
            ports.pause(attempt)
            continue
        return Submitted(change.request, secret, told_of(catalogue, found))
    raise TransientFault


def _service(catalogue: Catalogue, code: str) -> Service:
    try:
        return catalogue.service(code)
    except NotFound as error:
        problem = Problem("service_code", error.message, "Choose a code from GET /api/v1/services.")
        raise BadInput([problem]) from None


def _replay(ports: Ports, submission: Submission) -> Submitted | None:
    """The first answer again, for a key that has been used; `KeyReused` when the body differs."""
    record = ports.cases.answered(submission.idempotency_key)
    if record is None:
        return None
    if record.body_hash != submission.body_hash:
        raise KeyReused
    case = ports.cases.case_file(record.case_id)
    if case is None:
        raise TransientFault
    secret = ports.secrets.follow_secret(case.request.id, case.request.salt)
    return Submitted(case.request, secret, record.duplicates, replayed=True)


def _look_around(ports: Ports, service: Service, submission: Submission) -> tuple[tuple[Match, ...], NearbyCell | None]:
    rule = service.duplicate_rule
    if rule is None:
        return (), None
    cell = ports.nearby.read(rule.group, cell_of(submission.point))
    found = matches(
        rule,
        submission.point,
        submission.answers,
        cell.entries,
        ports.now(),
        exclude=submission.not_duplicate_of,
        asset_id=submission.asset_id,
    )
    return found, cell


def _closed_before(
    ports: Ports, catalogue: Catalogue, service: Service, submission: Submission, cell: NearbyCell | None
) -> tuple[str, ...]:
    """The public cases that were closed here a short while ago."""
    rule, again = service.duplicate_rule, catalogue.reported_again
    if rule is None or cell is None:
        return ()
    exclude, entries = submission.not_duplicate_of, cell.entries
    point, answers, asset = submission.point, submission.answers, submission.asset_id
    return told_of(catalogue, closed_matches(rule, again, point, answers, entries, ports.now(), exclude, asset))


def _change(
    ports: Ports,
    catalogue: Catalogue,
    service: Service,
    submission: Submission,
    ground: Ground,
) -> tuple[Change, str]:
    found, guard = ground.found, ground.guard
    now, case_id, salt = ports.now(), submission.number or new_tracking_number(), new_salt()
    secret = ports.secrets.follow_secret(case_id, salt)
    rule, point = service.duplicate_rule, submission.point
    duplicates = tuple(match.case_id for match in found)
    request = ServiceRequest(
        id=case_id,
        service_code=service.code,
        catalogue_version=catalogue.version,
        status=Status.RECEIVED,
        version=0,
        point=point,
        public_point=blurred(point) if service.privacy == "blurred" else point,
        overlay=ground.overlay,
        beneath=ground.beneath,
        created_at=now,
        updated_at=now,
        privacy=service.privacy,
        channel=submission.channel,
        address=submission.address,
        asset_id=submission.asset_id,
        description=submission.description,
        answers=dict(submission.answers),
        expected_at=catalogue.calendar().due(now, service.document.get("sla")),
        duplicate_group=rule.group if rule else "",
        duplicate_radius_m=catalogue.cover_radii[rule.group] if rule else 0.0,
        possible_duplicates=duplicates,
        closed_before=ground.closed,
        unchecked=rule is not None and guard is None,
        not_duplicate_of=submission.not_duplicate_of,
        follow_hash=hash_secret(secret),
        salt=salt,
    )
    draft = Draft(with_first_estimate(request, ground.estimate, now)).record(
        EventName.REQUEST_SUBMITTED,
        now,
        {
            "channel": submission.channel,
            "possible_duplicates": list(duplicates),
            "expected_at": request.expected_at,
            **({"filed_nearby_24h": count_recent(ground.cell.entries, now)} if ground.cell else {}),
        },
        actor=submission.filed_by or "resident",
    )
    spoken = submission.reporter.language or submission.language
    draft, follower = add_follower(ports, CaseFile(draft.request), draft, submission.reporter.email, spoken)
    draft, earlier = ground.again.joined(ports, draft, now)
    draft, claims = with_photos(ports, draft, submission.photo_ids, PhotosOf.REPORTER)
    contacts = [] if submission.reporter.is_empty else [("REPORTER", submission.reporter)]
    if follower:
        contacts.append((f"FOLLOWER#{follower.id}", Contact(email=submission.reporter.email)))
    change = Change(
        request=draft.request,
        expected_version=0,
        events=draft.events,
        followers=(follower,) if follower else (),
        contacts=tuple(contacts),
        nearby_add=tuple(listing(ports, draft.request).items()),
        nearby_guard=guard,
        nearby_forget=forgotten(catalogue, guard, now) if guard else (),
        tile=tile_entry(ports, draft.request),
        idempotency=IdempotencyRecord(
            submission.idempotency_key, submission.body_hash, case_id, told_of(catalogue, found)
        ),
        limits=_limits(ports, submission),
        photo_claims=claims,
        also=earlier,
    )
    return change, secret


def _limits(ports: Ports, submission: Submission) -> tuple[LimitHit, ...]:
    """Of whoever files for others only the mailbox is counted, whose owner has not said yes to any mail."""
    if submission.filed_by:
        email = submission.reporter.email
        return (mail_limit(ports, email),) if email else ()
    return submission_limits(ports, submission.reporter, submission.point)
