"""Stream mappings under the local cloud. The name of a test begins with the patch it proves."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.local.support import LocalCloud, wait_for

pytestmark = pytest.mark.patches

#: Notes every record it accepts in a table; refuses those named "poison".
RELAY = """
import boto3, os
client = boto3.client("dynamodb")
def handler(event, context):
    failures = []
    for record in event["Records"]:
        name = record["dynamodb"]["Keys"]["pk"]["S"]
        if "poison" in name:
            if os.environ["PARTIAL"]:
                return {"batchItemFailures": [{"itemIdentifier": record["dynamodb"]["SequenceNumber"]}]}
            raise ValueError(name)
        client.put_item(TableName=os.environ["SEEN"], Item={"pk": {"S": name}})
    return {"batchItemFailures": failures}
"""


class Pipe:
    """A table with a stream, a function behind it, and the names the function accepted."""

    def __init__(self, cloud: LocalCloud, name: str, *, partial: bool, **mapping: Any) -> None:
        self._dynamodb = cloud.client("dynamodb")
        self._source, self._seen = f"{name}-source", f"{name}-seen"
        stream = {"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"}
        arn = self._table(self._source, StreamSpecification=stream)
        self._table(self._seen)
        variables = {"SEEN": self._seen, "PARTIAL": "yes" if partial else ""}
        cloud.function(name, RELAY, Environment={"Variables": variables}, Timeout=20)
        if partial:
            mapping["FunctionResponseTypes"] = ["ReportBatchItemFailures"]
        self.mapping = cloud.client("lambda").create_event_source_mapping(
            EventSourceArn=arn, FunctionName=name, StartingPosition="TRIM_HORIZON", Enabled=False, **mapping
        )["UUID"]
        self._functions = cloud.client("lambda")

    def _table(self, name: str, **more: Any) -> str:
        made = self._dynamodb.create_table(
            TableName=name,
            BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
            KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
            **more,
        )
        return str(made["TableDescription"].get("LatestStreamArn", ""))

    def write(self, *names: str) -> None:
        """Write items."""
        for name in names:
            self._dynamodb.put_item(TableName=self._source, Item={"pk": {"S": name}})

    def pause(self) -> None:
        """Stop reading the stream."""
        self._functions.update_event_source_mapping(UUID=self.mapping, Enabled=False)

    def put(self, *names: str) -> None:
        """Write items, and only then let the mapping see them, in one batch."""
        self.write(*names)
        self._functions.update_event_source_mapping(UUID=self.mapping, Enabled=True)

    def seen(self) -> set[str]:
        """Names the function accepted."""
        return {item["pk"]["S"] for item in self._dynamodb.scan(TableName=self._seen)["Items"]}


def test_stream_batches_go_on_after_a_poisoned_record(cloud: LocalCloud) -> None:
    queue = cloud.client("sqs").create_queue(QueueName="failures")["QueueUrl"]
    arn = cloud.client("sqs").get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])
    destination = {"OnFailure": {"Destination": arn["Attributes"]["QueueArn"]}}
    pipe = Pipe(cloud, "partial", partial=True, BisectBatchOnFunctionError=True, MaximumRetryAttempts=1,
                DestinationConfig=destination)  # fmt: skip
    pipe.put("a", "b", "poison", "c")
    wait_for(lambda: pipe.seen() == {"a", "b", "c"})

    def message() -> Any:
        found = cloud.client("sqs").receive_message(QueueUrl=queue).get("Messages")
        return json.loads(found[0]["Body"]) if found else None

    report = wait_for(message)
    assert report["requestContext"]["condition"] == "RetryAttemptsExhausted"
    assert report["DDBStreamBatchInfo"]["batchSize"] == 1, "only the poisoned record was given up"


def test_stream_batches_split_a_batch_that_raises(cloud: LocalCloud) -> None:
    pipe = Pipe(cloud, "raising", partial=False, BisectBatchOnFunctionError=True, MaximumRetryAttempts=0)
    pipe.put("a", "b", "poison", "c", "d")
    wait_for(lambda: pipe.seen() == {"a", "b", "c", "d"})


def test_stream_batches_send_the_whole_batch_to_a_bucket(cloud: LocalCloud) -> None:
    s3 = cloud.client("s3")
    s3.create_bucket(Bucket="failed-batches")
    destination = {"OnFailure": {"Destination": "arn:aws:s3:::failed-batches"}}
    pipe = Pipe(cloud, "to-bucket", partial=True, MaximumRetryAttempts=0, DestinationConfig=destination)
    pipe.put("poison", "lost with it")
    key = wait_for(lambda: [item["Key"] for item in s3.list_objects_v2(Bucket="failed-batches").get("Contents", [])])
    assert key[0].startswith(f"aws/lambda/{pipe.mapping}/shardId-")
    report = json.loads(s3.get_object(Bucket="failed-batches", Key=key[0])["Body"].read())
    names = [record["dynamodb"]["Keys"]["pk"]["S"] for record in json.loads(report["payload"])["Records"]]
    assert names == ["poison", "lost with it"]
    assert report["DDBStreamBatchInfo"]["batchSize"] == 2
