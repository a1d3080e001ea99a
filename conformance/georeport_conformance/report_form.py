"""A report that a server should take, made from its own documents: a service, a place, every required attribute."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from georeport_conformance import documents
from georeport_conformance.rule import NotTestable
from georeport_conformance.server import Server


class Form(list[tuple[str, str]]):
    """The pairs of a form; a name may stand in it several times."""

    def without(self, *names: str) -> "Form":
        return Form(pair for pair in self if pair[0] not in names)

    def replaced(self, name: str, value: str) -> "Form":
        return Form([*self.without(name), (name, value)])


def parts_of(attribute: Mapping[str, Any]) -> tuple[str, str]:
    """The two names under which an attribute may be sent."""
    return f"attribute[{attribute['code']}]", f"attribute[{attribute['code']}][]"


def form_for(server: Server, code: str = "") -> Form:
    """A complete report, of `code` or the service of the command line, else the first that wants no attribute.

    The text says that it is a test. The place is the command line's, else that of a listed request.
    """
    code = code or server.site.service_code or _plainest(server)
    form = Form([("api_key", server.key), ("service_code", code)])
    form += [("lat", _place(server)[0]), ("long", _place(server)[1])]
    form.append(("description", "A conformance test of the Open311 interface. Please close."))
    by_code = {str(one["service_code"]): one for one in documents.services(server)}
    if code not in by_code:
        raise NotTestable(f"the service {code} is not listed")
    if by_code[code].get("metadata") is True:
        form += [pair for one in documents.definition(server, code)["attributes"] for pair in _filled(one)]
    return form


def _plainest(server: Server) -> str:
    found = documents.services(server)
    plain = [one for one in found if one.get("metadata") is not True] or found
    return str(plain[0]["service_code"])


def _place(server: Server) -> tuple[str, str]:
    if server.site.latitude and server.site.longitude:
        return server.site.latitude, server.site.longitude
    for one in documents.some_requests(server):
        if one.get("lat") is not None and one.get("long") is not None:
            return str(one["lat"]), str(one["long"])
    raise NotTestable("no place for a test report: give --lat and --long")


def _filled(attribute: Mapping[str, Any]) -> list[tuple[str, str]]:
    if attribute.get("required") is not True or attribute.get("variable") is not True:
        return []
    one, several = parts_of(attribute)
    values = attribute.get("values") or []
    kind = attribute.get("datatype")
    if kind == "multivaluelist":
        return [(several, str(values[0]["key"]))]
    by_kind = {
        "number": "1",
        "datetime": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "singlevaluelist": str(values[0]["key"]) if values else "",
    }
    return [(one, by_kind.get(str(kind), "test"))]
