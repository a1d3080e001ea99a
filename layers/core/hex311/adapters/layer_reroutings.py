"""Runs in which open cases follow new map layers, as documents beside the import in the city bucket.

reroute.json names the newest run of an import, reroute-<run>.json is how that run stands: a superseded run that still
works writes into its own document and never over that of the new one.
"""

import json
from functools import cached_property
from typing import TYPE_CHECKING, Any

import boto3
from botocore.exceptions import ClientError

from hex311.adapters.layer_imports import FOLDER

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


class S3LayerReroutings:
    """The `LayerReroutings` port."""

    def __init__(self, bucket: str) -> None:
        self._bucket = bucket

    @cached_property
    def _client(self) -> "S3Client":
        client: S3Client = boto3.client("s3")
        return client

    def begin(self, run: dict[str, Any]) -> None:
        self.keep(run)
        self._put(run["import_id"], "reroute", {"run": run["run"]})

    def keep(self, run: dict[str, Any]) -> None:
        self._put(run["import_id"], f"reroute-{run['run']}", run)

    def standing(self, import_id: str) -> dict[str, Any] | None:
        newest = self._get(import_id, "reroute")
        return self._get(import_id, f"reroute-{newest['run']}") if newest else None

    def _put(self, import_id: str, name: str, document: dict[str, Any]) -> None:
        body = json.dumps(document, ensure_ascii=False).encode()
        self._client.put_object(Bucket=self._bucket, Key=f"{FOLDER}{import_id}/{name}.json", Body=body)

    def _get(self, import_id: str, name: str) -> dict[str, Any] | None:
        try:
            answer = self._client.get_object(Bucket=self._bucket, Key=f"{FOLDER}{import_id}/{name}.json")
        except ClientError as error:
            if error.response["Error"]["Code"] in ("NoSuchKey", "404"):
                return None
            raise
        found: dict[str, Any] = json.loads(answer["Body"].read())
        return found
