"""Photos that show finished work: they exist, they are of this very work, and they become the case's own."""

from collections.abc import Sequence

from hex311.domain.errors import BadInput, PhotoOnItsWay, Problem
from hex311.domain.photo import PhotoState
from hex311.domain.request import Draft
from hex311.domain.work_order import WorkOrder
from hex311.ports import CaseFile, Ports
from hex311.usecases.attach_photos import PhotosOf, with_photos


def with_photos_of_work(
    ports: Ports, case: CaseFile, draft: Draft, order: WorkOrder, photo_ids: Sequence[str], actor: str, needed: bool
) -> tuple[Draft, tuple[str, ...]]:
    """The draft with the photos of the staff attached, and the claims to write with it.

    `needed`: the outcome asks for a photo, so that one of them has been looked at and can be seen. A resident's photo
    and one that showed work before a reopening show nothing of this work. Raises `BadInput` for those and for what
    `with_photos` refuses, `PhotoOnItsWay` where a little patience helps.
    """
    if not photo_ids:
        return draft, ()
    request = case.request
    earlier = {name for one in case.work_orders if one.life < order.life for name in one.photo_ids}
    strange = [name for name in photo_ids if name in {*request.photo_ids, *request.more_photo_ids, *earlier}]
    if strange:
        problem = f"This photo was there before the work: {', '.join(strange)}."
        raise BadInput([Problem("photo_ids", problem, "Send one that shows the work as it is now.")])
    draft, claims = with_photos(ports, draft, photo_ids, PhotosOf.STAFF, actor)
    if needed:
        states = [photo.as_seen(ports.now())[0] for photo in ports.photos.read(photo_ids).values()]
        if PhotoState.READY not in states:
            raise PhotoOnItsWay
    return draft, claims
