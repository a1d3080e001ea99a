"""The REST API in front of a Chalice app: proxy events as API Gateway makes them, answers as it would take them."""

import base64
import json
import re
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any
from urllib.parse import unquote
from uuid import uuid4

from chalice import Chalice

from hex311 import schemas
from tests.support.city import HOME, answers_for

CLIENT = "203.0.113.9"
EDGE = "198.51.100.20"
MARK = "mark of the front door"


@dataclass(frozen=True)
class Answer:
    """What the function gave back to the gateway."""

    status: int
    headers: dict[str, str]
    text: str

    @property
    def json(self) -> Any:
        return json.loads(self.text)

    @property
    def code(self) -> str:
        """The stable code of an error in the one shape; fails for any other body."""
        schemas.check("error", self.json)
        return str(self.json["code"])

    @property
    def fields(self) -> list[str]:
        """The fields of the problems, each of which must say what is wrong and how to mend it."""
        schemas.check("error", self.json)
        assert all(problem["problem"] and problem["how_to_mend"] for problem in self.json["problems"])
        return [problem["field"] for problem in self.json["problems"]]


def lambda_context(name: str = "function") -> Any:
    return SimpleNamespace(
        function_name=name,
        function_version="$LATEST",
        memory_limit_in_mb=512,
        invoked_function_arn=f"arn:aws:lambda:us-east-1:000000000000:function:{name}",
        aws_request_id=str(uuid4()),
        get_remaining_time_in_millis=lambda: 30_000,
    )


def call(
    app: Chalice,
    method: str,
    path: str,
    body: Any = None,
    headers: dict[str, str] | None = None,
    query: dict[str, Any] | None = None,
    claims: dict[str, Any] | None = None,
) -> Answer:
    """Invoke the app for one HTTP request.

    `path` is percent-encoded as on the wire. `body`: bytes go in base64, text as it is, anything else as JSON.
    `query`: a list stands for a repeated parameter. `claims` are those of a verified token.
    """
    event = proxy_event(app, method, path, body, headers, query, claims)
    return invoke(app, event)


def invoke(app: Chalice, event: dict[str, Any]) -> Answer:
    """The event and the answer travel as JSON text in UTF-8, so what cannot be written that way fails here."""
    answer = app(json.loads(json.dumps(event)), lambda_context(app.app_name))
    json.dumps(answer, allow_nan=False)
    assert all(isinstance(value, str) for value in answer["headers"].values())
    answer["body"].encode()
    headers = {name.lower(): value for name, value in answer["headers"].items()}
    return Answer(answer["statusCode"], headers, answer["body"])


def proxy_event(
    app: Chalice,
    method: str,
    path: str,
    body: Any = None,
    headers: dict[str, str] | None = None,
    query: dict[str, Any] | None = None,
    claims: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """An event of a Lambda proxy integration, with every field that the gateway sets."""
    resource, parameters = _match(app, path)
    text, is_base64 = _body(body)
    sent = {
        "Accept": "application/json",
        "Host": "city.example",
        "User-Agent": "tests",
        "X-Forwarded-For": f"{CLIENT}, {EDGE}",
        "X-Front-Door": MARK,
        "X-Forwarded-Proto": "https",
        **({"Content-Type": "application/json"} if body is not None else {}),
        **(headers or {}),
    }
    many = {name: [str(v) for v in value] if isinstance(value, list) else [str(value)] for name, value in _of(query)}
    context: dict[str, Any] = {
        "accountId": "000000000000",
        "apiId": "api",
        "domainName": "city.example",
        "domainPrefix": "city",
        "extendedRequestId": "extended",
        "httpMethod": method,
        "identity": {"sourceIp": EDGE, "userAgent": "tests", "accountId": None, "caller": None, "user": None},
        "path": f"/live{path}",
        "protocol": "HTTP/1.1",
        "requestId": str(uuid4()),
        "requestTime": "21/Sep/2026:12:00:00 +0000",
        "requestTimeEpoch": 1_790_000_000_000,
        "resourceId": "res",
        "resourcePath": resource,
        "stage": "live",
    }
    if claims is not None:
        context["authorizer"] = {"claims": claims}
    return {
        "resource": resource,
        "path": path,
        "httpMethod": method,
        "headers": sent,
        "multiValueHeaders": {name: [value] for name, value in sent.items()},
        "queryStringParameters": {name: values[-1] for name, values in many.items()} or None,
        "multiValueQueryStringParameters": many or None,
        "pathParameters": parameters or None,
        "stageVariables": None,
        "requestContext": context,
        "body": text,
        "isBase64Encoded": is_base64,
    }


def _of(query: dict[str, Any] | None) -> Any:
    return (query or {}).items()


def _body(body: Any) -> tuple[str | None, bool]:
    if body is None or isinstance(body, str):
        return body, False
    if isinstance(body, bytes):
        return base64.b64encode(body).decode(), True
    return json.dumps(body), False


def _match(app: Chalice, path: str) -> tuple[str, dict[str, str]]:
    """The route of the path, plain routes before those with parameters, as the gateway chooses."""
    for route in sorted(app.routes, key=lambda route: (route.count("{"), route)):
        pattern = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+)", re.escape(route))
        pattern = re.sub(r"\\\{(\w+)\\\+\\\}", r"(?P<\1>.+)", pattern)
        if found := re.fullmatch(pattern, path):
            return route, {name: unquote(value) for name, value in found.groupdict().items()}
    raise LookupError(f"no route of {app.app_name} for {path}; the gateway would answer by itself")


def a_body(service_code: str = "pothole", **changes: Any) -> dict[str, Any]:
    """The body of a report that is right in every way."""
    body = {"service_code": service_code, "lat": HOME.latitude, "long": HOME.longitude}
    return {**body, "answers": answers_for(service_code), **changes}


def signed_in(*roles: str, departments: tuple[str, ...] = (), subject: str = "staff-1") -> dict[str, Any]:
    """The claims of a staff member's token, in the form the user pool gives them."""
    return {
        "sub": subject,
        "cognito:groups": ",".join(roles),
        "custom:departments": ",".join(departments),
        "token_use": "id",
    }
