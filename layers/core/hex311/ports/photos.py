"""Photos: their records, their files, and who draws them anew."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from hex311.domain.photo import Photo, Reason
from hex311.domain.picture import Redrawn


class Photos(Protocol):
    """The records of photos. They are attached to cases by `Change.photo_claims`."""

    def add(self, photo: Photo) -> None: ...

    def read(self, photo_ids: Sequence[str]) -> Mapping[str, Photo]:
        """Those that exist, strongly consistent."""

    def settle(self, photo: Photo) -> Photo | None:
        """Write the outcome (state, reason, folder, size) of a photo that waits; the record as it then stands.

        None when it has an outcome already, or is no longer there: the first outcome holds.
        """


class PhotoFiles(Protocol):
    """The files of photos: uploads in quarantine, drawings that nobody sees, public copies."""

    def ticket(self, photo_id: str) -> dict[str, Any]:
        """A presigned POST (`url`, `fields`) for one photo of at most `MOST_BYTES`, valid for `TICKET_S`."""

    def quarantine(self, photo_id: str, picture: bytes) -> None:
        """Put a picture that came with a form where uploads arrive."""

    def upload(self, photo_id: str) -> bytes | None:
        """What was uploaded; None when nothing is there (any more)."""

    def discard_upload(self, photo_id: str) -> None: ...

    def store(self, folder: str, pictures: Mapping[int, bytes]) -> None:
        """Put drawings aside. They are forgotten after a day unless `keep` is called."""

    def keep(self, folder: str) -> None: ...

    def discard(self, folder: str) -> None: ...

    def publish(self, folder: str, name: str) -> None:
        """Copy the drawings to where everybody can read them."""

    def withdraw(self, name: str) -> None: ...

    def view_url(self, folder: str, size: int) -> str:
        """An address of an unreleased drawing that works for a few minutes."""


class Pictures(Protocol):
    def redraw(self, data: bytes) -> Redrawn | Reason:
        """A stranger's file as plain JPEG in all sizes, or why not. Never raises for what is in the file."""
