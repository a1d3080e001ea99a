"""IAM policies of the translated templates, as grants that can be compared (see `permissions.py`)."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import cfnlint

from tests.contract.support.permissions import Grant
from tests.contract.support.templates import everywhere, functions, text, translated

# How the things of the city look as a resource of a statement. The first that fits names it.
THINGS = (
    (r"arn:aws:dynamodb:[^/]+:table/\$\{(\w+)\}(/index/\w+\*?)?", r"\1\2"),
    (r"arn:aws:s3:::\$\{(\w+)\}(?:/([\w-]*)/?\*)?", r"\1/\2"),
    (r"arn:aws:ssm:[^/]+:parameter/hex311/hex311/public-url", "PublicUrlParameter"),
    (r"arn:aws:states:.+:stateMachine:hex311-service-request", "Machine"),
    (r"arn:aws:states:.+:stateMachine:hex311-import-layers", "ImportMachine"),
    (r"arn:aws:states:.+:execution:hex311-service-request:\*", "Executions"),
    (r"arn:aws:states:.+:execution:hex311-import-layers[:/]\*", "ImportExecutions"),
    (r"arn:aws:events:.+:event-bus/\$\{EventBus\}", "EventBus"),
    (r"arn:aws:ses:.+:(configuration-set/hex311|identity/.+)", "Sender"),
    (r"\$\{(\w+)Arn\}", r"\1"),
    (r"\$\{(\w+)\.Arn\}", r"\1"),
    (r"\*", "*"),
)
# What a parameter or an attribute holds in a deployment, for AWS's own formats of resources.
SAMPLES = {
    "CasesStreamArn": "arn:aws:dynamodb:us-east-1:123456789012:table/cases/stream/2026-01-01T00:00:00.000",
    "ContactsKeyArn": "arn:aws:kms:us-east-1:123456789012:key/0a1b",
    "SecretArn": "arn:aws:secretsmanager:us-east-1:123456789012:secret:pepper-a1b2c3",
    "UserPoolArn": "arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_0a1b2c",
    "WebhookKeysArn": "arn:aws:secretsmanager:us-east-1:123456789012:secret:keys-g7h8i9",
    "OriginSecretArn": "arn:aws:secretsmanager:us-east-1:123456789012:secret:mark-d4e5f6",
}


# Can be done to a thing, and to something that is none: a text message is published to no topic.
ON_NOTHING = {"sns:Publish"}


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def thing(resource: Any) -> str:
    """The name of a resource: `CasesTable`, `TilesBucket/tiles`, `Machine`, `*`."""
    written = text(resource)
    for pattern, name in THINGS:
        if match := re.fullmatch(pattern, written):
            return match.expand(name).rstrip("/")
    raise ValueError(f"add to THINGS: {written}")


def sample_arn(resource: Any) -> str:
    """A resource as it could look in a deployment."""
    written = text(resource)
    if match := re.fullmatch(r"\$\{(\w+)Queue\.?Arn\}", written):
        return f"arn:aws:sqs:us-east-1:123456789012:{match[1]}"
    if match := re.fullmatch(r"\$\{(\w+Queue)\.Arn\}", written):
        return f"arn:aws:sqs:us-east-1:123456789012:{match[1]}"
    if match := re.fullmatch(r"\$\{(\w+)\.Arn\}", written):
        return f"arn:aws:lambda:us-east-1:123456789012:function:{match[1]}"
    if match := re.fullmatch(r"\$\{(\w+)\}", written):
        return SAMPLES[match[1]]
    return re.sub(r"\$\{[^}]+\}", "name", written)


def role_statements(role: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What a role may do; denials beside it only narrow that."""
    for policy in role["Properties"].get("Policies", []):
        yield from (one for one in as_list(policy["PolicyDocument"]["Statement"]) if one["Effect"] == "Allow")


def grants(statements: Iterator[dict[str, Any]]) -> frozenset[Grant]:
    return frozenset(
        (action, thing(resource))
        for statement in statements
        for action in as_list(statement["Action"])
        for resource in as_list(statement["Resource"])
    )


def granted_to(folder: str) -> frozenset[Grant]:
    """What the role of a function may do."""
    template, logical_id, _ = functions()[folder]
    return grants(role_statements(translated(template)["Resources"][f"{logical_id}Role"]))


def trigger_needs(folder: str) -> frozenset[Grant]:
    """What Lambda needs of the role to read the function's source and to put aside what failed."""
    template, logical_id, _ = functions()[folder]
    needs: set[Grant] = set()
    for (name, _), mapping in everywhere("AWS::Lambda::EventSourceMapping").items():
        properties = mapping["Properties"]
        if name != template or properties["FunctionName"] != {"Ref": logical_id}:
            continue
        source = thing(properties["EventSourceArn"])
        if source.endswith("Queue"):
            actions = ("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes")
        else:
            actions = ("dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator")
            needs.add(("dynamodb:ListStreams", "*"))
            bucket = thing(properties["DestinationConfig"]["OnFailure"]["Destination"])
            needs |= {("s3:PutObject", bucket), ("s3:ListBucket", bucket)}
        needs |= {(action, source) for action in actions}
    return frozenset(needs)


@cache
def _aws() -> dict[str, Any]:
    """AWS's services, actions and resource formats, as cfn-lint carries them."""
    data: dict[str, Any] = json.loads(
        (Path(cfnlint.__file__).parent / "data/AdditionalSpecs/Policies.json").read_text()
    )
    return data


def fits(action: str, arn: str) -> bool:
    """Whether AWS knows the action and whether it can be done to this kind of resource. Raises KeyError if unknown."""
    service, _, verb = action.partition(":")
    known = _aws()[service]["Actions"][verb.lower()]
    kinds = known.get("Resources")
    if not kinds or action in ON_NOTHING:
        return arn == "*"
    # AWS writes some kinds in capitals in one place and not in the other.
    resources = {kind.lower(): found for kind, found in _aws()[service]["Resources"].items()}
    formats = [pattern for kind in as_list(kinds) for pattern in resources[kind.lower()]["ARNFormats"]]
    return any(re.fullmatch(re.sub(r"\$\{[^}]+\}", "[^:]*", pattern), arn) for pattern in formats)
