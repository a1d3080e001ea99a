"""A photo has arrived in quarantine: draw it anew, or refuse it with a reason."""

from dataclasses import replace

from hex311.domain.photo import MOST_BYTES, Photo, PhotoState, Reason, folder_of
from hex311.domain.picture import Redrawn
from hex311.ports import Ports


def process_photo(ports: Ports, photo_id: str) -> None:
    """Settle an upload. Repeated, late and crossing messages change nothing.

    The first outcome of a photo holds: what staff have seen and released is never replaced by another upload under
    the same ticket. Drawings lie under the hash of their upload, so two of them cannot mix either. Whatever happens,
    the upload itself (with the place and the device it may name) is deleted at the end.
    """
    photo = ports.photos.read([photo_id]).get(photo_id)
    if photo is not None and photo.state is PhotoState.WAITING:
        data = ports.photo_files.upload(photo_id)
        if data is None:
            return
        photo = _settle(ports, photo, data)
    if photo is not None and photo.state is PhotoState.READY and photo.case_id:
        # Attached before it was ready; what is attached afterwards `settle_photos` keeps.
        ports.photo_files.keep(photo.folder)
    ports.photo_files.discard_upload(photo_id)


def _settle(ports: Ports, photo: Photo, data: bytes) -> Photo | None:
    """The record with its outcome, ours or that of whoever was first; None when it is forgotten."""
    drawn = ports.pictures.redraw(data) if len(data) <= MOST_BYTES else Reason.TOO_LARGE
    if isinstance(drawn, Redrawn):
        folder = folder_of(photo.id, data)
        ports.photo_files.store(folder, drawn.pictures)
        outcome = replace(photo, state=PhotoState.READY, folder=folder, width=drawn.width, height=drawn.height)
    else:
        outcome = replace(photo, state=PhotoState.REFUSED, reason=str(drawn))
    settled = ports.photos.settle(outcome)
    if settled is not None:
        return settled
    standing = ports.photos.read([photo.id]).get(photo.id)
    if outcome.folder and (standing is None or standing.folder != outcome.folder):
        ports.photo_files.discard(outcome.folder)
    return standing
