"""A ticket to upload one photo, and how an upload stands."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from hex311.domain.errors import NotFound
from hex311.domain.photo import UNCLAIMED_S, Photo
from hex311.domain.policy import Action, Staff, check
from hex311.domain.secrets import hash_secret, secret_matches
from hex311.ports import Ports

NO_SUCH_PHOTO = "There is no such photo, or it has been deleted."


@dataclass(frozen=True, slots=True)
class Ticket:
    """`upload` is a form to post the file with; `secret` tells afterwards how the photo stands."""

    photo_id: str
    secret: str
    upload: dict[str, Any]


def ask_photo_ticket(ports: Ports, staff: Staff | None = None) -> Ticket:
    """A place in quarantine for one photo. It is forgotten after a day unless it is attached to a case."""
    if staff is not None:
        check(staff, Action.ASK_PHOTO_TICKET, (), private=False)
    photo_id, secret, now = uuid4().hex, secrets.token_urlsafe(18), ports.now()
    ports.photos.add(
        Photo(
            id=photo_id,
            created_at=now,
            secret_hash=hash_secret(secret),
            uploader="staff" if staff else "resident",
            expires_at=now + UNCLAIMED_S,
        )
    )
    return Ticket(photo_id, secret, ports.photo_files.ticket(photo_id))


def quarantine_photos(ports: Ports, pictures: Sequence[bytes]) -> tuple[str, ...]:
    """The ids of pictures that came with a report itself, each waiting in quarantine like any other upload."""
    now, photo_ids = ports.now(), tuple(uuid4().hex for _ in pictures)
    for photo_id, picture in zip(photo_ids, pictures, strict=True):
        # a ticket whose secret nobody ever learns: the report's own secret shows how its photos stand
        waiting = Photo(photo_id, now, hash_secret(secrets.token_urlsafe(18)), expires_at=now + UNCLAIMED_S)
        ports.photos.add(waiting)
        ports.photo_files.quarantine(photo_id, picture)
    return photo_ids


def read_photo(ports: Ports, photo_id: str, secret: str | None) -> Photo:
    """The photo, for whoever holds its ticket; `NotFound` for everybody else."""
    photo = ports.photos.read([photo_id]).get(photo_id)
    if photo is None or not secret_matches(secret, photo.secret_hash):
        raise NotFound(NO_SUCH_PHOTO)
    return photo
