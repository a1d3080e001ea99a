"""Uploads by presigned POST under the local cloud: the limits of a ticket, and who hears of an upload.

No patch is needed for these; the tests hold the emulator to what photos rely on.
"""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from tests.local.support import LocalCloud, wait_for

pytestmark = pytest.mark.patches

MOST = 1000
TEMPLATE: dict[str, Any] = {
    "Resources": {
        "Bucket": {
            "Type": "AWS::S3::Bucket",
            "Properties": {"NotificationConfiguration": {"EventBridgeConfiguration": {"EventBridgeEnabled": True}}},
        },
        "Queue": {"Type": "AWS::SQS::Queue"},
        "Rule": {
            "Type": "AWS::Events::Rule",
            "Properties": {
                "EventPattern": {
                    "source": ["aws.s3"],
                    "detail-type": ["Object Created"],
                    "detail": {
                        "bucket": {"name": [{"Ref": "Bucket"}]},
                        "object": {"key": [{"prefix": "quarantine/"}]},
                    },
                },
                "Targets": [{"Id": "queue", "Arn": {"Fn::GetAtt": ["Queue", "Arn"]}}],
            },
        },
        "Policy": {
            "Type": "AWS::SQS::QueuePolicy",
            "Properties": {
                "Queues": [{"Ref": "Queue"}],
                "PolicyDocument": {
                    "Statement": [
                        {
                            "Effect": "Allow",
                            "Principal": {"Service": "events.amazonaws.com"},
                            "Action": "sqs:SendMessage",
                            "Resource": {"Fn::GetAtt": ["Queue", "Arn"]},
                            "Condition": {"ArnEquals": {"aws:SourceArn": {"Fn::GetAtt": ["Rule", "Arn"]}}},
                        }
                    ]
                },
            },
        },
    },
    "Outputs": {"Bucket": {"Value": {"Ref": "Bucket"}}, "Queue": {"Value": {"Ref": "Queue"}}},
}


@pytest.fixture(scope="module")
def stack(cloud: LocalCloud) -> dict[str, str]:
    made = cloud.stack("uploads", TEMPLATE)
    assert made["status"] == "CREATE_COMPLETE", made
    return made


def ticket(cloud: LocalCloud, bucket: str, seconds: int = 300) -> dict[str, Any]:
    conditions = [["content-length-range", 1, MOST], ["starts-with", "$Content-Type", "image/"]]
    form: dict[str, Any] = cloud.client("s3").generate_presigned_post(
        Bucket=bucket, Key="quarantine/photo", Conditions=conditions, ExpiresIn=seconds
    )
    return form


def post(form: dict[str, Any], data: bytes, kind: str | None = "image/jpeg", **fields: str) -> int:
    sent = {**form["fields"], **({"Content-Type": kind} if kind else {}), **fields}
    return httpx.post(form["url"], data=sent, files={"file": ("photo", data)}).status_code


def test_a_ticket_holds_to_its_limits(cloud: LocalCloud, stack: dict[str, str]) -> None:
    form = ticket(cloud, stack["Bucket"])
    refused = {
        "too large": post(form, bytes(MOST + 1)),
        "empty": post(form, b""),
        "another kind": post(form, b"x", "text/html"),
        "no kind": post(form, b"x", None),
        "two kinds": post(form, b"x", "image/png,text/html"),
        "another key": post(form, b"x", key="photos/mine.jpg"),
        "an acl": post(form, b"x", acl="public-read"),
        "a tag": post(form, b"x", tagging="<Tagging/>"),
        "another policy": post({**form, "fields": {**form["fields"], "policy": "e30="}}, b"x"),
        "expired": post(ticket(cloud, stack["Bucket"], -1), b"x"),
    }
    assert {name: 400 <= status < 500 for name, status in refused.items()} == dict.fromkeys(refused, True), refused
    assert "Contents" not in cloud.client("s3").list_objects_v2(Bucket=stack["Bucket"])
    assert post(form, bytes(MOST)) == 204


def test_the_queue_hears_of_uploads_and_of_nothing_else(cloud: LocalCloud, stack: dict[str, str]) -> None:
    bucket = cloud.client("s3")
    for key in ("photos/x", "processed/y", "quarantine/put"):
        bucket.put_object(Bucket=stack["Bucket"], Key=key, Body=b"x")
    assert post(ticket(cloud, stack["Bucket"]), b"x") == 204
    sqs, seen = cloud.client("sqs"), []

    def heard() -> bool:
        for message in sqs.receive_message(QueueUrl=stack["Queue"], MaxNumberOfMessages=10).get("Messages", ()):
            event = json.loads(message["Body"])
            assert event["detail-type"] == "Object Created"
            seen.append(event["detail"]["object"]["key"])
        return {"quarantine/put", "quarantine/photo"} <= set(seen)

    wait_for(heard)
    assert all(key.startswith("quarantine/") for key in seen)


def test_tags_come_and_go_without_touching_the_object(cloud: LocalCloud, stack: dict[str, str]) -> None:
    bucket, at = cloud.client("s3"), {"Bucket": stack["Bucket"], "Key": "processed/tagged"}
    bucket.put_object(**at, Body=b"x", Tagging="kept=no")
    assert bucket.get_object_tagging(**at)["TagSet"] == [{"Key": "kept", "Value": "no"}]
    bucket.put_object_tagging(**at, Tagging={"TagSet": [{"Key": "kept", "Value": "yes"}]})
    assert bucket.get_object_tagging(**at)["TagSet"] == [{"Key": "kept", "Value": "yes"}]
    assert bucket.get_object(**at)["Body"].read() == b"x"
