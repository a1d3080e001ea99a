"""What survives a stop and a kill. The name of a test begins with the patch it proves, if any."""

from __future__ import annotations

import json
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from tests.local.support import LocalCloud, wait_for
from tests.local.test_stacks import child, parent
from tests.local.test_streams import Pipe

pytestmark = pytest.mark.patches


@pytest.fixture(scope="module")
def before(cloud: LocalCloud) -> dict[str, Any]:
    """Things of every kind, made before a clean stop and start; what a test needs to find them."""
    nested = cloud.stack("nested", parent(cloud, child()))
    cloud.client("dynamodb").put_item(TableName=nested["Table"], Item={"id": {"S": "kept"}})
    queue, queue_arn = cloud.queue("kept")
    cloud.client("sqs").send_message(QueueUrl=queue, MessageBody="kept")
    bus = cloud.client("events")
    bus.create_event_bus(Name="city")
    bus.put_rule(Name="everything", EventBusName="city", EventPattern='{"source": ["city"]}')
    target = {"Id": "q", "Arn": queue_arn}
    bus.put_targets(Rule="everything", EventBusName="city", Targets=[target])
    pool = cloud.client("cognito-idp").create_user_pool(PoolName="staff")["UserPool"]["Id"]
    cloud.client("cognito-idp").admin_create_user(UserPoolId=pool, Username="crew", MessageAction="SUPPRESS")
    key = cloud.client("kms").create_key()["KeyMetadata"]["KeyId"]
    secret = cloud.client("kms").encrypt(KeyId=key, Plaintext=b"kept")["CiphertextBlob"]
    cloud.client("secretsmanager").create_secret(Name="pepper", SecretString="kept")
    cloud.client("ssm").put_parameter(Name="/url", Value="kept", Type="String")
    cloud.client("s3").create_bucket(Bucket="kept")
    cloud.client("s3").put_object(Bucket="kept", Key="page", Body=b"kept", ContentType="text/html")
    cloud.client("ses").verify_email_identity(EmailAddress="311@example.org")
    cloud.client("ses").send_email(
        Source="311@example.org",
        Destination={"ToAddresses": ["resident@example.org"]},
        Message={"Subject": {"Data": "Kept"}, "Body": {"Text": {"Data": "kept"}}},
    )
    wait = {"StartAt": "Wait", "States": {"Wait": {"Type": "Wait", "Seconds": 600, "End": True}}}
    execution = cloud.start_execution(wait)
    pipe = Pipe(cloud, "pipe", partial=True)
    pipe.put("one", "two")
    wait_for(lambda: pipe.seen() == {"one", "two"})
    pipe.pause()
    pipe.write("unread")
    unpacked = list((cloud.folder / "scratch").glob("ministack-lambda-*"))
    cloud.stop()
    left = (cloud.folder / "scratch").exists()
    cloud.start()
    return {
        "unpacked": unpacked, "left": left,
        "nested": nested, "queue": queue, "pool": pool, "key": key, "secret": secret, "execution": execution,
        "pipe": pipe,
    }  # fmt: skip


def test_what_workers_unpacked_goes_with_the_cloud(before: dict[str, Any]) -> None:
    """Each has a copy of its code and its layers, up to 150 MB; in the system's own folder they stayed for ever."""
    assert before["unpacked"]
    assert not before["left"]


def test_nested_stack_can_be_updated_after_a_restart(cloud: LocalCloud, before: dict[str, Any]) -> None:
    items = cloud.client("dynamodb").scan(TableName=before["nested"]["Table"])
    assert items["Items"] == [{"id": {"S": "kept"}}]
    updated = cloud.stack("nested", parent(cloud, child(), Visibility="90"))
    assert (updated["status"], updated["Table"]) == ("UPDATE_COMPLETE", before["nested"]["Table"])


def test_queues_rules_and_buses_survive(cloud: LocalCloud, before: dict[str, Any]) -> None:
    entry = {"EventBusName": "city", "Source": "city", "DetailType": "Later", "Detail": "{}"}
    assert cloud.client("events").put_events(Entries=[entry])["FailedEntryCount"] == 0
    bodies: list[str] = []

    def both() -> bool:
        found = cloud.client("sqs").receive_message(QueueUrl=before["queue"], MaxNumberOfMessages=10)
        bodies.extend(message["Body"] for message in found.get("Messages", []))
        return len(bodies) == 2

    wait_for(both)
    assert "kept" in bodies


def test_people_keys_secrets_and_objects_survive(cloud: LocalCloud, before: dict[str, Any]) -> None:
    users = cloud.client("cognito-idp").list_users(UserPoolId=before["pool"])["Users"]
    assert [user["Username"] for user in users] == ["crew"]
    assert cloud.client("kms").decrypt(CiphertextBlob=before["secret"])["Plaintext"] == b"kept"
    assert cloud.client("secretsmanager").get_secret_value(SecretId="pepper")["SecretString"] == "kept"
    assert cloud.client("ssm").get_parameter(Name="/url")["Parameter"]["Value"] == "kept"
    page = cloud.client("s3").get_object(Bucket="kept", Key="page")
    assert (page["Body"].read(), page["ContentType"]) == (b"kept", "text/html")


def test_running_executions_come_back_as_failed(cloud: LocalCloud, before: dict[str, Any]) -> None:
    execution = cloud.client("stepfunctions").describe_execution(executionArn=before["execution"])
    assert (execution["status"], execution["error"]) == ("FAILED", "States.ServiceRestart")


def test_stream_records_of_before_and_after_a_restart_are_seen(cloud: LocalCloud, before: dict[str, Any]) -> None:
    before["pipe"].put("three")
    wait_for(lambda: before["pipe"].seen() == {"one", "two", "unread", "three"})


def test_mail_inbox_survives(cloud: LocalCloud, before: dict[str, Any]) -> None:
    with urlopen(f"{cloud.url}/_ministack/ses/messages") as answer:
        subjects = [mail["Subject"] for mails in json.load(answer)["messages"].values() for mail in mails]
    assert subjects == ["Kept"]


@pytest.fixture
def fast_saving(tmp_path: Path) -> Iterator[LocalCloud]:
    """A local cloud that saves twice a second."""
    cloud = LocalCloud(tmp_path, autosave_seconds=0.5)
    cloud.start()
    yield cloud
    cloud.stop()


def test_a_kill_loses_only_the_last_seconds(fast_saving: LocalCloud) -> None:
    cloud = fast_saving
    table = cloud.stack("nested", parent(cloud, child()))["Table"]
    cloud.client("dynamodb").put_item(TableName=table, Item={"id": {"S": "saved"}})
    saved = cloud.folder / "state" / "dynamodb.json"
    wait_for(lambda: saved.exists() and '"saved"' in saved.read_text())
    cloud.stop(signal.SIGKILL)
    cloud.start()
    assert cloud.client("dynamodb").scan(TableName=table)["Items"] == [{"id": {"S": "saved"}}]
    assert cloud.stack("nested", parent(cloud, child(), Visibility="40"))["status"] == "UPDATE_COMPLETE"
