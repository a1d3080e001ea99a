"""Service discovery: where the endpoints are and what they speak."""

from typing import Any

from georeport_conformance.documents import document, json_list, read_json, read_xml, spark
from georeport_conformance.rule import Level, expect, rule
from georeport_conformance.server import Server

SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"


def _discovery(server: Server) -> dict[str, Any]:
    content = read_json(document(server, "discovery.json"))
    expect(isinstance(content, dict), f"discovery.json is {type(content).__name__}, wanted one object")
    return content  # type: ignore[no-any-return]


def _ours(server: Server) -> list[dict[str, Any]]:
    endpoints = _discovery(server).get("endpoints")
    expect(isinstance(endpoints, list) and bool(endpoints), f"endpoints is {endpoints!r}, wanted an array")
    found = [one for one in endpoints or [] if isinstance(one, dict) and one.get("specification") == SPECIFICATION]
    expect(bool(found), f"no endpoint has the specification {SPECIFICATION}")
    return found


@rule("fields", "Discovery has changeset, contact, key_service and endpoints.")
def fields(server: Server) -> None:
    content = _discovery(server)
    for name in ("changeset", "contact", "key_service"):
        expect(isinstance(content.get(name), str) and bool(content[name]), f"{name} is {content.get(name)!r}")


@rule("endpoint_fields", "An endpoint has specification, url, changeset, type and formats.")
def endpoint_fields(server: Server) -> None:
    for endpoint in _ours(server):
        for name in ("url", "changeset", "type"):
            expect(isinstance(endpoint.get(name), str) and bool(endpoint[name]), f"{name} is {endpoint.get(name)!r}")
        expect(isinstance(endpoint.get("formats"), list), f"formats is {endpoint.get('formats')!r}, wanted an array")


@rule("endpoint_type", "An endpoint's type is production or test.")
def endpoint_type(server: Server) -> None:
    for endpoint in _ours(server):
        expect(endpoint.get("type") in ("production", "test"), f"type is {endpoint.get('type')!r}")


@rule("formats", "The formats are text/xml (always) and application/json (when JSON is offered).")
def formats(server: Server) -> None:
    for endpoint in _ours(server):
        told = endpoint.get("formats") or []
        expect("text/xml" in told, f"formats are {told!r}: text/xml is missing")
        odd = [one for one in told if one not in ("text/xml", "application/json")]
        expect(not odd, f"formats hold {odd!r}")


@rule("url_answers", "The endpoint's url is the base under which services answer.")
def url_answers(server: Server) -> None:
    answers = [server.get(f"{str(one['url']).rstrip('/')}/services.xml") for one in _ours(server)]
    expect(any(answer.status == 200 for answer in answers), "; ".join(map(str, answers)))


@rule("both_alike", "discovery.xml tells what discovery.json tells.")
def both_alike(server: Server) -> None:
    by_json = _discovery(server)
    by_xml = spark(read_xml(document(server, "discovery.xml"), "discovery"))
    for name in ("changeset", "contact", "key_service", "endpoints"):
        expect(by_json.get(name) == by_xml.get(name), f"{name}: {by_json.get(name)!r} and {by_xml.get(name)!r}")


@rule("at_the_root", "Discovery answers one level above the base too.", level=Level.SHOULD)
def at_the_root(server: Server) -> None:
    above = server.base.rstrip("/").rpartition("/")[0]
    for suffix in ("xml", "json"):
        answer = server.get(f"{above}/discovery.{suffix}")
        expect(answer.status == 200, f"{answer}, wanted 200")
        expect(
            answer.body == document(server, f"discovery.{suffix}").body,
            f"{answer}: differs from the one under the base",
        )


@rule("changeset_sorts", "The changeset is a string that sorts by time, the same in root and endpoint or older.")
def changeset_sorts(server: Server) -> None:
    content = _discovery(server)
    for endpoint in _ours(server):
        told = endpoint.get("changeset")
        expect(
            isinstance(told, str) and told <= str(content.get("changeset")), f"{told!r} is newer than the document's"
        )


@rule("services_listed", "What discovery leads to lists services.")
def services_listed(server: Server) -> None:
    base = str(_ours(server)[0]["url"]).rstrip("/")
    expect(bool(json_list(document(server, f"{base}/services.json"))), "the endpoint lists no service")
