"""The list of service requests: fields, filters, the window of 90 days, the first 1,000."""

from datetime import UTC, datetime, timedelta
from typing import Any

from georeport_conformance import documents
from georeport_conformance.documents import FORMATS, UNKNOWN, document, moment, refusal, spark, xml_items
from georeport_conformance.rule import Level, NotTestable, expect, rule
from georeport_conformance.server import Fields, Server

WINDOW = timedelta(days=90)
MOST = 1000
FIELDS = (
    "service_request_id",
    "status",
    "service_name",
    "service_code",
    "description",
    "requested_datetime",
    "updated_datetime",
    "address",
    "address_id",
    "zipcode",
    "lat",
    "long",
    "media_url",
)


def stamp(when: datetime) -> str:
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _ids(found: list[dict[str, Any]]) -> list[str]:
    return [str(one.get("service_request_id")) for one in found]


@rule("bare_array", "requests.json is a bare array, without the root.")
def bare_array(server: Server) -> None:
    documents.requests(server)


@rule("fields", "A request has every field of the specification (what may be missing is empty).")
def fields(server: Server) -> None:
    for one in documents.some_requests(server):
        missing = [name for name in FIELDS if name not in one]
        expect(not missing, f"{one.get('service_request_id')} lacks {', '.join(missing)}")


@rule("id_is_text", "service_request_id is a string in JSON, and there is one.")
def id_is_text(server: Server) -> None:
    for one in documents.some_requests(server):
        told = one.get("service_request_id")
        expect(isinstance(told, str) and bool(told), f"service_request_id is {told!r}")


@rule("two_statuses", "The status is open or closed, nothing else.")
def two_statuses(server: Server) -> None:
    for one in documents.some_requests(server):
        expect(one.get("status") in ("open", "closed"), f"status is {one.get('status')!r}")


@rule("place_is_number", "lat and long are numbers in JSON, within the globe.")
def place_is_number(server: Server) -> None:
    for one in documents.some_requests(server):
        for name, most in (("lat", 90), ("long", 180)):
            told = one.get(name)
            if told is None:
                continue
            good = isinstance(told, int | float) and not isinstance(told, bool) and abs(told) <= most
            expect(good, f"{name} of {one.get('service_request_id')} is {told!r}")


@rule("codes_are_text", "service_code, address_id and zipcode are strings in JSON.")
def codes_are_text(server: Server) -> None:
    for one in documents.some_requests(server):
        for name in ("service_code", "address_id", "zipcode"):
            expect(one.get(name) is None or isinstance(one.get(name), str), f"{name} is {one.get(name)!r}")


@rule("agency_is_text", "agency_responsible and status_notes are strings.")
def agency_is_text(server: Server) -> None:
    for one in documents.some_requests(server):
        for name in ("agency_responsible", "status_notes", "service_notice"):
            expect(one.get(name) is None or isinstance(one.get(name), str), f"{name} is {one.get(name)!r}")


@rule("media_url_is_one", "media_url is one address, not an array.")
def media_url_is_one(server: Server) -> None:
    for one in documents.some_requests(server):
        told = one.get("media_url")
        expect(told is None or isinstance(told, str), f"media_url is {told!r}")


@rule("times", "Times are ISO 8601 with seconds and a zone.")
def times(server: Server) -> None:
    for one in documents.some_requests(server):
        for name in ("requested_datetime", "updated_datetime"):
            moment(one.get(name))
        if one.get("expected_datetime"):
            moment(one["expected_datetime"])


@rule("updated_follows", "updated_datetime is never before requested_datetime.")
def updated_follows(server: Server) -> None:
    for one in documents.some_requests(server):
        earlier, later = moment(one.get("requested_datetime")), moment(one.get("updated_datetime"))
        expect(earlier <= later, f"{one.get('service_request_id')} was updated before it was requested")


@rule("formats_agree", "requests.xml holds the requests of requests.json.")
def formats_agree(server: Server) -> None:
    wanted = _ids(documents.some_requests(server))[:20]
    query = [("service_request_id", ",".join(wanted))]
    by_json = {str(one["service_request_id"]): one for one in documents.requests(server, query)}
    by_xml = [spark(item) for item in xml_items(document(server, "requests.xml", query), "service_requests")]
    expect(_ids(by_xml) == list(by_json), f"JSON lists {list(by_json)}, XML {_ids(by_xml)}")
    for one in by_xml:
        for name in ("status", "service_code", "description", "address", "requested_datetime"):
            other = by_json[str(one["service_request_id"])].get(name)
            # XML parsers read CR LF as LF; that is not the server's doing.
            told = (str(one.get(name) or ""), str(other or "").replace("\r\n", "\n"))
            expect(told[0] == told[1], f"{name}: {told[0]!r} in XML, {told[1]!r} in JSON")


