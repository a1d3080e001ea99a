"""Least privilege, both ways: no function may do more than its code does, and none is short of a right."""

from typing import Any

import pytest

from tests.contract.support.callgraph import reachable_uses
from tests.contract.support.permissions import ADAPTERS, NEEDS, NEVER_TAKEN, called_actions, needs_of
from tests.contract.support.policies import (
    as_list,
    fits,
    granted_to,
    grants,
    role_statements,
    sample_arn,
    trigger_needs,
)
from tests.contract.support.templates import ROOT, everywhere, functions, text, translated

# Rights on `*`: AWS knows no narrower resource for them.
STARS = {
    "dynamodb:ListStreams",
    "states:SendTaskSuccess",  # the token itself is the right
    "sns:Publish",  # a telephone number is no resource; topics are denied beside it
    *(f"logs:{verb}LogDelivery" for verb in ("Create", "Get", "Update", "Delete")),
    "logs:ListLogDeliveries",
    "logs:PutResourcePolicy",
    "logs:DescribeResourcePolicies",
    "logs:DescribeLogGroups",
}
MANAGED = {
    "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",  # write logs
    "arn:aws:iam::aws:policy/AWSXrayWriteOnlyAccess",  # send traces; knows no resources
    "arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs",
}
ROLES = everywhere("AWS::IAM::Role")


def test_every_folder_is_deployed() -> None:
    folders = {path.parent.name for name in ("app.py", "handler.py") for path in (ROOT / "functions").glob(f"*/{name}")}
    assert set(functions()) == folders


@pytest.mark.parametrize("folder", sorted(functions()))
def test_a_function_may_do_what_its_code_does_and_nothing_else(folder: str) -> None:
    wanted = needs_of(ROOT / "functions" / folder) | trigger_needs(folder)
    granted = granted_to(folder)
    assert wanted - granted == set(), "missing rights"
    assert granted - wanted == set(), "rights that nothing uses"


@pytest.mark.parametrize("use", sorted(use for use in NEEDS if use.partition(".")[0] in ADAPTERS))
def test_what_a_port_is_said_to_need_is_what_its_adapter_calls(use: str) -> None:
    port, _, method = use.partition(".")
    said = {action for action, _ in NEEDS[use] if not action.startswith("kms:")} - {"s3:ListBucket"}
    if use == "cases.commit":  # the parts of a change stand by themselves in the table
        said |= {action for part, needs in NEEDS.items() if part.startswith("change.") for action, _ in needs}
        said = {action for action in said if action.startswith("dynamodb:")}
    assert called_actions(port, method) - {"s3:ListBucket"} == said


def test_paths_said_never_to_be_taken_are_reachable() -> None:
    """Otherwise the exception has outlived its reason."""
    for folder, uses in NEVER_TAKEN.items():
        assert set(uses) <= reachable_uses(ROOT / "functions" / folder / "handler.py")


@pytest.mark.parametrize("role", ROLES, ids="-".join)
def test_no_wildcards(role: tuple[str, str]) -> None:
    for statement in role_statements(ROLES[role]):
        assert statement["Effect"] == "Allow"
        for action in as_list(statement["Action"]):
            assert "*" not in action
            if "*" in [text(resource) for resource in as_list(statement["Resource"])]:
                assert action in STARS


@pytest.mark.parametrize("role", ROLES, ids="-".join)
def test_aws_knows_each_action_on_its_resource(role: tuple[str, str]) -> None:
    for statement in role_statements(ROLES[role]):
        for action in as_list(statement["Action"]):
            arns = [sample_arn(resource) for resource in as_list(statement["Resource"])]
            assert any(fits(action, arn) for arn in arns), f"{action} cannot be done to {arns}"


def test_only_known_managed_policies() -> None:
    used = {text(arn) for role in ROLES.values() for arn in role["Properties"].get("ManagedPolicyArns", [])}
    assert used == MANAGED


def test_roles_are_for_services_only() -> None:
    principals: set[str] = set()
    for role in ROLES.values():
        for statement in role["Properties"]["AssumeRolePolicyDocument"]["Statement"]:
            assert set(statement["Principal"]) == {"Service"}
            principals |= set(as_list(statement["Principal"]["Service"]))
    assert principals == {"lambda.amazonaws.com", "states.amazonaws.com", "apigateway.amazonaws.com"}


def test_contacts_are_decrypted_through_the_table_only() -> None:
    for role in ROLES.values():
        for statement in role_statements(role):
            if any(action.startswith("kms:") for action in as_list(statement["Action"])):
                via = statement["Condition"]["StringEquals"]["kms:ViaService"]
                assert text(via) == "dynamodb.us-east-1.amazonaws.com"


def test_the_state_machine_calls_its_five_functions_only() -> None:
    role = translated("workflow")["Resources"]["ServiceRequestMachineRole"]
    called = {name for action, name in grants(role_statements(role)) if action == "lambda:InvokeFunction"}
    assert called == {"RouteRequest", "CreateWorkOrder", "CloseRequest", "FlagFailure", "HandOver"}


def resource_policies() -> dict[str, list[dict[str, Any]]]:
    kinds = ("AWS::S3::BucketPolicy", "AWS::SQS::QueuePolicy", "AWS::SNS::TopicPolicy")
    return {
        f"{name}-{key}": found["Properties"]["PolicyDocument"]["Statement"]
        for kind in kinds
        for (name, key), found in everywhere(kind).items()
    }


@pytest.mark.parametrize("policy", resource_policies())
def test_a_service_may_write_or_read_only_for_a_named_source(policy: str) -> None:
    """Without a source in the condition any account could send through the same service."""
    for statement in resource_policies()[policy]:
        if statement["Effect"] == "Deny":
            continue
        assert set(statement["Principal"]) == {"Service"}
        assert not any("*" in action for action in as_list(statement["Action"]))
        sources = {key.lower() for operator in statement["Condition"].values() for key in operator}
        assert sources & {"aws:sourcearn", "aws:sourceaccount"}
