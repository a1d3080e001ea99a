"""Uploads of map layers, and the state machine that imports them."""

import gzip
import json
from functools import cached_property
from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from hex311.domain.map_layers import MOST_UPLOAD_BYTES

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_stepfunctions import SFNClient

TICKET_SECONDS = 900
FOLDER = "imports/"


class S3LayerUploads:
    """The `LayerUploads` port: a request beside its upload in the city bucket, and the report the job leaves there."""

    def __init__(self, bucket: str) -> None:
        self._bucket = bucket

    @cached_property
    def _client(self) -> "S3Client":
        client: S3Client = boto3.client("s3", config=Config(signature_version="s3v4"))
        return client

    def ticket(self, import_id: str, request: dict[str, Any]) -> dict[str, Any]:
        self.keep(import_id, request)
        return self._client.generate_presigned_post(
            Bucket=self._bucket,
            Key=f"{FOLDER}{import_id}/upload",
            Conditions=[["content-length-range", 1, MOST_UPLOAD_BYTES]],
            ExpiresIn=TICKET_SECONDS,
        )

    def keep(self, import_id: str, request: dict[str, Any]) -> None:
        self._put(import_id, "request.json", request)

    def begin(self, import_id: str, run: str) -> None:
        self._put(import_id, "report.json", {"import_id": import_id, "run": run, "status": "running"})

    def report(self, import_id: str) -> dict[str, Any] | None:
        found = self._get(import_id, "report.json")
        if found is None and self._get(import_id, "request.json") is not None:
            return {"import_id": import_id, "status": "waiting"}
        return found

    def difference(self, import_id: str) -> dict[str, Any] | None:
        return self._get(import_id, "difference.json.gz")

    def recent(self, most: int) -> list[dict[str, Any]]:
        reports: list[tuple[int, str]] = []
        after = ""
        while True:
            page = self._client.list_objects_v2(Bucket=self._bucket, Prefix=FOLDER, StartAfter=after)
            for one in page.get("Contents", ()):
                after = one["Key"]
                if after.endswith("/report.json"):
                    reports.append((int(one["LastModified"].timestamp()), after.split("/")[1]))
            if not page["IsTruncated"]:
                break
        return [
            {
                "at": at,
                "request": self._get(import_id, "request.json") or {},
                "report": self._get(import_id, "report.json") or {"import_id": import_id, "status": "waiting"},
            }
            for at, import_id in sorted(reports, reverse=True)[:most]
        ]

    def _put(self, import_id: str, name: str, document: dict[str, Any]) -> None:
        body = json.dumps(document, ensure_ascii=False).encode()
        self._client.put_object(Bucket=self._bucket, Key=f"{FOLDER}{import_id}/{name}", Body=body)

    def _get(self, import_id: str, name: str) -> dict[str, Any] | None:
        try:
            body = self._client.get_object(Bucket=self._bucket, Key=f"{FOLDER}{import_id}/{name}")["Body"].read()
        except ClientError as error:
            if error.response["Error"]["Code"] in ("NoSuchKey", "404"):
                return None
            raise
        found: dict[str, Any] = json.loads(gzip.decompress(body) if name.endswith(".gz") else body)
        return found


class StepFunctionsImports:
    """The `LayerJobs` port."""

    def __init__(self, state_machine_arn: str) -> None:
        self._arn = state_machine_arn

    @cached_property
    def _client(self) -> "SFNClient":
        client: SFNClient = boto3.client("stepfunctions")
        return client

    def start(self, import_id: str, wishes: dict[str, Any], run: str) -> None:
        self._start_once(f"{import_id}-{run}", {"import_id": import_id, **wishes})

    def reroute(self, import_id: str, run: str, mark: str) -> None:
        self._start_once(f"{import_id}-{mark}", {"import_id": import_id, "reroute": run})

    def _start_once(self, name: str, given: dict[str, Any]) -> None:
        """Names of executions are never given twice, so what is sent again starts nothing."""
        try:
            self._client.start_execution(stateMachineArn=self._arn, name=name, input=json.dumps(given, sort_keys=True))
        except ClientError as error:
            if error.response["Error"]["Code"] != "ExecutionAlreadyExists":
                raise
