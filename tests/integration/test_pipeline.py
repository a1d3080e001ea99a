"""The pipeline's last steps under the rights of `infra/pipeline/pipeline.yaml` and no others: pages and city pack."""

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import boto3
import pytest

from hex311_cli.door import wait_for
from tests.contract.support.templates import ROOT, load
from tests.support.cloud import CloudCity

PIPELINE = ROOT / "infra/pipeline/pipeline.yaml"
PLACES = {"AWS::Partition": "aws", "AWS::Region": "us-east-1", "AWS::AccountId": "000000000000", "StackName": "hex311"}
TRUST = {"Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}]}
NO_MATTER = "arn:aws:iam::000000000000:role/of-the-pipeline-itself"


def rights(leave_out: str = "") -> dict[str, Any]:
    """The policy of the role that deploys, for the stack of the tests."""
    [policy] = load(PIPELINE)["Resources"]["DeployRole"]["Properties"]["Policies"]
    document = resolved(policy["PolicyDocument"])
    document["Statement"] = [one for one in document["Statement"] if not leave_out or one.get("Sid") != leave_out]
    return document  # type: ignore[no-any-return]


def resolved(value: Any) -> Any:
    if isinstance(value, list):
        return [resolved(one) for one in value]
    if not isinstance(value, dict):
        return value
    if "Fn::Sub" in value:
        text: str = value["Fn::Sub"]
        for name, place in PLACES.items():
            text = text.replace(f"${{{name}}}", place)
        return NO_MATTER if "${" in text else text
    return NO_MATTER if "Fn::GetAtt" in value else {key: resolved(one) for key, one in value.items()}


def as_pipeline(city: CloudCity, role: str, policy: Mapping[str, Any]) -> dict[str, str]:
    """What a shell of the build has: the keys of a role with this policy."""
    iam = boto3.client("iam", endpoint_url=city.endpoint)
    arn = iam.create_role(RoleName=role, AssumeRolePolicyDocument=json.dumps(TRUST))["Role"]["Arn"]
    iam.put_role_policy(RoleName=role, PolicyName="Deploy", PolicyDocument=json.dumps(policy))
    keys = boto3.client("sts", endpoint_url=city.endpoint).assume_role(RoleArn=arn, RoleSessionName="build")
    secret = keys["Credentials"]
    return {
        "HEX311_TARGET": "aws",
        "AWS_ENDPOINT_URL": city.endpoint,
        "AWS_ACCESS_KEY_ID": secret["AccessKeyId"],
        "AWS_SECRET_ACCESS_KEY": secret["SecretAccessKey"],
        "AWS_SESSION_TOKEN": secret["SessionToken"],
        "AWS_REGION": "us-east-1",
        "AWS_DEFAULT_REGION": "us-east-1",
    }


@pytest.fixture
def roles(cloud_city: CloudCity) -> Any:
    yield
    iam = boto3.client("iam", endpoint_url=cloud_city.endpoint)
    for role in iam.list_roles()["Roles"]:
        if role["RoleName"].startswith("pipeline-"):
            iam.delete_role_policy(RoleName=role["RoleName"], PolicyName="Deploy")
            iam.delete_role(RoleName=role["RoleName"])


@pytest.mark.usefixtures("roles")
def test_the_pipeline_may_publish(cloud_city: CloudCity, another_wording: Path) -> None:
    """A page that is missing comes back; a changed pack becomes the city's and the old one again."""
    bucket, s3 = cloud_city.outputs["WebBucket"], boto3.client("s3", endpoint_url=cloud_city.endpoint)
    s3.delete_object(Bucket=bucket, Key="icon.svg")
    shell = cloud_city.environment | as_pipeline(cloud_city, "pipeline-whole", rights())
    for step in (["web", "publish"], ["city", "publish", str(another_wording)]):
        done = run(shell, step)
        assert done.returncode == 0, done.stdout + done.stderr
    assert s3.head_object(Bucket=bucket, Key="icon.svg")["ContentLength"]
    name = "City of Rivermark by the bend"  # functions look for a new version every few seconds
    wait_for(lambda: cloud_city.door.get("/api/v1/city")["name"] == name, seconds=90)
    done = run(shell, ["city", "publish", "cities/rivermark"])
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.usefixtures("roles")
def test_and_needs_its_rights_for_it(cloud_city: CloudCity, another_wording: Path) -> None:
    for number, (left_out, step) in enumerate(
        [("CityPack", ["city", "publish", str(another_wording)]), ("PackagesAndPages", ["web", "publish"])]
    ):
        shell = cloud_city.environment | as_pipeline(cloud_city, f"pipeline-poor-{number}", rights(left_out))
        done = run(shell, step)
        assert done.returncode != 0
        assert "AccessDenied" in done.stdout + done.stderr


@pytest.fixture
def another_wording(tmp_path: Path) -> Path:
    """The demo city under a longer name."""
    copy = Path(shutil.copytree(ROOT / "cities/rivermark", tmp_path / "rivermark"))
    city = copy / "city.yaml"
    city.write_text(city.read_text().replace("en: City of Rivermark", "en: City of Rivermark by the bend"))
    return copy


def run(shell: dict[str, str], step: list[str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "hex311_cli", *step, "--stack", "hex311"]
    environment = {"PATH": "/usr/bin:/bin", "HOME": "/nonexistent", **shell}
    return subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=240, check=False)
