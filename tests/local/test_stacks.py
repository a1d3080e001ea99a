"""CloudFormation under the local cloud. The name of a test begins with the patch it proves."""

from __future__ import annotations

import json
import string
import time
from typing import Any

import pytest

from tests.local.support import LocalCloud

pytestmark = pytest.mark.patches

SERVERLESS = "AWS::Serverless-2016-10-31"
MACHINE = """
StartAt: Only
States:
  Only:
    Type: Pass
    Result: {answer: "${Answer}"}
    End: true
"""


def child(**resources: Any) -> dict[str, Any]:
    """A child's template: a table written in SAM's own type, a queue, and whatever comes on top."""
    return {
        "Transform": SERVERLESS,
        "Parameters": {"Visibility": {"Type": "String", "Default": "30"}},
        "Resources": {
            "Table": {"Type": "AWS::Serverless::SimpleTable"},
            "Queue": {"Type": "AWS::SQS::Queue"},
            "Other": {"Type": "AWS::SQS::Queue", "Properties": {"VisibilityTimeout": {"Ref": "Visibility"}}},
        }
        | resources,
        "Outputs": {
            "Table": {"Value": {"Ref": "Table"}},
            "Queue": {"Value": {"Fn::GetAtt": ["Queue", "QueueName"]}},
        },
    }


def parent(cloud: LocalCloud, template: dict[str, Any], **parameters: str) -> dict[str, Any]:
    """A template with one nested stack, its template in a bucket as `sam package` leaves it."""
    s3 = cloud.client("s3")
    s3.create_bucket(Bucket="templates")
    key = f"{time.monotonic_ns()}.json"
    s3.put_object(Bucket="templates", Key=key, Body=json.dumps(template).encode())
    properties = {"TemplateURL": f"{cloud.url}/templates/{key}", "Parameters": parameters}
    return {
        "Resources": {"Child": {"Type": "AWS::CloudFormation::Stack", "Properties": properties}},
        "Outputs": {
            name: {"Value": {"Fn::GetAtt": ["Child", f"Outputs.{name}"]}} for name in template.get("Outputs", {})
        },
    }


def test_nested_stacks_are_transformed_and_updated(cloud: LocalCloud) -> None:
    made = cloud.stack("nested", parent(cloud, child()))
    assert made["status"] == "CREATE_COMPLETE", made
    cloud.client("dynamodb").put_item(TableName=made["Table"], Item={"id": {"S": "kept"}})
    updated = cloud.stack("nested", parent(cloud, child(), Visibility="60"))
    assert updated["status"] == "UPDATE_COMPLETE", updated
    assert updated["Queue"] == made["Queue"]
    assert cloud.client("dynamodb").scan(TableName=made["Table"])["Count"] == 1


def test_nested_stacks_leave_nothing_after_a_failed_create(cloud: LocalCloud) -> None:
    broken = child(Left={"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "left-behind"}})
    broken["Resources"]["Bad"] = {"Type": "AWS::Nowhere::Thing", "DependsOn": "Left", "Properties": {}}
    failed = cloud.stack("broken", parent(cloud, broken))
    assert failed["status"] == "ROLLBACK_COMPLETE", failed
    queues = cloud.client("sqs").list_queues(QueueNamePrefix="left-behind").get("QueueUrls", [])
    assert queues == []


def test_yaml_state_machines_run(cloud: LocalCloud) -> None:
    s3 = cloud.client("s3")
    s3.create_bucket(Bucket="definitions")
    s3.put_object(Bucket="definitions", Key="machine.asl.yaml", Body=MACHINE.encode())
    properties = {
        "RoleArn": cloud.role(),
        "DefinitionS3Location": {"Bucket": "definitions", "Key": "machine.asl.yaml"},
        "DefinitionSubstitutions": {"Answer": "yes"},
    }
    made = cloud.stack(
        "machine",
        {
            "Resources": {"Machine": {"Type": "AWS::StepFunctions::StateMachine", "Properties": properties}},
            "Outputs": {"Machine": {"Value": {"Ref": "Machine"}}},
        },
    )
    states = cloud.client("stepfunctions")
    execution = states.start_execution(stateMachineArn=made["Machine"])["executionArn"]
    for _ in range(100):
        ended = states.describe_execution(executionArn=execution)
        if ended["status"] != "RUNNING":
            break
        time.sleep(0.05)
    assert json.loads(ended["output"]) == {"answer": "yes"}


def test_table_settings_are_applied(cloud: LocalCloud) -> None:
    properties = {
        "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
        "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
        "TimeToLiveSpecification": {"AttributeName": "expires_at", "Enabled": True},
        "PointInTimeRecoverySpecification": {"PointInTimeRecoveryEnabled": True},
        "SSESpecification": {"SSEEnabled": True, "SSEType": "KMS", "KMSMasterKeyId": {"Fn::GetAtt": ["Key", "Arn"]}},
    }
    policy = {"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "kms:*", "Resource": "*"}]}
    made = cloud.stack(
        "settings",
        {
            "Resources": {
                "Key": {"Type": "AWS::KMS::Key", "Properties": {"KeyPolicy": policy}},
                "Table": {"Type": "AWS::DynamoDB::Table", "Properties": properties},
            },
            "Outputs": {"Table": {"Value": {"Ref": "Table"}}},
        },
    )
    dynamodb, name = cloud.client("dynamodb"), made["Table"]
    expiry = dynamodb.describe_time_to_live(TableName=name)["TimeToLiveDescription"]
    assert expiry == {"TimeToLiveStatus": "ENABLED", "AttributeName": "expires_at"}
    backups = dynamodb.describe_continuous_backups(TableName=name)["ContinuousBackupsDescription"]
    assert backups["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"] == "ENABLED"
    assert dynamodb.describe_table(TableName=name)["Table"]["SSEDescription"]["Status"] == "ENABLED"


def test_generated_secrets_have_the_characters_asked_for(cloud: LocalCloud) -> None:
    wish = {
        "SecretStringTemplate": '{"user": "city"}',
        "GenerateStringKey": "pepper",
        "PasswordLength": 64,
        "ExcludePunctuation": True,
    }
    properties = {"GenerateSecretString": wish}
    made = cloud.stack(
        "secret",
        {
            "Resources": {"Secret": {"Type": "AWS::SecretsManager::Secret", "Properties": properties}},
            "Outputs": {"Secret": {"Value": {"Ref": "Secret"}}},
        },
    )
    value = cloud.client("secretsmanager").get_secret_value(SecretId=made["Secret"])["SecretString"]
    kept = json.loads(value)
    assert kept["user"] == "city"
    assert len(kept["pepper"]) == 64
    assert set(kept["pepper"]) <= set(string.ascii_letters + string.digits)
