"""What `hex311 up` does to a cloud: stacks, web files, demo staff."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hex311_cli.deploy.problems import DeployProblem
from hex311_cli.deploy.stack import Stack, declared_parameters
from hex311_cli.deploy.staff import DEMO_PASSWORD, GROUPS, create_demo_users, demo_users
from hex311_cli.deploy.website import (
    FOREVER,
    RELEASE,
    WebsiteClash,
    cache_control,
    content_type,
    sign_in_config,
    upload_website,
)
from tests.local.support import LocalCloud

pytestmark = pytest.mark.patches

TEMPLATE = """
Parameters: {Stage: {Type: String, Default: dev}}
Resources:
  Queue: {Type: AWS::SQS::Queue, Properties: {QueueName: !Sub 'queue-${Stage}'}}
Outputs:
  Queue: {Value: !GetAtt Queue.QueueName}
"""
BROKEN = TEMPLATE.replace("Outputs:", "  Bad: {Type: AWS::Nowhere::Thing, DependsOn: Queue}\nOutputs:")
DEPARTMENTS = """
departments:
  - {code: streets, name: {en: Streets}, kind: city}
  - {code: parks, name: {en: Parks}}
  - {code: railway, name: {en: Railway}, kind: outside}
"""


@pytest.fixture
def stack(cloud: LocalCloud, request: pytest.FixtureRequest) -> Stack:
    """A stack named for the test, not there yet."""
    return Stack(cloud.client("cloudformation"), request.node.name.replace("_", "-"))


def test_stack_is_created_then_left_alone_then_updated(stack: Stack) -> None:
    assert declared_parameters(TEMPLATE) == {"Stage"}
    assert stack.deploy(TEMPLATE, {"Stage": "one"}) == "created"
    assert stack.is_deployed(TEMPLATE, {"Stage": "one"})
    assert not stack.is_deployed(TEMPLATE, {"Stage": "two"})
    assert stack.deploy(TEMPLATE, {"Stage": "two"}) == "updated"
    assert stack.outputs() == {"Queue": "queue-two"}
    assert stack.deploy(TEMPLATE, {"Stage": "two"}) == "unchanged"


def test_a_failed_create_is_explained_and_cleared_by_the_next(stack: Stack) -> None:
    with pytest.raises(DeployProblem):
        stack.deploy(BROKEN, {"Stage": "three"})
    assert stack.deploy(TEMPLATE, {"Stage": "three"}) == "created"


def test_web_files_follow_the_folder(cloud: LocalCloud, tmp_path: Path) -> None:
    s3 = cloud.client("s3")
    s3.create_bucket(Bucket="website")
    (tmp_path / "staff").mkdir()
    (tmp_path / "index.html").write_text("one")
    (tmp_path / "staff" / "index.html").write_text("two")
    assert upload_website(s3, [tmp_path], "website") == (2, 0)
    assert upload_website(s3, [tmp_path], "website") == (0, 0)
    page = s3.get_object(Bucket="website", Key="staff/index.html")
    assert (page["ContentType"], page["CacheControl"]) == ("text/html; charset=utf-8", "no-cache")
    (tmp_path / "index.html").write_text("other")
    (tmp_path / "staff" / "index.html").unlink()
    assert upload_website(s3, [tmp_path], "website") == (1, 1)


def test_a_page_that_is_open_during_a_release_still_finds_its_scripts(cloud: LocalCloud, tmp_path: Path) -> None:
    s3 = cloud.client("s3")
    s3.create_bucket(Bucket="releases")
    plain, site = tmp_path / "public", tmp_path / "site"
    plain.mkdir()
    (site / "assets").mkdir(parents=True)
    (plain / "index.html").write_text("plain")

    def release(name: str) -> set[str]:
        for old in (site / "assets").iterdir():
            old.unlink()
        (site / "assets" / f"map-{name}.js").write_text(name)
        upload_website(s3, [plain, site], "releases")
        assert upload_website(s3, [plain, site], "releases") == (0, 0)
        return {item["Key"] for item in s3.list_objects_v2(Bucket="releases")["Contents"]} - {RELEASE, "index.html"}

    assert release("aaaaaaaa") == {"assets/map-aaaaaaaa.js"}
    assert release("bbbbbbbb") == {"assets/map-aaaaaaaa.js", "assets/map-bbbbbbbb.js"}
    assert release("cccccccc") == {"assets/map-bbbbbbbb.js", "assets/map-cccccccc.js"}
    assert s3.head_object(Bucket="releases", Key="assets/map-cccccccc.js")["CacheControl"] == FOREVER
    (site / "index.html").write_text("built")
    with pytest.raises(WebsiteClash, match=r"index\.html"):
        upload_website(s3, [plain, site], "releases")


def test_the_staff_app_is_told_where_to_sign_in(cloud: LocalCloud, tmp_path: Path) -> None:
    s3, outputs = cloud.client("s3"), {"UserPoolId": "us-east-1_pool", "UserPoolClientId": "client"}
    s3.create_bucket(Bucket="signing-in")
    config = sign_in_config(outputs, "http://127.0.0.1:4566")
    assert upload_website(s3, [tmp_path], "signing-in", config) == (1, 0)
    assert upload_website(s3, [tmp_path], "signing-in", config) == (0, 0)
    stored = s3.get_object(Bucket="signing-in", Key="staff/config.json")
    assert json.loads(stored["Body"].read()) == {
        "user_pool_id": "us-east-1_pool",
        "client_id": "client",
        "endpoint": "http://127.0.0.1:4566",
    }
    assert stored["CacheControl"] == "no-cache"


def test_only_files_with_a_hash_in_the_name_are_kept_for_ever() -> None:
    assert cache_control("assets/app.1a2b3c4d.js") == FOREVER
    assert cache_control("assets/app.js") != FOREVER
    assert content_type("map/city.pmtiles") == "application/vnd.pmtiles"


def test_demo_staff_can_log_in(cloud: LocalCloud, tmp_path: Path) -> None:
    (tmp_path / "departments.yaml").write_text(DEPARTMENTS)
    users = demo_users(tmp_path)
    assert {user.role for user in users} == set(GROUPS)
    assert {user.departments for user in users if user.role == "crew"} == {("streets",), ("parks",)}
    cognito = cloud.client("cognito-idp")
    departments = {"Name": "departments", "AttributeDataType": "String", "Mutable": True}
    pool = cognito.create_user_pool(PoolName="staff", UsernameAttributes=["email"], Schema=[departments])
    pool_id = pool["UserPool"]["Id"]
    for group in GROUPS:
        cognito.create_group(UserPoolId=pool_id, GroupName=group)
    flows = ["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]
    app = cognito.create_user_pool_client(UserPoolId=pool_id, ClientName="web", ExplicitAuthFlows=flows)
    assert create_demo_users(cognito, pool_id, users) == len(users)
    assert create_demo_users(cognito, pool_id, users) == 0
    tokens = cognito.admin_initiate_auth(
        UserPoolId=pool_id,
        ClientId=app["UserPoolClient"]["ClientId"],
        AuthFlow="ADMIN_USER_PASSWORD_AUTH",
        AuthParameters={"USERNAME": "crew.parks@example.org", "PASSWORD": DEMO_PASSWORD},
    )
    assert tokens["AuthenticationResult"]["IdToken"]
