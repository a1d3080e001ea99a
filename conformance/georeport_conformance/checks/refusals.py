"""Reports that a server must refuse: nothing is filed by these checks."""

from georeport_conformance.documents import FORMATS, UNKNOWN, definitions, refusal
from georeport_conformance.report_form import Form, form_for, parts_of
from georeport_conformance.rule import Level, NotTestable, expect, rule
from georeport_conformance.server import Server


def _form(server: Server) -> Form:
    if not server.key:
        raise NotTestable("no API key was given")
    return form_for(server)


@rule("key_missing", "A report without an API key is 403.")
def key_missing(server: Server) -> None:
    for suffix in FORMATS:
        form = [("service_code", UNKNOWN), ("lat", "0"), ("long", "0")]
        refusal(server.post(f"requests.{suffix}", form), 403, suffix)


@rule("key_wrong", "A report with a key that is not known is 403.")
def key_wrong(server: Server) -> None:
    form = [("api_key", UNKNOWN), ("service_code", UNKNOWN), ("lat", "0"), ("long", "0")]
    refusal(server.post("requests.json", form), 403, "json")


@rule("service_code_missing", "A report without a service_code is 400.")
def service_code_missing(server: Server) -> None:
    form = _form(server).without("service_code")
    for suffix in FORMATS:
        refusal(server.post(f"requests.{suffix}", form), 400, suffix)


@rule("service_code_unknown", "A report of a service that is not known is 404.")
def service_code_unknown(server: Server) -> None:
    form = _form(server).replaced("service_code", UNKNOWN)
    for suffix in FORMATS:
        refusal(server.post(f"requests.{suffix}", form), 404, suffix)


@rule("no_location", "A report without any location is 400.")
def no_location(server: Server) -> None:
    refusal(server.post("requests.json", _form(server).without("lat", "long", "address_string")), 400, "json")


@rule("half_a_coordinate", "lat without long is no location: 400.")
def half_a_coordinate(server: Server) -> None:
    refusal(server.post("requests.json", _form(server).without("long", "address_string")), 400, "json")


@rule("junk_coordinate", "A coordinate that is no number is 400.")
def junk_coordinate(server: Server) -> None:
    refusal(server.post("requests.json", _form(server).replaced("lat", "north of here")), 400, "json")


@rule("description_too_long", "A description of more than 4,000 characters is 400.")
def description_too_long(server: Server) -> None:
    refusal(server.post("requests.json", _form(server).replaced("description", "x" * 4001)), 400, "json")


@rule("required_attribute", "A report that lacks a required attribute is 400, and the error names it.")
def required_attribute(server: Server) -> None:
    _form(server)
    for one in definitions(server):
        required = [a for a in one["attributes"] if a.get("required") is True and a.get("variable") is True]
        if required:
            form = form_for(server, str(one["service_code"])).without(*parts_of(required[0]))
            errors = refusal(server.post("requests.json", form), 400, "json")
            told = " ".join(str(error["description"]) for error in errors)
            expect(str(required[0]["code"]) in told, f"the errors do not name {required[0]['code']}: {told[:200]!r}")
            return
    raise NotTestable("no service has a required attribute")


@rule("value_not_in_list", "A value that is not in an attribute's list is 400.")
def value_not_in_list(server: Server) -> None:
    _form(server)
    for one in definitions(server):
        lists = [a for a in one["attributes"] if a.get("datatype") == "singlevaluelist"]
        if lists:
            name = parts_of(lists[0])[0]
            form = form_for(server, str(one["service_code"])).without(*parts_of(lists[0]))
            refusal(server.post("requests.json", [*form, (name, UNKNOWN)]), 400, "json")
            return
    raise NotTestable("no service has a list of values")


@rule("one_error_each", "Two problems are told in one answer, one error each.", level=Level.SHOULD)
def one_error_each(server: Server) -> None:
    form = _form(server).replaced("description", "x" * 4001)
    broken = [pair for pair in form if pair[0] not in ("lat", "long", "address_string")]
    errors = refusal(server.post("requests.json", broken), 400, "json")
    expect(len(errors) >= 2, f"a report without a place and with too long a description gives {len(errors)} error")
