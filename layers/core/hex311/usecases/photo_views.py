"""Photos as documents for the outside."""

from collections.abc import Mapping
from typing import Any

from hex311.domain.catalogue import Catalogue, Service
from hex311.domain.photo import MOST_BYTES, SIZES, TICKET_S, Photo, PhotoState, public_path
from hex311.domain.request import ServiceRequest
from hex311.ports import CaseFile, Ports
from hex311.usecases.ask_photo_ticket import Ticket

SMALL, LARGE = min(SIZES), max(SIZES)


def ticket_view(ticket: Ticket) -> dict[str, Any]:
    """Schema `photos/ticket.json`."""
    return {
        "photo_id": ticket.photo_id,
        "secret": ticket.secret,
        "upload": ticket.upload,
        "most_bytes": MOST_BYTES,
        "expires_in_s": TICKET_S,
    }


def photo_view(catalogue: Catalogue, photo: Photo, language: str, now: int) -> dict[str, Any]:
    """How a photo stands, for the person who sent it (schema `photos/photo.json`)."""
    state, reason = photo.as_seen(now)
    return {
        "photo_id": photo.id,
        "state": str(state),
        "reason": str(reason) or None,
        "reason_text": catalogue.message(f"photo.{reason}", language) if reason else None,
    }


def released_photos_view(service: Service, request: ServiceRequest) -> list[dict[str, str]]:
    """The photos that everybody may see, as paths of the front door, and whose they are."""
    if request.is_private or not service.may_publish("photos"):
        return []
    return [
        {"url": public_path(photo_id, LARGE), "thumbnail_url": public_path(photo_id, SMALL), "of": owner}
        for photo_id, owner in photo_owners(request).items()
        if photo_id in request.released_photos
    ]


def photo_owners(request: ServiceRequest) -> dict[str, str]:
    """Whose each photo is: the reporter's, those of the others who have the same matter, the staff's."""
    return {
        **dict.fromkeys(request.photo_ids, "reporter"),
        **dict.fromkeys(request.more_photo_ids, "others"),
        **dict.fromkeys(request.staff_photo_ids, "staff"),
    }


def own_photos_view(ports: Ports, case: CaseFile, language: str) -> list[dict[str, Any]]:
    """How the reporter's photos stand."""
    ids = case.request.photo_ids
    known = ports.photos.read(ids) if ids else {}
    catalogue = ports.catalogue.at(case.request.catalogue_version)
    return [photo_view(catalogue, known[name], language, ports.now()) for name in ids if name in known]


def staff_photos_view(ports: Ports, case: CaseFile, known: Mapping[str, Photo], language: str) -> dict[str, Any]:
    """All photos of a case with addresses that work for a few minutes."""
    request = case.request
    catalogue = ports.catalogue.at(request.catalogue_version)
    photos = []
    for photo_id, owner in photo_owners(request).items():
        photo = known.get(photo_id) or Photo(photo_id, created_at=0)
        ready = photo.state is PhotoState.READY
        photos.append(
            {
                **photo_view(catalogue, photo, language, ports.now()),
                "of": owner,
                "released": photo_id in request.released_photos,
                "width": photo.width or None,
                "height": photo.height or None,
                "url": ports.photo_files.view_url(photo.folder, LARGE) if ready else None,
                "thumbnail_url": ports.photo_files.view_url(photo.folder, SMALL) if ready else None,
            }
        )
    return {"service_request_id": request.id, "photos": photos}
