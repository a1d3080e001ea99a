"""JSON objects in a folder of the city bucket, packed or not. No geometry is imported here: the watchman needs none."""

import gzip
import json
from typing import Any

from botocore.exceptions import ClientError

from hex311_cli.overlay.problems import LayerError


class Folder:
    """Reads and writes JSON under a prefix through an S3 client. Names ending in .gz are packed."""

    def __init__(self, s3: Any, bucket: str, prefix: str) -> None:
        self._s3, self._bucket, self._prefix = s3, bucket, prefix

    def get(self, name: str) -> Any | None:
        """The object's JSON, or None when there is no such object."""
        try:
            body = self._s3.get_object(Bucket=self._bucket, Key=self._prefix + name)["Body"].read()
        except ClientError as fault:
            if fault.response["Error"]["Code"] in {"NoSuchKey", "404"}:
                return None
            raise
        return json.loads(gzip.decompress(body) if name.endswith(".gz") else body)

    def get_bytes(self, name: str, shown: str, most: int) -> bytes:
        """An upload as it is; raises `LayerError` when it is not there or larger than `most` bytes."""
        try:
            answer = self._s3.get_object(Bucket=self._bucket, Key=self._prefix + name)
        except ClientError as fault:
            if fault.response["Error"]["Code"] in {"NoSuchKey", "404"}:
                raise LayerError(shown, "it was not uploaded", "Send the file to the address of the ticket.") from fault
            raise
        if answer["ContentLength"] > most:
            raise LayerError(shown, f"it has {answer['ContentLength']:,} bytes", "Send a smaller extract.")
        body: bytes = answer["Body"].read()
        return body

    def put(self, name: str, document: Any) -> None:
        self.put_bytes(name, packed(document))

    def put_bytes(self, name: str, text: bytes) -> None:
        """Store JSON text as it is given."""
        self._s3.put_object(Bucket=self._bucket, Key=self._prefix + name, Body=_body(name, text))

    def create(self, name: str, document: Any) -> bool:
        """Store an object unless there is one of this name; whether it was stored."""
        body = _body(name, packed(document))
        try:
            self._s3.put_object(Bucket=self._bucket, Key=self._prefix + name, Body=body, IfNoneMatch="*")
        except ClientError as fault:
            if fault.response["Error"]["Code"] in {"PreconditionFailed", "ConditionalRequestConflict"}:
                return False
            raise
        return True

    def delete(self, *names: str) -> None:
        for name in names:
            self._s3.delete_object(Bucket=self._bucket, Key=self._prefix + name)

    def names(self, prefix: str = "") -> list[str]:
        """Names of the objects that begin so."""
        pages = self._s3.get_paginator("list_objects_v2").paginate(Bucket=self._bucket, Prefix=self._prefix + prefix)
        return [one["Key"].removeprefix(self._prefix) for page in pages for one in page.get("Contents", ())]


def packed(document: Any) -> bytes:
    """JSON without blanks."""
    return json.dumps(document, separators=(",", ":"), ensure_ascii=False).encode()


def _body(name: str, text: bytes) -> bytes:
    return gzip.compress(text, 6, mtime=0) if name.endswith(".gz") else text
