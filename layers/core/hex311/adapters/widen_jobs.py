"""SQS: the back-fill goes on in another invocation."""

import json
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

import boto3

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient


class SqsWidenJobs:
    """The `WidenJobs` port."""

    def __init__(self, queue_url: str) -> None:
        self._queue_url = queue_url

    @cached_property
    def _client(self) -> "SQSClient":
        client: SQSClient = boto3.client("sqs")
        return client

    def go_on(self, radii: Mapping[str, float], cursor: str) -> None:
        body = json.dumps({"radii": dict(radii), "cursor": cursor})
        self._client.send_message(QueueUrl=self._queue_url, MessageBody=body, DelaySeconds=0)
