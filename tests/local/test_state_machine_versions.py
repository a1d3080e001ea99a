"""Versions and aliases of state machines under the local cloud. The name of a test begins with the patch it proves."""

from __future__ import annotations

import json
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from tests.local.support import REGION, LocalCloud, wait_for

pytestmark = pytest.mark.patches


def template(cloud: LocalCloud, answer: str, seconds: int = 0) -> dict[str, Any]:
    """A machine that waits and then answers, with what `AutoPublishAlias: live` makes of it."""
    states = {
        "Rest": {"Type": "Wait", "Seconds": seconds, "Next": "Answer"},
        "Answer": {"Type": "Pass", "Result": answer, "End": True},
    }
    definition = {"StartAt": "Rest", "States": states}
    revision = {"Fn::GetAtt": ["Machine", "StateMachineRevisionId"]}
    return {
        "Resources": {
            "Machine": {
                "Type": "AWS::StepFunctions::StateMachine",
                "Properties": {
                    "StateMachineName": "versioned",
                    "RoleArn": cloud.role(),
                    "DefinitionString": json.dumps(definition),
                },
            },
            "Version": {
                "Type": "AWS::StepFunctions::StateMachineVersion",
                "DeletionPolicy": "Retain",
                "UpdateReplacePolicy": "Retain",
                "Properties": {"StateMachineArn": {"Ref": "Machine"}, "StateMachineRevisionId": revision},
            },
            "Alias": {
                "Type": "AWS::StepFunctions::StateMachineAlias",
                "Properties": {
                    "Name": "live",
                    "DeploymentPreference": {"Type": "ALL_AT_ONCE", "StateMachineVersionArn": {"Ref": "Version"}},
                },
            },
        },
        "Outputs": {name: {"Value": {"Ref": name}} for name in ("Machine", "Version", "Alias")},
    }


def answer_of(cloud: LocalCloud, execution: str) -> str:
    """What an execution answers, when it has ended."""
    states = cloud.client("stepfunctions")

    def ended() -> dict[str, Any] | None:
        described: dict[str, Any] = states.describe_execution(executionArn=execution)
        return None if described["status"] == "RUNNING" else described

    return str(json.loads(wait_for(ended)["output"]))


def test_state_machine_versions_survive_a_deploy_and_lead_back(cloud: LocalCloud) -> None:
    states = cloud.client("stepfunctions")

    def started() -> str:
        return str(states.start_execution(stateMachineArn=first["Alias"])["executionArn"])

    first = cloud.stack("versioned", template(cloud, "one", seconds=2))
    assert first["status"] == "CREATE_COMPLETE", first
    waiting = started()

    second = cloud.stack("versioned", template(cloud, "two"))
    assert (second["status"], second["Alias"]) == ("UPDATE_COMPLETE", first["Alias"]), second
    assert second["Version"] != first["Version"]
    assert answer_of(cloud, started()) == "two"
    assert answer_of(cloud, waiting) == "one"

    back = [{"stateMachineVersionArn": first["Version"], "weight": 100}]
    states.update_state_machine_alias(stateMachineAliasArn=first["Alias"], routingConfiguration=back)
    assert answer_of(cloud, started()) == "one"


def test_state_machine_versions_need_the_right_at_the_machine(cloud: LocalCloud) -> None:
    made = cloud.stack("versioned", template(cloud, "one"))

    def client_that_may(name: str, machine: str) -> Any:
        iam = cloud.client("iam")
        iam.create_user(UserName=name)
        right = {"Effect": "Allow", "Action": "states:StartExecution", "Resource": machine}
        iam.put_user_policy(UserName=name, PolicyName="start", PolicyDocument=json.dumps({"Statement": [right]}))
        key = iam.create_access_key(UserName=name)["AccessKey"]
        return boto3.client(
            "stepfunctions",
            endpoint_url=cloud.url,
            region_name=REGION,
            aws_access_key_id=key["AccessKeyId"],
            aws_secret_access_key=key["SecretAccessKey"],
        )

    assert client_that_may("starter", made["Machine"]).start_execution(stateMachineArn=made["Alias"])["executionArn"]
    other = client_that_may("stranger", made["Machine"].replace("versioned", "another"))
    with pytest.raises(ClientError, match="AccessDenied"):
        other.start_execution(stateMachineArn=made["Alias"])
