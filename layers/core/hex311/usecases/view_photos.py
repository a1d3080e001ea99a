"""Staff look at a case's photos, released or not. Who looked is written to the case first."""

from collections.abc import Mapping

from hex311.domain.events import EventName
from hex311.domain.photo import Photo
from hex311.domain.policy import Action, Staff
from hex311.domain.request import Draft
from hex311.ports import CaseFile, Change, Ports
from hex311.usecases.change_case import case_id_of, change_case, written
from hex311.usecases.read_for_staff import permit


def view_photos(ports: Ports, staff: Staff, number: str) -> tuple[CaseFile, Mapping[str, Photo]]:
    """The case and its photos by id; those that never existed are missing."""

    def decide(case: CaseFile) -> Change | None:
        permit(staff, Action.VIEW_PHOTOS, case)
        if not case.request.all_photo_ids:
            return None
        data = {"photos": len(case.request.all_photo_ids)}
        draft = Draft(case.request).record(EventName.PHOTOS_VIEWED, ports.now(), data, actor=staff.actor)
        return written(ports, case, draft)

    case = change_case(ports, case_id_of(number), decide)
    ids = case.request.all_photo_ids
    return case, ports.photos.read(ids) if ids else {}
