"""The front door and the buckets behind it. The name of a test begins with the patch it proves, if any."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from botocore.exceptions import ClientError

from tests.local.support import REGION, LocalCloud

pytestmark = pytest.mark.patches

HEADERS = """
import json
def handler(event, context):
    return {"statusCode": 200, "body": json.dumps({"path": event["path"], "headers": event["headers"]})}
"""
PAGES = """
function handler(event) {
  var request = event.request;
  if (request.uri.endsWith('/')) request.uri += 'index.html';
  return request;
}
"""
CACHE_NOTHING = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
CACHE_WELL = "658327ea-f89d-4fab-a63d-7e88639e58f6"
ALL_BUT_HOST = "b689b0a8-53d0-40ab-baf2-68738e2966ac"


def bucket_policy() -> dict[str, Any]:
    """What the distribution may do, and TLS for everybody."""
    arn = {"Fn::Sub": "arn:aws:cloudfront::${AWS::AccountId}:distribution/${Front}"}
    for_front = {
        "Effect": "Allow",
        "Principal": {"Service": "cloudfront.amazonaws.com"},
        "Condition": {"StringEquals": {"AWS:SourceArn": arn}},
    }
    objects = {"Fn::Sub": "${Web.Arn}/*"}
    no_tls = {"Bool": {"aws:SecureTransport": "false"}}
    return {
        "Statement": [
            for_front | {"Action": "s3:GetObject", "Resource": objects},
            for_front | {"Action": "s3:ListBucket", "Resource": {"Fn::GetAtt": ["Web", "Arn"]}},
            {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": objects, "Condition": no_tls},
        ]
    }


def template(name: str, function: str) -> dict[str, Any]:
    """Pages from a bucket and `/api/*` from an API, behind one distribution."""
    uri = f"arn:aws:apigateway:{REGION}:lambda:path/2015-03-31/functions/{function}/invocations"
    integration = {"type": "aws_proxy", "httpMethod": "POST", "uri": uri}
    body = {
        "swagger": "2.0",
        "info": {"title": name, "version": "1"},
        "paths": {"/api/echo": {"get": {"x-amazon-apigateway-integration": integration}}},
    }
    access = {"Name": name, "OriginAccessControlOriginType": "s3", "SigningBehavior": "always"}
    api_host = {"Fn::Sub": "${Api}.execute-api.${AWS::Region}.amazonaws.com"}
    to_api = {"OriginProtocolPolicy": "https-only", "OriginSSLProtocols": ["TLSv1.2"]}
    pages = {"EventType": "viewer-request", "FunctionARN": {"Fn::GetAtt": ["Pages", "FunctionARN"]}}
    config = {
        "Enabled": True,
        "Comment": name,
        "Origins": [
            {
                "Id": "web",
                "DomainName": {"Fn::GetAtt": ["Web", "RegionalDomainName"]},
                "OriginAccessControlId": {"Ref": "Access"},
                "S3OriginConfig": {"OriginAccessIdentity": ""},
            },
            {"Id": "api", "DomainName": api_host, "OriginPath": "/live", "CustomOriginConfig": to_api},
        ],
        "DefaultCacheBehavior": {
            "TargetOriginId": "web",
            "ViewerProtocolPolicy": "redirect-to-https",
            "CachePolicyId": CACHE_NOTHING,
            "FunctionAssociations": [pages],
        },
        "CacheBehaviors": [
            {
                "PathPattern": "/packed/*",
                "TargetOriginId": "web",
                "ViewerProtocolPolicy": "redirect-to-https",
                "CachePolicyId": CACHE_WELL,
                "Compress": True,
            },
            {
                "PathPattern": "/api/*",
                "TargetOriginId": "api",
                "ViewerProtocolPolicy": "https-only",
                "CachePolicyId": CACHE_NOTHING,
                "OriginRequestPolicyId": ALL_BUT_HOST,
            },
        ],
    }
    stage = {"RestApiId": {"Ref": "Api"}, "DeploymentId": {"Ref": "Release"}, "StageName": "live"}
    function_config = {"Comment": name, "Runtime": "cloudfront-js-2.0"}
    page_function = {"Name": name, "AutoPublish": True, "FunctionConfig": function_config, "FunctionCode": PAGES}
    policy = {"Bucket": {"Ref": "Web"}, "PolicyDocument": bucket_policy()}

    def resource(kind: str, **properties: Any) -> dict[str, Any]:
        return {"Type": f"AWS::{kind}", "Properties": properties}

    return {
        "Resources": {
            "Web": resource("S3::Bucket", VersioningConfiguration={"Status": "Enabled"}),
            "Policy": resource("S3::BucketPolicy", **policy),
            "Access": resource("CloudFront::OriginAccessControl", OriginAccessControlConfig=access),
            "Pages": resource("CloudFront::Function", **page_function),
            "Api": resource("ApiGateway::RestApi", Body=body),
            "Release": resource("ApiGateway::Deployment", RestApiId={"Ref": "Api"}),
            "Live": resource("ApiGateway::Stage", **stage),
            "Front": resource("CloudFront::Distribution", DistributionConfig=config),
        },
        "Outputs": {"Web": {"Value": {"Ref": "Web"}}, "Domain": {"Value": {"Fn::GetAtt": ["Front", "DomainName"]}}},
    }


@pytest.fixture(scope="module")
def buckets(cloud: LocalCloud) -> dict[str, str]:
    """The stacks `main` and `north`, each with a page that says its name; web bucket by stack."""
    assert httpx.get(cloud.door).status_code == 503, "nothing is deployed yet"
    function = cloud.function("headers", HEADERS)
    cloud.let_apis_invoke("headers")
    found: dict[str, str] = {}
    for name in ("main", "north"):
        made = cloud.stack(name, template(name, function))
        assert made["status"] == "CREATE_COMPLETE", made
        found[name] = made["Web"]
        page = {"Bucket": made["Web"], "Key": "index.html", "Body": name.encode(), "ContentType": "text/html"}
        cloud.client("s3").put_object(**page)
    return found


def test_host_names_the_stack(cloud: LocalCloud, buckets: dict[str, str]) -> None:
    def page(host: str) -> tuple[int, str]:
        answer = httpx.get(cloud.door, headers={"Host": host})
        return answer.status_code, answer.text

    assert page(f"localhost:{cloud.door_port}") == (200, "main")
    assert page(f"127.0.0.1:{cloud.door_port}") == (200, "main")
    assert page(f"north.localhost:{cloud.door_port}") == (200, "north")
    status, text = page(f"south.localhost:{cloud.door_port}")
    assert (status, "south" in text) == (503, True)


def test_emulators_own_paths_are_not_behind_the_door(cloud: LocalCloud, buckets: dict[str, str]) -> None:
    assert httpx.post(f"{cloud.door}/_ministack/reset").status_code in {403, 404}
    assert httpx.get(cloud.door).text == "main"


def test_api_origin_is_reached_with_the_viewers_address(cloud: LocalCloud, buckets: dict[str, str]) -> None:
    sent = {"X-Forwarded-For": "203.0.113.9", "Host": f"localhost:{cloud.door_port}"}
    answer = httpx.get(f"{cloud.door}/api/echo", headers=sent, timeout=30)
    assert answer.status_code == 200, answer.text
    seen = {name.lower(): value for name, value in answer.json()["headers"].items()}
    assert answer.json()["path"] == "/api/echo"
    assert seen["x-forwarded-for"].startswith("203.0.113.9, 127.0.0.1")
    assert seen["x-forwarded-proto"] == "https"
    assert ".execute-api." in seen["host"]


def test_pages_have_ranges_and_tags(cloud: LocalCloud, buckets: dict[str, str]) -> None:
    part = httpx.get(f"{cloud.door}/index.html", headers={"Range": "bytes=1-2"})
    assert (part.status_code, part.text, part.headers["content-range"]) == (206, "ai", "bytes 1-2/4")
    same = httpx.get(f"{cloud.door}/index.html", headers={"If-None-Match": part.headers["etag"]})
    assert same.status_code == 304
    head = httpx.head(f"{cloud.door}/index.html")
    assert (head.status_code, head.headers["content-length"], head.content) == (200, "4", b"")


def test_bucket_origins_miss_with_404(cloud: LocalCloud, buckets: dict[str, str]) -> None:
    assert httpx.get(f"{cloud.door}/nothing.js").status_code == 404


def test_edge_compression_is_what_the_behaviour_lets_it_be(cloud: LocalCloud, buckets: dict[str, str]) -> None:
    script, s3 = b"let a = 1;\n" * 200, cloud.client("s3")
    for key, kind in (("packed/a.js", "text/javascript"), ("packed/a.png", "image/png"), ("a.js", "text/javascript")):
        s3.put_object(Bucket=buckets["main"], Key=key, Body=script, ContentType=kind)

    def asked(path: str, **headers: str) -> httpx.Response:
        answer = httpx.get(f"{cloud.door}/{path}", headers={"Accept-Encoding": "gzip", **headers})
        assert answer.status_code == 304 or answer.content == script or "Range" in headers
        return answer

    packed = asked("packed/a.js")
    assert packed.headers["content-encoding"] == "gzip"
    assert int(packed.headers["content-length"]) < len(script) / 3
    assert packed.headers["vary"] == "Accept-Encoding"
    assert packed.headers["etag"].startswith('W/"')
    assert asked("packed/a.js", **{"If-None-Match": packed.headers["etag"]}).status_code == 304
    for plain in (asked("packed/a.png"), asked("a.js"), asked("packed/a.js", **{"Accept-Encoding": "identity"})):
        assert "content-encoding" not in plain.headers
    part = asked("packed/a.js", Range="bytes=0-9")
    assert (part.status_code, part.content) == (206, script[:10])


def test_secure_transport_is_loopback(cloud: LocalCloud, buckets: dict[str, str]) -> None:
    # A role is bound by the bucket's policy; it denies everything but TLS.
    source = (
        "import boto3, os\n"
        "def handler(event, context):\n"
        "    boto3.client('s3').put_object(Bucket=event['bucket'], Key='by-a-role', Body=b'1')\n"
        "    return 'done'\n"
    )
    cloud.function("writer", source, Timeout=20)
    assert cloud.invoke("writer", {"bucket": buckets["north"]}) == "done"


def test_objects_are_written_on_condition(cloud: LocalCloud) -> None:
    s3 = cloud.client("s3")
    s3.create_bucket(Bucket="conditional")
    first = s3.put_object(Bucket="conditional", Key="tile", Body=b"1", IfNoneMatch="*")
    with pytest.raises(ClientError, match="PreconditionFailed"):
        s3.put_object(Bucket="conditional", Key="tile", Body=b"2", IfNoneMatch="*")
    second = s3.put_object(Bucket="conditional", Key="tile", Body=b"3", IfMatch=first["ETag"])
    with pytest.raises(ClientError, match="PreconditionFailed"):
        s3.put_object(Bucket="conditional", Key="tile", Body=b"4", IfMatch=first["ETag"])
    assert s3.get_object(Bucket="conditional", Key="tile")["Body"].read() == b"3"
    with pytest.raises(ClientError):
        s3.put_object(Bucket="conditional", Key="missing", Body=b"5", IfMatch=second["ETag"])


def test_presigned_forms_keep_their_conditions(cloud: LocalCloud) -> None:
    s3 = cloud.client("s3")
    s3.create_bucket(Bucket="uploads")
    limits: list[Any] = [["content-length-range", 1, 10]]
    form = s3.generate_presigned_post("uploads", "quarantine/a.jpg", Conditions=limits, ExpiresIn=60)

    def status(content: bytes, **changed: str) -> int:
        files = {"file": ("a.jpg", content, "image/jpeg")}
        return httpx.post(form["url"], data=form["fields"] | changed, files=files).status_code

    assert status(b"12345") == 204
    assert status(b"x" * 11) == 400
    assert status(b"1", key="photos/b.jpg") == 403
    assert status(b"1", **{"x-amz-signature": "0" * 64}) == 403
