"""The bounded part of `make fuzz`, and the proof that it would notice."""

import json
from collections.abc import Iterator
from typing import Any
from unittest.mock import patch
from urllib.parse import quote

import pytest
from chalice import Response
from jinja2 import Environment
from jsonschema import Draft202012Validator

from functions.basic_pages import app as basic_app
from functions.open311_api import app as door_app
from hex311.domain.errors import NotFound
from hex311.http.basic import pages, status
from hex311.http.open311.documents import render
from hex311.http.openapi import document
from tests.fuzz.basic import BasicDoor
from tests.fuzz.door import Door
from tests.fuzz.gate import Sent, passed
from tests.fuzz.good_calls import CALLS
from tests.fuzz.run import fuzz, kept_log
from tests.fuzz.tally import Tally
from tests.fuzz.town import PRIVATE, Town, found, open_doors
from tests.support.gateway import Answer

OPERATIONS = [
    (method, path, operation) for path, item in document()["paths"].items() for method, operation in item.items()
]
REQUESTS = 600


@pytest.fixture(scope="module")
def town() -> Iterator[Town]:
    with kept_log():
        yield found()


def good_call(town: Town, method: str, path: str, operation: dict[str, Any]) -> Answer:
    good = CALLS[operation["operationId"]](town)
    for name, value in good.path.items():
        path = path.replace(f"{{{name}}}", quote(value, safe=""))
    headers = {**good.headers, **({"Authorization": "Bearer admin"} if "security" in operation else {})}
    body = None if good.body is None else json.dumps(good.body).encode()
    query = {name: [str(value)] for name, value in good.query.items()}
    with open_doors(lambda: town.city):
        return passed(Sent(method.upper(), path, query, headers, body))


def test_every_operation_has_a_call_that_succeeds(town: Town) -> None:
    """What the fuzzers begin from. A new operation needs its call in `good_calls`. The answers have their shapes."""
    assert {operation["operationId"] for _, _, operation in OPERATIONS} == set(CALLS)
    for method, path, operation in OPERATIONS:
        answer = good_call(town.reset(), method, path, operation)
        assert answer.status in (200, 201, 202), (path, answer.text)
        shape = operation["responses"][str(answer.status)]["content"]["application/json"]["schema"]
        Draft202012Validator({**shape, "components": document()["components"]}).validate(answer.json)


@pytest.mark.slow
def test_a_short_run_finds_nothing(town: Town) -> None:
    tally = fuzz(REQUESTS, seed=311, town=town)
    assert tally.total >= REQUESTS
    assert not tally.violations, "\n".join(tally.lines())
    assert not tally.failures


def test_staff_routes_are_closed_without_a_token(town: Town) -> None:
    with open_doors(lambda: town.city):
        answer = passed(Sent("GET", "/api/v1/staff/me"))
    assert (answer.status, answer.code, answer.headers["www-authenticate"]) == (401, "unauthorized", "Bearer")


def fails(_: Any) -> Response:
    raise RuntimeError("a defect")


def stores_and_refuses(call: Any) -> Response:
    call.ports.store.cases["half"] = next(iter(call.ports.store.cases.values()))
    raise NotFound("no such service")


DEFECTS: dict[str, tuple[str, Any, str]] = {
    "a failure": ("WRITES", fails, "status 500"),
    "half a report": ("WRITES", stores_and_refuses, "something was stored"),
    "the other format": ("READS", lambda _: render("services", [], "json"), "came as"),
    "no XML": ("READS", lambda _: Response("<a>", {"Content-Type": "text/xml; charset=utf-8"}), "not well formed"),
    "a name": ("READS", lambda call: render("services", [{"service_name": PRIVATE[0]}], call.suffix), "personal data"),
}


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_defect_is_found(town: Town, defect: str) -> None:
    table, view, rule = DEFECTS[defect]
    tally = Tally()
    views = dict.fromkeys(getattr(door_app, table), view)
    with kept_log() as log, patch.object(door_app, table, views):
        Door(town, tally, log).run(60, seed=1)
    assert rule in str(tally.violations)
    assert not tally.is_clean


def leads_away(call: Any, *_: Any, **__: Any) -> Response:
    return Response("", {**pages.HEADERS, "Location": "https://evil.example/"}, 303)


usual = pages.environment()


def unescaped() -> Environment:
    return usual.overlay(autoescape=False)


PAGE_DEFECTS: dict[str, tuple[Any, str, Any, str]] = {
    "a failure": (basic_app, "PAGES", dict.fromkeys(basic_app.PAGES, fails), "status 500"),
    "another site": (basic_app, "FORMS", dict.fromkeys(basic_app.FORMS, leads_away), "leads away"),
    "markup": (pages, "environment", unescaped, "a script or style"),
    "a policy": (pages, "HEADERS", {**pages.HEADERS, "Content-Security-Policy": "default-src *"}, "may run scripts"),
    "a secret": (status, "read_request", lambda ports, number, _: (ports.cases.case_file(number), True), "personal"),
}


@pytest.mark.parametrize("defect", PAGE_DEFECTS)
def test_a_defect_of_the_pages_is_found(town: Town, defect: str) -> None:
    module, name, broken, rule = PAGE_DEFECTS[defect]
    tally = Tally()
    with kept_log() as log, patch.object(module, name, broken):
        BasicDoor(town, tally, log).run(120, seed=1)
    assert rule in str(tally.violations)
    assert not tally.is_clean


def test_the_log_is_read_too(town: Town) -> None:
    def tells(_: Any) -> Response:
        raise RuntimeError(PRIVATE[0])

    tally = Tally()
    with kept_log() as log, patch.object(door_app, "READS", dict.fromkeys(door_app.READS, tells)):
        Door(town, tally, log).run(60, seed=1)
    assert "personal data in the log" in str(tally.violations)


def test_an_operation_that_never_succeeds_is_told() -> None:
    tally = Tally({"excused": "because"})
    for name in ("excused", "not excused"):
        tally.count(name, 404)
    assert tally.never_succeeded() == ["not excused"]
    assert not tally.is_clean
    assert "never 2xx or 3xx: not excused" in str(tally.lines())
