"""Staff make a resident's words and photos public, where the type allows that, and take them back."""

from collections.abc import Collection, Mapping
from typing import Any

from hex311.domain.errors import BadInput, Problem
from hex311.domain.events import EventName
from hex311.domain.photo import PhotoState
from hex311.domain.policy import Action, Staff
from hex311.domain.request import Draft, ServiceRequest
from hex311.ports import CaseFile, Change, Ports
from hex311.usecases.change_case import case_id_of, change_case, written
from hex311.usecases.read_for_staff import permit
from hex311.usecases.seen_version import check_seen

PARTS = ("description", "photos", "comments")
#: Updates of app makers are residents' words as the description is, and follow its policy.
_POLICY = {"comments": "description"}


def release_content(
    ports: Ports,
    staff: Staff,
    number: str,
    parts: frozenset[str],
    photo_ids: Collection[str] = (),
    seen: int | None = None,
) -> CaseFile:
    """Make the description, photos or updates (`comments`: those that stand now) of a case public.

    `photo_ids` names photos one by one; without them `photos` means the reporter's. Only photos that are ready can be
    released: nobody has seen the others. `BadInput` for what the type keeps private and for a named photo that is not
    ready or not of this case.
    """

    def decide(case: CaseFile) -> Change | None:
        permit(staff, Action.RELEASE_CONTENT, case)
        request = case.request
        _check_policy(ports, request, parts)
        photos = _ready(ports, request, photo_ids) if "photos" in parts else ()
        new = tuple(name for name in photos if name not in request.released_photos)
        comments = _comments(request, parts, released=True)
        texts = parts - {"comments"}
        if not new and texts - {"photos"} <= request.released and comments == request.comments:
            return None
        check_seen(staff, case, seen, ports.now())
        draft = Draft(request).record(
            EventName.CONTENT_RELEASED,
            ports.now(),
            {"parts": sorted(parts), "photos": len(new)},
            actor=staff.actor,
            released=request.released | (texts if photos else texts - {"photos"}),
            comments=comments,
            released_photos=(*request.released_photos, *new),
            withdrawn_photos=tuple(name for name in request.withdrawn_photos if name not in new),
        )
        return written(ports, case, draft)

    return change_case(ports, case_id_of(number), decide)


def withdraw_content(
    ports: Ports,
    staff: Staff,
    number: str,
    parts: frozenset[str],
    photo_ids: Collection[str] = (),
    seen: int | None = None,
) -> CaseFile:
    """Take back what was released; `photos` without `photo_ids` means all of them."""

    def decide(case: CaseFile) -> Change | None:
        permit(staff, Action.RELEASE_CONTENT, case)
        request = case.request
        _check_own(request, photo_ids)
        gone: tuple[str, ...] = ()
        if "photos" in parts:
            gone = tuple(name for name in request.released_photos if not photo_ids or name in photo_ids)
        left = tuple(name for name in request.released_photos if name not in gone)
        released = request.released - (parts if not left else parts - {"photos"})
        comments = _comments(request, parts, released=False)
        if not gone and released == request.released and comments == request.comments:
            return None
        check_seen(staff, case, seen, ports.now())
        draft = Draft(request).record(
            EventName.CONTENT_WITHDRAWN,
            ports.now(),
            {"parts": sorted(parts), "photos": len(gone)},
            actor=staff.actor,
            released=released,
            comments=comments,
            released_photos=left,
            withdrawn_photos=(*request.withdrawn_photos, *gone),
        )
        return written(ports, case, draft)

    return change_case(ports, case_id_of(number), decide)


def _comments(request: ServiceRequest, parts: frozenset[str], *, released: bool) -> tuple[Mapping[str, Any], ...]:
    """The updates of app makers one by one: what comes in later was seen by nobody yet."""
    if "comments" not in parts:
        return request.comments
    return tuple({**comment, "released": released} for comment in request.comments)


def _check_policy(ports: Ports, request: ServiceRequest, parts: frozenset[str]) -> None:
    service = ports.catalogue.at(request.catalogue_version).service(request.service_code)
    refused = [part for part in sorted(parts) if part not in PARTS or not service.may_publish(_POLICY.get(part, part))]
    if refused or (request.is_private and "photos" in parts):
        problem = "The service type keeps this part private."
        raise BadInput([Problem("parts", f"{', '.join(refused) or 'photos'}: {problem}", "Leave it out.")])


def _ready(ports: Ports, request: ServiceRequest, photo_ids: Collection[str]) -> tuple[str, ...]:
    _check_own(request, photo_ids)
    wanted = tuple(dict.fromkeys(photo_ids or request.photo_ids))
    known = ports.photos.read(wanted) if wanted else {}
    ready = tuple(name for name in wanted if name in known and known[name].state is PhotoState.READY)
    if photo_ids and len(ready) < len(wanted):
        unseen = ", ".join(name for name in wanted if name not in ready)
        raise BadInput([Problem("photo_ids", f"Not ready: {unseen}.", "Only what can be seen can be released.")])
    return ready


def _check_own(request: ServiceRequest, photo_ids: Collection[str]) -> None:
    strange = [name for name in photo_ids if name not in request.all_photo_ids]
    if strange:
        raise BadInput([Problem("photo_ids", f"Not of this case: {', '.join(strange)}.", "Send ids of this case.")])
