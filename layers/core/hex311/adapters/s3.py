"""The objects of the map in S3."""

import gzip
import hashlib
import secrets
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

import boto3
from botocore.exceptions import ClientError

from hex311.ports import TILE, Stamp

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

# Browsers and the edge ask again after two seconds; the ETag makes that cheap.
TILE_CACHE = "public, max-age=2"
FILE_CACHE = "public, max-age=60"
FOR_EVER = "public, max-age=31536000, immutable"
_SOMEBODY_ELSE = ("PreconditionFailed", "ConditionalRequestConflict", "NoSuchKey")
_NOT_THERE = ("404", "NoSuchKey", "NotFound")
_CONTENT = "content"


class S3Tiles:
    """The `TileStore` port.

    A write is on the condition that the object is still the one whose ETag was read before the table was. The head of
    each gzip stream carries a random number, so no two writes have the same ETag, not even of the same bytes: a
    builder cannot take a later tile for the one that it saw. What the bytes are stands in the object's metadata.
    """

    def __init__(self, bucket: str) -> None:
        self._bucket = bucket

    @cached_property
    def _client(self) -> "S3Client":
        client: S3Client = boto3.client("s3")
        return client

    def stamp(self, path: str) -> Stamp:
        try:
            head = self._client.head_object(Bucket=self._bucket, Key=path)
        except ClientError as error:
            if error.response["Error"]["Code"] in _NOT_THERE:
                return Stamp()
            raise
        return Stamp(head["ETag"], head.get("Metadata", {}).get(_CONTENT, ""))

    def store(self, path: str, body: bytes, before: Stamp, content_type: str = TILE) -> bool | None:
        content = hashlib.sha256(body).hexdigest()
        if before.content == content:
            return None
        condition = {"IfMatch": before.etag} if before.etag else {"IfNoneMatch": "*"}
        try:
            self._client.put_object(
                Bucket=self._bucket,
                Key=path,
                Body=gzip.compress(body, compresslevel=1, mtime=secrets.randbits(32)),
                ContentType=content_type,
                ContentEncoding="gzip",
                CacheControl=TILE_CACHE if content_type == TILE else FILE_CACHE,
                Metadata={_CONTENT: content},
                **condition,  # type: ignore[arg-type]
            )
        except ClientError as error:
            if error.response["Error"]["Code"] in _SOMEBODY_ELSE:
                return False
            raise
        return True

    def read(self, path: str) -> bytes | None:
        try:
            answer = self._client.get_object(Bucket=self._bucket, Key=path)
        except ClientError as error:
            if error.response["Error"]["Code"] in _NOT_THERE:
                return None
            raise
        body = answer["Body"].read()
        return gzip.decompress(body) if answer.get("ContentEncoding") == "gzip" else body

    def paths(self, prefix: str) -> Iterable[str]:
        after = ""
        while True:
            page = self._client.list_objects_v2(Bucket=self._bucket, Prefix=prefix, StartAfter=after)
            for found in page.get("Contents", ()):
                after = found["Key"]
                yield after
            if not page["IsTruncated"]:
                return

    def publish(self, path: str, body: bytes, content_type: str, *, for_ever: bool) -> None:
        self._client.put_object(
            Bucket=self._bucket,
            Key=path,
            Body=body,
            ContentType=content_type,
            CacheControl=FOR_EVER if for_ever else FILE_CACHE,
        )
