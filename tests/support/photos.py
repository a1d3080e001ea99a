"""Photos on their way: a ticket, an upload, and the worker that settles it."""

from contextlib import nullcontext
from functools import cache
from typing import Any
from unittest.mock import patch

from hex311.adapters.photo_files import S3PhotoFiles
from hex311.adapters.pictures import PillowPictures
from hex311.usecases.ask_photo_ticket import Ticket, ask_photo_ticket
from hex311.usecases.process_photo import process_photo
from tests.support.pictures import photo

BUCKET = "photos"


@cache
def a_photo() -> bytes:
    return photo(width=640, height=320)


def put_upload(city: Any, photo_id: str, data: bytes) -> None:
    """What the browser posts, as it then lies in quarantine."""
    files = city.photo_files
    if isinstance(files, S3PhotoFiles):
        files._client.put_object(Bucket=BUCKET, Key=f"quarantine/{photo_id}", Body=data)
    else:
        files.objects[f"quarantine/{photo_id}"] = data


def stored(city: Any, prefix: str = "") -> dict[str, bytes]:
    """All files of the photos by key."""
    files = city.photo_files
    if not isinstance(files, S3PhotoFiles):
        return {key: data for key, data in files.objects.items() if key.startswith(prefix)}
    found = files._client.list_objects_v2(Bucket=BUCKET, Prefix=prefix).get("Contents", [])
    keys = [entry["Key"] for entry in found]
    return {key: files._client.get_object(Bucket=BUCKET, Key=key)["Body"].read() for key in keys}


def is_kept(city: Any, folder: str) -> bool:
    """Whether the bucket's lifecycle lets it live."""
    files = city.photo_files
    if not isinstance(files, S3PhotoFiles):
        return folder in files.kept
    tags = files._client.get_object_tagging(Bucket=BUCKET, Key=f"{folder}-320.jpg")["TagSet"]
    return tags == [{"Key": "kept", "Value": "yes"}]


def ticket(city: Any) -> Ticket:
    return ask_photo_ticket(city)


@cache
def _redrawn() -> Any:
    return PillowPictures().redraw(a_photo())


def sent_photo(city: Any, data: bytes | None = None) -> str:
    """The id of a photo that has been uploaded and settled. The usual one is drawn once: a process of its own each
    time was half of what the tests of all routes took."""
    photo_id = ticket(city).photo_id
    put_upload(city, photo_id, a_photo() if data is None else data)
    drawn = _redrawn()
    with nullcontext() if data else patch.object(PillowPictures, "redraw", lambda *_: drawn):
        process_photo(city, photo_id)
    return photo_id
