"""What holds for every call: formats, content types, encoding, jurisdiction, empty parameters."""

import re

from georeport_conformance.documents import (
    CONTENT_TYPES,
    FORMATS,
    UNKNOWN,
    document,
    read_json,
    read_xml,
    refusal,
    services,
    spark,
    xml_items,
)
from georeport_conformance.rule import Level, expect, rule
from georeport_conformance.server import Answer, Server

PLAIN = ("discovery", "services", "requests")
_DECLARATION = re.compile(rb"<\?xml\s[^>]*encoding=[\"']utf-8[\"']", re.IGNORECASE)


def _xml_documents(server: Server) -> list[Answer]:
    code = str(services(server)[0]["service_code"])
    return [document(server, f"{name}.xml") for name in (*PLAIN, f"services/{code}")]


@rule("both_formats", "Discovery, services and requests answer in XML and in JSON.")
def both_formats(server: Server) -> None:
    for name in PLAIN:
        read_json(document(server, f"{name}.json"))
        expect(document(server, f"{name}.xml").xml is not None, "")


@rule("suffix_decides", "The path's suffix chooses the format, whatever the Accept header says.")
def suffix_decides(server: Server) -> None:
    for suffix, other in (("xml", "json"), ("json", "xml")):
        answer = server.get(f"services.{suffix}", headers={"Accept": CONTENT_TYPES[other]})
        expect(
            answer.status == 200 and CONTENT_TYPES[suffix] in answer.content_type,
            f"{answer} with Accept: {CONTENT_TYPES[other]} came as {answer.content_type}",
        )


@rule("content_type_xml", "XML is sent as text/xml; charset=utf-8.")
def content_type_xml(server: Server) -> None:
    for answer in _xml_documents(server):
        _typed(answer, "text/xml")


@rule("content_type_json", "JSON is sent as application/json; charset=utf-8.")
def content_type_json(server: Server) -> None:
    for name in PLAIN:
        _typed(document(server, f"{name}.json"), "application/json")


def _typed(answer: Answer, wanted: str) -> None:
    told = answer.content_type.lower().replace(" ", "").replace('"', "")
    expect(told == f"{wanted};charset=utf-8", f"{answer}: Content-Type is {answer.content_type!r}")


@rule("xml_declaration", "XML begins with a declaration that names UTF-8, and is UTF-8.")
def xml_declaration(server: Server) -> None:
    for answer in _xml_documents(server):
        expect(_DECLARATION.match(answer.body) is not None, f"{answer}: begins with {answer.body[:40]!r}")
        try:
            answer.body.decode("utf-8")
        except UnicodeDecodeError as error:
            expect(False, f"{answer}: not UTF-8 ({error})")


@rule("xml_plain", "XML carries no namespaces and no attributes (clients turn them into hashes).", level=Level.SHOULD)
def xml_plain(server: Server) -> None:
    for answer in _xml_documents(server):
        for element in answer.xml.iter():
            expect(not element.attrib, f"{answer}: <{element.tag}> has attributes {sorted(element.attrib)}")
            expect("}" not in element.tag, f"{answer}: <{element.tag}> has a namespace")


@rule("xml_roots", "The XML roots are discovery, services, service_definition and service_requests.")
def xml_roots(server: Server) -> None:
    code = str(services(server)[0]["service_code"])
    roots = {
        "discovery": "discovery",
        "services": "services",
        "requests": "service_requests",
        f"services/{code}": "service_definition",
    }
    for name, root in roots.items():
        read_xml(document(server, f"{name}.xml"), root)


@rule("formats_agree", "Both formats tell the same; text is escaped once.")
def formats_agree(server: Server) -> None:
    by_json = services(server)
    by_xml = [spark(item) for item in xml_items(document(server, "services.xml"), "services")]
    expect(len(by_json) == len(by_xml), f"services.json has {len(by_json)} services, services.xml {len(by_xml)}")
    for one, other in zip(by_json, by_xml, strict=True):
        for name in ("service_code", "service_name", "description", "group", "keywords"):
            expect(
                str(one.get(name) or "") == str(other.get(name) or ""),
                f"{name} of {one.get('service_code')} is {one.get(name)!r} in JSON and {other.get(name)!r} in XML",
            )


@rule("no_key_to_read", "Reading needs no key.")
def no_key_to_read(server: Server) -> None:
    for name in PLAIN:
        document(server, f"{name}.json")


@rule("get_is_200", "A successful GET is exactly 200.", level=Level.SHOULD)
def get_is_200(server: Server) -> None:
    for name in PLAIN:
        for suffix in FORMATS:
            document(server, f"{name}.{suffix}")


@rule("empty_is_absent", "An empty parameter is as good as none.")
def empty_is_absent(server: Server) -> None:
    empty = [(name, "") for name in ("service_request_id", "service_code", "start_date", "end_date", "status")]
    document(server, "requests.json", empty)
    if not server.jurisdiction:
        document(server, "services.json", [("jurisdiction_id", "")])


@rule("jurisdiction_unknown", "A jurisdiction that the server does not know is 404.")
def jurisdiction_unknown(server: Server) -> None:
    code = str(services(server)[0]["service_code"])
    for name in ("services", f"services/{code}", "requests"):
        for suffix in FORMATS:
            refusal(server.get(f"{name}.{suffix}", [("jurisdiction_id", f"{UNKNOWN}.example")]), 404, suffix)
