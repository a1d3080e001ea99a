"""The doors: the routes of the template are those of the code, and what the gateway says and logs is ours."""

import importlib
import json
import re
from typing import Any

import pytest

from hex311.domain.errors import TooLarge
from hex311.http.errors import describe
from hex311.schemas import check
from tests.contract.support.templates import everywhere, functions, read, text, translated

APIS = (
    "admin_api",
    "basic_pages",
    "callbacks_api",
    "calls_api",
    "case_api",
    "explore_api",
    "figures_api",
    "intake_api",
    "open311_api",
    "layers_api",
    "queue_api",
    "staff_api",
)
#: Behind the login.
STAFF_APIS = ("admin_api", "calls_api", "case_api", "figures_api", "layers_api", "queue_api", "staff_api")
MOST_POLICY_BYTES = 20 * 1024
# What a request holds of places, people and secrets: none of it may be in a log.
NEVER_LOGGED = ("path", "requestOverride", "identity", "querystring", "header", "extendedRequestId", "authorizer")


def api() -> dict[str, Any]:
    properties: dict[str, Any] = read("api")["Resources"]["Api"]["Properties"]
    return properties


def operations() -> dict[tuple[str, str], dict[str, Any]]:
    """Every operation of the template by (path, method)."""
    return {
        (path, method.upper()): operation
        for path, item in api()["DefinitionBody"]["paths"].items()
        for method, operation in item.items()
    }


def function_of(operation: dict[str, Any]) -> str:
    """The folder of the function that an operation calls."""
    integration = operation["x-amazon-apigateway-integration"]
    assert integration["type"] == "aws_proxy"
    assert integration["httpMethod"] == "POST"
    called = re.search(r"functions/\$\{(\w+)Arn\}/invocations", text(integration["uri"]))
    assert called
    return {logical_id: folder for folder, (_, logical_id, _) in functions().items()}[called[1]]


@pytest.mark.parametrize("folder", APIS)
def test_routes_are_those_of_the_code(folder: str) -> None:
    app = importlib.import_module(f"functions.{folder}.app").app
    coded = {(path, method) for path, methods in app.routes.items() for method in methods}
    assert {route for route, operation in operations().items() if function_of(operation) == folder} == coded


def test_staff_routes_need_a_login_and_no_others_do() -> None:
    for (path, _), operation in operations().items():
        staff = path.startswith("/api/v1/staff/")
        assert operation.get("security") == ([{"Staff": []}] if staff else None), path
        assert (function_of(operation) in STAFF_APIS) == staff


def test_the_login_is_the_user_pool() -> None:
    scheme = api()["DefinitionBody"]["components"]["securitySchemes"]["Staff"]
    assert (scheme["in"], scheme["name"]) == ("header", "Authorization")
    authorizer = scheme["x-amazon-apigateway-authorizer"]
    assert authorizer == {"type": "cognito_user_pools", "providerARNs": [{"Ref": "UserPoolArn"}]}


def test_one_permission_for_each_function() -> None:
    """SAM would add one for each route, and a function's policy holds 20 KB at most."""
    found_everywhere = everywhere("AWS::Lambda::Permission")
    permissions = {key: found for key, found in found_everywhere.items() if key[0] == "api"}  # others: schedules
    called = [text(found["Properties"]["FunctionName"]) for found in permissions.values()]
    assert sorted(called) == sorted(f"${{{functions()[folder][1]}Arn}}" for folder in APIS)
    for found in permissions.values():
        assert len(json.dumps(found)) < MOST_POLICY_BYTES
        assert text(found["Properties"]["SourceArn"]).endswith(":${Api}/live/*")


def test_no_other_site_may_call() -> None:
    assert "Cors" not in api()
    assert not any(method == "OPTIONS" for _, method in operations())
    assert api()["BinaryMediaTypes"] == ["multipart~1form-data"]


@pytest.mark.parametrize("kind", sorted(api()["GatewayResponses"]))
def test_the_gateway_speaks_like_the_city(kind: str) -> None:
    templates = api()["GatewayResponses"][kind]["ResponseTemplates"]
    body = json.loads(templates["application/json"])
    check("error", body)
    assert all(problem["how_to_mend"] for problem in body["problems"])
    assert bool(body["problems"]) == (kind == "REQUEST_TOO_LARGE")


def test_the_gateway_says_how_to_send_more_as_the_functions_do() -> None:
    told = json.loads(api()["GatewayResponses"]["REQUEST_TOO_LARGE"]["ResponseTemplates"]["application/json"])
    ours = describe(TooLarge("body", "The body is too large."))[1]
    assert told == ours


def test_the_gateway_answers_with_the_right_status() -> None:
    answers = api()["GatewayResponses"]
    assert {"DEFAULT_4XX", "DEFAULT_5XX"} <= set(answers)
    assert answers["REQUEST_TOO_LARGE"]["StatusCode"] == 413
    assert answers["THROTTLED"]["StatusCode"] == 429
    assert answers["THROTTLED"]["ResponseParameters"]["Headers"]["Retry-After"] == "'5'"
    assert answers["UNAUTHORIZED"]["StatusCode"] == 401
    # AWS answers 403 for a route that does not exist
    assert answers["MISSING_AUTHENTICATION_TOKEN"]["StatusCode"] == 404
    assert json.loads(answers["MISSING_AUTHENTICATION_TOKEN"]["ResponseTemplates"]["application/json"])["code"] == (
        "not_found"
    )


def test_the_access_log_holds_no_place_person_or_secret() -> None:
    line = api()["AccessLogSetting"]["Format"]
    assert set(json.loads(line)) >= {"id", "route", "status", "ms"}
    variables = re.findall(r"\$context\.([\w.]+)", line)
    assert "resourcePath" in variables
    assert not [name for name in variables if name.split(".")[0] in NEVER_LOGGED]


def test_the_stage_is_throttled_and_logs_no_bodies() -> None:
    settings = translated("api")["Resources"]["ApiliveStage"]["Properties"]["MethodSettings"]
    everything = next(found for found in settings if found["ResourcePath"] == "/*")
    assert everything["HttpMethod"] == "*"
    for found in settings:
        assert found["DataTraceEnabled"] is False
        assert 0 < found["ThrottlingRateLimit"] <= found["ThrottlingBurstLimit"]
        path = found["ResourcePath"].replace("/~1", "/").replace("~1", "/")
        assert path == "/*" or (path, found["HttpMethod"]) in operations()


def test_traces_are_on() -> None:
    assert translated("api")["Resources"]["ApiliveStage"]["Properties"]["TracingEnabled"] is True
