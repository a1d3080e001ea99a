"""The files of photos, in one bucket: `quarantine/`, `processed/`, and `photos/`, which alone the front door reads."""

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from hex311.domain.photo import MOST_BYTES, SIZES, TICKET_S

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

VIEW_S = 300
# A photo under a name never changes, but it may be taken back: nobody remembers it for longer than this.
PUBLIC_CACHE = "public, max-age=300"
# The lifecycle rule of the bucket forgets what is tagged so.
UNKEPT, KEPT = "kept=no", {"TagSet": [{"Key": "kept", "Value": "yes"}]}


class S3PhotoFiles:
    """The `PhotoFiles` port. Uploads come by presigned POST, because only a POST policy can bound the size."""

    def __init__(self, bucket: str) -> None:
        self._bucket = bucket

    @cached_property
    def _client(self) -> "S3Client":
        client: S3Client = boto3.client("s3", config=Config(signature_version="s3v4"))
        return client

    def ticket(self, photo_id: str) -> dict[str, Any]:
        return self._client.generate_presigned_post(
            Bucket=self._bucket,
            Key=f"quarantine/{photo_id}",
            Conditions=[["content-length-range", 1, MOST_BYTES], ["starts-with", "$Content-Type", "image/"]],
            ExpiresIn=TICKET_S,
        )

    def quarantine(self, photo_id: str, picture: bytes) -> None:
        self._client.put_object(Bucket=self._bucket, Key=f"quarantine/{photo_id}", Body=picture)

    def upload(self, photo_id: str) -> bytes | None:
        try:
            answer = self._client.get_object(Bucket=self._bucket, Key=f"quarantine/{photo_id}")
        except ClientError as error:
            if error.response["Error"]["Code"] in ("NoSuchKey", "404"):
                return None
            raise
        # One byte more than allowed is enough to know that somebody went round the ticket.
        return answer["Body"].read(MOST_BYTES + 1)

    def discard_upload(self, photo_id: str) -> None:
        self._client.delete_object(Bucket=self._bucket, Key=f"quarantine/{photo_id}")

    def store(self, folder: str, pictures: Mapping[int, bytes]) -> None:
        for size, picture in pictures.items():
            self._client.put_object(
                Bucket=self._bucket,
                Key=f"{folder}-{size}.jpg",
                Body=picture,
                ContentType="image/jpeg",
                CacheControl="private, no-store",
                Tagging=UNKEPT,
            )

    def keep(self, folder: str) -> None:
        for size in SIZES:
            self._client.put_object_tagging(
                Bucket=self._bucket,
                Key=f"{folder}-{size}.jpg",
                Tagging=KEPT,  # type: ignore[arg-type]
            )

    def discard(self, folder: str) -> None:
        for size in SIZES:
            self._client.delete_object(Bucket=self._bucket, Key=f"{folder}-{size}.jpg")

    def publish(self, folder: str, name: str) -> None:
        for size in SIZES:
            answer = self._client.get_object(Bucket=self._bucket, Key=f"{folder}-{size}.jpg")
            self._client.put_object(
                Bucket=self._bucket,
                Key=f"photos/{name}-{size}.jpg",
                Body=answer["Body"].read(),
                ContentType="image/jpeg",
                CacheControl=PUBLIC_CACHE,
            )

    def withdraw(self, name: str) -> None:
        for size in SIZES:
            self._client.delete_object(Bucket=self._bucket, Key=f"photos/{name}-{size}.jpg")

    def view_url(self, folder: str, size: int) -> str:
        return self._client.generate_presigned_url(
            "get_object", Params={"Bucket": self._bucket, "Key": f"{folder}-{size}.jpg"}, ExpiresIn=VIEW_S
        )
