"""Map layers by staff: only administrators, only known imports, only times to come."""

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from hex311.domain.errors import BadInput, Forbidden, NotFound
from hex311.domain.policy import Role, Staff
from hex311.schemas import load
from hex311.usecases.import_layers import import_report, layer_difference, layer_ticket, start_import
from tests.support.city import memory_city

ADMIN = Staff("admin", frozenset({Role.ADMIN}), frozenset())


@pytest.fixture
def city() -> Any:
    return memory_city()


def test_from_the_ticket_to_the_report(city: Any) -> None:
    ticket = layer_ticket(city, ADMIN, {"file_name": "wards.zip"})
    number = ticket["import_id"]
    assert ticket["upload"]["fields"]["key"] == f"imports/{number}/upload"
    assert import_report(city, ADMIN, number)["status"] == "waiting"
    assert start_import(city, ADMIN, number, {})["status"] == "running"
    start_import(city, ADMIN, number, {"dry_run": False, "activate_at": "2099-01-01T00:00:00Z"})
    first, second = (wishes for _, wishes in city.layer_jobs.started)
    assert first == {"dry_run": True, "force": False, "activate_at": 0}
    assert second == {"dry_run": False, "force": False, "activate_at": 4_070_908_800}


def test_a_layer_on_a_server_needs_no_upload(city: Any) -> None:
    request = {"url": "https://maps.example/arcgis/rest/services/City/MapServer/3"}
    ticket = layer_ticket(city, ADMIN, request)
    assert set(ticket) == {"import_id"}
    assert city.layer_uploads.requests[ticket["import_id"]] == request
    assert start_import(city, ADMIN, ticket["import_id"], {})["status"] == "running"


@pytest.mark.parametrize(
    ("change", "valid"),
    [
        ({}, True),
        ({"file_name": "wards.zip"}, False),
        ({"url": "ftp://maps.example/MapServer/3"}, False),
        ({"url": "https://maps.example/MapServer"}, False),
        ({"url": "https://maps.example/MapServer/3\n"}, False),
        ({"url": "https://maps.example/a b/MapServer/3"}, False),
        ({"boundary_rule": {"prefer": ["3", "1"], "by": "crew"}}, True),
        ({"boundary_rule": {"by": "crew"}}, False),
    ],
    ids=str,
)
def test_a_request_names_a_file_or_a_server(change: dict[str, Any], valid: bool) -> None:
    body = {"url": "https://maps.example/arcgis/FeatureServer/0", **change}
    assert Draft202012Validator(load("staff/import_layer")).is_valid(body) == valid
    assert not Draft202012Validator(load("staff/import_layer")).is_valid({"layer_id": "wards"})


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
def test_nobody_else_may(city: Any, role: Role) -> None:
    staff = Staff("somebody", frozenset({role}), frozenset({"public_works"}))
    number = layer_ticket(city, ADMIN, {"file_name": "wards.zip"})["import_id"]
    for call in (
        lambda: layer_ticket(city, staff, {}),
        lambda: start_import(city, staff, number, {}),
        lambda: import_report(city, staff, number),
        lambda: layer_difference(city, staff, number),
    ):
        with pytest.raises(Forbidden):
            call()


@pytest.mark.parametrize("number", ["", "0" * 32, "../secrets", "0" * 31 + "\n"])
def test_unknown_imports_are_not_found(city: Any, number: str) -> None:
    with pytest.raises(NotFound):
        import_report(city, ADMIN, number)
    with pytest.raises(NotFound):
        start_import(city, ADMIN, number, {})


@pytest.mark.parametrize("when", ["tomorrow", "2001-01-01T00:00:00Z", ""])
def test_an_activation_lies_ahead(city: Any, when: str) -> None:
    number = layer_ticket(city, ADMIN, {"file_name": "wards.zip"})["import_id"]
    with pytest.raises(BadInput):
        start_import(city, ADMIN, number, {"activate_at": when})
    assert city.layer_jobs.started == []


def test_a_start_that_is_sent_again_starts_once_and_its_reports_are_known(city: Any) -> None:
    number = layer_ticket(city, ADMIN, {"file_name": "wards.zip"})["import_id"]
    first = start_import(city, ADMIN, number, {}, "key")
    assert import_report(city, ADMIN, number) == {"import_id": number, "run": first["run"], "status": "running"}
    city.layer_uploads.reports[number] = {"import_id": number, "run": first["run"], "status": "checked"}
    assert start_import(city, ADMIN, number, {}, "key") == first
    assert import_report(city, ADMIN, number)["status"] == "checked", "it is not said to run any more"
    assert len(city.layer_jobs.started) == 1
    other = start_import(city, ADMIN, number, {"dry_run": False}, "another key")
    assert other["run"] != first["run"]
    assert import_report(city, ADMIN, number)["status"] == "running"
    assert len(city.layer_jobs.started) == 2


def test_the_difference_is_there_once_an_upload_was_checked(city: Any) -> None:
    number = layer_ticket(city, ADMIN, {"file_name": "wards.zip"})["import_id"]
    with pytest.raises(NotFound):
        layer_difference(city, ADMIN, number)
    city.layer_uploads.differences[number] = {"layer": "wards"}
    assert layer_difference(city, ADMIN, number) == {"layer": "wards"}
