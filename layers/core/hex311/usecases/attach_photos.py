"""Photos become a case's own: with a report, with a me-too, by the staff, with finished work."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from hex311.domain.errors import BadInput, Problem
from hex311.domain.events import EventName
from hex311.domain.photo import MOST_PER_CASE, PhotoState, not_usable
from hex311.domain.policy import Action, Staff
from hex311.domain.request import Draft
from hex311.ports import CaseFile, Change, Ports
from hex311.usecases.change_case import case_id_of, change_case, written
from hex311.usecases.read_for_staff import permit


class PhotosOf(StrEnum):
    """Whose photos they are, as the field of the case that holds them."""

    REPORTER = "photo_ids"
    OTHERS = "more_photo_ids"
    STAFF = "staff_photo_ids"


def with_photos(
    ports: Ports, draft: Draft, photo_ids: Sequence[str], whose: PhotosOf, actor: str = "resident"
) -> tuple[Draft, tuple[str, ...]]:
    """The draft with these photos attached, and the claims to write with it (`photo_claims` of the `Change`).

    A photo that is still on its way may be attached; one that the case has already is passed over. `BadInput` for
    a photo that was refused, that is unknown or forgotten, or that belongs to another case, and for too many.
    """
    request = draft.request
    new = tuple(name for name in dict.fromkeys(photo_ids) if name not in request.all_photo_ids)
    if not new:
        return draft, ()
    if len(request.all_photo_ids) + len(new) > MOST_PER_CASE:
        raise BadInput([Problem("photo_ids", "There are enough photos of this already.", "Go on without a photo.")])
    check_usable(ports, new, request.id)
    now = ports.now()
    held: dict[str, Any] = {str(whose): (*getattr(request, str(whose)), *new)}
    data = {"photos": len(new), "of": whose.name.lower()}
    return draft.record(EventName.PHOTOS_ATTACHED, now, data, actor=actor, **held), new


def check_usable(ports: Ports, photo_ids: Sequence[str], case_id: str = "") -> None:
    """`BadInput` unless all of them may go to this case, or to one that is not there yet."""
    known, now = ports.photos.read(photo_ids), ports.now()
    strange = [name for name in photo_ids if name not in known or not known[name].is_free_for(case_id, now)]
    if strange:
        raise not_usable(strange)
    refused = [name for name in photo_ids if known[name].as_seen(now)[0] is PhotoState.REFUSED]
    if refused:
        problem = f"This photo could not be used: {', '.join(refused)}."
        raise BadInput([Problem("photo_ids", problem, "Take it out, or upload another one.")])


def attach_photos(ports: Ports, staff: Staff, number: str, photo_ids: Sequence[str]) -> CaseFile:
    """Staff add photos to a case: from a mail, from the place itself."""

    def decide(case: CaseFile) -> Change | None:
        permit(staff, Action.ATTACH_PHOTOS, case)
        actor = staff.actor
        draft, claims = with_photos(ports, Draft(case.request), photo_ids, PhotosOf.STAFF, actor)
        return written(ports, case, draft, photo_claims=claims) if claims else None

    return change_case(ports, case_id_of(number), decide)
