"""A photo that somebody sends: where it stands, where its files lie, who may see it.

A ticket makes the record (`waiting`); the picture that arrives is drawn anew (`ready`) or refused with a reason. It
belongs to the first case it is attached to, and is deleted after a day when that never happens.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from hex311.domain.errors import BadInput, Problem

#: What S3 accepts of one upload.
MOST_BYTES = 10 * 1024 * 1024
#: The longest side of the pictures that are kept, in pixels. The originals are not kept.
SIZES = (320, 1280)
#: A ticket's life, and how long after it a picture may still be on its way through the queue.
TICKET_S = 300
ARRIVES_WITHIN_S = 3_600
#: How long a photo waits to be attached to a case.
UNCLAIMED_S = 86_400
MOST_PER_CASE = 30


class PhotoState(StrEnum):
    WAITING = "waiting"
    READY = "ready"
    REFUSED = "refused"


class Reason(StrEnum):
    """Why a picture was refused. Each has a sentence `photo.<reason>` in the city's messages."""

    EMPTY = "empty"
    NOT_A_PHOTO = "not_a_photo"
    HEIC = "heic"
    BROKEN = "broken"
    TOO_LARGE = "too_large"
    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_COMPLEX = "too_complex"
    NOT_RECEIVED = "not_received"


@dataclass(frozen=True, slots=True)
class Photo:
    """`folder` is the beginning of its files' keys once it is ready; times are epoch seconds."""

    id: str
    created_at: int
    secret_hash: str = ""
    uploader: str = "resident"
    state: PhotoState = PhotoState.WAITING
    reason: str = ""
    case_id: str = ""
    folder: str = ""
    width: int = 0
    height: int = 0
    expires_at: int | None = None

    def as_seen(self, now: int) -> tuple[PhotoState, str]:
        """State and reason. One that should have arrived long ago was lost on the way, and says so."""
        if self.state is PhotoState.WAITING and now > self.created_at + TICKET_S + ARRIVES_WITHIN_S:
            return PhotoState.REFUSED, Reason.NOT_RECEIVED
        return self.state, self.reason

    def is_free_for(self, case_id: str, now: int) -> bool:
        """Whether it may be attached to the case: it is there already, or it is nobody's and not yet forgotten."""
        if self.case_id:
            return self.case_id == case_id
        return self.expires_at is None or self.expires_at > now


def folder_of(photo_id: str, picture: bytes) -> str:
    """Where the drawings of this very upload lie: another upload under the same ticket never overwrites them."""
    return f"processed/{photo_id}/{hashlib.sha256(picture).hexdigest()[:16]}"


def public_name(photo_id: str) -> str:
    """The name under /photos/: as unguessable as the id, which it does not tell."""
    return hashlib.sha256(f"released photo {photo_id}".encode()).hexdigest()[:32]


def public_path(photo_id: str, size: int) -> str:
    return f"/photos/{public_name(photo_id)}-{size}.jpg"


def not_usable(photo_ids: Iterable[str]) -> BadInput:
    """Unknown, forgotten and taken photos look the same from outside."""
    mend = "Upload it again: POST /api/v1/photos gives a ticket. A photo waits a day and belongs to one report."
    return BadInput([Problem("photo_ids", f"There is no such photo: {', '.join(photo_ids)}.", mend)])
