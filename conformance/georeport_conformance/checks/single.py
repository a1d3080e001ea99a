"""One service request by its id."""

from georeport_conformance import documents
from georeport_conformance.documents import FORMATS, UNKNOWN, document, json_list, refusal, xml_items
from georeport_conformance.rule import expect, rule
from georeport_conformance.server import Server


def _known(server: Server) -> str:
    return str(documents.some_requests(server)[0]["service_request_id"])


@rule("array_of_one", "A single request is an array of one in JSON, <service_requests> with one <request> in XML.")
def array_of_one(server: Server) -> None:
    known = _known(server)
    found = json_list(document(server, f"requests/{known}.json"))
    expect(len(found) == 1, f"requests/{known}.json holds {len(found)}")
    items = xml_items(document(server, f"requests/{known}.xml"), "service_requests")
    expect(len(items) == 1, f"requests/{known}.xml holds {len(items)}")


@rule("id_is_echoed", "A single request has the id that was asked for.")
def id_is_echoed(server: Server) -> None:
    known = _known(server)
    told = json_list(document(server, f"requests/{known}.json"))[0].get("service_request_id")
    expect(told == known, f"requests/{known}.json says {told!r}")


@rule("as_in_the_list", "A single request tells what the list tells of it.")
def as_in_the_list(server: Server) -> None:
    one = documents.some_requests(server)[0]
    known = str(one["service_request_id"])
    single = json_list(document(server, f"requests/{known}.json"))[0]
    for name in ("service_code", "requested_datetime", "lat", "long", "address"):
        expect(
            single.get(name) == one.get(name), f"{name} is {single.get(name)!r} alone, {one.get(name)!r} in the list"
        )


@rule("unknown_is_404", "An id that is not known is 404, in the asked format, also when it has letters.")
def unknown_is_404(server: Server) -> None:
    for suffix in FORMATS:
        for unknown in (UNKNOWN, "999999999999"):
            refusal(server.get(f"requests/{unknown}.{suffix}"), 404, suffix)
