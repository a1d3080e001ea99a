"""Mail under the local cloud. The name of a test begins with the patch it proves."""

from __future__ import annotations

import json

import pytest

from tests.local.support import TRUST, LocalCloud

pytestmark = pytest.mark.patches

SENDING = """
import boto3
def handler(event, context):
    boto3.client("sesv2").send_email(
        FromEmailAddress=event["sender"],
        Destination={"ToAddresses": ["resident@example.org"]},
        Content={"Simple": {"Subject": {"Data": "Hello"}, "Body": {"Text": {"Data": "Hello"}}}},
    )
    return "sent"
"""


@pytest.fixture(scope="module")
def sender(cloud: LocalCloud) -> str:
    """A function that may send from 311@example.org and from nothing else; its name."""
    ses = cloud.client("sesv2")
    for address in ("311@example.org", "mayor@example.org"):
        ses.create_email_identity(EmailIdentity=address)
    cloud.function("sending", SENDING, Timeout=20)
    identity = "arn:aws:ses:us-east-1:000000000000:identity/311@example.org"
    policy = {"Statement": [{"Effect": "Allow", "Action": "ses:SendEmail", "Resource": identity}]}
    iam = cloud.client("iam")
    role = iam.create_role(RoleName="sender", AssumeRolePolicyDocument=json.dumps(TRUST))["Role"]["Arn"]
    iam.put_role_policy(RoleName="sender", PolicyName="send", PolicyDocument=json.dumps(policy))
    cloud.client("lambda").update_function_configuration(FunctionName="sending", Role=role)
    return "sending"


def test_mail_rights_are_those_of_the_senders_identity(cloud: LocalCloud, sender: str) -> None:
    assert cloud.invoke(sender, {"sender": "City <311@example.org>"}) == "sent"
    refused = cloud.invoke(sender, {"sender": "mayor@example.org"})
    assert "AccessDenied" in refused["errorType"] + refused["errorMessage"]
