"""The records of photos in DynamoDB."""

from collections.abc import Mapping, Sequence
from typing import Any

from pynamodb.exceptions import UpdateError

from hex311.adapters.dynamodb.faults import code_of, passing_faults
from hex311.adapters.dynamodb.records import PhotoRecord
from hex311.adapters.dynamodb.transaction import LabelledTransaction
from hex311.domain.photo import Photo, PhotoState
from hex311.ports import Change


class DynamoPhotos:
    """The `Photos` port."""

    @passing_faults
    def add(self, photo: Photo) -> None:
        PhotoRecord(
            photo.id,
            state=str(photo.state),
            secret_hash=photo.secret_hash,
            uploader=photo.uploader,
            created_at=photo.created_at,
            expires_at=photo.expires_at,
        ).save()

    @passing_faults
    def read(self, photo_ids: Sequence[str]) -> Mapping[str, Photo]:
        records = PhotoRecord.batch_get(list(dict.fromkeys(photo_ids)), consistent_read=True)
        return {record.photo_id: to_photo(record) for record in records}

    @passing_faults
    def settle(self, photo: Photo) -> Photo | None:
        record = PhotoRecord(photo.id)
        outcome: dict[str, Any] = {
            "state": str(photo.state),
            "reason": photo.reason,
            "folder": photo.folder,
            "width": photo.width,
            "height": photo.height,
        }
        actions = [getattr(PhotoRecord, name).set(value) for name, value in outcome.items() if value]
        try:
            record.update(actions=actions, condition=PhotoRecord.state == str(PhotoState.WAITING))
        except UpdateError as error:
            if code_of(error) != "ConditionalCheckFailedException":
                raise
            return None
        return to_photo(record)


def to_photo(record: PhotoRecord) -> Photo:
    return Photo(
        id=record.photo_id,
        created_at=int(record.created_at),
        secret_hash=record.secret_hash,
        uploader=record.uploader,
        state=PhotoState(record.state),
        reason=record.reason or "",
        case_id=record.case_id or "",
        folder=record.folder or "",
        width=int(record.width or 0),
        height=int(record.height or 0),
        expires_at=None if record.expires_at is None else int(record.expires_at),
    )


def claim_in(transaction: LabelledTransaction, photo_id: str, change: Change) -> None:
    """Make the photo the case's own, unless it is another's or already forgotten."""
    case_id = change.request.id
    free = PhotoRecord.case_id.does_not_exist() & (PhotoRecord.expires_at > change.request.updated_at)
    transaction.update(
        f"photo#{photo_id}",
        PhotoRecord(photo_id),
        [PhotoRecord.case_id.set(case_id), PhotoRecord.expires_at.remove()],
        (PhotoRecord.case_id == case_id) | free,
    )
