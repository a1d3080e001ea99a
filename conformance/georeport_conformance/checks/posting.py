"""Reports that a server must take. These checks file service requests: they run with --write only."""

import json
from typing import Any

from georeport_conformance import documents
from georeport_conformance.documents import document, json_list, spark, xml_items
from georeport_conformance.report_form import Form, form_for, parts_of
from georeport_conformance.rule import Level, NotTestable, expect, rule
from georeport_conformance.server import Answer, Server

NOTE = 'Conformance test: umlauts äöü, <angles> & "quotes", a sign 🚲.\r\nA second line.'


def _taken(answer: Answer, suffix: str = "json") -> dict[str, Any]:
    """The one request of the answer; `Broken` when it was not taken."""
    expect(200 <= answer.status < 300, f"{answer}: {answer.body[:300]!r}")
    found = json_list(answer) if suffix == "json" else [spark(item) for item in xml_items(answer, "service_requests")]
    expect(len(found) == 1, f"{answer}: holds {len(found)} requests, wanted one")
    return found[0]


def _described(server: Server, how: str) -> Form:
    return form_for(server).replaced("description", f"Conformance test: {how}. Please close.")


@rule(
    "taken", "A complete report is taken: an array of one, with a service_request_id or a token, not both.", writes=True
)
def taken(server: Server) -> None:
    for suffix in documents.FORMATS:
        one = _taken(server.post(f"requests.{suffix}", _described(server, f"as {suffix}")), suffix)
        number, token = one.get("service_request_id"), one.get("token")
        expect(bool(number) != bool(token), f"service_request_id is {number!r} and token {token!r}")


@rule("id_is_text", "The service_request_id of an answer is a string.", writes=True)
def id_is_text(server: Server) -> None:
    one = _taken(server.post("requests.json", _described(server, "the type of the id")))
    for name in ("service_request_id", "token"):
        expect(one.get(name) is None or isinstance(one[name], str), f"{name} is {one.get(name)!r}")


@rule("success_is_200", "A report that is taken is answered with 200.", level=Level.SHOULD, writes=True)
def success_is_200(server: Server) -> None:
    answer = server.post("requests.json", _described(server, "the status"))
    expect(answer.status == 200, f"{answer}, wanted 200")


@rule("found_again", "A request of a realtime service can be read at once, and is open.", writes=True)
def found_again(server: Server) -> None:
    form = _described(server, "read at once")
    one = _taken(server.post("requests.json", form))
    number = one.get("service_request_id")
    if not number:
        raise NotTestable("the service answers with a token")
    found = json_list(document(server, f"requests/{number}.json"))[0]
    code = dict(form)["service_code"]
    expect(found.get("service_code") == code, f"{number} has the service {found.get('service_code')!r}, filed {code!r}")
    expect(found.get("status") in ("open", "closed"), f"{number} is {found.get('status')!r}")
    listed = documents.requests(server, [("service_request_id", str(number))])
    expect(len(listed) == 1, f"{number} is not in the list by its id")


@rule("charset_named", "The form may name its charset.", writes=True)
def charset_named(server: Server) -> None:
    form = _described(server, "a charset")
    _taken(server.post("requests.json", form, content_type="application/x-www-form-urlencoded; charset=utf-8"))


@rule(
    "jurisdiction_anywhere",
    "jurisdiction_id is taken empty, in the form and in the query.",
    level=Level.SHOULD,
    writes=True,
)
def jurisdiction_anywhere(server: Server) -> None:
    pair = ("jurisdiction_id", server.jurisdiction)
    _taken(server.post("requests.json", [*_described(server, "jurisdiction in the form"), pair]))
    _taken(server.post("requests.json", _described(server, "jurisdiction in the query"), query=[pair]))


@rule("key_in_query", "The API key may come in the query.", level=Level.SHOULD, writes=True)
def key_in_query(server: Server) -> None:
    form = _described(server, "key in the query").without("api_key")
    _taken(server.post("requests.json", form, query=[("api_key", server.key)]))


@rule("any_text", "Letters of all languages, markup signs and line breaks are taken as they are.", writes=True)
def any_text(server: Server) -> None:
    one = _taken(server.post("requests.json", form_for(server).replaced("description", NOTE)))
    number = one.get("service_request_id")
    if not number:
        raise NotTestable("the service answers with a token")
    told = json_list(document(server, f"requests/{number}.json"))[0].get("description") or ""
    # A server may keep the text until somebody has read it; what it shows must be what was sent.
    shown = str(told).replace("\r\n", "\n")
    expect(shown in ("", NOTE.replace("\r\n", "\n")), f"the description came back as {shown!r}")


@rule("longest_text", "A description of 4,000 characters is taken.", writes=True)
def longest_text(server: Server) -> None:
    _taken(server.post("requests.json", form_for(server).replaced("description", "x" * 4000)))


@rule("media_url_repeated", "media_url may come more than once.", level=Level.SHOULD, writes=True)
def media_url_repeated(server: Server) -> None:
    links = [("media_url", f"https://photos.example/{number}.jpg") for number in (1, 2)]
    _taken(server.post("requests.json", [*_described(server, "two links"), *links]))


@rule("again", "The same problem reported again is taken, not refused as a duplicate.", level=Level.SHOULD, writes=True)
def again(server: Server) -> None:
    form = _described(server, "the same again")
    for _ in range(2):
        _taken(server.post("requests.json", form))


@rule(
    "person_optional",
    "Names, e-mail, phone, device and account are optional, and none of them comes back.",
    writes=True,
)
def person_optional(server: Server) -> None:
    person = {
        "email": "conformance@example.org",
        "first_name": "Conformance-first",
        "last_name": "Conformance-last",
        "phone": "+1 312 555 0100",
        "device_id": "conformance-device",
    }
    one = _taken(server.post("requests.json", [*_described(server, "a person"), *person.items()]))
    number = one.get("service_request_id")
    if number:
        text = json.dumps(json_list(document(server, f"requests/{number}.json")))
        shown = [name for name, value in person.items() if value in text]
        expect(not shown, f"the public request shows {', '.join(shown)}")


@rule("several_values", "A multivaluelist is taken as attribute[X][] and as attribute[X], several times.", writes=True)
def several_values(server: Server) -> None:
    for one in documents.definitions(server):
        lists = [a for a in one["attributes"] if a.get("datatype") == "multivaluelist" and len(a["values"]) > 1]
        if lists:
            keys = [str(value["key"]) for value in lists[0]["values"][:2]]
            form = form_for(server, str(one["service_code"])).without(*parts_of(lists[0]))
            for name in parts_of(lists[0]):
                _taken(server.post("requests.json", [*form, *((name, key) for key in keys)]))
            return
    raise NotTestable("no service has a multivaluelist of several values")


@rule("multipart", "A multipart form is taken as well.", level=Level.SHOULD, writes=True)
def multipart(server: Server) -> None:
    mark = "conformance-boundary-7f3a"
    parts = [
        f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in _described(server, "multipart")
    ]
    body = ("".join(parts) + f"--{mark}--\r\n").encode()
    headers = {"Content-Type": f"multipart/form-data; boundary={mark}"}
    _taken(server.call("POST", "requests.json", headers=headers, body=body))


@rule("address_alone", "An address_string is location enough.", writes=True)
def address_alone(server: Server) -> None:
    if not server.site.address:
        raise NotTestable("no address was given (--address)")
    form = _described(server, "by its address").without("lat", "long")
    _taken(server.post("requests.json", [*form, ("address_string", server.site.address)]))
