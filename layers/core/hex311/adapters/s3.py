"""Map tiles in S3."""

import gzip
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

import boto3
from botocore.exceptions import ClientError

from hex311.domain.errors import TransientFault

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

ATTEMPTS = 8
# Browsers and the edge ask again after two seconds; the ETag makes that cheap.
TILE_CACHE = "public, max-age=2, stale-while-revalidate=10"


class S3Tiles:
    """The `TileStore` port.

    The object's ETag is read before the table is: if another builder stored a tile meanwhile, the conditional write
    fails and the tile is built again from newer data. An older picture can therefore never replace a newer one.
    """

    def __init__(self, bucket: str) -> None:
        self._bucket = bucket

    @cached_property
    def _client(self) -> "S3Client":
        client: S3Client = boto3.client("s3")
        return client

    def replace(self, path: str, build: Callable[[], bytes]) -> None:
        for _ in range(ATTEMPTS):
            etag = self._etag(path)
            condition = {"IfMatch": etag} if etag else {"IfNoneMatch": "*"}
            try:
                self._client.put_object(
                    Bucket=self._bucket,
                    Key=path,
                    Body=gzip.compress(build(), compresslevel=1, mtime=0),
                    ContentType="application/vnd.mapbox-vector-tile",
                    ContentEncoding="gzip",
                    CacheControl=TILE_CACHE,
                    **condition,  # type: ignore[arg-type]
                )
            except ClientError as error:
                if error.response["Error"]["Code"] in ("PreconditionFailed", "ConditionalRequestConflict", "NoSuchKey"):
                    continue
                raise
            return
        raise TransientFault(f"Other builders kept writing {path}.")

    def _etag(self, path: str) -> str | None:
        try:
            return self._client.head_object(Bucket=self._bucket, Key=path)["ETag"]
        except ClientError as error:
            if error.response["Error"]["Code"] in ("404", "NoSuchKey", "NotFound"):
                return None
            raise
