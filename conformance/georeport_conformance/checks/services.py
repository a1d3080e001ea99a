"""The service list."""

from collections import Counter
from typing import Any

from georeport_conformance import documents
from georeport_conformance.documents import document, json_list, xml_items
from georeport_conformance.rule import expect, rule
from georeport_conformance.server import Server


def _each(server: Server) -> list[dict[str, Any]]:
    return documents.services(server)


@rule("bare_array", "services.json is a bare array, without the root.")
def bare_array(server: Server) -> None:
    json_list(document(server, "services.json"))


@rule("fields", "A service has code, name, description, metadata, type, keywords and group.")
def fields(server: Server) -> None:
    wanted = {"service_code", "service_name", "description", "metadata", "type", "keywords", "group"}
    for service in _each(server):
        missing = wanted - set(service)
        expect(not missing, f"{service.get('service_code')} lacks {', '.join(sorted(missing))}")


@rule("code_is_text", "Service codes are strings in JSON.")
def code_is_text(server: Server) -> None:
    for service in _each(server):
        code = service.get("service_code")
        expect(isinstance(code, str) and bool(code), f"service_code is {code!r}, wanted a string")


@rule("codes_differ", "Every service code is there once.")
def codes_differ(server: Server) -> None:
    twice = [
        code for code, times in Counter(str(one.get("service_code")) for one in _each(server)).items() if times > 1
    ]
    expect(not twice, f"more than once: {', '.join(twice)}")


@rule("metadata_is_boolean", "metadata is true or false (words in XML, a boolean in JSON).")
def metadata_is_boolean(server: Server) -> None:
    for service in _each(server):
        expect(isinstance(service.get("metadata"), bool), f"metadata is {service.get('metadata')!r}")
    for item in xml_items(document(server, "services.xml"), "services"):
        expect(item.findtext("metadata") in ("true", "false"), f"<metadata>{item.findtext('metadata')}</metadata>")


@rule("type_is_known", "The type is realtime, batch or blackbox.")
def type_is_known(server: Server) -> None:
    for service in _each(server):
        expect(service.get("type") in ("realtime", "batch", "blackbox"), f"type is {service.get('type')!r}")


@rule("keywords_are_text", "Keywords are one string, separated by commas.")
def keywords_are_text(server: Server) -> None:
    for service in _each(server):
        told = service.get("keywords")
        expect(told is None or isinstance(told, str), f"keywords of {service.get('service_code')} are {told!r}")


@rule("group_is_text", "The group is one string.")
def group_is_text(server: Server) -> None:
    for service in _each(server):
        told = service.get("group")
        expect(told is None or isinstance(told, str), f"group of {service.get('service_code')} is {told!r}")