@rule("newest_first", "The newest come first.", level=Level.SHOULD)
def newest_first(server: Server) -> None:
    when = [moment(one.get("requested_datetime")) for one in documents.some_requests(server)]
    expect(when == sorted(when, reverse=True), "requested_datetime does not fall from the first to the last")


@rule("at_most_1000", "A list holds no more than 1,000 requests.")
def at_most_1000(server: Server) -> None:
    count = len(documents.requests(server))
    expect(count <= MOST, f"requests.json holds {count}")


@rule("last_90_days", "Without dates, the list holds the last 90 days.")
def last_90_days(server: Server) -> None:
    begin = datetime.now(UTC) - WINDOW - timedelta(minutes=5)
    for one in documents.some_requests(server):
        expect(moment(one.get("requested_datetime")) >= begin, f"{one.get('service_request_id')} is older than 90 days")


def _middle(server: Server) -> datetime:
    found = documents.some_requests(server)
    return moment(found[len(found) // 2].get("requested_datetime"))


@rule("between", "start_date and end_date bound the requested_datetime.")
def between(server: Server) -> None:
    middle = _middle(server)
    begin, end = middle - timedelta(hours=6), middle + timedelta(hours=6)
    found = documents.requests(server, [("start_date", stamp(begin)), ("end_date", stamp(end))])
    expect(bool(found), "a window around a request of the list holds nothing")
    for one in found:
        when = moment(one.get("requested_datetime"))
        expect(begin <= when <= end, f"{one.get('service_request_id')} of {when} is outside {begin} to {end}")


@rule("start_alone", "A start_date alone is enough.")
def start_alone(server: Server) -> None:
    begin = _middle(server)
    found = documents.requests(server, [("start_date", stamp(begin))])
    expect(bool(found), "the list from a request's own time on is empty")
    expect(all(moment(one.get("requested_datetime")) >= begin for one in found), f"something is before {begin}")


@rule("end_alone", "An end_date alone is enough, and reaches 90 days back.")
def end_alone(server: Server) -> None:
    end = _middle(server)
    for one in documents.requests(server, [("end_date", stamp(end))]):
        when = moment(one.get("requested_datetime"))
        expect(end - WINDOW <= when <= end, f"{one.get('service_request_id')} of {when} is outside the 90 days")


@rule("no_longer_than_90_days", "A window of more than 90 days is 400, never clipped in silence.", level=Level.SHOULD)
def no_longer_than_90_days(server: Server) -> None:
    end = datetime.now(UTC)
    for suffix in FORMATS:
        query = [("start_date", stamp(end - timedelta(days=120))), ("end_date", stamp(end))]
        refusal(server.get(f"requests.{suffix}", query), 400, suffix)


@rule("start_before_end", "A start_date after the end_date is 400.", level=Level.SHOULD)
def start_before_end(server: Server) -> None:
    end = datetime.now(UTC) - timedelta(days=2)
    query = [("start_date", stamp(end + timedelta(days=1))), ("end_date", stamp(end))]
    refusal(server.get("requests.json", query), 400, "json")


@rule("junk_date", "A date that is none is 400.")
def junk_date(server: Server) -> None:
    for suffix in FORMATS:
        refusal(server.get(f"requests.{suffix}", [("start_date", "the day before")]), 400, suffix)


@rule("date_forms", "Offsets, fractions of a second and bare dates are understood.", level=Level.SHOULD)
def date_forms(server: Server) -> None:
    day = (datetime.now(UTC) - timedelta(days=3)).strftime("%Y-%m-%d")
    for text in (f"{day}T00:00:00Z", f"{day}T00:00:00-06:00", f"{day}T00:00:00.123Z", day):
        document(server, "requests.json", [("start_date", text)])


@rule("status_filter", "status=open lists the open ones only, status=closed the closed ones, both both.")
def status_filter(server: Server) -> None:
    for status in ("open", "closed"):
        for one in documents.requests(server, [("status", status)]):
            expect(one.get("status") == status, f"status={status} lists one that is {one.get('status')!r}")
    everything = {one.get("status") for one in documents.some_requests(server)}
    both = {one.get("status") for one in documents.requests(server, [("status", "open,closed")])}
    expect(everything <= both, f"status=open,closed lists {sorted(map(str, both))} only")


@rule("default_is_both", "Without a status, open and closed ones are listed.")
def default_is_both(server: Server) -> None:
    plain = set(_ids(documents.some_requests(server)))
    if len(plain) >= MOST:
        raise NotTestable("the list is full, so it cannot be compared")
    for status in ("open", "closed"):
        lacking = set(_ids(documents.requests(server, [("status", status)]))) - plain
        expect(len(lacking) < 5, f"{len(lacking)} {status} requests are not in the plain list")


@rule("spaces_in_lists", "Spaces after the commas of a list are forgiven.", level=Level.SHOULD)
def spaces_in_lists(server: Server) -> None:
    document(server, "requests.json", [("status", "open, closed")])


@rule("unknown_status", "A status that GeoReport does not know is 400.", level=Level.SHOULD)
def unknown_status(server: Server) -> None:
    refusal(server.get("requests.json", [("status", "half-done")]), 400, "json")


@rule("service_code_filter", "service_code lists those services only; several are separated by commas.")
def service_code_filter(server: Server) -> None:
    codes = list(dict.fromkeys(str(one.get("service_code")) for one in documents.some_requests(server)))[:2]
    found = documents.requests(server, [("service_code", codes[0])])
    expect({one.get("service_code") for one in found} == {codes[0]}, f"service_code={codes[0]} lists others or none")
    both = documents.requests(server, [("service_code", ",".join(codes))])
    expect({one.get("service_code") for one in both} == set(codes), f"service_code={','.join(codes)} lists others")


@rule("ids_filter", "service_request_id lists exactly those; several are separated by commas.")
def ids_filter(server: Server) -> None:
    wanted = _ids(documents.some_requests(server))[:3]
    found = _ids(documents.requests(server, [("service_request_id", ",".join(wanted))]))
    expect(sorted(found) == sorted(wanted), f"asked for {wanted}, got {found}")


@rule("ids_override", "service_request_id overrides all other arguments.")
def ids_override(server: Server) -> None:
    one = documents.some_requests(server)[0]
    other = "closed" if one.get("status") == "open" else "open"
    query: Fields = [
        ("service_request_id", str(one["service_request_id"])),
        ("status", other),
        ("service_code", UNKNOWN),
        ("start_date", "2001-01-01T00:00:00Z"),
        ("end_date", "2001-01-02T00:00:00Z"),
    ]
    found = _ids(documents.requests(server, query))
    expect(found == [str(one["service_request_id"])], f"with other arguments beside it the list is {found}")


@rule("unknown_ids_left_out", "Unknown ids are left out, and are no error.")
def unknown_ids_left_out(server: Server) -> None:
    known = str(documents.some_requests(server)[0]["service_request_id"])
    found = _ids(documents.requests(server, [("service_request_id", f"{UNKNOWN},{known}")]))
    expect(found == [known], f"asked for one known and one unknown id, got {found}")


@rule("empty_list", "When nothing matches: 200 and an empty list, [] and <service_requests/>.")
def empty_list(server: Server) -> None:
    query = [("start_date", "2001-01-01T00:00:00Z"), ("end_date", "2001-01-02T00:00:00Z")]
    found = documents.requests(server, query)
    expect(found == [], f"a day of 2001 lists {len(found)} requests")
    items = xml_items(document(server, "requests.xml", query), "service_requests")
    expect(not items, f"a day of 2001 lists {len(items)} requests in XML")


@rule("one_is_an_array", "A list of one is still an array.")
def one_is_an_array(server: Server) -> None:
    known = str(documents.some_requests(server)[0]["service_request_id"])
    found = documents.requests(server, [("service_request_id", known)])
    expect(len(found) == 1, f"service_request_id={known} lists {len(found)}")


@rule("services_exist", "The service_code of a request is one of the service list.", level=Level.SHOULD)
def services_exist(server: Server) -> None:
    codes = {str(one["service_code"]) for one in documents.services(server)}
    odd = {str(one.get("service_code")) for one in documents.some_requests(server)} - codes
    expect(not odd, f"requests name services that are not listed: {', '.join(sorted(odd)[:5])}")
