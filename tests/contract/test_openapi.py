"""The description that is served says what the code does."""

import re

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from functions.admin_api.app import app as admin
from functions.callbacks_api.app import app as callbacks
from functions.calls_api.app import app as calls
from functions.case_api.app import app as case
from functions.explore_api.app import app as explore
from functions.figures_api.app import app as figures
from functions.intake_api.app import app as intake
from functions.layers_api.app import app as layers
from functions.queue_api.app import app as queue
from functions.staff_api.app import app as staff
from hex311 import schemas
from hex311.http.openapi import document
from tests.support.city import ROOT

SCHEMAS = sorted((ROOT / "layers/core/hex311/schemas").rglob("*.json"))


def test_it_is_valid() -> None:
    validate(document())


def test_its_paths_are_the_routes_of_the_functions() -> None:
    routes = {
        (path, method)
        for app in (intake, explore, staff, admin, calls, case, figures, layers, queue, callbacks)
        for path, methods in app.routes.items()
        for method in methods
        if method != "OPTIONS"
    }
    described = {(path, method.upper()) for path, item in document()["paths"].items() for method in item}
    assert described == routes


def test_every_path_parameter_is_declared() -> None:
    for path, item in document()["paths"].items():
        for operation in item.values():
            declared = {p["name"] for p in operation["parameters"] if p["in"] == "path"}
            assert declared == set(re.findall(r"{(\w+)}", path)), path


def test_staff_routes_ask_for_a_token_and_public_ones_do_not() -> None:
    for path, item in document()["paths"].items():
        for operation in item.values():
            assert ("security" in operation) == path.startswith("/api/v1/staff"), path


#: What they answer is written elsewhere.
ONLY_OBJECTS = {"openapi"}


def test_every_other_answer_has_a_shape() -> None:
    shapes = {
        operation["operationId"]: next(iter(operation["responses"].values()))["content"]["application/json"]["schema"]
        for item in document()["paths"].values()
        for operation in item.values()
    }
    assert {name for name, shape in shapes.items() if shape == {"type": "object"}} == ONLY_OBJECTS


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.stem)
def test_every_schema_is_a_schema(path: object) -> None:
    name = str(path).split("schemas/")[1].removesuffix(".json")
    Draft202012Validator.check_schema(schemas.load(name))
