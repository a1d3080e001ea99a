"""Service definitions: what a service wants to be told."""

from typing import Any

from georeport_conformance import documents
from georeport_conformance.documents import FORMATS, UNKNOWN, document, read_json, read_xml, refusal
from georeport_conformance.rule import Level, NotTestable, expect, rule
from georeport_conformance.server import Server

DATATYPES = {"string", "number", "datetime", "text", "singlevaluelist", "multivaluelist"}
LISTS = {"singlevaluelist", "multivaluelist"}


def _attributes(server: Server) -> list[tuple[str, dict[str, Any]]]:
    """(service code, attribute) of all definitions; `NotTestable` without any."""
    found = []
    for one in documents.definitions(server):
        told = one.get("attributes")
        expect(isinstance(told, list), f"attributes of {one.get('service_code')} is {told!r}, wanted an array")
        found += [(str(one.get("service_code")), attribute) for attribute in told or []]
    if not found:
        raise NotTestable("no service definition has an attribute")
    return found


@rule("one_object", "A definition is one object in JSON and <service_definition> in XML.")
def one_object(server: Server) -> None:
    code = str(documents.services(server)[0]["service_code"])
    expect(isinstance(read_json(document(server, f"services/{code}.json")), dict), f"services/{code}.json: no object")
    read_xml(document(server, f"services/{code}.xml"), "service_definition")


@rule("code_is_echoed", "A definition names the code that was asked for.")
def code_is_echoed(server: Server) -> None:
    for service in documents.services(server)[:10]:
        code = str(service["service_code"])
        told = documents.definition(server, code).get("service_code")
        expect(told == code, f"services/{code}.json says service_code {told!r}")


@rule("without_metadata", "A service without metadata has an empty definition, not none.", level=Level.SHOULD)
def without_metadata(server: Server) -> None:
    codes = [str(one["service_code"]) for one in documents.services(server) if one.get("metadata") is False]
    if not codes:
        raise NotTestable("every service has metadata")
    expect(documents.definition(server, codes[0]).get("attributes") == [], f"services/{codes[0]}.json has attributes")


@rule("metadata_has_attributes", "A service with metadata has attributes.")
def metadata_has_attributes(server: Server) -> None:
    for one in documents.definitions(server):
        expect(bool(one.get("attributes")), f"{one.get('service_code')} says metadata, and has no attribute")


@rule(
    "attribute_fields", "An attribute has variable, code, datatype, required, datatype_description, order, description."
)
def attribute_fields(server: Server) -> None:
    wanted = {"variable", "code", "datatype", "required", "datatype_description", "order", "description"}
    for code, attribute in _attributes(server):
        missing = wanted - set(attribute)
        expect(not missing, f"{code}/{attribute.get('code')} lacks {', '.join(sorted(missing))}")


@rule("booleans", "variable and required are booleans.")
def booleans(server: Server) -> None:
    for code, attribute in _attributes(server):
        for name in ("variable", "required"):
            told = attribute.get(name)
            expect(isinstance(told, bool), f"{name} of {code}/{attribute.get('code')} is {told!r}")


@rule("datatype_is_known", "The datatype is one of the six.")
def datatype_is_known(server: Server) -> None:
    for code, attribute in _attributes(server):
        told = attribute.get("datatype")
        expect(told in DATATYPES, f"datatype of {code}/{attribute.get('code')} is {told!r}")


@rule("codes_differ", "Attribute codes are strings, each once within a service.")
def codes_differ(server: Server) -> None:
    seen = set()
    for code, attribute in _attributes(server):
        name = attribute.get("code")
        expect(isinstance(name, str) and bool(name), f"an attribute of {code} has the code {name!r}")
        expect((code, name) not in seen, f"{code} has the attribute {name} twice")
        seen.add((code, name))


@rule("order_counts", "order is a positive integer, each once within a service.")
def order_counts(server: Server) -> None:
    seen = set()
    for code, attribute in _attributes(server):
        order = attribute.get("order")
        whole = isinstance(order, int) and not isinstance(order, bool) and order > 0
        expect(whole, f"order of {code}/{attribute.get('code')} is {order!r}")
        expect((code, order) not in seen, f"{code} has the order {order} twice")
        seen.add((code, order))


@rule("lists_have_values", "A list attribute has values, each with key and name, an array even for one.")
def lists_have_values(server: Server) -> None:
    lists = [(code, one) for code, one in _attributes(server) if one.get("datatype") in LISTS]
    if not lists:
        raise NotTestable("no attribute is a list")
    for code, attribute in lists:
        values, name = attribute.get("values"), f"{code}/{attribute.get('code')}"
        expect(isinstance(values, list) and bool(values), f"values of {name} is {values!r}")
        for value in values or []:
            expect(isinstance(value, dict) and {"key", "name"} <= set(value), f"a value of {name} is {value!r}")
            expect(isinstance(value["key"], str), f"a key of {name} is {value['key']!r}, wanted a string")


@rule("unknown_is_404", "A service code that is not known is 404, in the asked format.")
def unknown_is_404(server: Server) -> None:
    for suffix in FORMATS:
        refusal(server.get(f"services/{UNKNOWN}.{suffix}"), 404, suffix)
