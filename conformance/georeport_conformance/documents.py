"""The documents of GeoReport v2, read once and shared by the checks: lists, items, one vocabulary for XML and JSON."""

import re
from datetime import datetime
from typing import Any
from xml.etree import ElementTree

from georeport_conformance.rule import Broken, NotTestable, expect
from georeport_conformance.server import Answer, Fields, Server

FORMATS = ("xml", "json")
CONTENT_TYPES = {"xml": "text/xml", "json": "application/json"}
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")
_CHILD_OF = {
    "services": "service",
    "service_requests": "request",
    "errors": "error",
    "attributes": "attribute",
    "values": "value",
    "endpoints": "endpoint",
    "formats": "format",
}
UNKNOWN = "there-is-no-such-thing-0"


def document(server: Server, path: str, query: Fields = ()) -> Answer:
    """A document that must be there: 200."""
    answer = server.get(path, query)
    expect(answer.status == 200, f"{answer}, wanted 200")
    return answer


def json_list(answer: Answer) -> list[dict[str, Any]]:
    """The bare array that lists, posted requests, tokens and errors are in JSON."""
    content = read_json(answer)
    expect(isinstance(content, list), f"{answer}: the JSON is {type(content).__name__}, wanted a bare array")
    expect(all(isinstance(item, dict) for item in content), f"{answer}: the array holds something else than objects")
    return content  # type: ignore[no-any-return]


def read_json(answer: Answer) -> Any:
    try:
        return answer.json
    except ValueError as error:
        raise Broken(f"{answer}: the body is no JSON in UTF-8 ({error})") from None


def read_xml(answer: Answer, root: str) -> ElementTree.Element:
    try:
        element = answer.xml
    except ElementTree.ParseError as error:
        raise Broken(f"{answer}: the body is no well-formed XML ({error})") from None
    expect(element.tag == root, f"{answer}: the root is <{element.tag}>, wanted <{root}>")
    return element


def xml_items(answer: Answer, root: str) -> list[ElementTree.Element]:
    """The children of the root, all of the name that belongs to it."""
    children, name = list(read_xml(answer, root)), _CHILD_OF[root]
    odd = sorted({child.tag for child in children if child.tag != name})
    expect(not odd, f"{answer}: <{root}> holds <{'>, <'.join(odd)}>, wanted <{name}> only")
    return children


def spark(element: ElementTree.Element) -> Any:
    """An element as GeoReport's JSON has it: containers of repeated children are arrays, empty ones are None."""
    if element.tag in _CHILD_OF:
        return [spark(child) for child in element]
    if len(element):
        return {child.tag: spark(child) for child in element}
    return element.text


def services(server: Server) -> list[dict[str, Any]]:
    found = json_list(document(server, "services.json"))
    expect(bool(found), "GET services.json lists no service")
    return found


def requests(server: Server, query: Fields = ()) -> list[dict[str, Any]]:
    return json_list(document(server, "requests.json", query))


def some_requests(server: Server) -> list[dict[str, Any]]:
    """What the plain list holds; checks of its content need at least one."""
    found = requests(server)
    if not found:
        raise NotTestable("the server lists no request of the last 90 days")
    return found


def definition(server: Server, code: str) -> dict[str, Any]:
    content = read_json(document(server, f"services/{code}.json"))
    expect(isinstance(content, dict), f"GET services/{code}.json is {type(content).__name__}, wanted an object")
    return content  # type: ignore[no-any-return]


def definitions(server: Server, most: int = 40) -> list[dict[str, Any]]:
    """The definitions of the services that say they have one."""
    codes = [str(service["service_code"]) for service in services(server) if service.get("metadata") is True]
    if not codes:
        raise NotTestable("no service has a definition (metadata is false everywhere)")
    return [definition(server, code) for code in codes[:most]]


def moment(text: Any) -> datetime:
    """A time with its zone; `Broken` when it is not of the form that GeoReport allows."""
    expect(
        isinstance(text, str) and MOMENT.fullmatch(text) is not None,
        f"{text!r} is no time like 2026-01-31T09:30:00Z (seconds, no fractions, with its zone)",
    )
    return datetime.fromisoformat(text)


def refusal(answer: Answer, status: int | tuple[int, ...], suffix: str) -> list[dict[str, Any]]:
    """The errors of a refused call: the HTTP status, the asked format, an array of code and description."""
    wanted = status if isinstance(status, tuple) else (status,)
    expect(answer.status in wanted, f"{answer}, wanted {' or '.join(map(str, wanted))}")
    expect(
        CONTENT_TYPES[suffix] in answer.content_type,
        f"{answer}: the error came as {answer.content_type or 'nothing'}, wanted {CONTENT_TYPES[suffix]}",
    )
    errors = json_list(answer) if suffix == "json" else [spark(item) for item in xml_items(answer, "errors")]
    expect(bool(errors), f"{answer}: the list of errors is empty")
    for error in errors:
        expect(
            isinstance(error, dict) and bool(error.get("code")) and bool(error.get("description")),
            f"{answer}: an error lacks its code or description: {error!r}",
        )
    return errors
