"""Uploads of map layers, and the state machine that imports them."""

import json
from functools import cached_property
from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_stepfunctions import SFNClient

LAYER_BYTES = 500 * 1024 * 1024
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
        body = json.dumps(request, ensure_ascii=False).encode()
        self._client.put_object(Bucket=self._bucket, Key=f"{FOLDER}{import_id}/request.json", Body=body)
        return self._client.generate_presigned_post(
            Bucket=self._bucket,
            Key=f"{FOLDER}{import_id}/upload",
            Conditions=[["content-length-range", 1, LAYER_BYTES]],
            ExpiresIn=TICKET_SECONDS,
        )

    def report(self, import_id: str) -> dict[str, Any] | None:
        for name in ("report.json", "request.json"):
            try:
                answer = self._client.get_object(Bucket=self._bucket, Key=f"{FOLDER}{import_id}/{name}")
            except ClientError as error:
                if error.response["Error"]["Code"] in ("NoSuchKey", "404"):
                    continue
                raise
            found: dict[str, Any] = json.loads(answer["Body"].read())
            return found if name == "report.json" else {"import_id": import_id, "status": "waiting"}
        return None


class StepFunctionsImports:
    """The `LayerJobs` port."""

    def __init__(self, state_machine_arn: str) -> None:
        self._arn = state_machine_arn

    @cached_property
    def _client(self) -> "SFNClient":
        client: SFNClient = boto3.client("stepfunctions")
        return client

    def start(self, import_id: str, wishes: dict[str, Any]) -> None:
        self._client.start_execution(
            stateMachineArn=self._arn, input=json.dumps({"import_id": import_id, **wishes}, sort_keys=True)
        )

    def reroute(self, import_id: str, run: str) -> None:
        given = {"import_id": import_id, "reroute": run}
        self._client.start_execution(stateMachineArn=self._arn, input=json.dumps(given, sort_keys=True))
