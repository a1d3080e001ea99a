"""An API imported from an OpenAPI body. The name of a test begins with the patch it proves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.local.support import REGION, LocalCloud

pytestmark = pytest.mark.patches

ECHO = """
import base64
def handler(event, context):
    if event["path"] == "/fail": raise ValueError("a secret of the function")
    if event.get("isBase64Encoded"):
        return {"statusCode": 200, "isBase64Encoded": True, "body": event["body"],
                "headers": {"Content-Type": "image/jpeg"}}
    return {"statusCode": 200, "body": event["httpMethod"]}
"""
TOO_LARGE = '{"code":"too_large"}'


def proxy(function: str) -> dict[str, Any]:
    """A Lambda proxy integration of `function`, an ARN."""
    uri = f"arn:aws:apigateway:{REGION}:lambda:path/2015-03-31/functions/{function}/invocations"
    return {"x-amazon-apigateway-integration": {"type": "aws_proxy", "httpMethod": "POST", "uri": uri}}


def preflight() -> dict[str, Any]:
    """The mock integration SAM writes for CORS."""
    return {
        "responses": {"200": {"headers": {"Access-Control-Allow-Origin": {"type": "string"}}}},
        "x-amazon-apigateway-integration": {
            "type": "mock",
            "requestTemplates": {"application/json": '{"statusCode": 200}'},
            "responses": {
                "default": {
                    "statusCode": "200",
                    "responseParameters": {"method.response.header.Access-Control-Allow-Origin": "'https://a.test'"},
                }
            },
        },
    }


def template(function: str) -> dict[str, Any]:
    """A stack with a user pool and an API of five paths."""
    secured = proxy(function) | {"security": [{"Staff": []}]}
    body = {
        "swagger": "2.0",
        "info": {"title": "api", "version": "1"},
        "x-amazon-apigateway-binary-media-types": ["image~1jpeg"],
        "x-amazon-apigateway-gateway-responses": {
            "REQUEST_TOO_LARGE": {"responseTemplates": {"application/json": TOO_LARGE}},
            "DEFAULT_5XX": {"responseTemplates": {"application/json": '{"code":"try_again"}'}},
        },
        "securityDefinitions": {
            "Staff": {
                "type": "apiKey",
                "name": "Authorization",
                "in": "header",
                "x-amazon-apigateway-authtype": "cognito_user_pools",
                "x-amazon-apigateway-authorizer": {
                    "type": "cognito_user_pools",
                    "providerARNs": [{"Fn::GetAtt": ["Pool", "Arn"]}],
                },
            }
        },
        "paths": {
            "/any": {"x-amazon-apigateway-any-method": proxy(function), "options": preflight()},
            "/fail": {"get": proxy(function)},
            "/staff": {"get": secured},
        },
    }
    flows = ["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]
    return {
        "Resources": {
            "Pool": {"Type": "AWS::Cognito::UserPool", "Properties": {"UsernameAttributes": ["email"]}},
            "Client": {
                "Type": "AWS::Cognito::UserPoolClient",
                "Properties": {"UserPoolId": {"Ref": "Pool"}, "ExplicitAuthFlows": flows},
            },
            "Api": {"Type": "AWS::ApiGateway::RestApi", "Properties": {"Body": body}},
            "Release": {"Type": "AWS::ApiGateway::Deployment", "Properties": {"RestApiId": {"Ref": "Api"}}},
            "Live": {
                "Type": "AWS::ApiGateway::Stage",
                "Properties": {"RestApiId": {"Ref": "Api"}, "DeploymentId": {"Ref": "Release"}, "StageName": "live"},
            },
        },
        "Outputs": {name: {"Value": {"Ref": name}} for name in ("Api", "Pool", "Client")},
    }


@pytest.fixture(scope="module")
def outputs(cloud: LocalCloud) -> dict[str, str]:
    """The deployed stack."""
    function = cloud.function("echo", ECHO)
    cloud.let_apis_invoke("echo")
    made = cloud.stack("api", template(function))
    assert made["status"] == "CREATE_COMPLETE", made
    return made


@pytest.fixture(scope="module")
def api(cloud: LocalCloud, outputs: dict[str, str]) -> Iterator[httpx.Client]:
    """A client of its stage."""
    with httpx.Client(base_url=f"{cloud.url}/_aws/execute-api/{outputs['Api']}/live", timeout=30) as client:
        yield client


def test_openapi_import_serves_every_method_of_any(api: httpx.Client) -> None:
    assert api.patch("/any").text == "PATCH"


def test_openapi_import_answers_a_preflight(api: httpx.Client) -> None:
    answer = api.options("/any")
    assert (answer.status_code, answer.headers.get("access-control-allow-origin")) == (200, "https://a.test")


def test_openapi_import_knows_binary_types(api: httpx.Client) -> None:
    photo = bytes(range(256))
    answer = api.post("/any", content=photo, headers={"Content-Type": "image/jpeg", "Accept": "image/jpeg"})
    assert answer.content == photo


def test_gateway_responses_refuse_what_is_too_large(api: httpx.Client) -> None:
    answer = api.post("/any", content=b"x" * (10 * 1024 * 1024 + 1))
    assert (answer.status_code, answer.text) == (413, TOO_LARGE)


def test_gateway_responses_hide_what_a_function_says(api: httpx.Client) -> None:
    answer = api.get("/fail")
    assert (answer.status_code, answer.text) == (502, '{"code":"try_again"}')


def test_delivery_rights_of_an_api_are_a_permission(cloud: LocalCloud, api: httpx.Client) -> None:
    functions = cloud.client("lambda")
    functions.remove_permission(FunctionName="echo", StatementId="apis")
    answer = api.get("/any")
    cloud.let_apis_invoke("echo")
    assert (answer.status_code, api.get("/any").status_code) == (500, 200)


def test_id_tokens_only(cloud: LocalCloud, outputs: dict[str, str], api: httpx.Client) -> None:
    cognito = cloud.client("cognito-idp")
    user, password = "crew@example.org", "Correct-Horse-9"
    cognito.admin_create_user(UserPoolId=outputs["Pool"], Username=user, MessageAction="SUPPRESS")
    cognito.admin_set_user_password(UserPoolId=outputs["Pool"], Username=user, Password=password, Permanent=True)
    tokens = cognito.admin_initiate_auth(
        UserPoolId=outputs["Pool"],
        ClientId=outputs["Client"],
        AuthFlow="ADMIN_USER_PASSWORD_AUTH",
        AuthParameters={"USERNAME": user, "PASSWORD": password},
    )["AuthenticationResult"]

    def status(token: str) -> int:
        return api.get("/staff", headers={"Authorization": token}).status_code

    assert status(tokens["IdToken"]) == 200
    assert status(tokens["AccessToken"]) == 401
    assert status("garbage") == 401
