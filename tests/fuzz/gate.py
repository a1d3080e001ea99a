"""The REST API in front of all functions at once: routes, the authorizer, and the gateway's own answers."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs

from functions.admin_api.app import app as admin
from functions.basic_pages.app import app as basic
from functions.callbacks_api.app import app as callbacks
from functions.calls_api.app import app as calls
from functions.case_api.app import app as case
from functions.explore_api.app import app as explore
from functions.figures_api.app import app as figures
from functions.intake_api.app import app as intake
from functions.layers_api.app import app as layers
from functions.open311_api.app import app as open311
from functions.queue_api.app import app as queue
from functions.staff_api.app import app as staff
from tests.contract.support.templates import read
from tests.support.gateway import Answer, call, signed_in

APPS = (explore, intake, staff, admin, calls, case, figures, layers, queue, callbacks, open311, basic)
STAFF = "/api/v1/staff/"
MOST_BYTES = 10 * 1024 * 1024  # API Gateway's own limit


@cache
def of_gateway(kind: str) -> Answer:
    """What the gateway answers without asking a function, as the template says; 400 where it names no status."""
    told = read("api")["Resources"]["Api"]["Properties"]["GatewayResponses"][kind]
    named = told.get("ResponseParameters", {}).get("Headers", {})
    headers = {"content-type": "application/json", **{name.lower(): value.strip("'") for name, value in named.items()}}
    return Answer(told.get("StatusCode", 400), headers, told["ResponseTemplates"]["application/json"])


def tokens() -> dict[str, dict[str, Any]]:
    """Tokens of staff of several roles and the claims that the authorizer makes of them."""
    return {
        "admin": signed_in("admin", subject="admin-1"),
        "triage": signed_in("triage", subject="triage-1"),
        "manager": signed_in("manager", departments=("sanitation",), subject="manager-1"),
        "dispatcher": signed_in("dispatcher", departments=("sanitation",), subject="dispatcher-1"),
        "crew": signed_in("crew", departments=("sanitation",), subject="crew-1"),
        "vendor": signed_in("vendor", departments=("sanitation",), subject="vendor-1"),
        "agent": signed_in("agent", subject="agent-1"),
        "stranger": signed_in("dispatcher", departments=("parks",), subject="stranger-1"),
        "nobody": signed_in(subject="nobody-1"),
    }


TOKENS = tokens()


@dataclass(frozen=True)
class Sent:
    """One request as it goes over the wire; `path` is percent-encoded."""

    method: str
    path: str
    query: Mapping[str, list[str]] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None


def passed(sent: Sent) -> Answer:
    """The answer of the API. Text that is no UTF-8 arrives with replacement characters, as the gateway does it."""
    if len(sent.body or b"") > MOST_BYTES:
        return of_gateway("REQUEST_TOO_LARGE")
    app = next((app for app in APPS if _has(app, sent)), None)
    if app is None:
        return of_gateway("MISSING_AUTHENTICATION_TOKEN")
    headers = {name.title(): value for name, value in sent.headers.items()}
    claims = None
    if sent.path.startswith(STAFF):
        claims = TOKENS.get(headers.pop("Authorization", "").removeprefix("Bearer "))
        if claims is None:
            return of_gateway("UNAUTHORIZED")
    body: Any = sent.body or None
    if body is not None and not headers.get("Content-Type", "").lower().startswith("multipart/form-data"):
        body = body.decode("utf-8", errors="replace")
    if body is not None and "Content-Type" not in headers:
        headers["Content-Type"] = "application/json"  # the gateway's own guess
    return call(app, sent.method, sent.path, body, headers, dict(sent.query), claims)


@cache
def _routes() -> list[tuple[Any, str, frozenset[str]]]:
    """(app, pattern, methods) of every route."""
    found = []
    for app in APPS:
        for route, methods in app.routes.items():
            pattern = re.escape(route)
            pattern = re.sub(r"\\\{\w+\\\+\\\}", ".+", pattern)
            found.append((app, re.sub(r"\\\{\w+\\\}", "[^/]+", pattern), frozenset(methods)))
    return found


def _has(app: Any, sent: Sent) -> bool:
    return any(
        one is app and sent.method in methods and re.fullmatch(pattern, sent.path)
        for one, pattern, methods in _routes()
    )


StartResponse = Callable[[str, list[tuple[str, str]]], Any]


def wsgi(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
    """The API as a WSGI application."""
    path, query = environ["REQUEST_URI"].partition("?")[0], environ.get("QUERY_STRING", "")
    headers = {name[5:].replace("_", "-"): value for name, value in environ.items() if name.startswith("HTTP_")}
    if environ.get("CONTENT_TYPE"):
        headers["Content-Type"] = environ["CONTENT_TYPE"]
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    told = parse_qs(query, keep_blank_values=True)
    answer = passed(Sent(environ["REQUEST_METHOD"], path, told, headers, body or None))
    phrase = HTTPStatus(answer.status).phrase
    start_response(f"{answer.status} {phrase}", list(answer.headers.items()))
    return [answer.text.encode()]
