"""Photos were attached, released or withdrawn: bring their files to where they belong."""

from hex311.domain.errors import TransientFault
from hex311.domain.photo import PhotoState, public_name
from hex311.domain.request import ServiceRequest
from hex311.ports import Ports
from hex311.usecases.change_case import ATTEMPTS, load


def settle_photos(ports: Ports, case_id: str) -> None:
    """Make the files as the case now says: kept, public, or public no longer.

    Events may come twice or in any order, so the case is read, not the event; and because two workers may cross, it is
    read again afterwards: whoever finds that it has changed meanwhile does the work anew.
    """
    request = load(ports, case_id).request
    for _ in range(ATTEMPTS):
        _bring(ports, request)
        now = load(ports, case_id).request
        if _wish(now) == _wish(request):
            return
        request = now
    raise TransientFault


def _wish(request: ServiceRequest) -> tuple[tuple[str, ...], ...]:
    return request.all_photo_ids, request.released_photos, request.withdrawn_photos


def _bring(ports: Ports, request: ServiceRequest) -> None:
    known = ports.photos.read(request.all_photo_ids) if request.all_photo_ids else {}
    for photo in known.values():
        if photo.state is not PhotoState.READY:
            continue
        ports.photo_files.keep(photo.folder)
        if photo.id in request.released_photos:
            ports.photo_files.publish(photo.folder, public_name(photo.id))
    for photo_id in request.withdrawn_photos:
        ports.photo_files.withdraw(public_name(photo_id))
