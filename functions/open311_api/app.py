"""Open311 GeoReport v2: one more door to the same use cases, and the answers in its own words.

The gateway hands over every path under /open311/, so that an unknown one is answered in the asked format as well.
"""

from collections.abc import Callable

from chalice import Response
from chalice.app import Request

from hex311.domain.errors import CityError, NotFound
from hex311.http.api import CityApi
from hex311.http.open311.bulk import bulk_csv, bulk_document
from hex311.http.open311.call import Call
from hex311.http.open311.documents import split_format
from hex311.http.open311.lists import list_view, single_view
from hex311.http.open311.refusals import failure, refusal
from hex311.http.open311.service_documents import definition_document, discovery_document, services_document
from hex311.http.open311.submission import submit_report
from hex311.http.open311.updates import receive_update_view, updates_view
from hex311.wiring import ports


def in_its_words(error: CityError, request: Request) -> Response:
    return refusal(error, split_format(request.uri_params["proxy"])[1])


app = CityApi("open311_api", in_its_words)

METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]
BASE = "v2/"

View = Callable[[Call], Response]


def no_token(_: Call, token: str) -> Response:
    """Every service is answered with its number at once, so there are no tokens."""
    raise NotFound(f"There is no token {token[:40]}. Every report gets its number at once here.")


READS: dict[str, View] = {
    "discovery": discovery_document,
    f"{BASE}discovery": discovery_document,
    f"{BASE}services": services_document,
    f"{BASE}requests": list_view,
    f"{BASE}servicerequestupdates": updates_view,
    f"{BASE}bulk": bulk_document,
}
#: The one document with a suffix of its own; `bulk.csv.json` is none.
CSV = f"{BASE}bulk.csv"
READS_OF_ONE: dict[str, Callable[[Call, str], Response]] = {
    f"{BASE}services": definition_document,
    f"{BASE}requests": single_view,
    f"{BASE}tokens": no_token,
}
WRITES: dict[str, View] = {
    f"{BASE}requests": submit_report,
    f"{BASE}servicerequestupdates": receive_update_view,
}


@app.route("/open311/{proxy+}", methods=METHODS, content_types=["*/*"])
def answer() -> Response:
    document = app.current_request.uri_params["proxy"]
    name, suffix = split_format(document)
    call = Call(ports(), app.current_request, suffix, ports().settings.stage)
    call.check_jurisdiction()
    return dispatch(call, name, reader_of(document, name))


def reader_of(document: str, name: str) -> View | None:
    """What answers a GET, if anything does."""
    if document == CSV:
        return bulk_csv
    group, _, one = name.rpartition("/")
    if one and group in READS_OF_ONE:
        return lambda call: READS_OF_ONE[group](call, one)
    return READS.get(name)


def dispatch(call: Call, name: str, read: View | None) -> Response:
    method = call.request.method
    if method in ("GET", "HEAD") and read:
        return read(call)
    if method == "POST" and name in WRITES:
        return WRITES[name](call)
    if read or name in WRITES:
        return failure(call.suffix, 405, "This method is not possible here.")
    return failure(call.suffix, 404, "There is no such document.")
